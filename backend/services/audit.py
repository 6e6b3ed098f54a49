"""감사 기록: who did what, when and why, in the same transaction as the action.

Each record's hash covers the hash before it and its own content, so that a record that is
changed, removed or put in later is found by `verify`. A record that lost its details after its time
keeps its hash; the record by which it lost them vouches for the rest.
"""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import String, bindparam, select, type_coerce
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.storage import new_rows
from backend.storage.models import AuditRecord, Sanction, SanctionEvent, Submission
from registration.canonical_json import canonical_json
from registration.field_types import plain
from registration.lifecycle import REASON_LIMIT, Actor, State
from registration.submission import moment
from registration.wire import HistoryEntry

FIRST = "0" * 64
"""What stands before the first record's hash."""


_LAST = (
    select(AuditRecord.position, AuditRecord.hash).order_by(AuditRecord.position.desc()).limit(1)
)
_HISTORY = (
    select(
        AuditRecord.at,
        AuditRecord.actor,
        AuditRecord.office,
        AuditRecord.source,
        AuditRecord.target,
        AuditRecord.reason,
    )
    .where(AuditRecord.subject == bindparam("subject"), AuditRecord.target.is_not(None))
    .order_by(AuditRecord.position)
)


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
    office: str | None = None,
) -> AuditRecord:
    """Add a record and return it; the session must be a writing one.

    `office`: the one for which an officer moved an application.
    """
    last = session.connection().execute(_LAST).first()
    record = AuditRecord(
        position=last.position + 1 if last else 1,
        at=at,
        event=event,
        subject=subject,
        actor=doer.actor.value,
        actor_name=doer.name,
        office=office,
        source=source.value if source else None,
        target=target.value if target else None,
        version=version,
        reason=reason,
    )
    record.hash = _hash(last.hash if last else FIRST, record)
    new_rows.keep(session, record)
    return record


def history(session: Session, receipt_number: str) -> list[HistoryEntry]:
    """Return the transitions of an application, oldest first."""
    records = session.connection().execute(_HISTORY, {"subject": receipt_number})
    return [
        HistoryEntry(
            at=moment(record.at),
            actor=Actor(record.actor),
            office=record.office,
            source=State(record.source) if record.source else None,
            target=State(record.target),
            reason=record.reason,
        )
        for record in records
    ]


LOOKED = "looked_at"
"""The event of a look at what is personal, which changes nothing."""


DESTROYED = "destroyed"
"""The event of what was destroyed after its time; its subject is gone, or a kind of things."""


def actions_on(session: Session, subject: str) -> list[AuditRecord]:
    """Return what was done with something, the oldest first; who only looked is left out."""
    of_it = (AuditRecord.subject == subject, AuditRecord.event != LOOKED)
    return list(session.scalars(select(AuditRecord).where(*of_it).order_by(AuditRecord.position)))


def reason_of(typed: str, *, required: bool = True) -> str:
    """Return a reason as the record keeps it.

    Raises Refused `reason_required`, `reason_too_long`, `malformed`.
    """
    try:
        reason = str(plain(typed, REASON_LIMIT))
    except ValueError:  # characters that no screen shows
        raise Refused("malformed") from None
    if required and not reason:
        raise Refused("reason_required")
    if len(reason) > REASON_LIMIT:
        raise Refused("reason_too_long")
    return reason


class Verified(NamedTuple):
    """What `verify` found; keep `head` elsewhere to notice a shortened record too."""

    records: int
    head: str
    faults: list[str]


def verify(session: Session) -> Verified:
    """Recompute every hash, and compare the applications' states with their last records."""
    previous, position, faults = FIRST, 0, []
    left: dict[int, Emptied] = {}
    states: dict[str, tuple[str, int | None]] = {}
    for record in session.scalars(select(AuditRecord).order_by(AuditRecord.position)):
        position += 1
        if record.position != position:
            faults.append(f"record {position} is missing")
            position = record.position
        if record.emptied is not None:
            left.setdefault(record.emptied, Emptied()).add(record)
            is_whole = not (record.reason or record.actor_name)
        else:
            is_whole = record.hash == _hash(previous, record)
        if not is_whole:
            faults.append(f"record {position} was changed")
        previous = record.hash
        emptied = left.pop(record.position, None)
        if emptied and not (record.event == DESTROYED and record.reason == emptied.told):
            faults.append(f"a record that lost its details by record {position} was changed")
        if record.event == DESTROYED:
            states.pop(record.subject, None)
        if record.target:
            states[record.subject] = (record.target, record.version)
    faults += [f"record {emptied} is missing, by which others lost details" for emptied in left]
    state_as_text = type_coerce(Submission.state, String)  # also one that is no state
    for number, state, version in session.execute(
        select(Submission.receipt_number, state_as_text, Submission.version)
    ):
        if states.pop(number, None) != (state, version):
            faults.append(f"application {number} differs from its last record")
    faults += [f"application {number} is missing" for number in states]
    faults += _sanction_faults(session)
    return Verified(position, previous, faults)


class Emptied:
    """Records that lost their details, in their order, and what the record of that says.

    Their own hashes can no longer be computed, so it covers what is left of them, hashes included.
    """

    def __init__(self) -> None:
        self._number, self._digest = 0, hashlib.sha256()

    def add(self, record: AuditRecord) -> None:
        """Add a record."""
        left = {**_content(record), "hash": record.hash}
        for gone in ("actor_name", "reason"):
            del left[gone]
        self._number += 1
        self._digest.update(canonical_json(left))

    @property
    def told(self) -> str:
        """The reason of the record by which they lost them."""
        return f"rows: {self._number}, sha256 {self._digest.hexdigest()}"


SANCTION = "sanction_"
"""How the events of sanctions begin; their reason is the sum of the document."""


def document_sum(form: dict[str, Any]) -> str:
    """Return what a record says of the document of a sanction."""
    return f"sha256 {hashlib.sha256(canonical_json(form)).hexdigest()}"


def _sanction_faults(session: Session) -> Iterator[str]:
    """Compare the documents of sanctions with their records."""
    rows = session.execute(
        select(Sanction.business_number, Sanction.sequence, SanctionEvent)
        .join(SanctionEvent, SanctionEvent.sanction_id == Sanction.id)
        .order_by(Sanction.id, SanctionEvent.position)
    )
    kept = {
        (f"{number}-{sequence}", row.position): document_sum(row.form)
        for number, sequence, row in rows
    }
    recorded = {
        (record.subject, record.version or 0): record.reason
        for record in session.scalars(
            select(AuditRecord).where(AuditRecord.event.startswith(SANCTION, autoescape=True))
        )
    }
    for subject, position in sorted(kept.keys() | recorded.keys()):
        given, told = kept.get((subject, position)), recorded.get((subject, position))
        if given != told:
            what = "is missing" if given is None else "was changed" if told else "has no record"
            yield f"document {position} of sanction {subject} {what}"


def _hash(previous: str, record: AuditRecord) -> str:
    return hashlib.sha256(previous.encode() + canonical_json(_content(record))).hexdigest()


def _content(record: AuditRecord) -> dict[str, Any]:
    content: dict[str, Any] = {
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
    if record.office is not None:  # records from before there were offices keep their hashes
        content["office"] = record.office
    return content
