"""Korean time (KST, UTC+9, no daylight saving): the day the procedures count by."""

from datetime import UTC, date, datetime, timedelta, timezone

KST = timezone(timedelta(hours=9), "KST")


def today(now: datetime | None = None) -> date:
    """Return the day it is in Korea at `now` (aware; default: this moment)."""
    return (now or datetime.now(UTC)).astimezone(KST).date()


def show_time(moment: str | datetime) -> str:
    """Return a UTC moment as Koreans read it: 2026-01-31 18:00."""
    time = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return time.astimezone(KST).strftime("%Y-%m-%d %H:%M")
