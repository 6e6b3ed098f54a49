"""What is asked of a filing inside the writing transaction, so that two cannot both pass."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.services.applications import rivals
from backend.services.attachments import uploads
from backend.services.filing import on_file
from backend.services.filing.filing_request import FilingRequest
from backend.services.organisations import records
from backend.services.proofs.signatures import Findings
from backend.storage.models import Account, Organisation, Record, Submission, Upload
from registration.attachments import TOTAL_LIMIT, unfit_reason
from registration.kinds import FilingPurpose, Key, Kind
from registration.lifecycle import OPEN_STATES
from registration.procedures import PROCEDURES

_REGISTERED = (
    select(Record.id)
    .join(Record.organisation)
    .where(Organisation.key == bindparam("key"), Record.kind == bindparam("kind"))
)
_OPEN = select(Submission.receipt_number).where(
    Submission.key == bindparam("key"),
    Submission.kind == bindparam("kind"),
    Submission.state.in_(OPEN_STATES),
)
_OPEN_SIGNED = _OPEN.where(Submission.certificate_sha256.is_not(None))
_UPLOADED = select(Upload.sha256, Upload.size).where(
    Upload.draft == bindparam("draft"), Upload.complete
)


def registered(session: Session, request: FilingRequest) -> Findings:
    """Refuse `already_registered`.

    Where nobody signed, only the approval tells, for strangers may ask too; which institutions are
    registered, everyone may know.
    """
    if not _may_know(request):
        return []
    asked = {"key": request.key, "kind": request.kind}
    if session.connection().scalar(_REGISTERED, asked) is not None:
        raise Refused("already_registered")
    return []


def open_application(session: Session, request: FilingRequest) -> Findings:
    """Refuse `application_open`: one per applicant and kind (of signed ones an index holds to it).

    What nobody signed keeps nobody out, and gives way to what is.
    """
    is_signed = request.signer is not None
    if not is_signed and request.purpose is FilingPurpose.NEW:
        return []
    asked = {"key": request.key, "kind": request.kind}
    if is_signed:
        receipt_number = session.connection().scalar(_OPEN_SIGNED, asked)
    else:
        held_by = records.find(session, request.kind, request.key).organisation_id
        receipt_number = session.scalar(_OPEN.where(Submission.organisation_id == held_by), asked)
    if receipt_number is not None:
        raise Refused("application_open", receipt_number=receipt_number)
    return []


def number(session: Session, request: FilingRequest) -> Findings:
    """Tell the officer, and nobody else, what more there is under the number."""
    is_signed = request.signer is not None
    return rivals.told(session, request.kind, request.key, signed=is_signed)


def record_changed(session: Session, request: FilingRequest) -> Findings:
    """Refuse `record_version_stale`, `nothing_changed`, `key_changed` of a change."""
    record = records.find(session, request.kind, request.key)
    if record.version != request.record_version:
        raise Refused("record_version_stale", version=record.version)
    if record.form == request.form:
        raise Refused("nothing_changed")
    if _account_id(record.form) != _account_id(request.form):
        raise Refused("key_changed")
    return []


def supplemented(session: Session, request: FilingRequest) -> Findings:
    """Refuse `not_supplementable` unless the application waits for a 보완; else as a change."""
    application = on_file.supplemented(session, request)
    if application.purpose is FilingPurpose.CHANGE:
        record = records.find(session, request.kind, request.key)
        if record.version != application.record_version:
            raise Refused("record_version_stale", version=record.version)
        if _account_id(record.form) != _account_id(request.form):
            raise Refused("key_changed")
    return []


def account(session: Session, request: FilingRequest) -> Findings:
    """Refuse `account_taken` unless the ID is free, or this applicant's own."""
    if PROCEDURES[request.kind].key is not Key.PASSWORD:
        return []
    found = session.get(Account, _account_id(request.form) or "")
    if found is not None and not _is_own(session, found, request):
        raise Refused("account_taken")
    return []


def _is_own(session: Session, account: Account, request: FilingRequest) -> bool:
    if request.purpose is not FilingPurpose.SUPPLEMENT:
        return False
    completed = on_file.supplemented(session, request)
    if account.user is not None:
        return account.user.organisation_id == completed.organisation_id
    return account.submission_id == completed.id


def attachments(session: Session, request: FilingRequest) -> Findings:
    """Refuse `attachments_missing`, `attachment_unfit`, `attachment_too_large`."""
    here = _at_hand(session, request) if request.attachments else {}
    total = 0
    absent = [file for file in request.attachments if here.get(file.sha256) != file.size]
    if absent:
        raise Refused(
            "attachments_missing",
            names=", ".join(file.name for file in absent),
            sha256=[file.sha256 for file in absent],
        )
    for file in request.attachments:
        unfit = unfit_reason(file.name, file.size, request.heads.get(file.sha256, b""))
        if unfit:
            raise Refused("attachment_unfit", name=file.name, fault=unfit)
        total += file.size
    if total > TOTAL_LIMIT:
        raise Refused("attachment_too_large", limit=TOTAL_LIMIT)
    return [{"code": "files", "values": {"number": len(request.attachments), "bytes": total}}]


def _at_hand(session: Session, request: FilingRequest) -> dict[str, int]:
    """Return the size of every file that came for the draft, or with what it completes."""
    here = {row.sha256: row.size for row in session.execute(_UPLOADED, {"draft": request.draft})}
    if request.purpose is FilingPurpose.SUPPLEMENT:
        here |= uploads.filed_with(on_file.supplemented(session, request))
    return here


def _may_know(request: FilingRequest) -> bool:
    return request.signer is not None or request.kind is Kind.INSTITUTION


def _account_id(form: object) -> str | None:
    account = form.get("account") if isinstance(form, dict) else None
    return account.get("account_id") if isinstance(account, dict) else None
