"""Days are counted by the Korean calendar, and what is over is never still to last."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from desktop_client.pki.days import days_until

KOREA = timezone(timedelta(hours=9))
END = datetime(2026, 5, 10, 12, 0, tzinfo=KOREA)


@pytest.mark.parametrize(
    ("at", "days"),
    [
        (datetime(2026, 5, 10, 0, 0, tzinfo=KOREA), 0),
        (END, 0),
        (END + timedelta(seconds=1), -1),
        (datetime(2026, 5, 10, 23, 59, tzinfo=KOREA), -1),
        (datetime(2026, 5, 11, 0, 0, tzinfo=KOREA), -1),
        (datetime(2026, 5, 12, 0, 0, tzinfo=KOREA), -2),
        (datetime(2026, 5, 9, 23, 59, tzinfo=KOREA), 1),
        (datetime(2025, 5, 10, 23, 59, tzinfo=KOREA), 365),
    ],
)
def test_days_are_counted_by_the_calendar(at: datetime, days: int) -> None:
    assert days_until(END, at) == days
    assert days_until(END, at.astimezone(UTC)) == days
