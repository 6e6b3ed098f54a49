"""The documents that are signed: application, enrolment, login, receipt.

Each is JSON in its one canonical spelling (RFC 8785); those bytes, and no others, are what the
screen shows, what the certificate signs and what the service keeps.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal, NewType, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from registration.attachments import FILE_LIMIT, MOST_FILES
from registration.canonical_json import CanonicalizationError, canonical_json
from registration.enclosures import Enclosure
from registration.field_types import BusinessNumber, Email, FullName, Mobile, ShortText
from registration.json_limits import holds_at_most
from registration.kinds import FilingPurpose, Kind
from registration.lifecycle import State

DOCUMENT_LIMIT = 4 * 1024 * 1024
"""Bytes of a document at the most."""
MOST_VALUES = 30_000
"""Values of a document at the most: more than twice what the largest form has fields for."""

Canonical = NewType("Canonical", bytes)
"""Bytes in RFC 8785 spelling."""

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Token = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{16,128}$")]


def _on_the_calendar(value: str) -> str:
    datetime.fromisoformat(value)
    return value


Moment = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}Z$"),
    AfterValidator(_on_the_calendar),
]
"""A time in UTC to the second, such as 2026-01-31T09:00:00Z."""
Version = Annotated[int, Field(ge=0, le=2**31 - 1)]
"""How often an application or a record has changed, from 1 on."""
ReceiptNumber = Annotated[str, StringConstraints(pattern=r"^[0-9]{10}$")]
"""접수번호: the year and six digits."""


class NotCanonical(ValueError):
    """The bytes are not a document of this form in its canonical spelling."""


def moment(time: datetime) -> str:
    """Return an aware time as a `Moment`."""
    return time.isoformat(timespec="seconds").replace("+00:00", "Z")


def sha256(data: bytes) -> str:
    """Return the SHA-256 of data in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


class CanonicalDocument(BaseModel):
    """A signed document; subclasses fix their `format`."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    def canonical(self) -> Canonical:
        """Return the bytes that are signed (RFC 8785)."""
        return Canonical(canonical_json(self.model_dump(mode="json", exclude_none=True)))

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Read a document back; `NotCanonical` where the bytes are not exactly its spelling."""
        if len(data) > DOCUMENT_LIMIT or not holds_at_most(MOST_VALUES, data):
            raise NotCanonical
        try:
            document = cls.model_validate_json(data)
            spelled = document.canonical()  # of names that are repeated, it has the last alone
        except (ValueError, RecursionError, ValidationError, CanonicalizationError):
            raise NotCanonical from None
        if spelled != data:
            raise NotCanonical
        return document


class Ticket(CanonicalDocument):
    """The service's permission to file one application: for one draft, once, for a while."""

    id: Token
    nonce: Token
    service: ShortText
    kind: Kind
    draft: Token
    expires: Moment


class Attachment(CanonicalDocument):
    """구비서류: a file the signature covers by its SHA-256.

    `document` says which paper of `registration.enclosures` it is.
    """

    document: Enclosure
    name: FullName
    size: Annotated[int, Field(ge=1, le=FILE_LIMIT)]
    sha256: Sha256


class _ForService(CanonicalDocument):
    """A document that is kept: since its second version it names the service it was made for.

    `service_certificate`: the SHA-256 of the service's signing certificate, so that no other
    service can do anything with what was signed. Documents of the first version are still read.
    """

    format: str
    service_certificate: Sha256 | None = None

    @model_validator(mode="after")
    def _names_its_service(self) -> Self:
        if self.format.endswith("/1") is not (self.service_certificate is None):
            raise ValueError("service_certificate")
        return self


class Application(_ForService):
    """신청서: what the applicant signs when filing.

    `supplements`: the application a 보완 completes. `record_version`: the version of the
    registered record that a change (변경 신청) was made from. The form is whole in every case.
    """

    format: Literal["g2b-registration/application/1", "g2b-registration/application/2"] = (
        "g2b-registration/application/2"
    )
    purpose: FilingPurpose = FilingPurpose.NEW
    ticket: Ticket
    form: dict[str, Any]
    attachments: Annotated[list[Attachment], Field(max_length=MOST_FILES)] = []
    supplements: ReceiptNumber | None = None
    record_version: Version | None = None

    @model_validator(mode="after")
    def _refers_to_what_its_purpose_needs(self) -> Self:
        needed = (self.purpose is FilingPurpose.SUPPLEMENT, self.purpose is FilingPurpose.CHANGE)
        if needed != (self.supplements is not None, self.record_version is not None):
            raise ValueError("purpose")
        return self

    @property
    def kind(self) -> Kind:
        """The kind of registration applied for."""
        return self.ticket.kind


