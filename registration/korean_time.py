"""Korean time (KST, UTC+9, no daylight saving): the day the procedures count by."""

from datetime import UTC, date, datetime, time, timedelta, timezone

KST = timezone(timedelta(hours=9), "KST")


def today(now: datetime | None = None) -> date:
    """Return the day it is in Korea at `now` (aware; default: this moment)."""
    return (now or datetime.now(UTC)).astimezone(KST).date()


def end_of_day(day: date) -> datetime:
    """Return the last second of a day in Korea, in UTC."""
    return datetime.combine(day, time(23, 59, 59), KST).astimezone(UTC)


def show_time(moment: str | datetime) -> str:
    """Return a UTC moment as Koreans read it: 2026-01-31 18:00."""
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return at.astimezone(KST).strftime("%Y-%m-%d %H:%M")
