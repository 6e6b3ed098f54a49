"""Reads a decrypted private key: PKCS#8 with an RSA key and the attribute R."""

from dataclasses import dataclass
from itertools import islice

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import (
    RSAPrivateKey,
    RSAPrivateNumbers,
    RSAPublicNumbers,
)

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding import der_read as der
from desktop_client.pki.findings import UnsupportedContainer

MIN_RSA_BITS, MAX_RSA_BITS = 1024, 16384
RSA_ENCRYPTION = "1.2.840.113549.1.1.1"
RANDOM_NUMBER = "1.2.410.200004.10.1.1.3"

_MOST_FIELDS = 5
"""Version, algorithm, key, attributes, and the public key of RFC 5958."""

LANDMARKS = (
    bytes.fromhex("06092a864886f70d010101"),  # rsaEncryption
    bytes.fromhex("020301000102"),  # the public exponent 65537, then the private one
    bytes.fromhex("060a2a831a8c9a440a010103"),  # the attribute that holds R
)
"""Bytes that stand in a decrypted key: with them the password was right, whatever else is not."""


@dataclass(frozen=True, slots=True)
class OpenedKey:
    """A private key in memory and R, the random number that proves identity (VID)."""

    private_key: RSAPrivateKey
    random: bytes | None

    def __repr__(self) -> str:
        return f"OpenedKey(RSA {self.private_key.key_size})"

    def sign(self, content: bytes) -> bytes:
        """Return the RSA PKCS#1 v1.5 signature with SHA-256 (RFC 8017 section 8.2)."""
        return self.private_key.sign(content, padding.PKCS1v15(), hashes.SHA256())

    @property
    def public_key_der(self) -> bytes:
        """The SubjectPublicKeyInfo of its public half, in DER."""
        return self.private_key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def belongs_to(self, certificate: Certificate) -> bool:
        """Return whether it is the key of this certificate."""
        public = self.private_key.public_key().public_numbers()
        return certificate.rsa_numbers() == (public.n, public.e)


def read_private_key(plain: bytes | bytearray | der.View) -> OpenedKey:
    """Read PrivateKeyInfo (RFC 5208 section 5) with the attribute R (KCAC.TS.SIVID).

    Raises UnsupportedContainer `key_algorithm_unknown` (values: oid), ValueError over damage.
    """
    (body,) = der.parts(plain, der.SEQUENCE)
    found = list(islice(der.elements(body), _MOST_FIELDS + 1))
    required = [der.INTEGER, der.SEQUENCE, der.OCTET_STRING]
    if [tag for tag, _ in found[:3]] != required or len(found) > _MOST_FIELDS:
        raise ValueError("no PrivateKeyInfo")
    oid = der.first_oid(found[1][1])
    if oid != RSA_ENCRYPTION:
        raise UnsupportedContainer("key_algorithm_unknown", oid=oid)
    attributes = next((content for tag, content in found[3:] if tag == der.CONTEXT_0), None)
    return OpenedKey(_rsa_key(found[2][1]), _random(attributes))


def _rsa_key(content: der.View) -> RSAPrivateKey:
    """Read RSAPrivateKey (RFC 8017 appendix A.1.2) and check that its numbers fit together.

    The check finds every changed bit at next to no cost. Whether p and q are prime is left
    open: the modulus is compared with the certificate's, and each signature is verified.
    """
    (body,) = der.parts(content, der.SEQUENCE)
    _, n, e, d, p, q, dp, dq, qi = map(der.unsigned, der.parts(body, *[der.INTEGER] * 9))
    if not (MIN_RSA_BITS <= n.bit_length() <= MAX_RSA_BITS and 1 < e < n and p > 1 and q > 1):
        raise ValueError("no RSA key of a usable size")
    fits = (n == p * q, d % (p - 1) == dp, d % (q - 1) == dq, q * qi % p == 1)
    if not all(fits) or e * dp % (p - 1) != 1 or e * dq % (q - 1) != 1:
        raise ValueError("the RSA numbers do not fit together")
    numbers = RSAPrivateNumbers(p, q, d, dp, dq, qi, RSAPublicNumbers(e, n))
    return numbers.private_key(unsafe_skip_rsa_key_validation=True)


def _random(attributes: der.View | None) -> bytes | None:
    for tag, attribute in der.elements(attributes or b""):
        if tag == der.SEQUENCE and der.first_oid(attribute) == RANDOM_NUMBER:
            _, values = der.parts(attribute, der.OBJECT_IDENTIFIER, der.SET)
            (bits,) = der.parts(values, der.BIT_STRING)
            if len(bits) < 2 or bits[0]:
                raise ValueError("R is no string of whole bytes")
            return bytes(bits[1:])
    return None
