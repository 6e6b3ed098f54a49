"""Verifies CMS SignedData (RFC 5652): signature, digest and signed attributes; not the chain.

The signed attributes are checked over the bytes that were sent, not over a re-encoding.
"""

import hashlib
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding.der_read import PARSE_ERRORS
from desktop_client.pki.findings import DamagedFile, Finding, PkiError, finding
from desktop_client.pki.purposes import may_sign
from desktop_client.pki.signing import cms_data, ess, signatures, signer_verify
from desktop_client.pki.signing.cms import CHUNK
from desktop_client.pki.signing.cms_data import MAX_CMS_BYTES, SignedData, SignerInfo
from desktop_client.pki.signing.signer_verify import Checked, Content, Copy

MAX_NAMESAKES = 8
"""Certificates of one issuer and serial, or one key's identifier, that are tried."""
_OF_ANOTHER = frozenset(
    {"signature_wrong", "signing_certificate_mismatch", "algorithm_weak", "algorithm_unknown"}
)
"""What is found when the certificate is not the signer's."""


@dataclass(frozen=True, slots=True)
class SignedBy:
    """One signer, and what was found out about this signature alone."""

    certificate: Certificate
    signing_time: datetime | None
    findings: tuple[Finding, ...]
    signature: bytes
    """The value, which a time stamp is over."""
    timestamps: tuple[bytes, ...]
    """A TimeStampToken that came along (CAdES-T), not yet read."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature that could be read, and what was found out about it.

    With several signers `certificate` and `signing_time` are the first one's, and the finding
    `signers_several` is there; the other findings are about all of them.
    """

    content_type: str
    """The OID of what was signed."""
    content: bytes | None
    """The attached content; None when the signature is detached."""
    certificate: Certificate
    certificates: tuple[Certificate, ...]
    """All that are readable in the signature, the signer's included."""
    signing_time: datetime | None
    findings: tuple[Finding, ...]
    signers: tuple[SignedBy, ...]
    notes: tuple[Finding, ...]
    """Those of the findings that are about the file, not a signer."""
    lists: tuple[bytes, ...] = field(repr=False)
    """Revocation lists that came along, and what else stands among them; nothing was judged."""


def verify(
    encoded: bytes,
    content: bytes | BinaryIO | None = None,
    *,
    max_bytes: int = MAX_CMS_BYTES,
    usable: Callable[[Certificate], bool] = may_sign,
) -> Signed:
    """Verify a signature, DER or BER, with `content` when it is detached.

    A file is read from where it stands, in chunks. Content given beside attached content must
    be the same. `usable` says whether a signer's certificate serves. Findings: signature_wrong,
    content_changed, content_missing, not_for_signing, signing_certificate_missing,
    signing_certificate_mismatch, signed_attributes_missing (a warning: the bare form of old
    Korean services), signed_attributes_wrong, content_may_be_attributes, signers_several,
    signing_time_missing, algorithm_weak, algorithm_unknown, bytes_after.

    Raises what `cms_data.read` raises; DamagedFile `signer_missing` when there is no signer or not
    the signer's certificate.
    """
    data = cms_data.read(encoded, max_bytes)
    try:
        return _verify(data, content, usable)
    except PARSE_ERRORS:
        raise DamagedFile("cms_damaged") from None


def _verify(
    data: SignedData, given: bytes | BinaryIO | None, usable: Callable[[Certificate], bool]
) -> Signed:
    signers = [cms_data.read_signer(each) for each in data.signers]
    certificates = tuple(_certificates(data.certificates))
    owners = [_owners(signer, certificates) for signer in signers]
    if not owners:
        raise DamagedFile("signer_missing")
    names = {signer_verify.digest_name(signer) for signer in signers} & signatures.HASHES.keys()
    copies = [_copy(each, names) for each in (data.content, given) if each is not None]
    content = Content(data.content_type, copies)
    by = tuple(
        _signed_by(signer, candidates, content, usable)
        for signer, candidates in zip(signers, owners, strict=True)
    )
    notes = []
    if len(by) > 1:
        notes.append(finding("signers_several", signers=len(by)))
    if data.padded:
        notes.append(finding("bytes_after"))
    return Signed(
        data.content_type,
        data.content,
        by[0].certificate,
        certificates,
        by[0].signing_time,
        (*(found for each in by for found in each.findings), *notes),
        by,
        tuple(notes),
        tuple(data.lists),
    )


def _certificates(encoded: Iterable[bytes]) -> Iterable[Certificate]:
    """Yield the X.509 certificates; others and damaged ones are passed over."""
    for each in encoded:
        try:
            yield Certificate.from_der(each)
        except PkiError:
            continue


def _signed_by(
    signer: SignerInfo,
    candidates: Sequence[Certificate],
    content: Content,
    usable: Callable[[Certificate], bool],
) -> SignedBy:
    """Check with each certificate the signer may mean; the first that the signature fits counts."""
    tried = []
    for candidate in candidates[:MAX_NAMESAKES]:
        tried.append((candidate, signer_verify.check(signer, candidate, content, usable)))
        if _fits(tried[-1][1]):
            break
    owner, checked = tried[-1] if _fits(tried[-1][1]) else tried[0]
    return SignedBy(
        owner,
        checked.signing_time,
        tuple(checked.findings),
        signer.signature,
        signer_verify.timestamps(signer),
    )


def _fits(checked: Checked) -> bool:
    return not _OF_ANOTHER.intersection(found.code for found in checked.findings)


def _owners(signer: SignerInfo, certificates: Iterable[Certificate]) -> list[Certificate]:
    """Return the certificates the signer may mean (SignerIdentifier, section 5.3).

    Issuer and serial, or a key's identifier, ought to be of one; but nobody keeps a file from
    holding two. Raises DamagedFile `signer_missing` without any.
    """
    if signer.issuer is None:
        named = signer.key_identifier
        found = [
            certificate
            for certificate in certificates
            if certificate.extensions.key_identifier == named
        ]
    else:
        found = [certificate for certificate in certificates if certificate.serial == signer.serial]
        found = [each for each in found if ess.same_name(each.issuer_name, signer.issuer)]
    if not found:
        raise DamagedFile("signer_missing")
    return found


def _copy(source: bytes | BinaryIO, names: Iterable[str]) -> Copy:
    """Read one copy of the content to its end."""
    file = io.BytesIO(source) if isinstance(source, bytes) else source
    digests = [hashlib.new(name) for name in names]
    head = chunk = file.read(CHUNK)
    size = 0
    while chunk:
        size += len(chunk)
        for digest in digests:
            digest.update(chunk)
        chunk = file.read(CHUNK)
    return Copy({digest.name: digest.digest() for digest in digests}, size, head)
