"""보낼 알림: written in the transaction of what they tell, looked after by administrators."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.secret import new_token
from backend.service import Service
from backend.services import audit
from backend.services.officer_rights import OfficerActing
from backend.storage import new_rows
from backend.storage.models import Notice
from registration.notices import Channel, NoticeState, Occasion

_KNOWN = select(Notice.event).where(Notice.event.in_(bindparam("events", expanding=True)))


@dataclass(frozen=True, slots=True)
class Told:
    """What is to be told, to whom; `event` names what happened, so that it is told once."""

    event: str
    occasion: Occasion
    subject: str
    channel: Channel
    recipient: str
    details: dict[str, Any]


def write(session: Session, now: datetime, told: Iterable[Told]) -> int:
    """Write messages that were not written before; return how many. The session is writing."""
    new = {message.event: message for message in told}
    known = set(session.connection().scalars(_KNOWN, {"events": list(new)}))
    rows = [_row(message, now) for event, message in new.items() if event not in known]
    new_rows.write(session, Notice, rows)
    return len(rows)


def _row(told: Told, now: datetime) -> dict[str, Any]:
    return {
        "id": new_token(),
        "event": told.event,
        "occasion": told.occasion,
        "subject": told.subject,
        "channel": told.channel,
        "recipient": told.recipient,
        "details": told.details,
        "state": NoticeState.WAITING,
        "created": now,
        "due": now,
        "attempts": 0,
        "why": "",
    }


def page(service: Service, state: NoticeState | None, skip: int, limit: int) -> list[Notice]:
    """Return messages, the newest first, `limit` of them and one more where there are more."""
    query = select(Notice).order_by(Notice.created.desc(), Notice.id).offset(skip)
    if state:
        query = query.where(Notice.state == state)
    with service.database.read() as session:
        found = list(session.scalars(query.limit(limit + 1)))
        session.expunge_all()
    return found


def counts(service: Service) -> dict[NoticeState, int]:
    """Return how many messages are in each state."""
    query = select(Notice.state, func.count()).group_by(Notice.state)
    with service.database.read() as session:
        return {state: number for state, number in session.execute(query).all()}  # noqa: C416 - rows


def send_again(service: Service, officer: OfficerActing, identity: str) -> None:
    """Send a message again that failed, or of which it is not known whether it arrived.

    Raises Refused `not_found`, `notice_under_way`.
    """
    now = service.clock()
    with service.database.write() as session:
        notice = session.get(Notice, identity)
        if notice is None:
            raise Refused("not_found")
        if not notice.state.needs_a_person or not notice.recipient:
            raise Refused("notice_under_way")
        notice.state, notice.due, notice.attempts, notice.first_attempt = (
            NoticeState.WAITING,
            now,
            0,
            None,
        )
        notice.owner = notice.leased = None
        audit.append(session, now, officer.doer, "notice_sent_again", notice.subject)


def forget_old(service: Service) -> int:
    """Forget the addresses and contents of what was sent long ago; return how many."""
    days = service.config.retention.notices_days
    query = (
        update(Notice)
        .where(
            Notice.state.in_((NoticeState.SENT, NoticeState.FAILED, NoticeState.UNCLEAR)),
            Notice.created < service.clock() - timedelta(days=days),
            Notice.recipient != "",
        )
        .values(recipient="", details={})
        .returning(Notice.id)
    )
    with service.database.write() as session:
        return len(list(session.scalars(query)))
