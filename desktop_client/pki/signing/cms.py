"""Signs: CMS SignedData (RFC 5652) as CAdES-BES (ETSI EN 319 122-1, RFC 5035).

RSA PKCS#1 v1.5 with SHA-256. The structure is written by hand: it is always the same, and an
object for each of its parts would cost more than the signature.
"""

import hashlib
import hmac
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding.der_write import (
    GENERALIZED_TIME,
    NULL,
    OCTET_STRING,
    SEQUENCE,
    SET,
    UTC_TIME,
    context,
    encode,
    encode_oid,
    encode_set,
)
from desktop_client.pki.findings import KeyMismatch, PkiError
from desktop_client.pki.signing import signatures
from desktop_client.pki.signing.bare import HEAD_BYTES, may_be_attributes
from desktop_client.pki.signing.cms_parts import DATA, SHA256, issuer_and_serial
from desktop_client.pki.signing.signer import SigningIdentity

CHUNK = 1024 * 1024

_VERSION_1 = b"\x02\x01\x01"
_SIGNED_DATA = encode_oid("1.2.840.113549.1.7.2")
SHA256_ALGORITHM = encode(SEQUENCE, SHA256)
_RSA_ALGORITHM = encode(SEQUENCE, encode_oid("1.2.840.113549.1.1.1"), NULL)
_CONTENT_TYPE = encode(SEQUENCE, encode_oid("1.2.840.113549.1.9.3"), encode(SET, DATA))
_MESSAGE_DIGEST = encode_oid("1.2.840.113549.1.9.4")
_SIGNING_TIME = encode_oid("1.2.840.113549.1.9.5")
_TIME_STAMP = encode_oid("1.2.840.113549.1.9.16.2.14")
_SIGNING_CERTIFICATE_V2 = encode_oid("1.2.840.113549.1.9.16.2.47")

Stamper = Callable[[bytes], bytes | None]
"""Returns the TimeStampToken over a signature value (CAdES-T), None to go without."""


def sign(
    content: bytes | BinaryIO,
    identity: SigningIdentity,
    *,
    detached: bool = False,
    expected: bytes | None = None,
    at: datetime | None = None,
    stamper: Stamper | None = None,
) -> bytes:
    """Return a DER ContentInfo with one signature over `content`, and the signer's chain.

    A file is read from where it stands to its end; with `detached` never more than a chunk of
    it is in memory. `at` (aware; now when None) becomes signingTime. `stamper` is called
    with the signature value; what it raises passes through, as what reading the file raises.

    Raises PkiError `document_changed`, before the key is used, when `expected` is not
    the SHA-256 of the content; KeyMismatch when the signature does not verify with the
    certificate, be it another's key or a fault in computing; PkiError `algorithm_weak` for RSA
    below 2048 bits; TokenError when its key is on a token that does not sign.
    """
    digest = hashlib.sha256()
    pieces: list[bytes] = []
    for chunk in _chunks(content):
        digest.update(chunk)
        if not detached:
            pieces.append(chunk)
    require_expected(digest.digest(), expected)
    attached = [encode(context(0), encode(OCTET_STRING, *pieces))] if not detached else []
    signer = signer_info(digest.digest(), identity, at, stamper)
    return _signed_data(encode(SEQUENCE, DATA, *attached), identity.chain, signer)


def sign_bare(
    content: bytes,
    identity: SigningIdentity,
    *,
    detached: bool = False,
    stamper: Stamper | None = None,
) -> bytes:
    """Return a DER ContentInfo without signed attributes, the form old Korean services take.

    Neither the time nor the certificate is signed: `sign` is better wherever it is understood.
    Raises what `sign` raises, and PkiError `content_may_be_attributes` for content that could be
    passed off as the attributes of another document.
    """
    if may_be_attributes(content[:HEAD_BYTES], len(content)):
        raise PkiError("content_may_be_attributes")
    signature = _signature(content, identity)
    signer = _finished(identity.certificate, b"", signature, stamper)
    attached = [] if detached else [encode(context(0), encode(OCTET_STRING, content))]
    return _signed_data(encode(SEQUENCE, DATA, *attached), identity.chain, signer)


