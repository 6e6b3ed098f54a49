"""What the pages for signing and verifying share: work in a job, and parts shown in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.state_page import StatePage
from desktop_client.views.widgets.swap import Swap, scroll_to_top

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_client.errors import Failure
    from desktop_client.jobs import Jobs
    from desktop_client.work import Work

T = TypeVar("T")


class TaskPage(StatePage):
    """Begins at `start`, which gets the keyboard."""

    def __init__(self, jobs: Jobs) -> None:
        self._content = Swap()
        super().__init__(self._content, jobs, "documents")
        self.start: QWidget = self

    def show_start(self) -> None:
        """Show the questions again, with what was answered."""
        raise NotImplementedError

    def _run(
        self,
        task: Callable[[Work], T],
        done: Callable[[T], None],
        failed: Callable[[Failure], None] | None = None,
    ) -> None:
        panel = self.run(task, done, failed or self._failed, stopped=self.show_start)
        panel.stop_button.setFocus()

    def _failed(self, failure: Failure, *ways_out: Button) -> None:
        """Show what failed; the first of the ways out gets the keyboard."""
        self.show_failure(failure, None, *ways_out, back=self._back())

    def _back(self) -> Button:
        raise NotImplementedError

    def _show(self, part: QWidget, start: QWidget) -> None:
        """Show another part; the one before is gone."""
        self._content.show_only(part)
        self._go_on(start)

    def _go_on(self, start: QWidget) -> None:
        """Show the present part again."""
        self.show_content()
        scroll_to_top(self)
        start.setFocus()
