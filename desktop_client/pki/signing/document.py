"""Signs a document in the form asked for, with a time stamp of the first server that gives one."""

from collections.abc import Sequence
from enum import StrEnum
from typing import BinaryIO

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import Finding, PkiError, Severity, finding
from desktop_client.pki.signing import cms, cms_data, cosign, timestamp
from desktop_client.pki.signing.signer import Signer

MAX_ATTACHED_BYTES = cms_data.MAX_CMS_BYTES - 1024 * 1024
"""Leaves room for certificates, so that what is signed can be verified."""


class Form(StrEnum):
    """How a signature and what it signs are kept."""

    ATTACHED = "attached"
    """The document lies in the signature."""
    DETACHED = "detached"
    """The signature is a file beside the document."""
    ADDED = "added"
    """A further signature in a file that holds one already."""


class Stamping:
    """A `cms.Stamper` that asks servers in turn; what each could not do is kept as a finding."""

    def __init__(self, servers: Sequence[str] = (), *, required: bool = True) -> None:
        self._servers = servers
        self._required = required
        self.findings: list[Finding] = []

    def __call__(self, signature: bytes) -> bytes | None:
        """Return a token; None to go without. Raises PkiError `timestamp_missing`."""
        if not self._servers:
            return None
        token = timestamp.ask_each(self._servers, signature, self._failed)
        if token is None:
            severity = Severity.ERROR if self._required else Severity.WARNING
            self.findings.append(finding("timestamp_missing", severity=severity))
            if self._required:
                raise PkiError("timestamp_missing")
        return token

    def _failed(self, error: PkiError) -> None:
        self.findings.append(error.finding(severity=Severity.WARNING))


def sign_document(
    document: BinaryIO,
    chain: Sequence[Certificate],
    key: Signer,
    form: Form,
    stamping: Stamping,
    *,
    original: BinaryIO | None = None,
    expected: bytes | None = None,
    bare: bool = False,
) -> bytes:
    """Return a DER ContentInfo; `chain` is the signer's certificate and those of its issuers.

    With `Form.ADDED` the document is a signature, and `original` what it signs where that does
    not lie in it. Nothing is signed but content with the SHA-256 `expected`, where it is given.
    `bare` leaves the signed attributes out, as old services want it. Raises what `cms.sign`,
    `cosign.add_signature` and `Stamping` raise.
    """
    certificate, *issuers = chain
    if form is Form.ADDED:
        encoded = document.read(cms_data.MAX_CMS_BYTES + 1)
        return cosign.add_signature(
            encoded,
            certificate,
            key,
            original,
            expected=expected,
            certificates=issuers,
            stamper=stamping,
        )
    detached = form is Form.DETACHED
    if bare:
        return cms.sign_bare(
            document.read(),
            certificate,
            key,
            detached=detached,
            certificates=issuers,
            stamper=stamping,
        )
    return cms.sign(
        document,
        certificate,
        key,
        detached=detached,
        expected=expected,
        certificates=issuers,
        stamper=stamping,
    )
