"""What an officer keeps to use again: phrases for reasons, and views of the queue by a name."""

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.service import Service
from backend.services.officer_rights import OfficerActing, require_role
from backend.services.review.notes import typed
from backend.services.review.queue import Filter
from backend.storage.models import KeptFilter, KeptPhrase
from registration.lifecycle import REASON_LIMIT, Action
from registration.roles import OfficerRole

MOST_KEPT = 50
"""Of each an officer keeps."""
NAME_LIMIT = 40


def phrases(session: Session, officer: OfficerActing) -> list[KeptPhrase]:
    """Return the phrases of an officer and of their offices."""
    own = KeptPhrase.officer == officer.name
    shared = KeptPhrase.office.is_not(None)
    if officer.offices is not None:
        shared = KeptPhrase.office.in_(officer.offices)
    return list(session.scalars(select(KeptPhrase).where(or_(own, shared)).order_by(KeptPhrase.id)))


def keep_phrase(
    service: Service, officer: OfficerActing, action: Action, text: str, office: str | None
) -> None:
    """Keep a phrase, for one's own use or for an office's.

    Raises Refused `role_missing`, `office_differs`, `text_required`, `malformed`, `too_many_kept`.
    """
    require_role(officer, OfficerRole.OFFICER)
    if office is not None and officer.offices is not None and office not in officer.offices:
        raise Refused("office_differs", office=office)
    kept = typed(text, REASON_LIMIT)
    with service.database.write() as session:
        _require_room(session, KeptPhrase, officer)
        session.add(KeptPhrase(officer=officer.name, office=office, action=action, text=kept))


def drop_phrase(service: Service, officer: OfficerActing, phrase: int) -> None:
    """Remove a phrase of one's own."""
    own = (KeptPhrase.id == phrase, KeptPhrase.officer == officer.name)
    with service.database.write() as session:
        session.execute(delete(KeptPhrase).where(*own))


def filters(session: Session, officer: OfficerActing) -> list[KeptFilter]:
    """Return the views that an officer keeps."""
    own = select(KeptFilter).where(KeptFilter.officer == officer.name)
    return list(session.scalars(own.order_by(KeptFilter.name)))


def keep_filter(service: Service, officer: OfficerActing, name: str, view: Filter) -> None:
    """Keep a view of the queue. Raises Refused `text_required`, `name_taken`, `too_many_kept`."""
    called = typed(name, NAME_LIMIT)
    with service.database.write() as session:
        same = (KeptFilter.officer == officer.name, KeptFilter.name == called)
        if session.scalar(select(KeptFilter.id).where(*same)) is not None:
            raise Refused("name_taken")
        _require_room(session, KeptFilter, officer)
        session.add(KeptFilter(officer=officer.name, name=called, query=view.query))


def drop_filter(service: Service, officer: OfficerActing, kept: int) -> None:
    """Remove a view of one's own."""
    own = (KeptFilter.id == kept, KeptFilter.officer == officer.name)
    with service.database.write() as session:
        session.execute(delete(KeptFilter).where(*own))


def _require_room(
    session: Session, table: type[KeptPhrase | KeptFilter], officer: OfficerActing
) -> None:
    kept = session.scalar(select(func.count()).where(table.officer == officer.name)) or 0
    if kept >= MOST_KEPT:
        raise Refused("too_many_kept")
