"""같은 번호의 다른 신청과 등록: what else the service has under an applicant's number.

A number that nobody proved by a certificate keeps nobody else out: several unsigned applications
may be open for it, none of which tells its applicant of the others. The officer sees them all.
"""

from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from backend.service import Service
from backend.services.applications import transitions
from backend.storage.models import (
    Organisation,
    RegisteredUser,
    Submission,
    UserCertificate,
)
from registration.kinds import FilingPurpose, Kind
from registration.lifecycle import OPEN_STATES, Action

SIGNED_CAME = "같은 번호의 인증서로 서명한 신청({number})이 접수되었습니다."
ANOTHER_APPROVED = "같은 번호의 다른 신청({number})이 승인되었습니다."

Findings = list[dict[str, Any]]

_UNSIGNED = (
    select(Submission.id)
    .where(
        Submission.key == bindparam("key"),
        Submission.kind == bindparam("kind"),
        Submission.purpose == FilingPurpose.NEW,
        Submission.state.in_(OPEN_STATES),
        Submission.certificate_sha256.is_(None),
        Submission.id != bindparam("but"),
    )
    .order_by(Submission.receipt_number)
)
_OF_NUMBER = select(Organisation.id).where(Organisation.key == bindparam("key"))


def unsigned(session: Session, kind: Kind, key: str, but: str = "") -> list[Submission]:
    """Return the open new applications that nobody signed, `but` for that of one ID."""
    found = session.connection().scalars(_UNSIGNED, {"key": key, "kind": kind, "but": but})
    return [session.get_one(Submission, each) for each in found.all()]


def give_way(service: Service, session: Session, rivals: list[Submission], reason: str) -> None:
    """Reject applications for a better one; the session must be a writing one."""
    for rival in rivals:
        transitions.move(service, session, rival, Action.REJECT, transitions.SYSTEM, reason=reason)


def told(session: Session, kind: Kind, key: str, *, signed: bool, but: str = "") -> Findings:
    """Return what the officer is told of the number, of other applications and registrations."""
    found: Findings = []
    for each in session.connection().scalars(_OF_NUMBER, {"key": key}).all():
        organisation = session.get_one(Organisation, each)
        kinds = [record.kind for record in organisation.records]
        if organisation.by_account:
            found.append(_warning("number_by_account", kinds=kinds))
        elif not signed:
            number = _certificates(session, organisation)
            found.append(_warning("number_registered", certificates=number, kinds=kinds))
    others = [] if signed else unsigned(session, kind, key, but)
    if others:
        numbers = [other.receipt_number for other in others]
        found.append(_warning("others_open", receipt_numbers=numbers))
    return found


def _certificates(session: Session, organisation: Organisation) -> int:
    its_own = (
        select(func.count())
        .select_from(UserCertificate)
        .join(UserCertificate.user)
        .where(RegisteredUser.organisation_id == organisation.id)
    )
    return session.scalar(its_own) or 0


def _warning(code: str, **values: Any) -> dict[str, Any]:
    return {"code": code, "severity": "warning", "values": values}
