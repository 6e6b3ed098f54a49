"""로그인: sessions opened by a signed challenge, and what they show."""

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.secret import new_token, token_hash
from backend.service import Service
from backend.services import certificates, logins, tickets
from backend.services.documents import read_document
from backend.storage.models import Organisation, RegisteredUser, UserCertificate, UserSession
from registration import messages
from registration.kinds import Kind
from registration.submission import Login, Purpose, User, moment


def log_in(service: Service, cms: bytes) -> messages.Session:
    """Open a session. Raises Refused with the code of the first failed check."""
    signed = certificates.read_signed(cms)
    login = read_document(Login, signed.content or b"")
    tickets.answer_challenge(service, login.challenge, Purpose.LOGIN)
    certificates.check_signature(signed)
    if login.certificate_sha256 != signed.certificate.fingerprint:
        raise Refused("signature_wrong", certificate="another")
    with service.database.read() as session:
        if session.get(UserCertificate, signed.certificate.fingerprint) is None:
            raise Refused("certificate_not_registered")
    path = certificates.check_chain(service, signed)
    certificates.check_revocation(service, path)
    with service.database.write() as session:
        return _open(service, session, signed.certificate.fingerprint)


def log_out(service: Service, token: str) -> None:
    """End a session."""
    with service.database.write() as session:
        session.execute(delete(UserSession).where(UserSession.token_sha256 == token_hash(token)))


def registration(service: Service, organisation_id: int) -> messages.Registration:
    """Return the registered record of the organisation."""
    with service.database.read() as session:
        found = session.get_one(Organisation, organisation_id)
        return messages.Registration(
            kind=Kind(found.kind),
            business_number=found.business_number,
            organisation=found.name,
            receipt_number=found.submission.receipt_number,
            registered=moment(found.registered),
            form=found.form,
            certificates=[
                _certificate(user, one) for user in found.users for one in user.certificates
            ],
        )


def _open(service: Service, session: Session, fingerprint: str) -> messages.Session:
    now = service.clock()
    logins.forget_old(session, UserSession, now)
    token, expires = new_token(), now + timedelta(minutes=service.config.times.session)
    session.add(
        UserSession(token_sha256=token_hash(token), fingerprint=fingerprint, expires=expires)
    )
    user = session.get_one(UserCertificate, fingerprint).user
    return messages.Session(
        token=token, expires=moment(expires), organisation=user.organisation.name, user=user.name
    )


def _certificate(user: RegisteredUser, one: UserCertificate) -> messages.RegisteredCertificate:
    return messages.RegisteredCertificate(
        fingerprint=one.fingerprint,
        holder=one.holder,
        issuer=one.issuer,
        expires=moment(one.expires),
        user=User(name=user.name, department=user.department, email=user.email, mobile=user.mobile),
    )
