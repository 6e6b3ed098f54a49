"""The table of what happened to an application: when, who, what, why."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from desktop_client.views.language import say
from desktop_client.views.status import texts
from registration.kinds import ACTOR_NAMES
from registration.korean_time import show_time
from registration.lifecycle import STATE_NAMES

if TYPE_CHECKING:
    from registration.messages import HistoryEntry

COLUMNS = (texts.AT, texts.ACTOR, texts.CHANGE, texts.WHY)


class History(QTableWidget):
    """Grows to its full height; reasons wrap."""

    def __init__(self, entries: Sequence["HistoryEntry"]) -> None:
        super().__init__(len(entries), len(COLUMNS))
        self.setObjectName("status-history")
        self.setAccessibleName(say(texts.HISTORY))
        self.setHorizontalHeaderLabels([say(title) for title in COLUMNS])
        self.verticalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for line, entry in enumerate(entries):
            for place, words in enumerate(_words(entry)):
                self.setItem(line, place, QTableWidgetItem(words))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(len(COLUMNS) - 1, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.sectionResized.connect(self._grow)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Take the height the rows need at this width."""
        super().resizeEvent(event)
        self._grow()

    def event(self, event: QEvent) -> bool:
        """Measure again once the style sheet is in force."""
        handled = super().event(event)
        if event.type() == QEvent.Type.Polish:
            self._grow()
        return handled

    def _grow(self) -> None:
        self.resizeRowsToContents()
        header = self.horizontalHeader().sizeHint().height()
        frame = 2 * self.frameWidth() + 2
        needed = self.verticalHeader().length() + header + frame
        if needed != self.minimumHeight():
            self.setFixedHeight(needed)


def _words(entry: "HistoryEntry") -> tuple[str, str, str, str]:
    target = say(STATE_NAMES[entry.target])
    if entry.source is None:
        change = say(texts.FILED, target=target)
    else:
        change = say(texts.MOVED, source=say(STATE_NAMES[entry.source]), target=target)
    reason = entry.reason or say(texts.NO_REASON)
    return show_time(entry.at), say(ACTOR_NAMES[entry.actor]), change, reason
