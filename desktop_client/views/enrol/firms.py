"""The applications with their status, to find those whose certificates can be registered.

They are those filed from this computer, and those of the organisation that is logged in.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from desktop_client.drafts import Draft, Stage, latest_filings
from desktop_client.errors import ServiceRefused
from desktop_client.views.enrol import texts
from desktop_client.views.language import say
from desktop_client.views.needs import HasDrafts, HasFollowing, HasSessions
from registration.field_types import show_business_number
from registration.kinds import Kind
from registration.lifecycle import STATE_NAMES, State

if TYPE_CHECKING:
    from desktop_client.work import Work
    from registration.wire import Status


@dataclass(frozen=True, slots=True)
class Firm:
    """An application; without status where the service does not know it (any more).

    `draft`: what it was filed from on this computer, None where it comes from the session.
    """

    draft: Draft | None
    status: "Status | None"

    @property
    def approved(self) -> bool:
        """Whether its certificates can be registered."""
        return self.status is not None and self.status.state is State.APPROVED

    @property
    def which(self) -> str:
        """Return what names it among the others."""
        return self.draft.id if self.draft else self.status.receipt_number if self.status else ""

    @property
    def words(self) -> str:
        """The firm and how its application stands, in the language of the screens."""
        status = self.status
        if status is None:
            filing = self.draft.filing if self.draft else None
            number = filing.receipt_number if filing else ""
            return f"{number} · {say(texts.UNKNOWN)}"
        return say(
            texts.FIRM,
            applicant=status.applicant,
            business_number=show_business_number(status.business_number),
            state=say(texts.ENROLLED if status.enrolled else STATE_NAMES[status.state]),
        )


class FirmsParts(HasDrafts, HasFollowing, HasSessions, Protocol):
    """Where organisations to register for are found."""


def find_firms(parts: FirmsParts, work: "Work", *, from_session: bool = False) -> list[Firm]:
    """Return the filed applications, the approved ones first, each organisation once.

    `from_session`: only the organisation that is logged in.
    """
    work.progress(texts.READING)
    if from_session and parts.sessions.current:
        return _of_session(parts, work, set())[:1]
    drafts = [
        draft
        for draft in parts.drafts.all()
        if isinstance(draft, Draft) and draft.stage is Stage.FILED
    ]
    standing = {draft.id: draft for draft in latest_filings(drafts).values()}
    firms = [Firm(draft, _status(parts, work, draft.id)) for draft in standing.values()]
    firms += _of_session(
        parts, work, {(firm.status.kind, firm.status.key) for firm in firms if firm.status}
    )
    return _once(sorted(firms, key=lambda firm: not firm.approved))


def _once(firms: "list[Firm]") -> "list[Firm]":
    """Leave out what is decided of an organisation that has an approved application already."""
    seen: set[str] = set()
    left = []
    for firm in firms:
        status = firm.status
        if status is None or status.state.is_open or status.key not in seen:
            left.append(firm)
        if status and firm.approved:
            seen.add(status.key)
    return left


def _of_session(parts: FirmsParts, work: "Work", known: "set[tuple[Kind, str]]") -> list[Firm]:
    """Return an approved application for each kind that none from this computer stands for."""
    if parts.sessions.current is None:
        return []
    found = {
        (application.kind, application.key): application
        for application in parts.sessions.registration(work).applications
        if application.state is State.APPROVED and (application.kind, application.key) not in known
    }
    return [Firm(None, status) for status in found.values()]


def _status(parts: FirmsParts, work: "Work", draft_id: str) -> "Status | None":
    try:
        return parts.following.status(work, draft_id)
    except ServiceRefused as refused:
        if refused.code in ("not_found", "not_authorised"):
            return None
        raise
