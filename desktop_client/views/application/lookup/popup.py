"""The list under a field that is searched in. It never takes the keyboard.

A list that takes the focus, as QCompleter's does, ends the composing of a Korean syllable.
"""

from typing import cast

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from desktop_client.views.application import texts
from desktop_client.views.application.lookup.findings import Finding
from desktop_client.views.language import say
from desktop_client.views.theme import px
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from desktop_client.views.widgets.look import named, set_look

LINES_SEEN = 8
LEAST_WIDTH = 360
NOT_CHOSEN = -1


class LookupPopup(QFrame):
    """Shows findings below `line`, which keeps the keyboard; `chosen` carries a Finding."""

    chosen = Signal(object)

    def __init__(self, line: QWidget, name: str) -> None:
        flags = Qt.WindowType.ToolTip | Qt.WindowType.WindowDoesNotAcceptFocus
        super().__init__(line, flags)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_look(self, "popup")
        self._line = line
        self.findings: list[Finding] = []
        self.list = named(QListWidget(), "lookup-findings")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(say(texts.FINDINGS, field=name))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda item: self.choose(self.list.row(item)))
        self.note = Label("", "subtle")
        cast("QGuiApplication", QGuiApplication.instance()).applicationStateChanged.connect(
            self._follow_program
        )
        down = column(self, gap=4, margin=6)
        down.addWidget(self.list)
        down.addWidget(self.note)

    def show_findings(self, findings: list[Finding], note: str = "") -> None:
        """Show these below the line, with a note under them; hide where there is neither."""
        self.findings = findings
        self.list.clear()
        for finding in findings:
            item = QListWidgetItem(finding.words)
            if finding.refused:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        self.list.setCurrentRow(NOT_CHOSEN)
        self.list.setVisible(bool(findings))
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.setVisible(bool(findings or note))
        if self.isVisible():
            self._place()

    def step(self, by: int) -> None:
        """Go to the next (1) or the previous (-1) finding that can be chosen."""
        places = [place for place, finding in enumerate(self.findings) if not finding.refused]
        if not places:
            return
        here = self.list.currentRow()
        ahead = [place for place in places if (place - here) * by > 0]
        place = (min(ahead) if by > 0 else max(ahead)) if ahead else here
        if here == NOT_CHOSEN:
            place = places[0 if by > 0 else -1]
        self.list.setCurrentRow(place)
        announce(self._line, self.findings[place].words)

    def choose(self, place: int | None = None) -> bool:
        """Choose a finding, the marked one where none is told; False where there is none."""
        row = self.list.currentRow() if place is None else place
        if row == NOT_CHOSEN or self.findings[row].refused:
            return False
        found = self.findings[row]
        self.hide()
        self.chosen.emit(found)
        return True

    def _follow_program(self, state: Qt.ApplicationState) -> None:
        """Lie over no other program's window."""
        if state != Qt.ApplicationState.ApplicationActive:
            self.hide()

    def _place(self) -> None:
        width = max(self._line.width(), px(LEAST_WIDTH))
        self.list.setFixedWidth(width)
        self.note.setFixedWidth(width)
        rows = min(self.list.count(), LINES_SEEN)
        heights = [self.list.visualItemRect(self.list.item(row)).height() for row in range(rows)]
        self.list.setFixedHeight(sum(heights) + 2 * self.list.frameWidth() + px(8))
        self.adjustSize()
        self.move(self._corner(self.sizeHint()))

    def _corner(self, size: QSize) -> QPoint:
        """Below the line, or above it where the screen ends."""
        below = self._line.mapToGlobal(QPoint(0, self._line.height() + 2))
        room = self._line.screen().availableGeometry()
        x = max(room.left(), min(below.x(), room.right() - size.width()))
        if below.y() + size.height() <= room.bottom():
            return QPoint(x, below.y())
        return QPoint(x, self._line.mapToGlobal(QPoint(0, -2)).y() - size.height())
