"""내부 메모: what officers tell each other of an application."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.service import Service
from backend.services import audit
from backend.services.applications.status import submission
from backend.services.officer_rights import OfficerActing, require_role
from backend.storage.models import InternalNote, Submission
from registration.field_types import plain
from registration.roles import OfficerRole

NOTE_LIMIT = 1000
"""Characters of a note."""


def add(service: Service, officer: OfficerActing, receipt_number: str, text: str) -> None:
    """Keep a note. Raises Refused `role_missing`, `not_found`, `text_required`, `malformed`."""
    require_role(officer, OfficerRole.OFFICER)
    with service.database.write() as session:
        write(service, session, officer, submission(session, receipt_number), text)


def write(
    service: Service, session: Session, officer: OfficerActing, application: Submission, text: str
) -> None:
    """Keep a note in a transaction under way. Raises Refused `text_required`, `malformed`."""
    now = service.clock()
    session.add(
        InternalNote(
            submission_id=application.id, at=now, officer=officer.name, text=typed(text, NOTE_LIMIT)
        )
    )
    audit.append(session, now, officer.doer, "noted", application.receipt_number)


def of(session: Session, application: Submission) -> list[InternalNote]:
    """Return the notes of an application, the oldest first."""
    own = select(InternalNote).where(InternalNote.submission_id == application.id)
    return list(session.scalars(own.order_by(InternalNote.id)))


def typed(text: str, most: int) -> str:
    """Return what an officer typed, by lines. Raises Refused `text_required`, `malformed`."""
    if len(text) > most * 4:
        raise Refused("text_required")
    try:
        lines = [str(plain(line, most)) for line in text.replace("\r", "").split("\n")]
    except ValueError:  # characters that no screen shows
        raise Refused("malformed") from None
    whole = "\n".join(lines).strip()
    if not 0 < len(whole) <= most:
        raise Refused("text_required")
    return whole
