"""The checks of this computer, each with its result and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from desktop_client.views import routes
from desktop_client.views.checkup import texts
from desktop_client.views.language import language, say
from desktop_client.views.screen import Navigate, Screen
from desktop_client.views.theme import px
from desktop_client.views.widgets.action_bar import stand_in_bar
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.card import Card
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import clear, column, row
from desktop_client.views.widgets.mark import Mark
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.state_page import StatePage
from desktop_client.views.widgets.swap import Swap

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_client.jobs import Jobs
    from desktop_client.workflows.checkup.check import Checked
    from desktop_client.workflows.checkup.checkup import Checkup

MARKS = {"fine": "success", "mend": "warning", "skipped": "info"}
"""By the outcome's value."""


class CheckupScreen(Screen):
    """A row for each check, as the results come; above them how it stands as a whole."""

    title = texts.TITLE

    def __init__(self, jobs: Jobs, checkup: Callable[[], Checkup], navigate: Navigate) -> None:
        super().__init__(navigate)
        self._checkup = checkup
        self._found: list[Checked] = []
        self.summary = Swap()
        self.page = StatePage(self.summary, jobs, "checkup")
        self.results = Card()
        self.results.column.setSpacing(px(14))
        self.results.setAccessibleName(say(texts.RESULTS_NAME))
        self.again = PrimaryButton(say(texts.AGAIN), self.enter)
        self.again.setObjectName("checkup-again")
        self.copy = Button(say(texts.COPY), self._copy)
        self.copy.setObjectName("checkup-copy")
        down = column(self.body, margin=24)
        down.addWidget(Label(say(texts.TITLE), "heading"))
        down.addWidget(Label(say(texts.LEAD), "subtle"))
        down.addWidget(self.page)
        down.addWidget(self.results)
        down.addStretch(1)
        stand_in_bar(self.body, self.again, self.copy)

    def place(self) -> routes.Route:
        """Come back here."""
        return routes.Checkup()

    def enter(self) -> None:
        """Check everything anew."""
        self._found = []
        clear(self.results.column)
        self.results.hide()
        self.page.run(
            lambda work: self._checkup().run(work),
            self._show_summary,
            stopped=self._show_stopped,
            given=self._add,
        )

    def start_focus(self) -> QWidget | None:
        """Begin at the button that checks again."""
        return self.again

    def _add(self, checked: Checked) -> None:
        self._found.append(checked)
        self.results.column.addWidget(_row(checked))
        self.results.show()

    def _show_summary(self, found: list[Checked]) -> None:
        from desktop_client.workflows.checkup.checkup import summary, to_mend

        self._tell("warning" if to_mend(found) else "success", say(summary(found)))

    def _show_stopped(self) -> None:
        self._tell("info", say(texts.STOPPED))

    def _tell(self, kind: str, words: str) -> None:
        notice = Notice(kind, words)
        self.summary.show_only(notice)
        self.page.show_content()
        notice.tell()

    def _copy(self) -> None:
        from desktop_client.workflows.checkup.checkup import lines

        QApplication.clipboard().setText("\n".join(lines(self._found, language())))
        announce(self.copy, say(texts.COPIED))


def _row(checked: Checked) -> QFrame:
    from desktop_client.workflows.checkup.texts import OUTCOMES

    result = checked.result
    outcome, title, told = say(OUTCOMES[result.outcome]), say(checked.title), say(result.told)
    remedy = say(result.remedy) if result.remedy is not None else ""
    frame = QFrame()
    across, words = row(frame, gap=10), column(gap=2)
    across.addWidget(Mark(MARKS[result.outcome.value]), 0, Qt.AlignmentFlag.AlignTop)
    across.addLayout(words, 1)
    words.addWidget(Label(f"{title} – {outcome}", "strong"))
    words.addWidget(Label(told))
    if remedy:
        words.addWidget(Label(f"→ {remedy}"))
    named = say(texts.RESULT_NAME, outcome=outcome, title=title, told=told, remedy=remedy)
    frame.setAccessibleName(named.strip())
    return frame
