"""조직 관리: organisations as officers see them, and what officers end in them."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.service import Service
from backend.services import audit
from backend.services.access import accounts, logins
from backend.services.applications import finding
from backend.services.officer_rights import OfficerActing, require_decider
from backend.services.organisations import users
from backend.storage.models import (
    EndedCertificate,
    Organisation,
    Record,
    RecordVersion,
    RegisteredUser,
    Submission,
    UserCertificate,
    UserSession,
)
from registration.comparison import AnswerChange, compare_forms
from registration.lifecycle import REASON_LIMIT

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Found:
    """Organisations, the newest first; `after`: from where the next page goes on."""

    organisations: list[Organisation]
    after: int | None


def search(session: Session, wanted: str, after: int | None) -> Found:
    """Return organisations, by a name they have or had, or by a number, where one is asked for."""
    query = select(Organisation).order_by(Organisation.id.desc()).limit(PAGE_SIZE + 1)
    if wanted:
        its_own = Submission.organisation_id.is_not(None)
        numbers = finding.receipt_numbers(session, wanted, "", PAGE_SIZE * 4, its_own)
        of_these = select(Submission.organisation_id).where(Submission.receipt_number.in_(numbers))
        query = query.where(Organisation.id.in_(of_these))
    if after is not None:
        query = query.where(Organisation.id < after)
    found = list(session.scalars(query))
    shown = found[:PAGE_SIZE]
    return Found(shown, shown[-1].id if found[PAGE_SIZE:] else None)


def find(session: Session, organisation: int) -> Organisation:
    """Return an organisation. Raises Refused `not_found`."""
    found = session.get(Organisation, organisation)
    if found is None:
        raise Refused("not_found")
    return found


def ended_certificates(session: Session, organisation: Organisation) -> list[EndedCertificate]:
    """Return the certificates whose registration ended, the last first."""
    own = select(EndedCertificate).where(EndedCertificate.organisation_id == organisation.id)
    return list(session.scalars(own.order_by(EndedCertificate.at.desc())))


def changes(session: Session, record: Record, older: int, newer: int) -> list[AnswerChange]:
    """Return what differs between two versions of a record. Raises Refused `not_found`."""
    before, after = (session.get(RecordVersion, (record.id, number)) for number in (older, newer))
    if before is None or after is None:
        raise Refused("not_found")
    return compare_forms(record.kind, before.form, after.form)


def end_user(
    service: Service, officer: OfficerActing, organisation: int, user: int, reason: str
) -> None:
    """Remove a user with certificates, account and sessions; another becomes 대표수신자.

    Raises Refused `not_found`, `reason_required`, `malformed`, and as `require_decider` does.
    """
    why = audit.reason_of(reason)
    with service.database.write() as session:
        member = session.get(RegisteredUser, user)
        if member is None or member.organisation_id != organisation:
            raise Refused("not_found")
        _require_right(officer, member.organisation)
        logins.end(session, "session_ended_by_office", UserSession.user_id == member.id)
        for certificate in list(member.certificates):
            users.end_certificate(service, session, certificate, "certificate_ended_by_office", why)
        if member.account is not None:
            accounts.end(service, session, member.account)
            member.account.end_reason = why
            member.account = None
        logins.forget_user(session, member.id)
        if member.is_recipient:
            _appoint_another(member)
        key, now = member.organisation.key, service.clock()
        what = f"user {member.id}: {why}"[:REASON_LIMIT]
        audit.append(session, now, officer.doer, "user_ended", key, reason=what)
        session.delete(member)


def end_certificate(
    service: Service, officer: OfficerActing, organisation: int, fingerprint: str, reason: str
) -> None:
    """End a certificate's registration and its sessions; its holder is told the reason.

    Raises Refused `not_found`, `reason_required`, `malformed`, and as `require_decider` does.
    """
    why = audit.reason_of(reason)
    with service.database.write() as session:
        certificate = session.get(UserCertificate, fingerprint)
        if certificate is None or certificate.user.organisation_id != organisation:
            raise Refused("not_found")
        _require_right(officer, certificate.user.organisation)
        logins.end(session, "session_ended_by_office", UserSession.fingerprint == fingerprint)
        key, now = certificate.user.organisation.key, service.clock()
        users.end_certificate(service, session, certificate, "certificate_ended_by_office", why)
        what = f"{fingerprint[:16]}: {why}"[:REASON_LIMIT]
        audit.append(session, now, officer.doer, "certificate_stopped", key, reason=what)


def may_end(officer: OfficerActing, organisation: Organisation) -> bool:
    """Return whether an officer may end users and certificates of an organisation."""
    return any(officer.may_decide(record.submission) for record in organisation.records)


def _require_right(officer: OfficerActing, organisation: Organisation) -> None:
    """Refuse as `require_decider` does, unless one of the records is of the officer's offices."""
    if not may_end(officer, organisation):
        for record in organisation.records:
            require_decider(officer, record.submission)
        raise Refused("role_missing")


def _appoint_another(member: RegisteredUser) -> None:
    """Make another user 대표수신자, rather one who can log in."""
    others = [other for other in member.organisation.users if other is not member]
    for other in sorted(others, key=lambda user: not (user.certificates or user.account))[:1]:
        other.is_recipient = True
