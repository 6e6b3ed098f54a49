"""How many days something still lasts, counted in one way wherever it is shown."""

from datetime import datetime, timedelta, timezone

_KOREA = timezone(timedelta(hours=9))
"""By whose calendar the procedures count."""


def days_until(end: datetime, at: datetime) -> int:
    """Return the days from `at` to `end` (both aware) by the Korean calendar.

    0 on the last day; negative as soon as the end has passed, be it on the same day.
    """
    left = (end.astimezone(_KOREA).date() - at.astimezone(_KOREA).date()).days
    return min(left, -1) if at > end else left
