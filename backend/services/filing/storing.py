"""Keeps a filed application with its receipt, and finds one that was filed before."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Integer, bindparam, delete, literal, select
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.secret import new_token
from backend.service import Service
from backend.services import audit
from backend.services.applications import (
    finding,
    printout_codes,
    rivals,
    routing,
    settling,
    telling,
    transitions,
    waiting,
)
from backend.services.attachments import uploads
from backend.services.filing import on_file, receipts
from backend.services.filing.filing_request import FilingRequest, UnsignedRequest
from backend.services.organisations import records
from backend.services.proofs.documents import note_read
from backend.services.registry import asking
from backend.storage import new_rows
from backend.storage.models import Account, Revision, Submission, Verdict
from registration import wire
from registration.kinds import FilingPurpose, Key
from registration.lifecycle import Action, State
from registration.notices import Occasion
from registration.procedures import PROCEDURES
from registration.routing import Route
from registration.submission import Receipt, moment, sha256
from registration.wire import CheckVerdict

_OF_DRAFT = (
    select(Submission.id, literal(None, Integer).label("number"))
    .where(Submission.draft == bindparam("draft"))
    .union_all(
        select(Revision.submission_id, Revision.number).where(Revision.draft == bindparam("draft"))
    )
)


@dataclass(frozen=True, slots=True)
class Filed:
    """The answer, and whether this request was the one that filed."""

    answer: wire.Filed
    is_new: bool


def filed_before(session: Session, request: FilingRequest) -> Filed | None:
    """Return the filing of the same draft, if the same signer sends the same document again.

    Raises Refused `ticket_used` or `draft_already_filed` when it is another document or signer.
    """
    row = session.connection().execute(_OF_DRAFT, {"draft": request.draft}).first()
    if row is None:
        return None
    found: Submission | Revision = (
        session.get_one(Submission, row.id)
        if row.number is None
        else session.get_one(Revision, (row.id, row.number))
    )
    if isinstance(found, Submission) and found.forwarded_by != request.forwarded_by:
        raise Refused("package_taken")  # another agency has it, and the key to it
    same = (request.document_sha256, request.signer)
    if (found.document_sha256, found.certificate_sha256) == same:
        return Filed(_answer(request.service, session, found), is_new=False)
    raise Refused("ticket_used" if found.ticket == request.ticket else "draft_already_filed")


def store(session: Session, request: FilingRequest, verdicts: Iterable[CheckVerdict]) -> Filed:
    """Keep the application; the session must be a writing one, in which all was checked."""
    service = request.service
    if request.purpose is FilingPurpose.SUPPLEMENT:
        application = on_file.supplemented(session, request)
        _set_aside(session, application)
    else:
        application = Submission(
            id=new_token(),
            receipt_number=receipts.next_number(service, session),
            kind=request.kind,
            purpose=request.purpose,
            key=request.key,
            record_version=request.record_version,
            forwarded_by=request.forwarded_by,
            organisation_id=_organisation(session, request),
            filed=service.clock(),
        )
    with session.no_autoflush:  # what is half filled in is no version
        route = _fill(session, request, application)
        asking.enter(service, application)
    _record(session, request, application, route)
    _keep_verdicts(session, application, verdicts)
    if request.signer and request.purpose is FilingPurpose.NEW:
        beaten = rivals.unsigned(session, request.kind, request.key)
        why = rivals.SIGNED_CAME.format(number=application.receipt_number)
        rivals.give_way(service, session, beaten, why)
    _reserve(session, request, application)
    uploads.drop_unfiled(session, request.draft, {file.sha256 for file in request.attachments})
    settling.settle(service, session, application, route)
    again = request.purpose is FilingPurpose.SUPPLEMENT
    finding.keep(session, application, request.form, again=again)
    return Filed(_answer(service, session, application), is_new=True)


def _organisation(session: Session, request: FilingRequest) -> int | None:
    """Return whose record a change is of."""
    if request.purpose is not FilingPurpose.CHANGE:
        return None
    return records.find(session, request.kind, request.key).organisation_id


def _set_aside(session: Session, application: Submission) -> None:
    """Keep what an application said before, whole."""
    last = max((revision.number for revision in application.revisions), default=0)
    application.revisions.append(
        Revision(
            number=last + 1,
            draft=application.draft,
            ticket=application.ticket,
            received=application.received,
            document=application.document,
            document_sha256=application.document_sha256,
            signature=application.signature,
            certificate_sha256=application.certificate_sha256,
            receipt=application.receipt,
        )
    )
    session.execute(delete(Verdict).where(Verdict.submission_id == application.id))
    session.flush()


def _fill(session: Session, request: FilingRequest, application: Submission) -> Route:
    """Put what came into the application; return where it goes."""
    service = request.service
    application.draft, application.ticket = request.draft, request.ticket
    application.business_number, application.applicant = request.business_number, request.applicant
    application.received = service.clock()
    application.document, application.document_sha256 = request.content, request.document_sha256
    note_read(application, request.filed)
    application.signature, application.certificate_sha256 = request.signature, request.signer
    route = routing.of(session, application)
    application.office = route.office
    application.receipt = receipts.sign(service, _receipt(service, application, route.state))
    return route


def _keep_verdicts(
    session: Session, application: Submission, verdicts: Iterable[CheckVerdict]
) -> None:
    rows = [
        {
            "submission_id": application.id,
            "position": position,
            "check": row.check,
            "findings": row.findings,
        }
        for position, row in enumerate(verdicts)
    ]
    new_rows.write(session, Verdict, rows)


def _record(
    session: Session, request: FilingRequest, application: Submission, route: Route
) -> None:
    """Note who filed: an application begins as 대기, and a 보완 takes it back there."""
    service = request.service
    doer = request.doer
    if request.purpose is FilingPurpose.SUPPLEMENT:
        transitions.move(service, session, application, Action.SUPPLEMENT, doer)
        return
    application.state, application.version = State.PENDING, 1
    application.waits = waiting.while_open(application, route)
    assert application.registry_check  # noqa: S101 - entered above
    new_rows.keep(session, application, application.registry_check)
    audit.append(
        session,
        service.clock(),
        doer,
        "file",
        application.receipt_number,
        target=State.PENDING,
        version=application.version,
    )
    telling.tell(service, session, application, Occasion.RECEIVED)


def _reserve(session: Session, request: FilingRequest, application: Submission) -> None:
    """Keep the chosen ID for this applicant until the application ends."""
    if not isinstance(request, UnsignedRequest) or application.purpose is FilingPurpose.CHANGE:
        return
    if PROCEDURES[request.kind].key is not Key.PASSWORD:
        return
    account_id, password_hash = request.form["account"]["account_id"], request.password_hash
    account = session.scalar(select(Account).where(Account.submission_id == application.id))
    if account is None:
        session.add(
            Account(
                account_id=account_id,
                submission_id=application.id,
                password_hash=password_hash or "",
            )
        )
    else:
        account.account_id = account_id
        account.password_hash = password_hash or account.password_hash
    session.flush()


def _receipt(service: Service, application: Submission, state: State) -> Receipt:
    return Receipt.model_validate(
        {
            "service": service.config.name,
            "receipt_number": application.receipt_number,
            "kind": application.kind,
            "draft": application.draft,
            "business_number": application.business_number,
            "key": application.key,
            "applicant": application.applicant,
            "document_sha256": application.document_sha256,
            "signature_sha256": sha256(application.signature) if application.signature else None,
            "state": state,
            "received": moment(application.received),
        },
        strict=False,
    )


def _answer(service: Service, session: Session, application: Submission | Revision) -> wire.Filed:
    whole = (
        application
        if isinstance(application, Submission)
        else session.get_one(Submission, application.submission_id)
    )
    return wire.Filed(
        receipt=base64.b64encode(application.receipt).decode(),
        status_key=service.secret.status_key(whole.id),
        paper_codes=printout_codes.filing_codes(service, whole),
    )
