"""The code over a PFX (MacData, RFC 7292 section 4), also by PBKDF2 (PBMAC1, RFC 9579)."""

import hashlib
import hmac
from dataclasses import dataclass

from desktop_client.pki.encoding import der_read as der
from desktop_client.pki.findings import UnsupportedContainer
from desktop_client.pki.keyfile.derivation import MAC, pkcs12
from desktop_client.pki.keyfile.encryption import PRFS, read_derivation

PBMAC1 = "1.2.840.113549.1.5.14"
_HASHES = {
    "1.3.14.3.2.26": "sha1",
    "2.16.840.1.101.3.4.2.4": "sha224",
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
_KEY_BYTES = range(20, 65)
"""Of a key for PBMAC1; RFC 9579 forbids fewer."""


@dataclass(frozen=True, slots=True)
class Mac:
    """An HMAC over the contents under a key from the password."""

    hash: str
    digest: bytes
    salt: bytes
    iterations: int
    prf: str = ""
    """The hash of PBKDF2; empty where the key is derived as PKCS #12 does."""
    key_bytes: int = 0

    def fits(self, content: bytes, password: bytes | None) -> bool:
        """Return whether the password makes the same code; None is no password at all."""
        if self.prf:
            key = hashlib.pbkdf2_hmac(
                self.prf, password or b"", self.salt, self.iterations, self.key_bytes
            )
        else:
            size = len(self.digest)
            key = pkcs12(MAC, password, self.salt, self.iterations, size=size, prf=self.hash)
        return hmac.compare_digest(hmac.digest(key, content, self.hash), self.digest)


def read_mac(content: der.View) -> Mac:
    """Read MacData. Raises ValueError, UnsupportedContainer `pfx_unsupported` (values: oid)."""
    (info_tag, info), (salt_tag, salt), *count = der.elements(content)
    if (info_tag, salt_tag) != (der.SEQUENCE, der.OCTET_STRING) or len(count) > 1:
        raise ValueError("no MacData")
    algorithm, digest = der.parts(info, der.SEQUENCE, der.OCTET_STRING)
    oid = der.first_oid(algorithm)
    if oid == PBMAC1:
        return _pbmac1(algorithm, bytes(digest))
    if oid not in _HASHES:
        raise UnsupportedContainer("pfx_unsupported", oid=oid)
    iterations = der.unsigned(count[0][1]) if count else 1
    return _checked(Mac(_HASHES[oid], bytes(digest), bytes(salt), iterations))


def _pbmac1(algorithm: der.View, digest: bytes) -> Mac:
    """Read PBMAC1-params (RFC 8018 appendix A.5); salt and count beside them do not matter."""
    _, parameters = der.parts(algorithm, der.OBJECT_IDENTIFIER, der.SEQUENCE)
    derived, scheme = der.parts(parameters, der.SEQUENCE, der.SEQUENCE)
    oid = der.first_oid(scheme)
    if oid not in PRFS:
        raise UnsupportedContainer("pfx_unsupported", oid=oid)
    size = _key_length(derived)
    salt, iterations, prf = read_derivation(derived, size)
    return _checked(Mac(PRFS[oid], digest, salt, iterations, prf, size))


def _key_length(derived: der.View) -> int:
    """Return keyLength of PBKDF2-params, which PBMAC1 needs (RFC 9579 section 4)."""
    _, parameters = der.parts(derived, der.OBJECT_IDENTIFIER, der.SEQUENCE)
    _, _, (tag, length), *_ = der.elements(parameters)
    if tag != der.INTEGER or der.unsigned(length) not in _KEY_BYTES:
        raise ValueError("no usable key length")
    return der.unsigned(length)


def _checked(mac: Mac) -> Mac:
    if len(mac.digest) != hashlib.new(mac.hash).digest_size:
        raise ValueError("a MAC of another length")
    return mac
