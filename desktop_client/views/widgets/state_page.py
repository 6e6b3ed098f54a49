"""A part of a screen that is empty, working, failed, or simply there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtWidgets import QApplication, QWidget

from desktop_client.views.widgets import texts
from desktop_client.views.widgets.action_bar import ways_in_bar
from desktop_client.views.widgets.card import Card
from desktop_client.views.widgets.failure import FailurePanel
from desktop_client.views.widgets.focus import holds_focus, keep_near
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from desktop_client.views.widgets.task import Task
from desktop_client.views.widgets.working import WorkingPanel

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_client.errors import Failure
    from desktop_client.jobs import Jobs
    from desktop_client.views.widgets.buttons import Button
    from desktop_client.work import Work
    from registration.text import Text

T = TypeVar("T")


class StatePage(QWidget):
    """Shows its content, or in its place the work under way for it, its failure, or emptiness.

    One piece of work is under way at a time: another stops the one before. Object names of the
    buttons that stop it and try it again begin with `name`.
    """

    def __init__(self, content: QWidget, jobs: Jobs, name: str) -> None:
        super().__init__()
        self.content = content
        self.panel: QWidget | None = None
        self._name = name
        self._task = Task(jobs, self)
        self._column = column(self)
        self._column.addWidget(content, 1)
        self._column.addStretch()

    @property
    def is_working(self) -> bool:
        """Whether work is under way."""
        return self._task.running

    def run(
        self,
        work: Callable[[Work], T],
        done: Callable[[T], None],
        failed: Callable[[Failure], None] | None = None,
        *,
        what: Text = texts.WORKING,
        stopped: Callable[[], object] | None = None,
        given: Callable[[Any], None] | None = None,
    ) -> WorkingPanel:
        """Do work away from the screen, showing how far it is; then `done` or `failed` is called.

        `stopped` is called by the button that stops it, and without it there is none. Without
        `failed` the failure is shown with a button that does the same again. `given`: as
        `Jobs.run`.
        """

        def stop() -> None:
            self.stop()
            if stopped:
                stopped()

        def show(failure: Failure) -> None:
            again = partial(self.run, work, done, what=what, stopped=stopped, given=given)
            self.show_failure(failure, again)

        panel = WorkingPanel(what, stop if stopped else None)
        if stopped:
            panel.stop_button.setObjectName(f"{self._name}-stop")
        self._replace(panel)
        self._task.run(work, done, failed or show, progress=panel.report, given=given)
        return panel

    def stop(self) -> None:
        """Stop the work that is under way, if any is; what is shown stays."""
        self._task.stop()

    def show_content(self) -> None:
        """Show the content."""
        self._replace(None)

    def show_empty(self, message: str, *actions: Button) -> Card:
        """Say that there is nothing here yet, and what may be done."""
        card = Card()
        card.column.addWidget(Label(message, "subtle"))
        ways_in_bar(card, *actions)
        self._replace(card)
        return card

    def show_failure(
        self,
        failure: Failure,
        retry: Callable[[], object] | None = None,
        *ways_out: Button,
        back: Button | None = None,
    ) -> FailurePanel:
        """Show what failed; `retry` is called by its button, `ways_out` are further ones.

        All stand in the action bar. The first way out gets the keyboard, or else the button to
        try again or to go back, unless somebody is at work elsewhere on the screen.
        """
        panel = FailurePanel(failure, retry, *ways_out, back=back)
        focus = QApplication.focusWidget()
        is_here = focus is None or holds_focus(self) or focus.isAncestorOf(self)
        self._replace(panel)
        panel.tell()
        if retry:
            panel.retry_button.setObjectName(f"{self._name}-retry")
        if ways_out:
            ways_out[0].setFocus()
        elif retry and is_here:
            panel.retry_button.setFocus()
        elif back and is_here:
            back.setFocus()
        return panel

    def _replace(self, panel: QWidget | None) -> None:
        for hidden in (self.panel, self.content if panel else None):
            if hidden:
                keep_near(hidden)
        if self.panel:
            self.panel.hide()
            self._column.removeWidget(self.panel)
            self.panel.deleteLater()
        self.panel = panel
        self.content.setVisible(panel is None)
        if panel:
            self._column.insertWidget(0, panel)
            panel.show()  # at once, with its buttons in the bar: one of them is given the keyboard
