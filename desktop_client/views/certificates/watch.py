"""Notices drives that come or go while certificates are listed."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop_client.views.widgets.task import Task

if TYPE_CHECKING:
    from desktop_client.errors import Failure
    from desktop_client.jobs import Jobs
    from desktop_client.work import Work

INTERVAL = 2000
"""Milliseconds between two looks."""

Places = frozenset[Path]


class PlaceWatch(QObject):
    """Looks while `screen` can be seen and no dialog is open; begins once told what is known."""

    changed = Signal()

    def __init__(self, jobs: "Jobs", present: Callable[["Work"], Places], screen: QWidget) -> None:
        super().__init__(screen)
        self._present, self._screen = present, screen
        self._known: Places | None = None
        self._task = Task(jobs, self)
        clock = QTimer(self)
        clock.timeout.connect(self._look)
        clock.start(INTERVAL)

    def know(self, places: Places | None) -> None:
        """Take these as known; None while they are being searched anyway."""
        self._known = places

    def _look(self) -> None:
        busy = self._task.running or QApplication.activeModalWidget() is not None
        if self._known is None or busy or not self._screen.isVisible():
            return
        self._task.run(self._present, self._compare, _look_again)

    def _compare(self, places: Places) -> None:
        if self._known is not None and places != self._known:
            self._known = None
            self.changed.emit()


def _look_again(_failure: "Failure") -> None:
    """Look again later; a search would say what is wrong."""
