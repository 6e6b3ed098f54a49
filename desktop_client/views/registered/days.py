"""The days until something ends."""

from datetime import UTC, date, datetime

from desktop_client.views.language import say
from desktop_client.views.registered import texts
from registration.korean_time import today


def ends(day: date) -> str:
    """Return a last day with the days left, by the Korean calendar."""
    left = (day - today(datetime.now(UTC))).days
    words = texts.EXPIRED if left < 0 else texts.EXPIRY
    return say(words, day=day.isoformat(), days=left)
