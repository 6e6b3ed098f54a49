"""진행현황: what applicants see of their applications."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.service import Service
from backend.services import audit
from backend.services.access.rights import Acting
from backend.services.applications import printout_codes, routing, transitions
from backend.services.proofs.documents import filed
from backend.storage.models import (
    Issuance,
    RegisteredUser,
    Submission,
    UserCertificate,
)
from registration import wire
from registration.enclosures import Enclosure
from registration.lifecycle import Action, State
from registration.submission import moment


def status(service: Service, receipt_number: str) -> wire.Status:
    """Return where one application stands. Raises Refused `not_found`."""
    with service.database.read() as session:
        return status_of(service, session, submission(session, receipt_number))


def status_of(service: Service, session: Session, one: Submission) -> wire.Status:
    """Return what the applicant may see."""
    return wire.Status(
        receipt_number=one.receipt_number,
        kind=one.kind,
        purpose=one.purpose,
        key=one.key,
        business_number=one.business_number,
        applicant=one.applicant,
        office=one.office,
        state=one.state,
        version=one.version,
        enrolled=one.state is State.APPROVED and _is_enrolled(session, one),
        deadline=moment(one.deadline) if one.deadline else None,
        missing=missing(session, one),
        issuance_ready=_issuance_ready(session, one),
        paper_codes=printout_codes.filing_codes(service, one),
        history=audit.history(session, one.receipt_number),
    )


def missing(session: Session, one: Submission) -> list[Enclosure]:
    """Return the papers that are still to come while an application is open."""
    if not one.state.is_open:
        return []
    return list(dict.fromkeys(need.document for need in routing.of(session, one).missing))


def document(service: Service, receipt_number: str) -> wire.FiledDocument:
    """Return what was filed last. Raises Refused `not_found`."""
    with service.database.read() as session:
        one = submission(session, receipt_number)
        last = filed(one)
        return wire.FiledDocument(
            receipt_number=one.receipt_number,
            kind=one.kind,
            purpose=one.purpose,
            form=last.form,
            attachments=list(last.attachments),
            version=one.version,
            record_version=one.record_version,
        )


def look_up(service: Service, asked: wire.Lookup) -> wire.LookedUp:
    """Return what anyone with both numbers may see. Raises Refused `not_found`."""
    with service.database.read() as session:
        one = submission(session, asked.receipt_number)
        if one.key != asked.key:
            raise Refused("not_found")
        return wire.LookedUp(
            receipt_number=one.receipt_number,
            kind=one.kind,
            state=one.state,
            received=moment(one.received),
        )


def cancel(service: Service, acting: Acting, version: int) -> wire.Status:
    """Withdraw an application for its applicant.

    Raises Refused `not_found`, `version_stale`, `transition_invalid`.
    """
    with service.database.write() as session:
        one = submission(session, acting.receipt_number)
        require_version(one, version)
        transitions.move(service, session, one, Action.CANCEL, acting.doer)
        return status_of(service, session, one)


def require_version(one: Submission, version: int) -> None:
    """Refuse `version_stale` unless it is the application's version."""
    if version != one.version:
        raise Refused("version_stale", version=one.version)


def submission(session: Session, receipt_number: str) -> Submission:
    """Return the application. Raises Refused `not_found`."""
    found = session.scalar(select(Submission).where(Submission.receipt_number == receipt_number))
    if found is None:
        raise Refused("not_found")
    return found


def _is_enrolled(session: Session, one: Submission) -> bool:
    registered = exists().where(
        RegisteredUser.organisation_id == one.organisation_id,
        UserCertificate.user_id == RegisteredUser.id,
    )
    return bool(session.scalar(select(registered)))


def _issuance_ready(session: Session, one: Submission) -> bool:
    issued = session.get(Issuance, one.id)
    return issued is not None and issued.authorisation_code is not None
