"""Sends what waits in the outbox, each message once, whichever process is killed when.

A process claims a message for a while (a lease). Until it is handed over nothing has arrived, and
another process may take it when the lease is over. Just before the hand-over it is marked as
sending; found so when the lease is over, it may have arrived, and a person decides.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from backend.post.office import Outgoing
from backend.post.trouble import Declined, PutOff, Trouble, Unclear
from backend.secret import new_token
from backend.service import Service
from backend.storage.models import Notice
from registration.notices import NoticeState

LEASE = timedelta(minutes=15)
"""Longer than any hand-over may take by the settings."""
SOONEST = timedelta(minutes=1)
LATEST = timedelta(hours=4)
"""Between two attempts; each time it is twice as long."""


class LeaseLost(Exception):
    """Another process has taken the message over."""


def send_due(service: Service) -> int:
    """Send one message, if one is due; return how many were handled."""
    now = service.clock()
    abandoned = (Notice.state == NoticeState.SENDING, Notice.leased < now)
    due = or_(
        and_(Notice.state == NoticeState.WAITING, Notice.due <= now),
        and_(Notice.state == NoticeState.CLAIMED, Notice.leased < now),
    )
    with service.database.read() as session:  # nobody waits for a writer where nothing is due
        if session.scalar(select(Notice.id).where(or_(due, and_(*abandoned))).limit(1)) is None:
            return 0
    owner = new_token()
    with service.database.write() as session:
        session.execute(
            update(Notice)
            .where(*abandoned)
            .values(state=NoticeState.UNCLEAR, why="process_ended", owner=None, leased=None)
        )
        first = select(Notice.id).where(due).order_by(Notice.due).limit(1).scalar_subquery()
        notice = session.scalar(
            update(Notice)
            .where(Notice.id == first)
            .values(
                state=NoticeState.CLAIMED,
                owner=owner,
                leased=now + LEASE,
                attempts=Notice.attempts + 1,
            )
            .returning(Notice)
        )
        if notice is None:
            return 0
        notice.first_attempt = notice.first_attempt or now
        outgoing = Outgoing(
            notice.id,
            notice.occasion,
            notice.channel,
            notice.recipient,
            dict(notice.details),
            notice.created,
        )
    _send(service, owner, outgoing)
    return 1


def _send(service: Service, owner: str, outgoing: Outgoing) -> None:
    """Hand a claimed message over, and keep what became of it."""

    def on_the_point() -> None:
        with service.database.write() as session:
            claimed = Notice.state == NoticeState.CLAIMED
            if not _change(session, owner, outgoing, {"state": NoticeState.SENDING}, claimed):
                raise LeaseLost

    try:
        service.post.deliver(outgoing, on_the_point)
    except LeaseLost:
        return
    except Trouble as trouble:
        _keep_trouble(service, owner, outgoing, trouble)
        return
    sent = {"state": NoticeState.SENT, "sent": service.clock(), "why": ""}
    with service.database.write() as session:
        _change(session, owner, outgoing, sent | _FREE)


_FREE: dict[str, Any] = {"owner": None, "leased": None}


def _keep_trouble(service: Service, owner: str, outgoing: Outgoing, trouble: Trouble) -> None:
    now = service.clock()
    with service.database.write() as session:
        notice = session.get_one(Notice, outgoing.identity)
        wait = min(SOONEST * 2 ** min(notice.attempts - 1, 10), LATEST)
        patience = timedelta(hours=service.config.notices.give_up_hours)
        given_up = now + wait > (notice.first_attempt or now) + patience
        if isinstance(trouble, Unclear):
            state = NoticeState.UNCLEAR
        elif isinstance(trouble, Declined) or given_up:
            state = NoticeState.FAILED
        else:
            assert isinstance(trouble, PutOff)  # noqa: S101 - there is no fourth
            state = NoticeState.WAITING
        values = {"state": state, "why": trouble.why, "due": now + wait}
        _change(session, owner, outgoing, values | _FREE)


def _change(
    session: Session, owner: str, outgoing: Outgoing, values: dict[str, Any], *conditions: Any
) -> bool:
    """Change a message while it is this process's; return whether it was."""
    changed = session.scalar(
        update(Notice)
        .where(Notice.id == outgoing.identity, Notice.owner == owner, *conditions)
        .values(values)
        .returning(Notice.id)
        .execution_options(synchronize_session=False)
    )
    return changed is not None
