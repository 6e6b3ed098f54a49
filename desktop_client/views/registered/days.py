"""The days until something ends."""

from datetime import UTC, date, datetime

from desktop_client.pki.days import days_until
from desktop_client.views.language import say
from desktop_client.views.registered import texts
from registration.korean_time import end_of_day, today


def ends(day: date) -> str:
    """Return a last day with the days left."""
    return ends_at(end_of_day(day))


def ends_at(moment: datetime) -> str:
    """Return the day of a last moment (aware) with the days left."""
    left = days_until(moment, datetime.now(UTC))
    words = texts.EXPIRED if left < 0 else texts.EXPIRY
    return say(words, day=today(moment).isoformat(), days=left)
