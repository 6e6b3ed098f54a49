"""Times as a person reads them."""

from datetime import datetime


def minute(time: datetime) -> str:
    """Return an aware time in this computer's zone, to the minute: 2026-01-31 09:00."""
    return time.astimezone().strftime("%Y-%m-%d %H:%M")


def clock(time: datetime) -> str:
    """Return the hour and minute in this computer's zone: 09:00."""
    return time.astimezone().strftime("%H:%M")
