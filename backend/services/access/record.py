"""감사 기록의 조회: what administrators and auditors read of the audit record."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.service import Service
from backend.services import anchors, audit
from backend.services.officer_rights import OfficerActing, require_role
from backend.storage.models import AuditRecord
from registration.korean_time import end_of_day
from registration.roles import OfficerRole

AT_ONCE = 50
READERS = (OfficerRole.ADMINISTRATOR, OfficerRole.AUDITOR)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which records are looked for; "" and None leave a part open."""

    subject: str = ""
    actor: str = ""
    event: str = ""
    until: date | None = None
    """The last day, in Korea."""
    before: int | None = None
    """The position that the page before ended with."""


@dataclass(frozen=True, slots=True)
class Row:
    """A record of the audit."""

    position: int
    at: datetime
    event: str
    subject: str
    actor: str
    actor_name: str
    source: str | None
    target: str | None
    reason: str


def page(service: Service, acting: OfficerActing, asked: Asked) -> tuple[list[Row], int | None]:
    """Return records, the newest first, and what the next page comes before.

    Raises Refused `role_missing`.
    """
    require_role(acting, *READERS)
    with service.database.read() as session:
        return find(session, asked)


def find(session: Session, asked: Asked) -> tuple[list[Row], int | None]:
    """Return what `page` does, to whom it may be told."""
    query = select(AuditRecord).order_by(AuditRecord.position.desc()).limit(AT_ONCE + 1)
    for column, value in (
        (AuditRecord.subject, asked.subject),
        (AuditRecord.actor_name, asked.actor),
        (AuditRecord.event, asked.event),
    ):
        if value:
            query = query.where(column == value)
    if asked.until is not None:
        query = query.where(AuditRecord.at <= end_of_day(asked.until))
    if asked.before is not None:
        query = query.where(AuditRecord.position < asked.before)
    rows = [
        Row(
            position=record.position,
            at=record.at,
            event=record.event,
            subject=record.subject,
            actor=record.actor,
            actor_name=record.actor_name,
            source=record.source,
            target=record.target,
            reason=record.reason,
        )
        for record in session.scalars(query)
    ]
    following = rows[AT_ONCE - 1].position if rows[AT_ONCE:] else None
    return rows[:AT_ONCE], following


def verified(service: Service, acting: OfficerActing) -> audit.Verified:
    """Return whether the chain and its anchors hold; reads the whole record.

    Raises Refused `role_missing`.
    """
    require_role(acting, *READERS)
    config, signer = service.config, service.keys.signing.certificate
    with service.database.read() as session:
        found = audit.verify(session)
        against = anchors.faults(session, config.anchors, config.name, signer, service.clock())
        return found._replace(faults=[*found.faults, *against])
