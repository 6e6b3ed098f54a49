"""Time stamps: asked of a server (RFC 3161), kept in a signature (CAdES-T), read and checked.

The chain of the server's certificate is judged elsewhere, as that of any certificate.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding import der_read as der
from desktop_client.pki.encoding.asn1 import tsp
from desktop_client.pki.encoding.der_read import PARSE_ERRORS
from desktop_client.pki.encoding.der_write import encode
from desktop_client.pki.extensions import TIME_STAMPING
from desktop_client.pki.findings import (
    DamagedFile,
    Finding,
    PkiError,
    Unreachable,
    Validity,
    finding,
    validity,
)
from desktop_client.pki.http import web
from desktop_client.pki.http.limits import Limits
from desktop_client.pki.purposes import key_signs
from desktop_client.pki.signing import cms_verify, signatures

MAX_TOKEN_BYTES = 64 * 1024
LIMITS = Limits(max_bytes=MAX_TOKEN_BYTES)
_QUERY = "application/timestamp-query"
_TST_INFO = "1.2.840.113549.1.9.16.1.4"
_GRANTED = frozenset({0, 1})


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time stamp that could be read; whose certificate it is, and what was found."""

    time: datetime
    certificate: Certificate
    certificates: tuple[Certificate, ...]
    lists: tuple[bytes, ...]
    """Revocation lists that came along, unread."""
    nonce: int | None
    """That of the query, where it had one."""
    findings: tuple[Finding, ...]


def read(token: bytes, stamped: bytes) -> Stamp:
    """Check a TimeStampToken over `stamped` (RFC 3161 section 2.4.2), but for its chain.

    Findings: those of a signature, timestamp_imprint_wrong, timestamp_not_allowed.
    Raises DamagedFile `timestamp_damaged`.
    """
    try:
        signed = cms_verify.verify(token, max_bytes=MAX_TOKEN_BYTES, usable=key_signs)
        info = _info(signed)
        nonce = info["nonce"].native
        time = der.aware_moment(info["gen_time"].native)
        findings = [*signed.findings, *_imprint(info, stamped), *_use(signed.certificate)]
    except (PkiError, *PARSE_ERRORS):
        raise DamagedFile("timestamp_damaged") from None
    return Stamp(
        time, signed.certificate, signed.certificates, signed.lists, nonce, tuple(findings)
    )


def _info(signed: cms_verify.Signed) -> tsp.TSTInfo:
    if signed.content_type != _TST_INFO or signed.content is None:
        raise ValueError("no TSTInfo")
    return tsp.TSTInfo.load(signed.content, strict=True)


def _imprint(info: tsp.TSTInfo, stamped: bytes) -> list[Finding]:
    imprint = info["message_imprint"]
    name = imprint["hash_algorithm"]["algorithm"].native
    if name not in signatures.HASHES:
        weak = name in signatures.WEAK_HASHES
        return [finding("algorithm_weak" if weak else "algorithm_unknown")]
    if imprint["hashed_message"].native != hashlib.new(name, stamped).digest():
        return [finding("timestamp_imprint_wrong")]
    return []


def _use(certificate: Certificate) -> list[Finding]:
    """Require what RFC 3161 section 2.3 does: this one use, and marked critical."""
    critical = certificate.extensions.has_critical_usages
    if critical and certificate.extended_usages == frozenset({TIME_STAMPING}):
        return []
    return [finding("timestamp_not_allowed", certificate.subject)]


def ask(url: str, signature: bytes, limits: Limits = LIMITS) -> bytes:
    """Return the token of one server over a signature value, checked but for its chain.

    Raises Unreachable; PkiError `timestamp_refused`, `timestamp_server_error` (values: reason),
    `timestamp_answer_wrong` (values: reason); DamagedFile `timestamp_damaged`.
    """
    import rfc3161_client

    builder = rfc3161_client.TimestampRequestBuilder().data(signature)
    request = builder.hash_algorithm(rfc3161_client.HashAlgorithm.SHA256).build()
    posted = web.Posted(request.as_bytes(), _QUERY)
    try:
        answer = web.fetch(url, limits, posted)
    except Unreachable as error:
        if str(error.values["reason"]).startswith("http_"):
            raise PkiError("timestamp_server_error", **error.values) from None
        raise
    token = granted(answer, url)
    stamp = read(token, signature)
    against = [each.code for each in stamp.findings if validity([each]) is not Validity.VALID]
    if stamp.nonce != request.nonce:
        against.append("nonce")
    if against:
        raise PkiError("timestamp_answer_wrong", url=url, reason=against[0])
    return token


def granted(answer: bytes, url: str) -> bytes:
    """Return the token of a TimeStampResp (RFC 3161 section 2.4.2), as yet unread.

    Raises DamagedFile `timestamp_damaged`; PkiError `timestamp_refused`.
    By hand: rfc3161-client reads none whose certificates are out of order, as those of openssl may
    be, and asn1crypto none that refuses.
    """
    try:
        (response,) = der.parts(answer, der.SEQUENCE)
        (_, told), *rest = der.elements(response)
        status = der.unsigned(next(der.elements(told))[1])
        if status in _GRANTED:
            ((kind, token),) = rest
            return encode(kind, token)
    except (ValueError, StopIteration):
        raise DamagedFile("timestamp_damaged", url=url) from None
    raise PkiError("timestamp_refused", url=url, status=status)
