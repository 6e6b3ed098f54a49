"""이용자와 인증서 관리: who of an organisation may change whom, and what follows.

The 대표수신자 manages all and always keeps a key to the system, so that somebody can.
"""

from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.service import Service
from backend.services import audit
from backend.services.access import accounts, logins, rights
from backend.services.access.rights import LoggedIn
from backend.storage.models import (
    EndedCertificate,
    RegisteredUser,
    UserCertificate,
    UserSession,
)
from registration.submission import User


def change(service: Service, user: LoggedIn, changed: int, particulars: User) -> None:
    """Give a user other particulars. Raises Refused `not_found`, `recipient_only`."""
    with service.database.write() as session:
        member = _colleague(session, user, changed)
        if member.id != user.user:
            _require_recipient(session, user)
        take_over(member, particulars)
        _note(service, session, user, "user_changed", member)


def remove(service: Service, user: LoggedIn, removed: int) -> None:
    """Remove a user with their certificates and sessions; an account of theirs ends.

    Raises Refused `not_found`, `recipient_only`, `recipient_stays`.
    """
    with service.database.write() as session:
        _require_recipient(session, user)
        member = _colleague(session, user, removed)
        if member.is_recipient:
            raise Refused("recipient_stays")
        _note(service, session, user, "user_removed", member)
        logins.end(session, "session_user_removed", UserSession.user_id == member.id)
        for certificate in list(member.certificates):
            end_certificate(service, session, certificate, "certificate_user_removed")
        if member.account is not None:
            accounts.end(service, session, member.account)
            member.account = None
        logins.forget_user(session, member.id)
        session.delete(member)


def appoint(service: Service, user: LoggedIn, appointed: int) -> None:
    """Make another user the 대표수신자.

    Raises Refused `not_found`, `recipient_only`, `last_key`.
    """
    with service.database.write() as session:
        present = _require_recipient(session, user)
        member = _colleague(session, user, appointed)
        present.is_recipient = False
        member.is_recipient = True
        _require_key(session, member)
        _note(service, session, user, "recipient_changed", member)


def remove_certificate(service: Service, user: LoggedIn, fingerprint: str) -> None:
    """End a certificate's registration and its sessions.

    Raises Refused `not_found`, `recipient_only`, `last_key`.
    """
    with service.database.write() as session:
        certificate = _certificate(session, user, fingerprint)
        holder = certificate.user
        if holder.id != user.user:
            _require_recipient(session, user)
        logins.end(session, "session_certificate_ended", UserSession.fingerprint == fingerprint)
        end_certificate(service, session, certificate, "certificate_ended")
        _require_key(session, holder)
        _note(service, session, user, "certificate_ended", holder, fingerprint=fingerprint)


def transfer(service: Service, user: LoggedIn, fingerprint: str, to: int) -> None:
    """Give a certificate to another user; its sessions end.

    Raises Refused `not_found`, `recipient_only`, `last_key`.
    """
    with service.database.write() as session:
        _require_recipient(session, user)
        certificate = _certificate(session, user, fingerprint)
        holder, member = certificate.user, _colleague(session, user, to)
        if holder is member:
            return
        logins.end(session, "session_certificate_given", UserSession.fingerprint == fingerprint)
        certificate.user = member
        _require_key(session, holder)
        _note(service, session, user, "certificate_given", member, fingerprint=fingerprint)


def take_over(member: RegisteredUser, particulars: User) -> None:
    """Write particulars into a user's row."""
    member.name, member.department = particulars.name, particulars.department
    member.email, member.mobile = particulars.email, particulars.mobile


def end_certificate(
    service: Service,
    session: Session,
    certificate: UserCertificate,
    cause: str,
    reason: str = "",
) -> None:
    """End a certificate's registration; the session must be a writing one.

    `cause`: the refusal that tells whoever logs in with it afterwards, with the `reason` that an
    officer gave.
    """
    session.merge(
        EndedCertificate(
            fingerprint=certificate.fingerprint,
            organisation_id=certificate.user.organisation_id,
            cause=cause,
            reason=reason,
            at=service.clock(),
        )
    )
    certificate.user.certificates.remove(certificate)
    session.delete(certificate)
    session.flush()


def _require_recipient(session: Session, user: LoggedIn) -> RegisteredUser:
    member = rights.user_of(session, user)
    if not member.is_recipient:
        raise Refused("recipient_only")
    return member


def _require_key(session: Session, member: RegisteredUser) -> None:
    """Refuse `last_key`: a 대표수신자 without certificate or account could manage nothing."""
    session.flush()
    session.expire(member)
    has_account = member.account is not None and member.account.ended is None
    if member.is_recipient and not (member.certificates or has_account):
        raise Refused("last_key")


def _colleague(session: Session, user: LoggedIn, wanted: int) -> RegisteredUser:
    member = session.get(RegisteredUser, wanted)
    if member is None or member.organisation_id != user.organisation:
        raise Refused("not_found")
    return member


def _certificate(session: Session, user: LoggedIn, fingerprint: str) -> UserCertificate:
    certificate = session.get(UserCertificate, fingerprint)
    if certificate is None or certificate.user.organisation_id != user.organisation:
        raise Refused("not_found")
    return certificate


def _note(
    service: Service,
    session: Session,
    user: LoggedIn,
    event: str,
    member: RegisteredUser,
    *,
    fingerprint: str = "",
) -> None:
    """Note the action with the user's number, never with a name: the record outlives the user."""
    reason = f"user {member.id} {fingerprint}".strip()
    key = member.organisation.key
    audit.append(session, service.clock(), user.doer, event, key, reason=reason)
