"""Checks one SignerInfo of CMS SignedData (RFC 5652 sections 5.3 to 5.6, RFC 5035)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding import der_read as der
from desktop_client.pki.encoding.asn1 import algos
from desktop_client.pki.encoding.der_read import View
from desktop_client.pki.encoding.der_write import encode
from desktop_client.pki.findings import Finding, Severity, finding
from desktop_client.pki.signing import ess, signatures
from desktop_client.pki.signing.bare import may_be_attributes
from desktop_client.pki.signing.cms_data import SignerInfo

DATA = "1.2.840.113549.1.7.1"
MAX_TIME_STAMPS = 8

_CONTENT_TYPE = "1.2.840.113549.1.9.3"
_MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
_SIGNING_TIME = "1.2.840.113549.1.9.5"
_TIME_STAMP = "1.2.840.113549.1.9.16.2.14"


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of the content, attached or detached: its digests by hash, size and beginning."""

    digests: Mapping[str, bytes]
    size: int
    head: bytes = field(repr=False)
    """At least the first `HEAD_BYTES` where there are so many."""


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


def digest_name(signer: SignerInfo) -> str:
    """Return the hash of the content, by asn1crypto's name."""
    algorithm = algos.DigestAlgorithm.load(signer.digest_algorithm, strict=True)
    return str(algorithm["algorithm"].native)


def timestamps(signer: SignerInfo) -> tuple[bytes, ...]:
    """Return the time stamps over the signature as they came, b"" for one that is damaged.

    There may be several, as attributes or as values of one (RFC 5126 section 6.1.1). At most
    MAX_TIME_STAMPS are returned, each of which costs the judging of a path.
    """
    tokens = (
        encode(tag, token) if tag == der.SEQUENCE else b""
        for kind, values in signer.unsigned_attributes
        if kind == _TIME_STAMP
        for tag, token in (der.elements(values) if values else [(0, values)])
    )
    return tuple(islice(tokens, MAX_TIME_STAMPS))


def check(
    signer: SignerInfo,
    certificate: Certificate,
    content: Content,
    usable: Callable[[Certificate], bool],
) -> Checked:
    """Check signature, digest and attributes. Raises PARSE_ERRORS over damage."""
    if signer.signed is None:
        checked = Checked(_bare(signer, certificate, content))
    else:
        checked = _with_attributes(signer, signer.signed, certificate, content)
    if not usable(certificate):
        checked.findings.append(finding("not_for_signing", certificate.subject))
    return checked


def _bare(signer: SignerInfo, certificate: Certificate, content: Content) -> list[Finding]:
    """Check a signature over the content itself, the form of old Korean services.

    A signature over attributes also fits those attributes presented as bare content, a document
    nobody signed; so such content is refused, and so is any type but data (section 5.3).
    """
    subject = certificate.subject
    if content.type != DATA:
        return [finding("signed_attributes_wrong", subject)]
    if any(may_be_attributes(copy.head, copy.size) for copy in content.copies):
        return [finding("content_may_be_attributes", subject)]
    name = digest_name(signer)
    missing = finding("signed_attributes_missing", subject, severity=Severity.WARNING)
    if not content.copies:
        return [missing, finding("content_missing", subject)]
    digests = [copy.digests.get(name, b"") for copy in content.copies]
    faults = {_signature_fault(signer, certificate, digest) for digest in digests}
    return [missing, *(finding(code, subject) for code in sorted(filter(None, faults)))]


def _with_attributes(
    signer: SignerInfo, signed: bytes, certificate: Certificate, content: Content
) -> Checked:
    name = digest_name(signer)
    fault = _signature_fault(signer, certificate, signatures.digest(name, signed))
    subject = certificate.subject
    if fault is not None:
        return Checked([finding(fault, subject)])
    values = dict(signer.signed_attributes)
    kind = _single(values.get(_CONTENT_TYPE), der.OBJECT_IDENTIFIER)
    digest = _single(values.get(_MESSAGE_DIGEST), der.OCTET_STRING)
    repeated = len(values) != len(signer.signed_attributes)
    wrong = [finding("signed_attributes_wrong", subject)]
    if repeated or kind is None or digest is None or der.oid(kind) != content.type:
        return Checked(wrong)
    try:
        time = _time(values.get(_SIGNING_TIME))
        named = ess.fault(values, certificate)
    except ess.NotSingle:
        return Checked(wrong)
    findings = _digest_findings(bytes(digest), name, content, subject)
    findings += [finding(named, subject)] if named else []
    findings += [finding("signing_time_missing", subject)] if time is None else []
    return Checked(findings, time)


def _single(values: View | None, tag: int) -> View | None:
    """Return the contents of the one value there is to be, of this tag; else None."""
    found = list(islice(der.elements(values or b""), 2))
    return found[0][1] if len(found) == 1 and found[0][0] == tag else None


def _time(values: View | None) -> datetime | None:
    """Return signingTime (section 11.3); raises NotSingle, and PARSE_ERRORS for no time."""
    if values is None:
        return None
    return der.moment(*ess.single(values))


def _signature_fault(signer: SignerInfo, certificate: Certificate, digest: bytes) -> str | None:
    """Check the signature value; its algorithm may name the hash again or be rsaEncryption."""
    algorithm = algos.SignedDigestAlgorithm.load(signer.signature_algorithm, strict=True)
    name = digest_name(signer)
    if algorithm["algorithm"].native == "rsassa_pkcs1v15":
        scheme = signatures.Scheme("pkcs1v15", name)
    else:
        scheme = signatures.scheme_of(algorithm)
        if scheme.hash_name in signatures.HASHES and scheme.hash_name != name:
            return "signature_wrong"
    return signatures.fault(certificate.public_key_der, scheme, signer.signature, digest)


def _digest_findings(digest: bytes, name: str, content: Content, subject: str) -> list[Finding]:
    if not content.copies:
        return [finding("content_missing", subject)]
    if any(copy.digests[name] != digest for copy in content.copies):
        return [finding("content_changed", subject)]
    return []
