"""보류: until when, which papers are missing, and how they are sent."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desktop_client.views.language import say
from desktop_client.views.status import texts
from desktop_client.views.widgets.card import Card
from desktop_client.views.widgets.labels import Label
from registration.documents import DOCUMENT_NAMES
from registration.kinds import Kind
from registration.korean_time import today

if TYPE_CHECKING:
    from registration.messages import Status


class OpenCard(Card):
    """What the applicant has to do while an application is open."""

    def __init__(self, status: "Status") -> None:
        super().__init__()
        self.setObjectName("status-open")
        if status.deadline:
            self.column.addWidget(Label(_until(status.deadline), "strong"))
        if status.missing:
            names = ", ".join(say(DOCUMENT_NAMES[one]) for one in status.missing)
            self.column.addWidget(Label(say(texts.MISSING, names=names), "strong"))
            letter = status.kind is Kind.INSTITUTION
            self.column.addWidget(Label(say(texts.BY_LETTER if letter else texts.BY_FILE)))

    @staticmethod
    def is_needed(status: "Status") -> bool:
        """Whether there is anything to say."""
        return status.state.is_open and bool(status.deadline or status.missing)


def _until(deadline: str) -> str:
    """Return the last day, by the Korean calendar as the term counts, and the days left."""
    last = today(datetime.fromisoformat(deadline))
    days = (last - today(datetime.now(UTC))).days
    words = texts.PAST_DEADLINE if days < 0 else texts.LAST_DAY if days == 0 else texts.DEADLINE
    return say(words, day=last.isoformat(), days=days)
