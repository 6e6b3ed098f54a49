"""감사 기록: who did what, when and why, in the same transaction as the deed.

Each record's hash covers the hash before it and its own content, so that a record that is
changed, removed or put in later is found by `verify`.
"""

import hashlib
from datetime import datetime
from typing import NamedTuple

import rfc8785
from sqlalchemy import String, select, type_coerce
from sqlalchemy.orm import Session

from backend.storage.models import AuditRecord, Submission
from registration.lifecycle import Actor, State
from registration.submission import moment
from registration.wire import HistoryEntry

FIRST = "0" * 64
"""What stands before the first record's hash."""


class Doer(NamedTuple):
    """Who acts: an officer by name, an applicant by the certificate's fingerprint."""

    actor: Actor
    name: str


def append(
    session: Session,
    at: datetime,
    doer: Doer,
    event: str,
    subject: str,
    *,
    source: State | None = None,
    target: State | None = None,
    version: int | None = None,
    reason: str = "",
) -> None:
    """Add a record; the session must be a writing one."""
    last = session.scalar(select(AuditRecord).order_by(AuditRecord.position.desc()).limit(1))
    record = AuditRecord(
        position=last.position + 1 if last else 1,
        at=at,
        event=event,
        subject=subject,
        actor=doer.actor.value,
        actor_name=doer.name,
        source=source.value if source else None,
        target=target.value if target else None,
        version=version,
        reason=reason,
    )
    record.hash = _hash(last.hash if last else FIRST, record)
    session.add(record)
    session.flush()


def history(session: Session, receipt_number: str) -> list[HistoryEntry]:
    """Return the transitions of an application, oldest first."""
    records = session.scalars(
        select(AuditRecord)
        .where(AuditRecord.subject == receipt_number)
        .order_by(AuditRecord.position)
    )
    return [
        HistoryEntry(
            at=moment(record.at),
            actor=Actor(record.actor),
            source=State(record.source) if record.source else None,
            target=State(record.target),
            reason=record.reason,
        )
        for record in records
        if record.target is not None
    ]


class Verified(NamedTuple):
    """What `verify` found; keep `head` elsewhere to notice a shortened record too."""

    records: int
    head: str
    faults: list[str]


def verify(session: Session) -> Verified:
    """Recompute every hash, and compare the applications' states with their last records."""
    previous, position, faults = FIRST, 0, []
    states: dict[str, tuple[str, int | None]] = {}
    for record in session.scalars(select(AuditRecord).order_by(AuditRecord.position)):
        position += 1
        if record.position != position:
            faults.append(f"record {position} is missing")
            position = record.position
        if record.hash != _hash(previous, record):
            faults.append(f"record {position} was changed")
        previous = record.hash
        if record.target:
            states[record.subject] = (record.target, record.version)
    state_as_text = type_coerce(Submission.state, String)  # also one that is no state
    for number, state, version in session.execute(
        select(Submission.receipt_number, state_as_text, Submission.version)
    ):
        if states.pop(number, None) != (state, version):
            faults.append(f"application {number} differs from its last record")
    faults += [f"application {number} is missing" for number in states]
    return Verified(position, previous, faults)


def _hash(previous: str, record: AuditRecord) -> str:
    content: dict[str, str | int | None] = {
        "position": record.position,
        "at": moment(record.at),
        "event": record.event,
        "subject": record.subject,
        "actor": record.actor,
        "actor_name": record.actor_name,
        "source": record.source,
        "target": record.target,
        "version": record.version,
        "reason": record.reason,
    }
    return hashlib.sha256(previous.encode() + rfc8785.dumps(dict(content))).hexdigest()
