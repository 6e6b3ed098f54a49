"""이해관계: whose matter an application is, and what ties an officer to it.

Nobody decides in a matter of their own. What an account says of its officer is compared with all
that the service knows of the applicant: its numbers, who signed, its users, and what was filed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, object_session

from backend.services.proofs import signatures
from backend.services.proofs.documents import filed
from backend.storage.models import Organisation, Submission
from desktop_client.pki.certificate import Certificate
from registration.field_types import bare
from registration.ties import Tie


@dataclass(frozen=True, slots=True)
class Known:
    """What the service knows of an applicant or of an officer, by the kind of tie."""

    of: frozenset[tuple[Tie, str]]

    def tie(self, other: "Known") -> Tie | None:
        """Return the first tie that both have; None where there is none."""
        shared = {tie for tie, _ in self.of & other.of}
        return next((tie for tie in Tie if tie in shared), None)


def known(pairs: Iterator[tuple[Tie, str | None]]) -> Known:
    """Return what is known, each in one spelling; what is empty ties nobody."""
    return Known(frozenset((tie, _spelled(tie, value)) for tie, value in pairs if value))


def of_applicant(application: Submission) -> Known:
    """Return what is known of whoever filed an application; it has to be in a session."""
    session = object_session(application)
    if session is None:
        raise ValueError("an application outside a session")
    return known(_of_applicant(session, application))


def _of_applicant(session: Session, application: Submission) -> Iterator[tuple[Tie, str | None]]:
    numbers = (application.key, application.business_number)
    yield from ((Tie.ORGANISATION, number) for number in numbers)
    yield Tie.CERTIFICATE, application.certificate_sha256
    if application.signature is not None:
        yield Tie.HOLDER, str(signatures.read_signed(application.signature).certificate.subject)
    yield from _typed(filed(application).form)
    same: list[ColumnElement[bool]] = [
        Organisation.key.in_(numbers),
        Organisation.business_number.in_(numbers),
    ]
    if application.organisation_id is not None:  # IS NULL would have all of them looked through
        same.append(Organisation.id == application.organisation_id)
    for organisation in session.scalars(select(Organisation).where(or_(*same))):
        yield Tie.ORGANISATION, organisation.key
        yield Tie.ORGANISATION, organisation.business_number
        for user in organisation.users:
            yield Tie.EMAIL, user.email
            yield Tie.PHONE, user.mobile
            for certificate in user.certificates:
                yield Tie.CERTIFICATE, certificate.fingerprint
                yield Tie.HOLDER, str(Certificate.from_der(certificate.certificate).subject)


_TYPED = {"email": Tie.EMAIL, "mobile": Tie.PHONE, "phone": Tie.PHONE}


def _typed(answers: object) -> Iterator[tuple[Tie, str | None]]:
    """Yield the addresses and numbers in a form, of whichever page and row."""
    if isinstance(answers, list):
        for row in answers:
            yield from _typed(row)
    elif isinstance(answers, dict):
        for name, value in answers.items():
            if isinstance(value, str) and name in _TYPED:
                yield _TYPED[name], value
            else:
                yield from _typed(value)


def _spelled(tie: Tie, value: str) -> str:
    if tie in (Tie.ORGANISATION, Tie.PHONE):
        return bare(value).upper()
    return " ".join(value.casefold().split())