def digest(content: BinaryIO) -> bytes:
    """Return the SHA-256 of a file's rest, of which a chunk at a time is in memory."""
    whole = hashlib.sha256()
    for chunk in _chunks(content):
        whole.update(chunk)
    return whole.digest()


def require_expected(digest: bytes, expected: bytes | None) -> None:
    """Raise PkiError `document_changed` for any but the expected digest; None expects nothing."""
    if expected is not None and not hmac.compare_digest(digest, expected):
        raise PkiError("document_changed")


def _chunks(content: bytes | BinaryIO) -> Iterator[bytes]:
    source = io.BytesIO(content) if isinstance(content, bytes) else content
    while chunk := source.read(CHUNK):
        yield chunk


def signer_info(
    digest: bytes,
    identity: SigningIdentity,
    at: datetime | None = None,
    stamper: Stamper | None = None,
) -> bytes:
    """Return SignerInfo (RFC 5652 section 5.3) with the attributes of CAdES-BES or CAdES-T."""
    named = _signing_certificate(identity.certificate)
    attributes = (
        _CONTENT_TYPE,
        encode(SEQUENCE, _MESSAGE_DIGEST, encode(SET, encode(OCTET_STRING, digest))),
        encode(SEQUENCE, _SIGNING_TIME, encode(SET, _time(at or datetime.now(UTC)))),
        encode(
            SEQUENCE,
            _SIGNING_CERTIFICATE_V2,
            encode(SET, named),
        ),
    )
    signature = _signature(encode_set(SET, *attributes), identity)
    signed = encode_set(context(0), *attributes)
    return _finished(identity.certificate, signed, signature, stamper)


def _finished(
    certificate: Certificate, signed_attributes: bytes, signature: bytes, stamper: Stamper | None
) -> bytes:
    token = stamper(signature) if stamper is not None else None
    stamp = b"" if token is None else encode(SEQUENCE, _TIME_STAMP, encode(SET, token))
    return encode(
        SEQUENCE,
        _VERSION_1,
        issuer_and_serial(certificate),
        SHA256_ALGORITHM,
        signed_attributes,
        _RSA_ALGORITHM,
        encode(OCTET_STRING, signature),
        encode(context(1), stamp) if stamp else b"",
    )


def _signing_certificate(certificate: Certificate) -> bytes:
    """Return SigningCertificateV2 (RFC 5035 section 3) with the SHA-256 it takes by default."""
    fingerprint = encode(OCTET_STRING, hashlib.sha256(certificate.der).digest())
    return encode(SEQUENCE, encode(SEQUENCE, encode(SEQUENCE, fingerprint)))


def _time(at: datetime) -> bytes:
    """Return Time: UTCTime up to 2049 (RFC 5652 section 11.3)."""
    moment = at.astimezone(UTC)
    if 1950 <= moment.year < 2050:
        return encode(UTC_TIME, moment.strftime("%y%m%d%H%M%SZ").encode())
    return encode(GENERALIZED_TIME, moment.strftime("%Y%m%d%H%M%SZ").encode())


def _signature(signed: bytes, identity: SigningIdentity) -> bytes:
    """Sign, and verify at once: a faulty RSA signature can betray the private key."""
    signature = identity.key.sign(signed)
    digest = hashlib.sha256(signed).digest()
    public_key = identity.certificate.public_key_der
    fault = signatures.fault(public_key, signatures.RSA_SHA256, signature, digest)
    if fault is not None:
        raise KeyMismatch if fault == "signature_wrong" else PkiError(fault)
    return signature


def _signed_data(encapsulated: bytes, certificates: Iterable[Certificate], signer: bytes) -> bytes:
    """Return ContentInfo with SignedData (RFC 5652 sections 3 and 5.1)."""
    unique = {certificate.der for certificate in certificates}
    body = encode(
        SEQUENCE,
        _VERSION_1,
        encode(SET, SHA256_ALGORITHM),
        encapsulated,
        encode_set(context(0), *unique),
        encode(SET, signer),
    )
    return encode(SEQUENCE, _SIGNED_DATA, encode(context(0), body))
