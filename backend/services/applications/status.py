"""진행현황: what applicants see of their applications."""

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.service import Service
from backend.services import audit
from backend.services.access import rights
from backend.services.access.rights import Acting
from backend.services.applications import printout_codes, routing, transitions, waiting
from backend.services.proofs.documents import filed
from backend.storage.models import (
    Issuance,
    RefusedItem,
    RegisteredUser,
    Submission,
    UserCertificate,
)
from registration import wire
from registration.enclosures import Enclosure
from registration.kinds import Kind
from registration.lifecycle import Action, State
from registration.submission import moment

_OF_NUMBER = select(Submission).where(Submission.receipt_number == bindparam("number"))


def status(service: Service, receipt_number: str, token: str) -> wire.Status:
    """Return where an application stands to whom it belongs. Raises Refused `not_authorised`."""
    with service.database.read() as session:
        application = rights.own_application(session, service, receipt_number, token)
        return status_of(service, session, application)


def status_of(service: Service, session: Session, application: Submission) -> wire.Status:
    """Return what the applicant may see."""
    return wire.Status(
        receipt_number=application.receipt_number,
        kind=application.kind,
        purpose=application.purpose,
        key=application.key,
        business_number=application.business_number,
        applicant=application.applicant,
        office=application.office,
        office_contact=service.config.offices.get(application.office),
        state=application.state,
        version=application.version,
        enrolled=application.state is State.APPROVED and _is_enrolled(session, application),
        deadline=moment(application.deadline) if application.deadline else None,
        missing=missing(session, application),
        refused_items=refused_items(session, application),
        issuance_ready=_issuance_ready(session, application),
        paper_codes=printout_codes.filing_codes(service, application),
        history=audit.history(session, application.receipt_number),
    )


def missing(session: Session, application: Submission) -> list[Enclosure]:
    """Return the papers that are still to come while an application is open.

    Of nearly all applications what they wait for says that there is none, without a look at them.
    """
    if application.waits in waiting.WITHOUT_PAPERS:
        return []
    return list(dict.fromkeys(need.document for need in routing.of(session, application).missing))


def refused_items(session: Session, application: Submission) -> list[wire.RefusedItem]:
    """Return which 비축물자 were not approved with the rest, and why."""
    if application.kind is not Kind.STOCKPILE:
        return []
    rows = session.scalars(
        select(RefusedItem)
        .where(RefusedItem.submission_id == application.id)
        .order_by(RefusedItem.item)
    )
    return [wire.RefusedItem(item=row.item, reason=row.reason) for row in rows]


def document(service: Service, receipt_number: str) -> wire.FiledDocument:
    """Return what was filed last. Raises Refused `not_found`."""
    with service.database.read() as session:
        application = submission(session, receipt_number)
        last = filed(application)
        return wire.FiledDocument(
            receipt_number=application.receipt_number,
            kind=application.kind,
            purpose=application.purpose,
            form=last.form,
            attachments=list(last.attachments),
            version=application.version,
            record_version=application.record_version,
        )


def look_up(service: Service, asked: wire.Lookup) -> wire.LookedUp:
    """Return what anyone with both numbers may see. Raises Refused `not_found`."""
    with service.database.read() as session:
        application = submission(session, asked.receipt_number)
        if application.key != asked.key:
            raise Refused("not_found")
        return wire.LookedUp(
            receipt_number=application.receipt_number,
            kind=application.kind,
            state=application.state,
            received=moment(application.received),
        )


def cancel(service: Service, acting: Acting, version: int) -> wire.Status:
    """Withdraw an application for its applicant.

    Raises Refused `not_found`, `version_stale`, `transition_invalid`.
    """
    with service.database.write() as session:
        application = submission(session, acting.receipt_number)
        require_version(application, version)
        transitions.move(service, session, application, Action.CANCEL, acting.doer)
        return status_of(service, session, application)


def require_version(application: Submission, version: int) -> None:
    """Refuse `version_stale` unless it is the application's version."""
    if version != application.version:
        raise Refused("version_stale", version=application.version)


def submission(session: Session, receipt_number: str) -> Submission:
    """Return the application. Raises Refused `not_found`."""
    found = session.scalar(_OF_NUMBER, {"number": receipt_number})
    if found is None:
        raise Refused("not_found")
    return found


def _is_enrolled(session: Session, application: Submission) -> bool:
    registered = exists().where(
        RegisteredUser.organisation_id == application.organisation_id,
        UserCertificate.user_id == RegisteredUser.id,
    )
    return bool(session.scalar(select(registered)))


def _issuance_ready(session: Session, application: Submission) -> bool:
    if application.state is not State.APPROVED:
        return False
    issued = session.get(Issuance, application.id)
    return issued is not None and issued.authorisation_code is not None
