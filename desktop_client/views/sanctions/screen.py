"""부정당업자 조회: one number, and the sanctions of it that are in force now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_client.jobs import Jobs
from desktop_client.views import routes
from desktop_client.views.language import language, say
from desktop_client.views.lookup.question import Asked, Question
from desktop_client.views.sanctions import texts
from desktop_client.views.screen import Navigate, Screen
from desktop_client.views.signing.facts import Facts
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, reveal
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.state_page import StatePage
from desktop_client.views.widgets.swap import Swap
from registration.sanctions.public_words import answer, facts

if TYPE_CHECKING:
    from desktop_client.errors import Failure
    from desktop_client.workflows.following import Following
    from registration.sanctions.messages import PublicSanctions


class SanctionsScreen(Screen):
    """A question, and below it what the service answered."""

    title = texts.TITLE

    def __init__(
        self, jobs: Jobs, following: Following, navigate: Navigate, route: routes.Sanctions
    ) -> None:
        super().__init__(navigate)
        self._following, self._route = following, route
        self._answer = Swap()
        self.state = StatePage(self._answer, jobs, "sanctions")
        self.question = Question(
            texts.TITLE,
            texts.HELP,
            [Asked(texts.NUMBER, "sanctions-number", texts.EXAMPLE)],
            texts.LOOK_UP,
            self._look_up,
        )
        down = column(self.body, margin=24)
        down.addWidget(Label(say(texts.TITLE), "heading"))
        down.addWidget(self.question)
        down.addWidget(self.state, 1)

    def enter(self) -> None:
        """Begin with what was typed before the language changed."""
        self.question.fill([self._route.number])

    def place(self) -> routes.Route:
        """Return what was typed."""
        return routes.Sanctions(self.question.typed[0])

    def start_focus(self) -> QWidget | None:
        """Begin at the number."""
        return self.question.lines[0]

    def _look_up(self, number: str) -> None:
        following = self._following
        panel = self.state.run(
            lambda work: following.sanctions(work, number),
            self._show,
            lambda failure: self._failed(failure, number),
            stopped=self._stopped,
        )
        panel.stop_button.setFocus()

    def _show(self, found: PublicSanctions) -> None:
        answer = Answer(found)
        self._answer.show_only(answer)
        self.state.show_content()
        answer.notice.tell()
        self.start_focus_again()
        reveal(answer.notice)

    def start_focus_again(self) -> None:
        """Let the next number be typed over the last one."""
        line = self.question.lines[0]
        line.setFocus()
        line.selectAll()

    def _failed(self, failure: Failure, number: str) -> None:
        again = (lambda: self._look_up(number)) if failure.retriable else None
        panel = self.state.show_failure(failure, again)
        if failure.retriable:
            panel.retry_button.setFocus()
        else:
            self.start_focus_again()
        reveal(panel)

    def _stopped(self) -> None:
        self._answer.show_only(Notice("info", say(texts.STOPPED)))
        self.state.show_content()
        self.start_focus_again()


class Answer(QWidget):
    """Whether there are sanctions, what that means, and each with its facts."""

    def __init__(self, found: PublicSanctions) -> None:
        super().__init__()
        words = answer(found, language())
        self.notice = Notice("danger" if found.sanctions else "info", words)
        self.notice.setObjectName("sanctions-answer")
        down = column(self)
        down.addWidget(self.notice)
        for place, sanction in enumerate(found.sanctions, 1):
            down.addWidget(Label(say(texts.SANCTION, number=place), "strong"))
            down.addWidget(Facts(facts(sanction, language()), texts.SANCTION.filled(number=place)))
