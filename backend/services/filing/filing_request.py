"""A request to file an application, in each of the ways in which one comes.

What it says is believed only after `checks` looked at it: `filed` is there once the check
`document` has read it, `path` once `chain` has judged it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import ClassVar, Self

from backend.judge import JudgedPath
from backend.service import Service
from backend.services.audit import Doer
from backend.services.proofs import signatures
from backend.services.proofs.documents import read_document
from desktop_client.pki.signing.cms_verify import Signed
from registration.forms import business_number_of, key_of, name_of
from registration.forms.field import Answers
from registration.kinds import FilingPurpose, Kind
from registration.lifecycle import Actor
from registration.submission import Application, Attachment, Package, sha256

PACKAGE_AGE = timedelta(days=30)
"""How old a package may be."""


@dataclass(kw_only=True)
class FilingRequest:
    """What came in, for one draft.

    `token`: the bearer token that came along, a status key or a session's; "" where none did.
    """

    service: Service
    draft: str
    content: bytes = field(repr=False)
    """The canonical bytes of the document."""
    token: str = field(default="", repr=False)
    shown: Doer | None = None
    """Who acts, where a status key or a session showed it."""
    filed: Application | Package = field(init=False, repr=False)
    """The document."""

    heads: dict[str, bytes] = field(default_factory=dict, repr=False)
    """How the attached files begin, by their SHA-256."""

    def read_heads(self) -> None:
        """Read how the files begin, before the writing begins: a store may be slow."""
        store = self.service.attachments
        for file in self.attachments:
            if file.sha256 not in self.heads:
                self.heads[file.sha256] = store.head(file.sha256) or b""

    def read(self) -> None:
        """Read the document. Raises Refused as `read_document`."""
        self.filed = read_document(Application, self.content)

    @property
    def application(self) -> Application:
        """The document, where it was made here and not by another service."""
        assert isinstance(self.filed, Application)  # noqa: S101 - the lists of checks see to it
        return self.filed

    @property
    def doer(self) -> Doer:
        """Who it is in the audit: nobody by name where nothing is signed nor shown."""
        return self.shown or Doer(Actor.APPLICANT, self.signer or "")

    @property
    def kind(self) -> Kind:
        """The kind of registration applied for."""
        return self.filed.kind

    @property
    def purpose(self) -> FilingPurpose:
        """What it is filed for."""
        return self.filed.purpose

    @property
    def form(self) -> Answers:
        """What was filled in."""
        return self.filed.form

    @property
    def attachments(self) -> Sequence[Attachment]:
        """The files the document names; none travel in a package."""
        return self.filed.attachments

    @property
    def record_version(self) -> int | None:
        """The version of the record that a change was made from."""
        return self.filed.record_version if isinstance(self.filed, Application) else None

    @property
    def ticket(self) -> str:
        """What lets it in once: the ID of its ticket, or a package's own."""
        return self.filed.ticket.id if isinstance(self.filed, Application) else self.filed.id

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
    def forwarded_by(self) -> str | None:
        """The agency that forwarded it."""
        return None

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


@dataclass(kw_only=True)
class SignedRequest(FilingRequest):
    """An application signed with a certificate.

    `cms`: the CMS SignedData with the document inside. `sealed_random`: R in CMS EnvelopedData
    for the service's certificate, base64; "" where none came.
    """

    cms: bytes = field(repr=False)
    signed: Signed = field(repr=False)
    """The signature, parsed."""
    sealed_random: str = field(repr=False)
    path: JudgedPath = field(init=False, repr=False)
    """The certificate's path to a trust anchor."""
    signed_within: ClassVar = timedelta(hours=1)
    """How long before it comes it may have been signed: about as long as a ticket lasts."""

    @classmethod
    def of(cls, service: Service, draft: str, cms: bytes, sealed_random: str) -> "SignedRequest":
        """Return it with the signature parsed, not judged. Raises Refused `malformed`."""
        signed = signatures.read_signed(cms)
        return SignedRequest(
            service=service,
            draft=draft,
            content=signed.content or b"",
            cms=cms,
            signed=signed,
            sealed_random=sealed_random,
        )

    @property
    def signature(self) -> bytes | None:
        """The CMS SignedData as it came."""
        return self.cms

    @property
    def signer(self) -> str | None:
        """The fingerprint of the signer's certificate."""
        return self.signed.certificate.fingerprint


@dataclass(kw_only=True)
class PackageRequest(SignedRequest):
    """A record of another service, signed by its holder and forwarded by an agency."""

    agency: str
    package: Package
    signed_within: ClassVar = PACKAGE_AGE

    @classmethod
    def forwarded(cls, service: Service, agency: str, cms: bytes, sealed_random: str) -> Self:
        """Return it with the document read. Raises Refused `malformed`, `document_not_canonical`.

        Its own ID stands for a draft: the same package again is the same filing.
        """
        signed = signatures.read_signed(cms)
        content = signed.content or b""
        package = read_document(Package, content)
        return cls(
            service=service,
            draft=package.id,
            content=content,
            cms=cms,
            signed=signed,
            sealed_random=sealed_random,
            agency=agency,
            package=package,
        )

    def read(self) -> None:
        """Take the document that was read already, for its ID."""
        self.filed = self.package

    @property
    def forwarded_by(self) -> str | None:
        """The agency that forwarded it."""
        return self.agency


@dataclass(kw_only=True)
class UnsignedRequest(FilingRequest):
    """An application of a kind that is filed without a certificate."""

    password: str | None = field(repr=False)
    """The new account's."""
    address: str
    """Where it comes from."""
    password_hash: str | None = field(default=None, init=False, repr=False)
    """What is kept of the password, once it was hashed; None where none came."""

    def hash_password(self) -> None:
        """Hash the password, where one came. Raises Refused `busy`."""
        if self.password is not None:
            with self.service.passwords.turn():
                self.password_hash = self.service.passwords.hash(self.password)
