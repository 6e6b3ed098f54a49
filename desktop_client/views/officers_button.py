"""The way from practice to the other side of the desk: the officers' pages, in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_client.views import texts
from desktop_client.views.language import say
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.task import Task

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_client.errors import Failure
    from desktop_client.jobs import Jobs
    from desktop_client.work import Work


class OfficersButton(Button):
    """Opens the pages of the practice officer; `tell` and `fail` say why where it cannot."""

    def __init__(
        self,
        jobs: Jobs,
        find_pages: Callable[[Work], str],
        tell: Callable[[str], None],
        fail: Callable[[Failure], None],
    ) -> None:
        super().__init__(say(texts.OPEN_OFFICERS), self._ask, "flat")
        self.setObjectName("open-officers")
        self.setAccessibleName(say(texts.OPEN_OFFICERS_NAME))
        self._task = Task(jobs, self)
        self._find_pages, self._tell, self._fail = find_pages, tell, fail

    def _ask(self) -> None:
        """Ask where the pages are: the practice service may still be starting."""
        self._task.run(self._find_pages, self._open, self._fail)

    def _open(self, address: str) -> None:
        from PySide6.QtCore import QUrl  # not at the start, before the window is up
        from PySide6.QtGui import QDesktopServices

        if not QDesktopServices.openUrl(QUrl(address)):
            self._tell(say(texts.BROWSER_NOT_OPENED, address=address))
