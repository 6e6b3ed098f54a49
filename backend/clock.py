"""The service's time: one function, so that tests can set it."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Returns the present as an aware time."""


def utc_now() -> datetime:
    """Return the present in UTC to the second, the precision everything is stored with."""
    return datetime.now(UTC).replace(microsecond=0)
