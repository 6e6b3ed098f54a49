"""Checks one SignerInfo of CMS SignedData (RFC 5652 sections 5.3 to 5.6, RFC 5035)."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

# tsp teaches cms to read signingCertificateV2.
from asn1crypto import cms, core, tsp

from desktop_client.pki.certificate import Certificate, aware_moment
from desktop_client.pki.encoding.der_read import PARSE_ERRORS
from desktop_client.pki.encoding.der_write import SEQUENCE, SET, encode
from desktop_client.pki.findings import Finding, Severity, finding
from desktop_client.pki.signing import signatures

MAX_ATTRIBUTES_BYTES = 64 * 1024
DATA = "1.2.840.113549.1.7.1"

_CONTENT_TYPE = "1.2.840.113549.1.9.3"
_MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
_SIGNING_TIME = "1.2.840.113549.1.9.5"
_SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47"
_TIME_STAMP = "1.2.840.113549.1.9.16.2.14"
_SIGNING_USES = frozenset({"digital_signature", "non_repudiation"})


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of the content, attached or detached: its digests by hash, and how it begins."""

    digests: Mapping[str, bytes]
    head: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Content:
    """What was signed: its type's OID and the copies at hand."""

    type: str
    copies: Sequence[Copy]


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found about one signer."""

    findings: list[Finding]
    signing_time: datetime | None = None


def digest_name(signer: cms.SignerInfo) -> str:
    """Return the hash of the content, by asn1crypto's name."""
    return str(signer["digest_algorithm"]["algorithm"].native)


def timestamp(signer: cms.SignerInfo) -> bytes | None:
    """Return the first time stamp over the signature as it came, b"" when it is damaged."""
    attributes = signer["unsigned_attrs"]
    if isinstance(attributes, core.Void):
        return None
    try:
        tokens = [one["values"][0] for one in attributes if one["type"].dotted == _TIME_STAMP]
        return encode(SEQUENCE, tokens[0].contents) if tokens else None
    except PARSE_ERRORS:
        return b""


def check(signer: cms.SignerInfo, certificate: Certificate, content: Content) -> Checked:
    """Check signature, digest and attributes. Raises PARSE_ERRORS over damage."""
    attributes = signer["signed_attrs"]
    if isinstance(attributes, core.Void):
        checked = Checked(_bare(signer, certificate, content))
    else:
        checked = _with_attributes(signer, attributes, certificate, content)
    usage = certificate.asn1.key_usage_value
    if usage is not None and not usage.native & _SIGNING_USES:
        checked.findings.append(finding("not_for_signing", certificate.subject))
    return checked


def _bare(signer: cms.SignerInfo, certificate: Certificate, content: Content) -> list[Finding]:
    """Check a signature over the content itself, the form of old Korean services.

    A signature over attributes also fits those attributes presented as bare content, a document
    nobody signed; so such content is refused, and so is any type but data (section 5.3).
    """
    subject = certificate.subject
    if content.type != DATA or any(is_attributes(copy.head) for copy in content.copies):
        return [finding("signed_attributes_wrong", subject)]
    name = digest_name(signer)
    missing = finding("signed_attributes_missing", subject, severity=Severity.WARNING)
    if not content.copies:
        return [missing, finding("content_missing", subject)]
    digests = [copy.digests.get(name, b"") for copy in content.copies]
    faults = {_signature_fault(signer, certificate, digest) for digest in digests}
    return [missing, *(finding(code, subject) for code in sorted(filter(None, faults)))]


def is_attributes(content: bytes) -> bool:
    """Whether content is what a signature with attributes is over (RFC 5652 section 5.4)."""
    if len(content) > MAX_ATTRIBUTES_BYTES or content[:1] != bytes([SET]):
        return False
    try:
        types = [one["type"].dotted for one in cms.CMSAttributes.load(content, strict=True)]
    except PARSE_ERRORS:
        return False
    return _MESSAGE_DIGEST in types


def _with_attributes(
    signer: cms.SignerInfo,
    attributes: cms.CMSAttributes,
    certificate: Certificate,
    content: Content,
) -> Checked:
    # Sent as [0] IMPLICIT, signed as SET OF (section 5.4). The contents are those that came;
    # dump() might encode them anew, see signatures.signed_part.
    signed = encode(SET, attributes.contents)
    digest = signatures.digest(digest_name(signer), signed)
    fault = _signature_fault(signer, certificate, digest)
    subject = certificate.subject
    if fault is not None:
        return Checked([finding(fault, subject)])
    values = {one["type"].dotted: one["values"] for one in attributes}
    repeated = len(values) != len(attributes)
    types, digests = values.get(_CONTENT_TYPE, ()), values.get(_MESSAGE_DIGEST, ())
    if repeated or len(types) != 1 or len(digests) != 1 or types[0].dotted != content.type:
        return Checked([finding("signed_attributes_wrong", subject)])
    findings = _digest_findings(digests[0].native, digest_name(signer), content, subject)
    findings += _certificate_findings(values.get(_SIGNING_CERTIFICATE_V2, ()), certificate)
    times = values.get(_SIGNING_TIME, ())
    if len(times) != 1:
        return Checked([*findings, finding("signing_time_missing", subject)])
    return Checked(findings, aware_moment(times[0].native))


def _signature_fault(signer: cms.SignerInfo, certificate: Certificate, digest: bytes) -> str | None:
    """Check the signature value; its algorithm may name the hash again or be rsaEncryption."""
    algorithm = signer["signature_algorithm"]
    name = digest_name(signer)
    if algorithm["algorithm"].native == "rsassa_pkcs1v15":
        scheme = signatures.Scheme("pkcs1v15", name)
    else:
        scheme = signatures.scheme_of(algorithm)
        if scheme.hash_name in signatures.HASHES and scheme.hash_name != name:
            return "signature_wrong"
    return signatures.fault(certificate.public_key_der, scheme, signer["signature"].native, digest)


def _digest_findings(digest: bytes, name: str, content: Content, subject: str) -> list[Finding]:
    if not content.copies:
        return [finding("content_missing", subject)]
    if any(copy.digests[name] != digest for copy in content.copies):
        return [finding("content_changed", subject)]
    return []


def _certificate_findings(
    values: Sequence[tsp.SigningCertificateV2], certificate: Certificate
) -> list[Finding]:
    """Check that the signed attributes name this certificate (RFC 5035 section 5.4)."""
    if len(values) != 1:
        return [finding("signing_certificate_missing", certificate.subject)]
    named = values[0]["certs"][0]
    name = named["hash_algorithm"]["algorithm"].native
    serial = named["issuer_serial"]
    agrees = (
        name in signatures.HASHES
        and named["cert_hash"].native == hashlib.new(name, certificate.der).digest()
        and (isinstance(serial, core.Void) or serial["serial_number"].native == certificate.serial)
    )
    return [] if agrees else [finding("signing_certificate_mismatch", certificate.subject)]
