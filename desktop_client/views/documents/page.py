"""What the pages for signing and verifying share: work in a job, and parts shown in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.layouts import wrapping_row
from desktop_client.views.widgets.state_page import StatePage
from desktop_client.views.widgets.swap import Swap, scroll_to_top

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_client.errors import Failure
    from desktop_client.jobs import Job
    from desktop_client.views.screen import Parts
    from desktop_client.work import Work

T = TypeVar("T")


class TaskPage(StatePage):
    """Begins at `start`, which gets the keyboard."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._job: Job | None = None
        self._content = Swap()
        super().__init__(self._content)
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
        panel = self.show_working(stop=self._stop)
        panel.stop_button.setObjectName("documents-stop")
        self._job = self._parts.jobs.run(
            task, done=done, failed=failed or self._failed, progress=panel.report, owner=self
        )
        panel.stop_button.setFocus()

    def _stop(self) -> None:
        if self._job:
            self._job.stop()
        self.show_start()

    def _failed(self, failure: Failure, *ways_out: Button) -> None:
        """Show what failed; the first of the ways out gets the keyboard."""
        self._job = None
        panel = self.show_failure(failure)
        buttons = (*ways_out, self._back())
        panel.column.addWidget(wrapping_row(*buttons))
        buttons[0].setFocus()

    def _back(self) -> Button:
        raise NotImplementedError

    def _show(self, part: QWidget, start: QWidget) -> None:
        """Show another part; the one before is gone."""
        self._content.show_only(part)
        self._go_on(start)

    def _go_on(self, start: QWidget) -> None:
        """Show the present part again."""
        self._job = None
        self.show_content()
        scroll_to_top(self)
        start.setFocus()
