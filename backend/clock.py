"""The service's time: one function, so that tests can set it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

Clock = Callable[[], datetime]
"""Returns the present as an aware time."""

SEOUL = timezone(timedelta(hours=9), "KST")


def utc_now() -> datetime:
    """Return the present in UTC to the second, the precision everything is stored with."""
    return datetime.now(UTC).replace(microsecond=0)


def korean_day(time: datetime) -> date:
    """Return the date in Korea, by which years and days are counted."""
    return time.astimezone(SEOUL).date()
