"""What an open application waits for: until when, which papers, and how and where to send them."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desktop_client.views.application.form_view import PAPERS
from desktop_client.views.language import say
from desktop_client.views.routes import Application
from desktop_client.views.status import texts
from desktop_client.views.widgets.card import Card
from desktop_client.views.widgets.labels import Label
from registration.enclosures import ENCLOSURE_NAMES
from registration.kinds import Kind
from registration.korean_time import today
from registration.lifecycle import State
from registration.offices import ASK, office

if TYPE_CHECKING:
    from registration.text import Text
    from registration.wire import Status


class WaitingCard(Card):
    """What the applicant has to do while an application is open."""

    def __init__(self, status: "Status") -> None:
        super().__init__()
        self.setObjectName("status-open")
        self.column.addWidget(Label(say(texts.TO_DO), "title"))
        if status.deadline:
            self.column.addWidget(Label(_until(status.deadline), "strong"))
        if status.missing:
            names = ", ".join(say(ENCLOSURE_NAMES[paper]) for paper in status.missing)
            self.column.addWidget(Label(say(texts.MISSING, names=names), "strong"))
            self.column.addWidget(Label(say(_how(status))))
            for words in where(status):
                self.column.addWidget(Label(words))

    @staticmethod
    def is_needed(status: "Status") -> bool:
        """Whether there is anything to say."""
        return status.state.is_open and bool(status.deadline or status.missing)


def waits_for_letter(status: "Status") -> bool:
    """Whether a 수요기관 still has to print its application, have it sealed, and send it."""
    return status.kind is Kind.INSTITUTION and status.state.is_open and bool(status.missing)


def form_of_completion(draft_id: str, status: "Status | None") -> Application:
    """Return the route to the form of a 보완: why it is needed, until when.

    To the papers, where it is they that are missing.
    """
    if status is None:
        return Application(draft_id)
    reason = status.history[-1].reason if status.history else ""
    why = [say(texts.REASON, reason=reason)] if reason else []
    if status.deadline:
        why.append(_until(status.deadline))
    return Application(draft_id, PAPERS if status.missing else None, " ".join(why))


def _how(status: "Status") -> "Text":
    if waits_for_letter(status):
        return texts.BY_LETTER
    return texts.BY_FILE if status.state is State.ON_HOLD else texts.BY_POST


def where(status: "Status") -> list[str]:
    """Return the office that receives, and what the service tells of how to reach it."""
    contact = status.office_contact
    found = office(status.office, contact)
    contacts = [say(texts.CONTACT, title=say(title), value=it) for title, it in found.contacts()]
    lines = [say(texts.SEND_TO, office=say(found.title)), *(contacts or [say(ASK)])]
    if contacts and contact:
        lines.append(say(texts.AS_OF, source=contact.source, day=contact.as_of))
    return lines


def _until(deadline: str) -> str:
    """Return the last day, by the Korean calendar as the term counts, and the days left."""
    last = today(datetime.fromisoformat(deadline))
    days = (last - today(datetime.now(UTC))).days
    words = texts.PAST_DEADLINE if days < 0 else texts.LAST_DAY if days == 0 else texts.DEADLINE
    return say(words, day=last.isoformat(), days=days)
