"""Work that must not be cut off by leaving the screen: it says so and offers to stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from desktop_client.views.language import say
from desktop_client.views.screen import Navigate, Screen
from desktop_client.views.signing import texts
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.state_page import StatePage
from desktop_client.views.widgets.swap import Swap

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop_client.errors import Failure
    from desktop_client.jobs import Jobs
    from desktop_client.views.widgets.working import WorkingPanel
    from desktop_client.work import Work

T = TypeVar("T")


class SendingScreen(Screen):
    """A heading, the steps of the procedure, and pages of which the last sends what was signed."""

    name: ClassVar[str]
    """What the object names of its buttons begin with."""

    def __init__(self, jobs: Jobs, navigate: Navigate) -> None:
        super().__init__(navigate)
        self._stay: Notice | None = None
        """What says why the screen cannot be left, while something signed is being sent."""
        self._steps, self._page = Swap(), Swap()
        self.state = StatePage(self._page, jobs, self.name)
        layout = column(self.body, margin=24)
        self.heading = Label(say(self.title), "heading")
        layout.addWidget(self.heading)
        layout.addWidget(self._steps)
        layout.addWidget(self.state, 1)

    def leave(self) -> bool:
        """Stay while something signed is being sent."""
        if self._stay:
            self._stay.show()
            self._stay.tell()
        return not self.busy

    @property
    def busy(self) -> bool:
        """Whether something signed is being sent."""
        return self._stay is not None

    def send(
        self,
        work: Callable[[Work], T],
        done: Callable[[T], None],
        failed: Callable[[Failure], None],
        stopped: Callable[[], object],
    ) -> WorkingPanel:
        """Do work that sends something signed; until it has ended the screen cannot be left."""

        def end(tell: Callable[[Any], None], value: object) -> None:
            self._stay = None
            tell(value)

        def stop() -> None:
            self._stay = None
            stopped()

        panel = self.state.run(
            work,
            lambda result: end(done, result),
            lambda failure: end(failed, failure),
            stopped=stop,
        )
        self._stay = Notice("info", say(texts.STAY))
        self._stay.hide()
        panel.column.addWidget(self._stay)
        return panel

    def show_page(self, page: QWidget) -> None:
        """Show a page from its top, in place of the one before."""
        self._page.show_only(page)
        self.state.show_content()
        self.scroll_to_top()
