"""Work that must not be cut off by leaving the screen: it says so and offers to stop it."""

from collections.abc import Callable

from desktop_client.views.language import say
from desktop_client.views.signing import texts
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.state_page import StatePage
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
