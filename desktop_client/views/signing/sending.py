"""Work that must not be cut off by leaving the screen: it says so and offers to stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_client.views.language import say
from desktop_client.views.screen import Navigate, Parts, Screen
from desktop_client.views.signing import texts
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.state_page import StatePage
from desktop_client.views.widgets.swap import Swap

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_client.jobs import Job
    from desktop_client.views.widgets.working import WorkingPanel


class Sending:
    """What is on the screen while something signed is sent."""

    def __init__(self, state: StatePage, stop: Callable[[], object], stop_name: str) -> None:
        self.panel: WorkingPanel = state.show_working(stop=stop)
        self.panel.stop_button.setObjectName(stop_name)
        self._stay = Notice("info", say(texts.STAY))
        self._stay.hide()
        self.panel.column.addWidget(self._stay)

    def ask_to_stay(self) -> None:
        """Say why the screen cannot be left now."""
        self._stay.show()
        self._stay.tell()


class SendingScreen(Screen):
    """A heading, the steps of the procedure, and pages of which the last sends what was signed."""

    def __init__(self, parts: Parts, navigate: Navigate) -> None:
        super().__init__(parts, navigate)
        self._job: Job | None = None
        self._sending: Sending | None = None
        self._steps, self._page = Swap(), Swap()
        self.state = StatePage(self._page)
        layout = column(self, margin=24)
        layout.addWidget(Label(say(self.title), "heading"))
        layout.addWidget(self._steps)
        layout.addWidget(self.state, 1)

    def leave(self) -> bool:
        """Stay while something signed is being sent."""
        if self._sending:
            self._sending.ask_to_stay()
        return not self.busy

    @property
    def busy(self) -> bool:
        """Whether something signed is being sent."""
        return self._sending is not None
