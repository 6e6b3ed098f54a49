"""인증서 발급: 참조번호와 인가코드 of an approved institution, told once to the right person.

They come from the CA by way of an officer. In practice they are made up on approval.
"""

import hmac
import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.service import GivenCodes, Service
from backend.services import audit
from backend.services.access.rights import Acting
from backend.services.applications.status import submission
from backend.services.officer_rights import OfficerActing, require_decider
from backend.services.proofs.documents import filed
from backend.storage.models import Issuance, Submission
from registration import wire
from registration.kinds import FilingPurpose, Kind
from registration.lifecycle import State
from registration.tables import code_table

AGAIN = timedelta(minutes=10)
"""After they were told: a line that broke on the way loses nobody the codes."""
MOST_FAILURES = 5
"""Wrong request IDs after which the code is forgotten; guessing has to end."""


def practise(service: Service, session: Session, application: Submission) -> None:
    """Make codes up for an approved application of a newcomer, where it asks for them."""
    if service.config.practice and _request(application):
        digits = (f"{secrets.randbelow(10**6):06d}" for _ in range(3))
        reference, first, second = digits
        _keep(service, session, application, reference, f"{first}-{second}")


def note(
    service: Service, officer: OfficerActing, receipt_number: str, codes: wire.IssuedCodes
) -> None:
    """Keep what the CA gave an officer; codes that were lost are replaced.

    Raises Refused `not_found`, as `require_decider`, `transition_invalid` before the approval,
    `issuance_not_asked`.
    """
    with service.database.write() as session:
        application = submission(session, receipt_number)
        require_decider(officer, application)
        if application.state is not State.APPROVED:
            raise Refused("transition_invalid", state=application.state, action="issue")
        if _request(application) is None:
            raise Refused("issuance_not_asked")
        _keep(service, session, application, codes.reference_number, codes.authorisation_code)
        audit.append(session, service.clock(), officer.doer, "codes_noted", receipt_number)


def fetch(service: Service, acting: Acting, request_id: str) -> wire.Issuance:
    """Tell the codes to whoever knows the request ID (인증서요청ID), and a while later no more.

    Raises Refused `issuance_not_ready`, `request_id_wrong`.
    """
    with service.database.write() as session:
        application = submission(session, acting.receipt_number)
        issued = session.get(Issuance, application.id)
        if issued is None or issued.authorisation_code is None or _is_over(service, issued):
            raise Refused("issuance_not_ready")
        fits = hmac.compare_digest(_spelled(issued.request_id), _spelled(request_id))
        told = wire.Issuance(
            authority=code_table("authorities").by_code[issued.authority].title.ko,
            reference_number=issued.reference_number,
            authorisation_code=issued.authorisation_code,
        )
        if fits:
            issued.fetched = issued.fetched or service.clock()
            audit.append(
                session, service.clock(), acting.doer, "codes_fetched", application.receipt_number
            )
            return told
        issued.failures += 1
        left = MOST_FAILURES - issued.failures
        if left <= 0:
            issued.authorisation_code = None
            audit.append(
                session, service.clock(), acting.doer, "codes_forgotten", application.receipt_number
            )
    raise Refused("request_id_wrong", left=left)


def forget_fetched(service: Service) -> int:
    """Forget the codes that were told; return how many."""
    told = (Issuance.authorisation_code.is_not(None), Issuance.fetched < service.clock() - AGAIN)
    with service.database.write() as session:
        found = list(session.scalars(select(Issuance).where(*told)))
        for issued in found:
            issued.authorisation_code = None
    return len(found)


def _is_over(service: Service, issued: Issuance) -> bool:
    return issued.fetched is not None and issued.fetched < service.clock() - AGAIN


def _keep(
    service: Service, session: Session, application: Submission, reference: str, code: str
) -> None:
    request = _request(application) or {}
    service.codes_given(
        GivenCodes(reference, code, application.applicant, application.business_number)
    )
    session.merge(
        Issuance(
            submission_id=application.id,
            authority=request["authority"],
            request_id=request["request_id"],
            reference_number=reference,
            authorisation_code=code,
            fetched=None,
            failures=0,
        )
    )


def _request(application: Submission) -> dict[str, Any] | None:
    """Return what the application says of the certificate; None where none is asked for."""
    if application.kind is not Kind.INSTITUTION or application.purpose is not FilingPurpose.NEW:
        return None
    asked: dict[str, Any] = filed(application).form["certificate"]
    return asked if asked.get("wanted") else None


def _spelled(request_id: str) -> bytes:
    return request_id.strip().upper().encode()
