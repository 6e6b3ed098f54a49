"""What the service has on file that a filing refers to: an application, or a registered record."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.services.filing.filing_request import FilingRequest
from backend.services.organisations import records
from backend.storage.models import (
    Organisation,
    RegisteredUser,
    Submission,
    UserCertificate,
)
from registration.kinds import FilingPurpose
from registration.lifecycle import State

ABSENT = {FilingPurpose.CHANGE: "record_missing", FilingPurpose.SUPPLEMENT: "not_supplementable"}
"""What is told where there is nothing on file to change or complete."""


@dataclass(frozen=True, slots=True)
class OnFile:
    """Against what the signer's identity is proved.

    `certificates`: fingerprints of those who may sign without proving it again.
    """

    business_number: str
    certificates: frozenset[str] = frozenset()


def find(request: FilingRequest) -> OnFile:
    """Return what is on file, or for a new application what its form says.

    Raises Refused `record_missing`, `not_supplementable`.
    """
    if request.purpose is FilingPurpose.NEW:
        return OnFile(request.business_number)
    with request.service.database.read() as session:
        if request.purpose is FilingPurpose.CHANGE:
            return _organisation(
                session, records.find(session, request.kind, request.key).organisation
            )
        application = _completed(session, request)
        if application.purpose is FilingPurpose.CHANGE:
            found = records.find(session, request.kind, application.key)
            return _organisation(session, found.organisation)
        return OnFile(application.business_number)


def was_signed(request: FilingRequest) -> bool:
    """Return whether what a 보완 completes was signed. Raises Refused `not_supplementable`."""
    with request.service.database.read() as session:
        return _completed(session, request).certificate_sha256 is not None


def supplemented(session: Session, request: FilingRequest) -> Submission:
    """Return the application that a 보완 completes, on hold and within its term.

    Raises Refused `not_supplementable`, `key_changed`.
    """
    application = _completed(session, request)
    late = application.deadline is not None and application.deadline < request.service.clock()
    if application.state is not State.ON_HOLD or late:
        raise Refused("not_supplementable", state=application.state)
    if application.key != request.key:
        raise Refused("key_changed")
    return application


def _completed(session: Session, request: FilingRequest) -> Submission:
    application = session.scalar(
        select(Submission).where(
            Submission.receipt_number == request.application.supplements,
            Submission.kind == request.kind,
        )
    )
    if application is None:
        raise Refused("not_supplementable")
    return application


def _organisation(session: Session, organisation: Organisation) -> OnFile:
    registered = session.scalars(
        select(UserCertificate.fingerprint)
        .join(UserCertificate.user)
        .where(RegisteredUser.organisation_id == organisation.id)
    )
    return OnFile(organisation.business_number, frozenset(registered))
