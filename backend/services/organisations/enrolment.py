"""이용자 등록: binds a certificate to an approved organisation.

Each check has its own refusal.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.service import Service
from backend.services import audit
from backend.services.access import rights
from backend.services.audit import Doer
from backend.services.organisations import renewal, users
from backend.services.organisations.binding import Binding
from backend.services.proofs import identity, signatures, tickets
from backend.services.proofs.documents import read_document
from backend.storage.models import Organisation, UserCertificate
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.signing.cms_verify import Signed
from registration.kinds import Kind
from registration.lifecycle import Actor
from registration.submission import ChallengePurpose, Enrolment
from registration.wire import Enrolled

BUSINESS_NUMBER_DIGITS = 10


class OnFile(NamedTuple):
    """What is registered under a number."""

    business_number: str
    kinds: list[Kind]


@dataclass
class Enrolling:
    """An enrolment on its way in."""

    service: Service
    signed: Signed
    enrolment: Enrolment
    acting: rights.LoggedIn | None
    """Whose session came along."""

    @property
    def certificate(self) -> Certificate:
        """The certificate to be registered."""
        return self.signed.certificate

    def on_file(self) -> "OnFile":
        """Return what is registered there. Raises Refused `organisation_not_approved`."""
        with self.service.database.read() as session:
            same = select(Organisation).where(Organisation.key == self.enrolment.key)
            found = list(session.scalars(same.order_by(Organisation.by_account)))
            if not found:
                raise Refused("organisation_not_approved")
            kinds = [record.kind for organisation in found for record in organisation.records]
            return OnFile(found[0].business_number, kinds)

    @property
    def is_firm(self) -> bool:
        """Whether the number is a business number, not the code of an institution."""
        return len(self.enrolment.key) == BUSINESS_NUMBER_DIGITS

    @property
    def business_number(self) -> str:
        """The number against which identity is proved.

        A firm is known by it, so that a stranger learns nothing of whether the firm is registered;
        of an institution it is on file, and anyone may know which are registered.
        """
        key = self.enrolment.key
        return key if self.is_firm else self.on_file().business_number


def enrol(service: Service, cms: bytes, token: str) -> Enrolled:
    """Register the signing certificate. Raises Refused with the code of the first failed check.

    `token`: of the session of who registers it, "" where nobody is logged in.
    """
    acting = rights.logged_in(service, token) if token else None
    signed = signatures.read_signed(cms)
    enrolment = read_document(Enrolment, signed.content or b"")
    enrolling = Enrolling(service, signed, enrolment, acting)
    for check in CHECKS:
        check(enrolling)
    with service.database.write() as session:
        if session.get(UserCertificate, signed.certificate.fingerprint):
            raise Refused("certificate_registered")
        organisation = _register(session, enrolling)
        return Enrolled(
            key=enrolling.enrolment.key,
            organisation=organisation,
            user=enrolling.enrolment.user,
        )


def _addressed(enrolling: Enrolling) -> None:
    signatures.check_addressed(enrolling.service, enrolling.enrolment.service_certificate)


def _approved(enrolling: Enrolling) -> None:
    """Refuse `organisation_not_approved`."""
    enrolling.on_file()


def _can_prove_identity(enrolling: Enrolling) -> None:
    """Refuse `identity_unprovable` without a VID, unless another certificate vouches for it."""
    if not enrolling.enrolment.voucher:
        identity.require_claim(enrolling.certificate)


def _sort(enrolling: Enrolling) -> None:
    """Refuse an institution's (GPKI too) for a firm, then what serves no firm."""
    kinds = [kind for kind in Kind if (kind is not Kind.INSTITUTION) is enrolling.is_firm]
    signatures.check_policy(enrolling.service, enrolling.signed, kinds)


def _policy(enrolling: Enrolling) -> None:
    """Refuse `policy_not_allowed` where it serves none of the kinds that are registered."""
    signatures.check_policy(enrolling.service, enrolling.signed, enrolling.on_file().kinds)


def _chain(enrolling: Enrolling) -> None:
    path = signatures.check_chain(enrolling.service, enrolling.signed)
    signatures.check_revocation(enrolling.service, path)


def _identity(enrolling: Enrolling) -> None:
    """Prove the number by the R that came under seal, or by the voucher."""
    enrolment = enrolling.enrolment
    if enrolment.voucher:
        renewal.check(enrolling.service, enrolment, enrolment.voucher)
        return
    identity.check_owner(
        enrolling.service,
        enrolling.certificate,
        enrolment.random_envelope or "",
        enrolling.business_number,
    )


def _nonce(enrolling: Enrolling) -> None:
    """Judge the signature over the service's own challenge, which is spent by it."""
    tickets.answer_challenge(
        enrolling.service, enrolling.enrolment.challenge, ChallengePurpose.ENROL
    )
    signatures.check_signature(enrolling.signed)
    if enrolling.enrolment.certificate_sha256 != enrolling.certificate.fingerprint:
        raise Refused("signature_wrong", certificate="another")


CHECKS: tuple[Callable[[Enrolling], None], ...] = (
    _addressed,
    _can_prove_identity,
    _sort,
    _chain,
    _identity,
    _approved,
    _policy,
    _nonce,
)
"""In this order, for what is on file is told only after the number was proved. Last comes, inside
the transaction, that the certificate is not registered yet.
"""


def _register(session: Session, enrolling: Enrolling) -> str:
    """Bind the certificate to its user; return the organisation's name."""
    certificate, now = enrolling.certificate, enrolling.service.clock()
    doer = Doer(Actor.APPLICANT, certificate.fingerprint)
    acting = rights.user_of(session, enrolling.acting) if enrolling.acting else None
    user = Binding(enrolling.service, session, enrolling.enrolment, doer, acting).user()
    users.take_over(user, enrolling.enrolment.user)
    user.certificates.append(
        UserCertificate(
            fingerprint=certificate.fingerprint,
            certificate=certificate.der,
            holder=certificate.holder,
            issuer=certificate.issuer,
            expires=certificate.not_after,
            registered=now,
        )
    )
    session.flush()
    replaced = enrolling.enrolment.replaces
    audit.append(
        session,
        now,
        doer,
        "enrol",
        user.organisation.key,
        reason=f"user {user.id} for {replaced}" if replaced else f"user {user.id}",
    )
    return user.organisation.name
