"""로그인: sessions, opened by a signed challenge or a password."""

from datetime import timedelta

from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.secret import new_token, token_hash
from backend.service import Service
from backend.services.access import logins
from backend.services.proofs import signatures, tickets
from backend.services.proofs.documents import read_document
from backend.services.sanctions import effect
from backend.storage.models import (
    EndedCertificate,
    RegisteredUser,
    UserCertificate,
    UserSession,
)
from registration import wire
from registration.kinds import Key
from registration.submission import ChallengePurpose, Login, moment


def log_in(service: Service, cms: bytes) -> wire.Session:
    """Open a session. Raises Refused with the code of the first failed check."""
    signed = signatures.read_signed(cms)
    login = read_document(Login, signed.content or b"")
    signatures.check_addressed(service, login.service_certificate)
    tickets.answer_challenge(service, login.challenge, ChallengePurpose.LOGIN)
    signatures.check_signature(signed)
    if login.certificate_sha256 != signed.certificate.fingerprint:
        raise Refused("signature_wrong", certificate="another")
    with service.database.read() as session:
        _registered(session, signed.certificate.fingerprint)
    path = signatures.check_chain(service, signed)
    signatures.check_revocation(service, path)
    with service.database.write() as session:
        registered = _registered(session, signed.certificate.fingerprint)
        return open_session(service, session, registered.user, registered.fingerprint)


def log_out(service: Service, token: str) -> None:
    """End a session."""
    with service.database.write() as session:
        logins.end(session, "session_logged_out", UserSession.token_sha256 == token_hash(token))


def _registered(session: Session, fingerprint: str) -> UserCertificate:
    """Return the registration. Raises Refused `certificate_not_registered`, or how it ended."""
    registered = session.get(UserCertificate, fingerprint)
    if registered is None:
        ended = session.get(EndedCertificate, fingerprint)
        if ended is None:
            raise Refused("certificate_not_registered")
        raise refused_as_ended(ended)
    return registered


def refused_as_ended(ended: EndedCertificate) -> Refused:
    """Return the refusal that tells how a certificate's registration ended."""
    return Refused(ended.cause, **({"reason": ended.reason} if ended.reason else {}))


def open_session(
    service: Service, session: Session, user: RegisteredUser, fingerprint: str | None
) -> wire.Session:
    """Open a session by a certificate, or where there is none by a password."""
    now = service.clock()
    logins.forget_old(session, UserSession, now)
    token, expires = new_token(), now + timedelta(minutes=service.config.times.session)
    session.add(
        UserSession(
            token_sha256=token_hash(token),
            user_id=user.id,
            fingerprint=fingerprint,
            expires=expires,
        )
    )
    return wire.Session(
        token=token,
        expires=moment(expires),
        organisation=user.organisation.name,
        user=user.name,
        by=Key.CERTIFICATE if fingerprint else Key.PASSWORD,
        kinds=[record.kind for record in user.organisation.records],
        sanctions=effect.banners(service, session, user.organisation.business_number),
    )
