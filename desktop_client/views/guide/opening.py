"""The one window of the guide, over whatever is in front."""

import shiboken6
from PySide6.QtWidgets import QApplication, QWidget

from desktop_client.views.guide.pages import PAGES
from desktop_client.views.guide.window import GuideWindow
from desktop_client.views.routes import Route


class Guide:
    """Opens a page of the guide; a second one takes the place of the first."""

    def __init__(self, window: QWidget) -> None:
        self._below = window
        self._window: GuideWindow | None = None

    def show(self, page: str, route: Route) -> None:
        """Show a page, "" for that of the screen of a route, before the dialog that is open."""
        over = QApplication.activeModalWidget() or self._below
        shown = self._shown()
        if shown is None or shown.parentWidget() is not over:
            self.close()
            shown = self._window = GuideWindow(over)
        shown.show_page(page or PAGES[type(route)].name)

    def close(self) -> None:
        """Close it, if it is open."""
        shown = self._shown()
        if shown is not None:
            shown.close()
        self._window = None

    def _shown(self) -> GuideWindow | None:
        is_there = self._window is not None and shiboken6.isValid(self._window)
        return self._window if is_there else None
