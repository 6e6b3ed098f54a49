"""Finds the certification path from a certificate up to a trust anchor (RFC 5280 section 6.1).

Only issuers whose key verifies the signature are followed, and each certificate is visited
once, so that hostile collections of look-alike issuers cost little.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from asn1crypto import x509

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding.der_read import PARSE_ERRORS
from desktop_client.pki.findings import Finding, finding
from desktop_client.pki.judging.trust import TrustList
from desktop_client.pki.signing import signatures

MAX_PATH = 6
"""Certificates in a path, leaf and anchor included; NPKI has three."""
MAX_INTERMEDIATES = 32
"""That a caller may offer; a CaPubs file has two."""
MAX_CERTIFICATE_BYTES = 8 * 1024
"""In a path; NPKI certificates stay under 3 KiB. Validation time grows with its square."""


@dataclass(frozen=True, slots=True)
class Path:
    """Leaf first. Without an anchor at the end `fault` says why."""

    certificates: tuple[Certificate, ...]
    fault: Finding | None = None


def build(leaf: Certificate, trust: TrustList, offered: Iterable[Certificate]) -> Path:
    """Return the shortest path to an anchor, or as far as it goes and why no farther.

    Findings: issuer_unknown, certificate_signature_wrong, algorithm_weak, algorithm_unknown,
    path_too_long, too_large.
    """
    extra = tuple(offered)
    if len(leaf.der) > MAX_CERTIFICATE_BYTES:
        return Path((leaf,), finding("too_large", leaf.subject, limit=MAX_CERTIFICATE_BYTES))
    if len(extra) > MAX_INTERMEDIATES:
        return Path((leaf,), finding("path_candidates_too_many", limit=MAX_INTERMEDIATES))
    pool = [
        one
        for one in dict.fromkeys((*trust.anchors, *trust.intermediates, *extra))
        if len(one.der) <= MAX_CERTIFICATE_BYTES
    ]
    return _climb(leaf, frozenset(trust.anchors), pool)


def _climb(leaf: Certificate, anchors: frozenset[Certificate], pool: list[Certificate]) -> Path:
    """Search breadth first; `pool` has the anchors first."""
    ways: deque[tuple[Certificate, ...]] = deque([(leaf,)])
    seen = {leaf}
    dead_end = Path((leaf,))
    while ways:
        way = ways.popleft()
        if way[-1] in anchors:
            return Path(way)
        if len(way) == MAX_PATH:
            dead_end = Path(way, finding("path_too_long", way[-1].subject, limit=MAX_PATH))
            continue
        issuers, fault = _issuers(way[-1], pool)
        if not issuers and (dead_end.fault is None or len(way) > len(dead_end.certificates)):
            dead_end = Path(way, fault)
        ways.extend((*way, issuer) for issuer in issuers if issuer not in seen)
        seen.update(issuers)
    return Path(dead_end.certificates, dead_end.fault or _issuer_unknown(leaf))


def _issuers(child: Certificate, pool: Sequence[Certificate]) -> tuple[list[Certificate], Finding]:
    """Return those whose key verifies `child`, and what to say when there are none."""
    issuers, fault = [], _issuer_unknown(child)
    for candidate in _named(child.asn1.issuer, pool):
        if candidate == child:
            continue
        code = signature_fault(child, candidate)
        if code is None:
            issuers.append(candidate)
        elif _key_identifiers_agree(child, candidate):
            fault = finding(code, child.subject, issuer=candidate.subject)
    return issuers, fault


def _named(name: x509.Name, pool: Sequence[Certificate]) -> list[Certificate]:
    """Return those of this name: as bytes, or else as RFC 5280 section 7.1 compares, at length."""
    exact = [one for one in pool if one.asn1.subject.dump() == name.dump()]
    return exact or [one for one in pool if _same_name(one.asn1.subject, name)]


def _same_name(one: x509.Name, other: x509.Name) -> bool:
    try:
        return bool(one == other)
    except ValueError:  # a character that names must not have (RFC 4518 section 2.4)
        return False


def _issuer_unknown(child: Certificate) -> Finding:
    """Name the issuer, and give the fingerprint of a root that came along but is not trusted."""
    if _same_name(child.asn1.subject, child.asn1.issuer):
        fingerprint = child.fingerprint
        return finding(
            "issuer_unknown", child.subject, issuer=child.issuer, root_fingerprint=fingerprint
        )
    return finding("issuer_unknown", child.subject, issuer=child.issuer)


def signature_fault(child: Certificate, issuer: Certificate) -> str | None:
    """Return the code of what is wrong with the signature by `issuer`'s key, None when good."""
    try:
        algorithm = child.asn1["signature_algorithm"]
        if algorithm.dump() != child.asn1["tbs_certificate"]["signature"].dump():
            return "certificate_signature_wrong"
        scheme = signatures.scheme_of(algorithm)
        signature = child.asn1["signature_value"].native
        digest = signatures.digest(scheme.hash_name, signatures.signed_part(child.der))
        code = signatures.fault(issuer.public_key_der, scheme, signature, digest)
    except PARSE_ERRORS:
        return "certificate_signature_wrong"
    return "certificate_signature_wrong" if code == "signature_wrong" else code


def _key_identifiers_agree(child: Certificate, issuer: Certificate) -> bool:
    """Whether the child may mean this issuer: another key under the same name is another CA."""
    try:
        wanted, present = child.asn1.authority_key_identifier, issuer.asn1.key_identifier
    except PARSE_ERRORS:
        return False
    return not wanted or not present or bool(wanted == present)
