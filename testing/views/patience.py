"""Waits of tests of the window: for conditions, with a limit against hangs alone."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_client.views.widgets.gradually import Gradually

LIMIT_MS = 30_000
"""On a busy machine pytest-qt's own 5 s are over before a service has started."""


class PatientBot(QtBot):
    """What `qtbot` is in these tests."""

    def waitUntil(  # noqa: N802
        self, callback: Callable[[], bool | None], *, timeout: int = LIMIT_MS
    ) -> None:
        """Wait until `callback` returns True, or without an AssertionError."""
        super().waitUntil(callback, timeout=timeout)

    def waitExposed(self, widget: QWidget, *, timeout: int = LIMIT_MS) -> Any:  # noqa: N802
        """Wait until a widget is on the screen."""
        return super().waitExposed(widget, timeout=timeout)

    def waitSignal(  # noqa: N802
        self, signal: SignalInstance, *, timeout: int = LIMIT_MS, **options: Any
    ) -> Any:
        """Wait, at the end of the block, until a signal was sent."""
        return super().waitSignal(signal, timeout=timeout, **options)


def is_built() -> bool:
    """Whether everything on the screen is there, also what is built over several turns."""
    tops = QApplication.topLevelWidgets()
    return not any(part.running for top in tops for part in top.findChildren(Gradually))
