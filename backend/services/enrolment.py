"""이용자 등록: binds a certificate to an approved organisation.

The order of the checks is the procedure's own, and each has its own refusal.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.service import Service
from backend.services import audit, certificates, identity, tickets
from backend.services.audit import Doer
from backend.services.documents import read_document
from backend.storage.models import Organisation, RegisteredUser, UserCertificate
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.cms_verify import Signed
from registration.kinds import Actor, Kind
from registration.messages import Enrolled
from registration.submission import Enrolment, Purpose


@dataclass
class Enrolling:
    """An enrolment on its way in."""

    service: Service
    signed: Signed
    enrolment: Enrolment

    @property
    def certificate(self) -> Certificate:
        """The certificate to be registered."""
        return self.signed.certificate

    @cached_property
    def kind(self) -> Kind:
        """The kind of the approved registration. Raises Refused `organisation_not_approved`."""
        with self.service.database.read() as session:
            return Kind(_organisation(session, self.enrolment.business_number).kind)


def enrol(service: Service, cms: bytes) -> Enrolled:
    """Register the signing certificate. Raises Refused with the code of the first failed check."""
    signed = certificates.read_signed(cms)
    enrolling = Enrolling(service, signed, read_document(Enrolment, signed.content or b""))
    for check in CHECKS:
        check(enrolling)
    with service.database.write() as session:
        organisation = _organisation(session, enrolling.enrolment.business_number)
        if session.get(UserCertificate, signed.certificate.fingerprint):
            raise Refused("certificate_registered")
        _register(session, enrolling, organisation)
        return Enrolled(
            business_number=organisation.business_number,
            organisation=organisation.name,
            user=enrolling.enrolment.user,
        )


def _approved(enrolling: Enrolling) -> None:
    _ = enrolling.kind


def _can_prove_identity(enrolling: Enrolling) -> None:
    identity.require_claim(enrolling.certificate)


def _policy(enrolling: Enrolling) -> None:
    """First whether it is an institution's (GPKI too), then whether it serves this kind."""
    certificates.check_policy(enrolling.certificate, enrolling.kind)


def _chain(enrolling: Enrolling) -> None:
    path = certificates.check_chain(enrolling.service, enrolling.signed)
    certificates.check_revocation(enrolling.service, path)


def _identity(enrolling: Enrolling) -> None:
    """The business number on file, and the R sent under seal."""
    enrolment = enrolling.enrolment
    identity.check_owner(
        enrolling.service,
        enrolling.certificate,
        enrolment.random_envelope,
        enrolment.business_number,
    )


def _nonce(enrolling: Enrolling) -> None:
    """The signature over the service's own challenge, which is spent by it."""
    tickets.answer_challenge(enrolling.service, enrolling.enrolment.challenge, Purpose.ENROL)
    certificates.check_signature(enrolling.signed)
    if enrolling.enrolment.certificate_sha256 != enrolling.certificate.fingerprint:
        raise Refused("signature_wrong", certificate="another")


CHECKS: tuple[Callable[[Enrolling], None], ...] = (
    _approved,
    _can_prove_identity,
    _policy,
    _chain,
    _identity,
    _nonce,
)
"""Last comes, inside the transaction, that the certificate is not registered yet."""


def _organisation(session: Session, business_number: str) -> Organisation:
    found = session.scalar(
        select(Organisation).where(Organisation.business_number == business_number)
    )
    if found is None:
        raise Refused("organisation_not_approved")
    return found


def _register(session: Session, enrolling: Enrolling, organisation: Organisation) -> None:
    user, certificate, now = (
        enrolling.enrolment.user,
        enrolling.certificate,
        enrolling.service.clock(),
    )
    registered = UserCertificate(
        fingerprint=certificate.fingerprint,
        certificate=certificate.der,
        holder=certificate.holder,
        issuer=certificate.issuer,
        expires=certificate.not_after,
        registered=now,
    )
    organisation.users.append(RegisteredUser(**user.model_dump(), certificates=[registered]))
    doer = Doer(Actor.APPLICANT, certificate.fingerprint)
    audit.append(session, now, doer, "enrol", organisation.submission.receipt_number)
