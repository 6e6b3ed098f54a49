"""What the service has on file that a filing refers to: an application, or a registered record."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.services.filing.filing_request import Incoming
from backend.storage.models import (
    Organisation,
    Record,
    RegisteredUser,
    Submission,
    UserCertificate,
)
from registration.kinds import Kind
from registration.lifecycle import State
from registration.submission import Filing

ABSENT = {Filing.CHANGE: "record_missing", Filing.SUPPLEMENT: "not_supplementable"}
"""What is told where there is nothing on file to change or complete."""


@dataclass(frozen=True, slots=True)
class OnFile:
    """Against what the signer's identity is proved.

    `certificates`: fingerprints of those who may sign without proving it again.
    """

    business_number: str
    certificates: frozenset[str] = frozenset()


def find(incoming: Incoming) -> OnFile:
    """Return what is on file, or for a new application what its form says.

    Raises Refused `record_missing`, `not_supplementable`.
    """
    if incoming.purpose is Filing.NEW:
        return OnFile(incoming.business_number)
    with incoming.service.database.read() as session:
        if incoming.purpose is Filing.CHANGE:
            return _organisation(session, record(session, incoming.kind, incoming.key).organisation)
        one = _completed(session, incoming)
        if one.purpose == Filing.CHANGE.value:
            found = record(session, incoming.kind, one.key)
            return _organisation(session, found.organisation)
        return OnFile(one.business_number)


def was_signed(incoming: Incoming) -> bool:
    """Return whether what a 보완 completes was signed. Raises Refused `not_supplementable`."""
    with incoming.service.database.read() as session:
        return _completed(session, incoming).certificate_sha256 is not None


def record(session: Session, kind: Kind, key: str) -> Record:
    """Return the record of an organisation. Raises Refused `record_missing`."""
    found = session.scalar(
        select(Record)
        .join(Record.organisation)
        .where(Organisation.key == key, Record.kind == kind.value)
    )
    if found is None:
        raise Refused("record_missing")
    return found


def supplemented(session: Session, incoming: Incoming) -> Submission:
    """Return the application that a 보완 completes, on hold and within its term.

    Raises Refused `not_supplementable`, `key_changed`.
    """
    one = _completed(session, incoming)
    late = one.deadline is not None and one.deadline < incoming.service.clock()
    if one.state != State.ON_HOLD.value or late:
        raise Refused("not_supplementable", state=one.state)
    if one.key != incoming.key:
        raise Refused("key_changed")
    return one


def _completed(session: Session, incoming: Incoming) -> Submission:
    one = session.scalar(
        select(Submission).where(
            Submission.receipt_number == incoming.application.supplements,
            Submission.kind == incoming.kind.value,
        )
    )
    if one is None:
        raise Refused("not_supplementable")
    return one


def _organisation(session: Session, organisation: Organisation) -> OnFile:
    registered = session.scalars(
        select(UserCertificate.fingerprint)
        .join(UserCertificate.user)
        .where(RegisteredUser.organisation_id == organisation.id)
    )
    return OnFile(organisation.business_number, frozenset(registered))