OrganisationKey = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z][0-9]{6}([0-9]{3})?$")]
"""The number an organisation is known by: 수요기관코드 (7) or 사업자등록번호 (10)."""


class Receipt(CanonicalDocument):
    """접수증: what the service signs when it has accepted an application."""

    format: Literal["g2b-registration/receipt/1"] = "g2b-registration/receipt/1"
    service: ShortText
    receipt_number: ReceiptNumber
    kind: Kind
    draft: Token
    business_number: BusinessNumber
    key: OrganisationKey
    applicant: FullName
    document_sha256: Sha256
    signature_sha256: Sha256 | None = None
    """None where the kind is filed without a certificate."""
    state: State
    received: Moment


class ChallengePurpose(StrEnum):
    """What a challenge may be answered for."""

    ENROL = "enrol"
    LOGIN = "login"
    OFFICER_LOGIN = "officer_login"


class Challenge(CanonicalDocument):
    """A nonce of the service, bound to purpose, service and time, good for one answer."""

    id: Token
    nonce: Token
    service: ShortText
    purpose: ChallengePurpose
    expires: Moment


class User(CanonicalDocument):
    """이용자: the person who works with the registered certificate."""

    name: ShortText
    department: ShortText | None = None
    email: Email
    mobile: Mobile


class Enrolment(CanonicalDocument):
    """이용자 등록: asks to bind the signing certificate to an approved organisation.

    Identity is proved by one of two: `random_envelope`, R in CMS EnvelopedData for the service's
    certificate (base64), or `voucher`, a `Voucher` signed with a certificate that is registered
    already (CMS, base64). `replaces`: the registered certificate whose user goes on with this one;
    without it the certificate gets a new user. `service_certificate`: the SHA-256 of the signing
    certificate of the service that may take it.
    """

    format: Literal["g2b-registration/enrolment/3"] = "g2b-registration/enrolment/3"
    service_certificate: Sha256
    challenge: Challenge
    key: OrganisationKey
    certificate_sha256: Sha256
    user: User
    random_envelope: Annotated[str, StringConstraints(max_length=8192)] | None = None
    voucher: Annotated[str, StringConstraints(max_length=32768)] | None = None
    replaces: Sha256 | None = None


class Voucher(CanonicalDocument):
    """인증서 갱신: the holder of a registered certificate vouches for the one that follows it."""

    format: Literal["g2b-registration/voucher/2"] = "g2b-registration/voucher/2"
    service_certificate: Sha256
    challenge: Challenge
    certificate_sha256: Sha256
    """The certificate vouched for."""


class Package(_ForService):
    """등록 정보 내보내기: a registered record for another registration service.

    Signed by a certificate of the organisation, it is forwarded by an agency's service account.
    `id` lets the receiving service accept it once. R travels beside it, sealed for that service
    (`wire.PackageFile`); `random_envelope` held it in the first version.
    """

    format: Literal["g2b-registration/package/1", "g2b-registration/package/2"] = (
        "g2b-registration/package/2"
    )
    id: Token
    service: ShortText
    """The service that may accept it."""
    source: ShortText
    """The service whose record it is."""
    kind: Kind
    form: dict[str, Any]
    exported: Moment
    random_envelope: Annotated[str, StringConstraints(max_length=8192)] | None = None

    purpose: ClassVar = FilingPurpose.NEW
    """To the service that accepts it, it is an application like others."""
    attachments: ClassVar[Sequence[Attachment]] = ()


class Login(CanonicalDocument):
    """로그인: answers a challenge."""

    format: Literal["g2b-registration/login/2"] = "g2b-registration/login/2"
    service_certificate: Sha256
    challenge: Challenge
    certificate_sha256: Sha256


class OfficerLogin(CanonicalDocument):
    """담당자 로그인: answers a challenge; the signature itself names the certificate."""

    format: Literal["g2b-registration/officer-login/1"] = "g2b-registration/officer-login/1"
    service_certificate: Sha256
    challenge: Challenge
