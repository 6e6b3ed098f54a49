"""Watches the end of a session."""

import math
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal

LONGEST_WAIT = 5.0
"""Seconds between two looks at the clock, so that a computer that slept notices soon."""


class SessionClock(QObject):
    """Tells the minutes left, rounded up, and the end."""

    minutes_left = Signal(int)
    ended = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._expires: datetime | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)

    def start(self, expires: str) -> None:
        """Watch a session that ends at this moment (UTC)."""
        self._expires = datetime.fromisoformat(expires)
        self._look()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()

    def _look(self) -> None:
        if self._expires is None:
            return
        left = (self._expires - datetime.now(UTC)).total_seconds()
        if left <= 0:
            self.ended.emit()
            return
        self.minutes_left.emit(math.ceil(left / 60))
        self._timer.start(math.ceil(min(left, LONGEST_WAIT) * 1000))
