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
from backend.services import accounts, audit, certificates, identity, tickets, users, vouchers
from backend.services.audit import Doer
from backend.services.documents import read_document
from backend.storage.models import Organisation, RegisteredUser, UserCertificate
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.signing.cms_verify import Signed
from registration.kinds import Kind
from registration.lifecycle import Actor
from registration.messages import Enrolled
from registration.submission import Enrolment, Purpose


@dataclass
class Enrolling:
    """An enrolment on its way in."""

    service: Service
    signed: Signed
    enrolment: Enrolment
    business_number: str = ""
    """The number on file, against which identity is proved."""

    @property
    def certificate(self) -> Certificate:
        """The certificate to be registered."""
        return self.signed.certificate

    @cached_property
    def kinds(self) -> list[Kind]:
        """What the organisation is registered as. Raises Refused `organisation_not_approved`."""
        with self.service.database.read() as session:
            organisation = _organisation(session, self.enrolment.key)
            self.business_number = organisation.business_number
            return [Kind(one.kind) for one in organisation.records]


def enrol(service: Service, cms: bytes) -> Enrolled:
    """Register the signing certificate. Raises Refused with the code of the first failed check."""
    signed = certificates.read_signed(cms)
    enrolling = Enrolling(service, signed, read_document(Enrolment, signed.content or b""))
    for check in CHECKS:
        check(enrolling)
    with service.database.write() as session:
        organisation = _organisation(session, enrolling.enrolment.key)
        if session.get(UserCertificate, signed.certificate.fingerprint):
            raise Refused("certificate_registered")
        _register(session, enrolling, organisation)
        return Enrolled(
            key=organisation.key,
            organisation=organisation.name,
            user=enrolling.enrolment.user,
        )


def _approved(enrolling: Enrolling) -> None:
    _ = enrolling.kinds


def _can_prove_identity(enrolling: Enrolling) -> None:
    """By its own VID, unless a registered certificate vouches for it."""
    if not enrolling.enrolment.voucher:
        identity.require_claim(enrolling.certificate)


def _policy(enrolling: Enrolling) -> None:
    """First whether it is an institution's (GPKI too), then whether it serves one of the kinds."""
    certificates.check_policy(enrolling.service, enrolling.signed, enrolling.kinds)


def _chain(enrolling: Enrolling) -> None:
    path = certificates.check_chain(enrolling.service, enrolling.signed)
    certificates.check_revocation(enrolling.service, path)


def _identity(enrolling: Enrolling) -> None:
    """The business number on file and the R sent under seal, or the voucher."""
    enrolment = enrolling.enrolment
    if enrolment.voucher:
        vouchers.check(enrolling.service, enrolment, enrolment.voucher)
        return
    identity.check_owner(
        enrolling.service,
        enrolling.certificate,
        enrolment.random_envelope or "",
        enrolling.business_number,
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


def _organisation(session: Session, key: str) -> Organisation:
    found = session.scalar(select(Organisation).where(Organisation.key == key))
    if found is None:
        raise Refused("organisation_not_approved")
    return found


def _register(session: Session, enrolling: Enrolling, organisation: Organisation) -> None:
    """Bind the certificate to its user; ID and password end."""
    certificate, now = enrolling.certificate, enrolling.service.clock()
    user = _user(session, enrolling, organisation)
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
    doer = Doer(Actor.APPLICANT, certificate.fingerprint)
    for account in [one.account for one in organisation.users if one.account]:
        if account.ended is None:
            accounts.end(enrolling.service, session, account)
            audit.append(session, now, doer, "account_ended", account.account_id)
    replaced = enrolling.enrolment.replaces
    audit.append(
        session,
        now,
        doer,
        "enrol",
        organisation.key,
        reason=f"user {user.id} for {replaced}" if replaced else f"user {user.id}",
    )


def _user(session: Session, enrolling: Enrolling, organisation: Organisation) -> RegisteredUser:
    """Return whose certificate it becomes.

    The user of the certificate it replaces, whose registration ends; the user of the ID, where
    it is the organisation's first certificate; else a new one. Raises Refused `replaced_unknown`.
    """
    replaced = enrolling.enrolment.replaces
    if replaced:
        old = session.get(UserCertificate, replaced)
        if old is None or old.user.organisation is not organisation:
            raise Refused("replaced_unknown")
        user = old.user
        users.end_certificate(session, old)
        return user
    holders = [one for one in organisation.users if one.account and one.account.ended is None]
    if holders and not any(one.certificates for one in organisation.users):
        return holders[0]
    user = RegisteredUser(is_recipient=not organisation.users)
    users.take_over(user, enrolling.enrolment.user)
    organisation.users.append(user)
    return user
