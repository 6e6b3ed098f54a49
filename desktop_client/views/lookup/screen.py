"""조회·문서 확인: what anyone may ask the service without a login."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from desktop_client.jobs import Jobs
from desktop_client.views import routes
from desktop_client.views.language import say
from desktop_client.views.lookup import texts
from desktop_client.views.lookup.answer import Answer, of_application, of_paper
from desktop_client.views.lookup.question import Asked, Question
from desktop_client.views.screen import Navigate, Screen
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, reveal
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.state_page import StatePage
from desktop_client.views.widgets.swap import Swap

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_client.errors import Failure
    from desktop_client.work import Work
    from desktop_client.workflows.following import Following

T = TypeVar("T")


class LookupScreen(Screen):
    """Two questions, and below them the answer to the one asked last."""

    title = texts.TITLE

    def __init__(
        self, jobs: Jobs, following: Following, navigate: Navigate, route: routes.Lookup
    ) -> None:
        super().__init__(navigate)
        self._following = following
        self._route = route
        self._answer = Swap()
        self.state = StatePage(self._answer, jobs, "lookup")
        self.application = Question(
            texts.APPLICATION,
            texts.APPLICATION_HELP,
            [Asked(texts.RECEIPT_NUMBER, "lookup-number"), Asked(texts.KEY, "lookup-key")],
            texts.LOOK_UP,
            self._look_up,
        )
        self.paper = Question(
            texts.PAPER,
            texts.PAPER_HELP,
            [Asked(texts.CODE, "lookup-code", texts.CODE_EXAMPLE)],
            texts.CHECK,
            self._check,
        )
        down = self._column = column(self.body, margin=24)
        down.addWidget(Label(say(texts.TITLE), "heading"))
        down.addWidget(self.application)
        down.addWidget(self.paper)
        down.addWidget(self.state, 1)

    def enter(self) -> None:
        """Begin with what was typed before the language changed."""
        self.application.fill(self._route.application)
        self.paper.fill(self._route.paper)

    def place(self) -> routes.Route:
        """Return what was typed."""
        return routes.Lookup(tuple(self.application.typed), tuple(self.paper.typed))

    def start_focus(self) -> QWidget | None:
        """Begin at the receipt number."""
        return self.application.lines[0]

    def _look_up(self, receipt_number: str, key: str) -> None:
        following = self._following
        asked = self.application
        self._run(asked, lambda work: following.lookup(work, receipt_number, key), of_application)

    def _check(self, code: str) -> None:
        following = self._following
        self._run(self.paper, lambda work: following.paper(work, code), of_paper)

    def _run(
        self, asked: Question, task: Callable[[Work], T], shown: Callable[[T], Answer]
    ) -> None:
        self._column.removeWidget(self.state)
        self._column.insertWidget(self._column.indexOf(asked) + 1, self.state)  # below its question
        panel = self.state.run(
            task,
            lambda found: self._show(shown(found)),
            lambda failure: self._failed(asked, failure, lambda: self._run(asked, task, shown)),
            stopped=self._stopped,
        )
        panel.stop_button.setFocus()

    def _show(self, answer: Answer) -> None:
        self._answer.show_only(answer)
        self.state.show_content()
        answer.notice.tell()
        answer.facts.setFocus()
        reveal(answer.notice)

    def _failed(self, asked: Question, failure: Failure, again: Callable[[], None]) -> None:
        panel = self.state.show_failure(failure, again if failure.retriable else None)
        if failure.retriable:
            panel.retry_button.setFocus()
        else:
            asked.lines[0].setFocus()
            asked.lines[0].selectAll()
        reveal(panel)

    def _stopped(self) -> None:
        self._answer.show_only(Notice("info", say(texts.STOPPED)))
        self.state.show_content()
        self.application.lines[0].setFocus()
