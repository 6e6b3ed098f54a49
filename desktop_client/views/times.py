"""Times as a person reads them: Korean time, as on every paper and page of the procedure."""

from datetime import datetime

from registration.korean_time import KST, show_time


def minute(time: datetime) -> str:
    """Return an aware time to the minute, with its zone: 2026-01-31 09:00 KST."""
    return f"{show_time(time)} {KST}"


def clock(time: datetime) -> str:
    """Return the hour and minute, with the zone: 09:00 KST."""
    return f"{time.astimezone(KST):%H:%M} {KST}"
