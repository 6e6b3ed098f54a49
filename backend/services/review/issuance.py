"""인증서 발급: 참조번호와 인가코드 of an approved institution, told once to the right person.

They come from the CA by way of an officer. In practice they are made up on approval.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, select
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
from registration.text import Text

AGAIN = timedelta(minutes=10)
"""After they were told: a line that broke on the way loses nobody the codes."""
MOST_FAILURES = 5
"""Wrong request IDs after which the code is forgotten; guessing has to end."""
MOST_AWAITED = 200
"""Applications that are listed at once; as codes are entered, the next ones come."""


class Stage(StrEnum):
    """Where the codes of an application stand."""

    AWAITED = "awaited"
    WAITING = "waiting"
    """They wait for the applicant."""
    FETCHED = "fetched"
    FORGOTTEN = "forgotten"
    """After too many wrong request IDs."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What an officer sees of the codes of an application: never the 인가코드."""

    authority: Text
    stage: Stage
    reference_number: str = ""
    fetched: datetime | None = None


def begin(service: Service, session: Session, application: Submission) -> None:
    """Note that codes are awaited, where an application just approved asks for a certificate.

    In practice they are made up at once.
    """
    if _request(application) is None:
        return
    if service.config.practice:
        reference, first, second = (f"{secrets.randbelow(10**6):06d}" for _ in range(3))
        _keep(service, session, application, reference, f"{first}-{second}")
    else:
        _write(session, application, "", None)


def standing(session: Session, application: Submission) -> Standing | None:
    """Return where the codes stand; None where none are asked for, or nothing is approved."""
    if application.state is not State.APPROVED or (request := _request(application)) is None:
        return None
    authority = _authority(request["authority"])
    issued = session.get(Issuance, application.id)
    if issued is None or not issued.reference_number:
        return Standing(authority, Stage.AWAITED)
    stage = Stage.FORGOTTEN if issued.authorisation_code is None else Stage.WAITING
    if issued.fetched is not None:
        stage = Stage.FETCHED
    return Standing(authority, stage, issued.reference_number, issued.fetched)


def awaited(session: Session, officer: OfficerActing) -> list[Submission]:
    """Return the approved applications of the officer's offices that need codes.

    The oldest come first, at most MOST_AWAITED of them.
    """
    query = select(Submission).join(Issuance, Issuance.submission_id == Submission.id)
    lacking = query.where(*_lacks_codes(officer)).order_by(Submission.decided)
    return list(session.scalars(lacking.limit(MOST_AWAITED)))


def count_awaited(session: Session, officer: OfficerActing) -> int:
    """Return how many approved applications of the officer's offices need codes."""
    query = select(func.count(Submission.id)).join(
        Issuance, Issuance.submission_id == Submission.id
    )
    return session.scalar(query.where(*_lacks_codes(officer))) or 0


def _lacks_codes(officer: OfficerActing) -> tuple[ColumnElement[bool], ...]:
    lacking = (Issuance.authorisation_code.is_(None), Issuance.fetched.is_(None))
    if officer.offices is None:
        return lacking
    return (*lacking, Submission.office.in_(officer.offices))


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
            authority=_authority(issued.authority).ko,
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
    service.codes_given(
        GivenCodes(reference, code, application.applicant, application.business_number)
    )
    _write(session, application, reference, code)


def _write(session: Session, application: Submission, reference: str, code: str | None) -> None:
    request = _request(application) or {}
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


def _authority(code: str) -> Text:
    return code_table("authorities").by_code[code].title


def _spelled(request_id: str) -> bytes:
    return request_id.strip().upper().encode()
