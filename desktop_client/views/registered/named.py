"""Names of widgets, and the days until something ends."""

from datetime import UTC, date, datetime
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from desktop_client.views.language import say
from desktop_client.views.registered import texts
from registration.korean_time import today

W = TypeVar("W", bound=QWidget)


def named(widget: W, name: str) -> W:
    """Return the widget with this object name."""
    widget.setObjectName(name)
    return widget


def ends(day: date) -> str:
    """Return a last day with the days left, by the Korean calendar."""
    left = (day - today(datetime.now(UTC))).days
    words = texts.EXPIRED if left < 0 else texts.EXPIRY
    return say(words, day=day.isoformat(), days=left)
