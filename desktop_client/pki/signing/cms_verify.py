"""Verifies CMS SignedData (RFC 5652): signature, digest and signed attributes; not the chain.

The signed attributes are checked over the bytes that were sent, not over a re-encoding.
"""

import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from asn1crypto import cms, core, parser, x509

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding.der_read import PARSE_ERRORS
from desktop_client.pki.encoding.der_write import SEQUENCE, encode
from desktop_client.pki.findings import DamagedFile, Finding, TooLarge, finding
from desktop_client.pki.signing import cms_signer, signatures
from desktop_client.pki.signing.cms import CHUNK
from desktop_client.pki.signing.cms_signer import Content, Copy

MAX_CMS_BYTES = 64 * 1024 * 1024
MAX_PART_BYTES = 256 * 1024
"""For the certificates, and for the signers: a set of many tiny members takes long to read."""
MAX_SIGNERS = 8
MAX_CERTIFICATES = 32


@dataclass(frozen=True, slots=True)
class SignedBy:
    """One signer, and what was found out about this signature alone."""

    certificate: Certificate
    signing_time: datetime | None
    findings: tuple[Finding, ...]
    signature: bytes
    """The value, which a time stamp is over."""
    timestamp: bytes | None
    """A TimeStampToken that came along (CAdES-T), not yet read."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature that could be read, and what was found out about it.

    With several signers `certificate` and `signing_time` are the first one's, and the finding
    `signers_several` is there; the other findings are about all of them.
    """

    content: bytes | None
    """The attached content; None when the signature is detached."""
    certificate: Certificate
    certificates: tuple[Certificate, ...]
    """All that are readable in the signature, the signer's included."""
    signing_time: datetime | None
    findings: tuple[Finding, ...]
    signers: tuple[SignedBy, ...]


def verify(
    encoded: bytes,
    content: bytes | BinaryIO | None = None,
    *,
    max_bytes: int = MAX_CMS_BYTES,
) -> Signed:
    """Verify a signature, DER or BER, with `content` when it is detached.

    A file is read from where it stands, in chunks. Content given beside attached content must
    be the same. Findings: signature_wrong, content_changed, content_missing, not_for_signing,
    signing_certificate_missing, signing_certificate_mismatch, signed_attributes_missing (a
    warning: the bare form of old Korean services), signed_attributes_wrong, signers_several,
    signing_time_missing, algorithm_weak, algorithm_unknown.

    Raises TooLarge; DamagedFile `cms_damaged`, or `signer_missing` when there is no signer or
    not the signer's certificate.
    """
    if len(encoded) > max_bytes:
        raise TooLarge(limit=max_bytes)
    try:
        return _verify(encoded, content)
    except PARSE_ERRORS:
        raise DamagedFile("cms_damaged") from None


def _verify(encoded: bytes, given: bytes | BinaryIO | None) -> Signed:
    info = _fields(cms.ContentInfo.load(encoded, strict=True), 2)
    if info["content_type"].native != "signed_data":
        raise ValueError("no SignedData")
    data = _fields(info["content"], 6)
    signers = _members(data["signer_infos"], MAX_SIGNERS)
    certificates = tuple(_certificates(data))
    owners = [_owner(signer, certificates) for signer in signers]
    if not owners:
        raise DamagedFile("signer_missing")
    encapsulated = _fields(data["encap_content_info"], 2)
    attached = _attached(encapsulated)
    names = {cms_signer.digest_name(signer) for signer in signers} & signatures.HASHES.keys()
    copies = [_copy(one, names) for one in (attached, given) if one is not None]
    content = Content(encapsulated["content_type"].dotted, copies)
    checked = [
        cms_signer.check(signer, owner, content)
        for signer, owner in zip(signers, owners, strict=True)
    ]
    findings = [one for each in checked for one in each.findings]
    if len(signers) > 1:
        findings.append(finding("signers_several", signers=len(signers)))
    by = tuple(
        SignedBy(
            owner,
            each.signing_time,
            tuple(each.findings),
            bytes(signer["signature"].native),
            cms_signer.timestamp(signer),
        )
        for signer, owner, each in zip(signers, owners, checked, strict=True)
    )
    return Signed(attached, owners[0], certificates, by[0].signing_time, tuple(findings), by)


def _fields(sequence: core.Sequence, most: int) -> core.Sequence:
    """Return a structure unless it has more fields than its kind, be it millions of empty ones."""
    contents, at = sequence.contents, 0
    for _ in range(most):
        if at < len(contents):
            at += parser.peek(contents[at:])
    if at != len(contents):
        raise ValueError("more fields than belong here")
    return sequence


def _members(members: core.SetOf, most: int) -> list[core.Asn1Value]:
    if len(members.contents or b"") > MAX_PART_BYTES or len(members) > most:
        raise TooLarge(limit=most)
    return list(members)


def _certificates(data: cms.SignedData) -> Iterable[Certificate]:
    """Yield the X.509 certificates; others and damaged ones are passed over."""
    if isinstance(data["certificates"], core.Void):
        return
    for choice in _members(data["certificates"], MAX_CERTIFICATES):
        if choice.name == "certificate":
            try:
                yield Certificate.from_der(encode(SEQUENCE, choice.chosen.contents))
            except DamagedFile:
                continue


def _owner(signer: cms.SignerInfo, certificates: Iterable[Certificate]) -> Certificate:
    """Return the certificate the signer names (SignerIdentifier, section 5.3)."""
    named = signer["sid"].chosen
    if signer["sid"].name == "subject_key_identifier":
        found = (one for one in certificates if one.asn1.key_identifier == named.native)
    else:
        serial = named["serial_number"].native
        found = (
            one
            for one in certificates
            if one.serial == serial and _same_name(one.asn1.issuer, named["issuer"])
        )
    owner = next(found, None)
    if owner is None:
        raise DamagedFile("signer_missing")
    return owner


def _same_name(one: x509.Name, other: x509.Name) -> bool:
    """Compare as bytes first: comparing as names (RFC 5280 section 7.1) takes long."""
    return bool(one.dump() == other.dump() or one == other)


def _attached(encapsulated: core.Sequence) -> bytes | None:
    content = encapsulated["content"]
    if isinstance(content, core.Void):
        return None
    if not isinstance(content, core.OctetString | core.ParsableOctetString):
        raise TypeError("content is no octet string")
    return bytes(content)


def _copy(source: bytes | BinaryIO, names: Iterable[str]) -> Copy:
    """Read one copy of the content to its end."""
    file = io.BytesIO(source) if isinstance(source, bytes) else source
    digests = [hashlib.new(name) for name in names]
    head = chunk = file.read(CHUNK)
    while chunk:
        for digest in digests:
            digest.update(chunk)
        chunk = file.read(CHUNK)
    return Copy({digest.name: digest.digest() for digest in digests}, head)
