"""A filing on its way in, read only as far as the checks need it.

Each property raises Refused when first asked for what is not there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import ClassVar, Self

from backend.judge import JudgedPath
from backend.service import Service
from backend.services.audit import Doer
from backend.services.proofs import signatures
from backend.services.proofs.documents import read_document
from desktop_client.pki.signing.cms_verify import Signed
from registration.enclosures import Enclosure
from registration.forms import business_number_of, key_of, name_of
from registration.forms.field import Answers
from registration.kinds import FilingPurpose, Kind
from registration.lifecycle import Actor
from registration.submission import Application, Attachment, Package, sha256

PACKAGE_AGE = timedelta(days=30)
"""How old a package may be."""


@dataclass
class FilingRequest:
    """An application, filed for a draft; the form is believed only after it was checked.

    `token`: the bearer token that came along, a status key or a session's; "" where none did.
    """

    service: Service
    draft: str
    content: bytes = field(repr=False)
    """The canonical bytes of the document."""
    token: str = field(default="", repr=False)
    shown: Doer | None = None
    """Who acts, where a status key or a session showed it."""

    @property
    def doer(self) -> Doer:
        """Who it is in the audit: nobody by name where nothing is signed nor shown."""
        return self.shown or Doer(Actor.APPLICANT, self.signer or "")

    @cached_property
    def application(self) -> Application:
        """The document."""
        return read_document(Application, self.content)

    @property
    def format(self) -> str:
        """What the document says it is."""
        return self.application.format

    @property
    def service_certificate(self) -> str | None:
        """The service that the document names."""
        return self.application.service_certificate

    @property
    def kind(self) -> Kind:
        """The kind of registration applied for."""
        return self.application.kind

    @property
    def purpose(self) -> FilingPurpose:
        """What it is filed for."""
        return self.application.purpose

    @property
    def form(self) -> Answers:
        """What was filled in."""
        return self.application.form

    @property
    def record_version(self) -> int | None:
        """The version of the record that a change was made from."""
        return self.application.record_version

    @property
    def forwarded_by(self) -> str | None:
        """The agency that forwarded it."""
        return None

    @property
    def attachments(self) -> Sequence[Attachment]:
        """The files the document names."""
        return self.application.attachments

    @property
    def ticket(self) -> str:
        """What lets it in once."""
        return self.application.ticket.id

    @property
    def business_number(self) -> str:
        """The applicant's number."""
        return business_number_of(self.kind, self.form)

    @property
    def key(self) -> str:
        """The number the applicant is known by."""
        return key_of(self.kind, self.form)

    @property
    def applicant(self) -> str:
        """The applicant's name."""
        return name_of(self.kind, self.form)

    @property
    def signature(self) -> bytes | None:
        """The CMS SignedData as it came; None where nothing was signed."""
        return None

    @property
    def signer(self) -> str | None:
        """The fingerprint of the signer's certificate."""
        return None

    @property
    def document_sha256(self) -> str:
        """The hash of the document."""
        return sha256(self.content)

    def documents(self) -> set[Enclosure]:
        """Return which papers the attached files are."""
        return {one.document for one in self.attachments}


@dataclass
class SignedRequest(FilingRequest):
    """An application signed with a certificate.

    `cms`: the CMS SignedData with the document inside. `sealed_random`: R in CMS EnvelopedData
    for the service's certificate, base64; "" where none came.
    """

    cms: bytes = field(default=b"", repr=False)
    sealed_random: str = field(default="", repr=False)
    signed_within: ClassVar = timedelta(hours=1)
    """How long before it comes it may have been signed: about as long as a ticket lasts."""

    @classmethod
    def read(cls, service: Service, draft: str, cms: bytes, sealed_random: str) -> "SignedRequest":
        """Return it with the signature parsed, not judged. Raises Refused `malformed`."""
        signed = signatures.read_signed(cms)
        request = cls(service, draft, signed.content or b"", cms=cms, sealed_random=sealed_random)
        request.signed = signed
        return request

    @cached_property
    def signed(self) -> Signed:
        """The signature, parsed."""
        return signatures.read_signed(self.cms)

    @cached_property
    def path(self) -> JudgedPath:
        """The certificate's path to a trust anchor."""
        return signatures.check_chain(self.service, self.signed)

    @property
    def signature(self) -> bytes | None:
        """The CMS SignedData as it came."""
        return self.cms

    @property
    def signer(self) -> str | None:
        """The fingerprint of the signer's certificate."""
        return self.signed.certificate.fingerprint


@dataclass
class PackageRequest(SignedRequest):
    """A record of another service, signed by its holder and forwarded by an agency."""

    agency: str = ""
    signed_within: ClassVar = PACKAGE_AGE

    @classmethod
    def of(cls, service: Service, agency: str, cms: bytes, sealed_random: str) -> Self:
        """Return it with the document read. Raises Refused `malformed`, `document_not_canonical`.

        Its own ID stands for a draft: the same package again is the same filing.
        """
        content = signatures.read_signed(cms).content or b""
        package = read_document(Package, content)
        return cls(
            service,
            package.id,
            content,
            cms=cms,
            sealed_random=sealed_random,
            agency=agency,
        )

    @cached_property
    def package(self) -> Package:
        """The document."""
        return read_document(Package, self.content)

    @property
    def format(self) -> str:
        """What the document says it is."""
        return self.package.format

    @property
    def service_certificate(self) -> str | None:
        """The service that the document names."""
        return self.package.service_certificate

    @property
    def kind(self) -> Kind:
        """The kind of registration applied for."""
        return self.package.kind

    @property
    def purpose(self) -> FilingPurpose:
        """What it is filed for."""
        return self.package.purpose

    @property
    def form(self) -> Answers:
        """What the other service has on record."""
        return self.package.form

    @property
    def record_version(self) -> int | None:
        """It is made from no record of this service."""
        return None

    @property
    def forwarded_by(self) -> str | None:
        """The agency that forwarded it."""
        return self.agency

    @property
    def attachments(self) -> Sequence[Attachment]:
        """Papers do not travel in a package."""
        return self.package.attachments

    @property
    def ticket(self) -> str:
        """It comes without one; its ID lets it in once."""
        return self.package.id


@dataclass
class UnsignedRequest(FilingRequest):
    """An application of a kind that is filed without a certificate."""

    password: str | None = field(default=None, repr=False)
    """The new account's; hashed once, kept nowhere else."""
    address: str = ""
    """Where it comes from."""

    @cached_property
    def password_hash(self) -> str | None:
        """What is kept of the password; None where none came. Raises Refused `busy`."""
        if self.password is None:
            return None
        with self.service.passwords.turn():
            return self.service.passwords.hash(self.password)
