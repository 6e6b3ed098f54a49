"""What is asked of a filing inside the writing transaction, so that two cannot both pass."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.services import onfile, uploads
from backend.services.certificates import Findings
from backend.services.incoming import Incoming
from backend.storage.models import Account, Organisation, Record, Submission, Upload
from registration.attachments import TOTAL_LIMIT, fault
from registration.kinds import Key
from registration.lifecycle import OPEN_STATES
from registration.procedures import PROCEDURES
from registration.submission import Filing


def registered(session: Session, incoming: Incoming) -> Findings:
    """Nobody is registered twice."""
    same = (
        select(Record.id)
        .join(Record.organisation)
        .where(Organisation.key == incoming.key, Record.kind == incoming.kind.value)
    )
    if session.scalar(same) is not None:
        raise Refused("already_registered")
    return []


def open_application(session: Session, incoming: Incoming) -> Findings:
    """One open application per applicant and kind; an index holds to it too."""
    receipt_number = session.scalar(
        select(Submission.receipt_number).where(
            Submission.key == incoming.key,
            Submission.kind == incoming.kind.value,
            Submission.state.in_(sorted(OPEN_STATES)),
        )
    )
    if receipt_number is not None:
        raise Refused("application_open", receipt_number=receipt_number)
    return []


def record_changed(session: Session, incoming: Incoming) -> Findings:
    """A change was made from the present record, and changes something."""
    record = onfile.record(session, incoming.kind, incoming.key)
    if record.version != incoming.record_version:
        raise Refused("record_version_stale", version=record.version)
    if record.form == incoming.form:
        raise Refused("nothing_changed")
    if _account_id(record.form) != _account_id(incoming.form):
        raise Refused("key_changed")
    return []


def supplemented(session: Session, incoming: Incoming) -> Findings:
    """A 보완 completes an application that waits for it, and of a change keeps to its record."""
    one = onfile.supplemented(session, incoming)
    if one.purpose == Filing.CHANGE.value:
        record = onfile.record(session, incoming.kind, incoming.key)
        if record.version != one.record_version:
            raise Refused("record_version_stale", version=record.version)
        if _account_id(record.form) != _account_id(incoming.form):
            raise Refused("key_changed")
    return []


def account(session: Session, incoming: Incoming) -> Findings:
    """The chosen ID is free, or this applicant's own."""
    if PROCEDURES[incoming.kind].key is not Key.PASSWORD:
        return []
    found = session.get(Account, _account_id(incoming.form) or "")
    if found is not None and not _is_own(session, found, incoming):
        raise Refused("account_taken")
    return []


def _is_own(session: Session, account: Account, incoming: Incoming) -> bool:
    if account.user is not None:
        return account.user.organisation.key == incoming.key
    filed_for = session.get_one(Submission, account.submission_id).receipt_number
    return filed_for == incoming.application.supplements


def attachments(session: Session, incoming: Incoming) -> Findings:
    """Every file is here, complete, and is what its name says."""
    here = {
        row.sha256: row.size
        for row in session.scalars(
            select(Upload).where(Upload.draft == incoming.draft, Upload.complete)
        )
    }
    if incoming.purpose is Filing.SUPPLEMENT:
        here |= uploads.filed_with(onfile.supplemented(session, incoming))
    store, total = incoming.service.attachments, 0
    absent = [one for one in incoming.attachments if here.get(one.sha256) != one.size]
    if absent:
        raise Refused(
            "attachments_missing",
            names=", ".join(one.name for one in absent),
            sha256=[one.sha256 for one in absent],
        )
    for one in incoming.attachments:
        unfit = fault(one.name, one.size, store.head(one.sha256) or b"")
        if unfit:
            raise Refused("attachment_unfit", name=one.name, fault=unfit)
        total += one.size
    if total > TOTAL_LIMIT:
        raise Refused("attachment_too_large", limit=TOTAL_LIMIT)
    return [{"code": "files", "values": {"number": len(incoming.attachments), "bytes": total}}]


def _account_id(form: object) -> str | None:
    account = form.get("account") if isinstance(form, dict) else None
    return account.get("account_id") if isinstance(account, dict) else None
