"""The time that all instances share: the database server's, however wrong their own clocks are."""

import logging
import time
from datetime import UTC, datetime, timedelta

from backend.clock import utc_now

log = logging.getLogger(__name__)

TOLD_BEYOND_SECONDS = 5


class ServerTime:
    """Goes on from when the server last told its time; no connection is needed to ask for it.

    Terms, logins, leases and codes would otherwise be over at one instance and not at another.
    """

    def __init__(self) -> None:
        self._told: tuple[datetime, float] | None = None

    def set(self, there: datetime) -> None:
        """Take over what the server says now; the first time, say how far this computer is off."""
        if self._told is None:
            off = (utc_now() - there).total_seconds()
            if abs(off) > TOLD_BEYOND_SECONDS:
                log.warning(
                    "this computer's clock is %.0f s from the database server's, which counts", off
                )
        self._told = (there.astimezone(UTC), time.monotonic())

    def __call__(self) -> datetime:
        """Return the present time in UTC, in whole seconds; this computer's before it was told."""
        if self._told is None:
            return utc_now()
        there, then = self._told
        return (there + timedelta(seconds=time.monotonic() - then)).replace(microsecond=0)
