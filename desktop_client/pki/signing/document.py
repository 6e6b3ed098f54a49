"""Signs a document in the form asked for, with a time stamp of the first server that gives one."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from io import BytesIO
from typing import BinaryIO

from desktop_client.pki.findings import (
    Finding,
    PkiError,
    Severity,
    Validity,
    finding,
    validity,
)
from desktop_client.pki.signing import cms, cms_data, cosign, timestamp
from desktop_client.pki.signing.armour import unwrapped
from desktop_client.pki.signing.signer import SigningIdentity

MAX_ATTACHED_BYTES = cms_data.MAX_CMS_BYTES - 1024 * 1024
"""Leaves room for certificates, so that what is signed can be verified."""
_AGAINST = frozenset({Severity.ERROR, Severity.UNDECIDED})


class Form(StrEnum):
    """How a signature and what it signs are kept."""

    ATTACHED = "attached"
    """The document lies in the signature."""
    DETACHED = "detached"
    """The signature is a file beside the document."""
    ADDED = "added"
    """A further signature in a file that holds one already."""


StampJudge = Callable[[bytes, bytes], Sequence[Finding]]
"""Returns what is found about a token over a signature value, as a verifier will find it."""


class Stamping:
    """A `cms.Stamper` that asks servers in turn for a stamp that counts.

    One that is not known to count for want of an answer, such as a list, is taken when no other
    comes. What each server could not do is kept as a finding.
    """

    def __init__(self, servers: Sequence[str], judge: StampJudge, *, required: bool = True) -> None:
        self._servers = servers
        self._judge = judge
        self._required = required
        self.findings: list[Finding] = []

    def __call__(self, signature: bytes) -> bytes | None:
        """Return a token; None to go without. Raises PkiError `timestamp_missing`."""
        if not self._servers:
            return None
        doubtful: list[tuple[bytes, Finding]] = []
        for url in self._servers:
            try:
                token = timestamp.ask(url, signature)
            except PkiError as error:
                self.findings.append(error.finding(severity=Severity.WARNING))
                continue
            found = self._judge(token, signature)
            if validity(found) is Validity.VALID:
                return token
            reason = next(each.code for each in found if each.severity in _AGAINST)
            if validity(found) is Validity.UNDECIDED:
                doubt = finding("timestamp_unproved", url=url, reason=reason)
                doubtful.append((token, doubt))
            else:
                unusable = finding("timestamp_unusable", url=url, reason=reason)
                self.findings.append(unusable)
        return self._without_a_good_one(doubtful)

    def _without_a_good_one(self, doubtful: list[tuple[bytes, Finding]]) -> bytes | None:
        if doubtful:
            token, doubt = doubtful[0]
            self.findings.append(doubt)
            return token
        severity = Severity.ERROR if self._required else Severity.WARNING
        self.findings.append(finding("timestamp_missing", severity=severity))
        if self._required:
            raise PkiError("timestamp_missing")
        return None


def sign_document(
    document: BinaryIO,
    identity: SigningIdentity,
    form: Form,
    stamping: Stamping,
    *,
    original: BinaryIO | None = None,
    expected: bytes | None = None,
    bare: bool = False,
) -> bytes:
    """Return a DER ContentInfo.

    With `Form.ADDED` the document is a signature, and `original` what it signs where that does
    not lie in it. Nothing is signed but content with the SHA-256 `expected`, where it is given.
    `bare` leaves the signed attributes out, as old services want it. Raises what `cms.sign`,
    `cosign.add_signature` and `Stamping` raise.
    """
    if form is Form.ADDED:
        found = unwrapped(document.read(cms_data.MAX_CMS_BYTES + 1))
        if original is None and found.content is not None:
            original = BytesIO(found.content)
        return cosign.add_signature(
            found.encoded,
            identity,
            original,
            expected=expected,
            stamper=stamping,
        )
    detached = form is Form.DETACHED
    if bare:
        return cms.sign_bare(
            document.read(),
            identity,
            detached=detached,
            stamper=stamping,
        )
    return cms.sign(
        document,
        identity,
        detached=detached,
        expected=expected,
        stamper=stamping,
    )
