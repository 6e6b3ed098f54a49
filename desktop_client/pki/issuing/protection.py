"""What makes a CMP message its sender's: a MAC made of a shared secret, or a signature.

PasswordBasedMac (RFC 9810 section 5.1.3.1), PBMAC1 (RFC 8018 section 7.1), signatures (section
5.1.3.3). What an answer asks for in iterations is bounded before anything is computed.
"""

import hashlib
import hmac
import os
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Protocol

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding.asn1 import algos, core
from desktop_client.pki.encoding.der_read import PARSE_ERRORS
from desktop_client.pki.issuing import structures as cmp
from desktop_client.pki.signing import signatures
from desktop_client.pki.signing.signer import SigningIdentity

ITERATIONS, MOST_ITERATIONS = 10_000, 1_000_000
SALT_BYTES = 16
_KEY_BYTES = 32
_HASHES: Mapping[str, str] = {
    "1.3.14.3.2.26": "sha1",
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
_MACS: Mapping[str, str] = {
    "1.3.6.1.5.5.8.1.2": "sha1",
    "1.2.840.113549.2.7": "sha1",
    "1.2.840.113549.2.9": "sha256",
    "1.2.840.113549.2.10": "sha384",
    "1.2.840.113549.2.11": "sha512",
}
_SHA256, _HMAC_SHA256 = "2.16.840.1.101.3.4.2.1", "1.2.840.113549.2.9"
_RSA_SHA256 = {"algorithm": "sha256_rsa", "parameters": core.Null()}


class Mac(Enum):
    """How a shared secret becomes a MAC."""

    PBM = cmp.PBM
    PBMAC1 = cmp.PBMAC1


class Protection(Protocol):
    """What protects one's own messages."""

    def algorithm(self) -> cmp.Algorithm:
        """Return what the header says of it."""

    def protect(self, algorithm: cmp.Algorithm, part: bytes) -> bytes:
        """Return the protection of the encoded header and body."""

    @property
    def certificates(self) -> tuple[Certificate, ...]:
        """What is sent along, one's own first."""


class SharedSecret:
    """The secret that both sides know: 인가코드. Its text stands in no message and no repr."""

    certificates: tuple[Certificate, ...] = ()

    def __init__(self, secret: bytes, mac: Mac = Mac.PBM, *, iterations: int = ITERATIONS) -> None:
        self._secret, self._mac, self._iterations = secret, mac, iterations

    def algorithm(self) -> cmp.Algorithm:
        """Return the mechanism with a fresh salt."""
        salt = os.urandom(SALT_BYTES)
        if self._mac is Mac.PBMAC1:
            derivation = {
                "salt": algos.Pbkdf2Salt("specified", core.OctetString(salt)),
                "iteration_count": self._iterations,
                "key_length": _KEY_BYTES,
                "prf": {"algorithm": "sha256", "parameters": core.Null()},
            }
            parameters: core.Sequence = cmp.Pbmac1Parameter(
                {
                    "key_derivation_func": {"algorithm": "pbkdf2", "parameters": derivation},
                    "message_auth_scheme": {"algorithm": _HMAC_SHA256, "parameters": core.Null()},
                }
            )
        else:
            parameters = cmp.PbmParameter(
                {
                    "salt": salt,
                    "owf": {"algorithm": _SHA256},
                    "iteration_count": self._iterations,
                    "mac": {"algorithm": _HMAC_SHA256, "parameters": core.Null()},
                }
            )
        return cmp.Algorithm({"algorithm": self._mac.value, "parameters": parameters})

    def protect(self, algorithm: cmp.Algorithm, part: bytes) -> bytes:
        """Return the MAC; raises ValueError over a mechanism that is unknown or costs too much."""
        kind, parameters = algorithm["algorithm"].native, algorithm["parameters"]
        if kind == cmp.PBM:
            return self._password_based(parameters.parse(cmp.PbmParameter), part)
        if kind == cmp.PBMAC1:
            return self._pbmac1(parameters.parse(cmp.Pbmac1Parameter), part)
        raise ValueError("unknown MAC")

    def fits(self, message: cmp.Message) -> bool:
        """Return whether a message is protected by this secret."""
        algorithm = message["header"]["protection_alg"]
        given = message["protection"]
        if isinstance(algorithm, core.Void) or isinstance(given, core.Void):
            return False
        try:
            expected = self.protect(algorithm, protected_part(message))
        except PARSE_ERRORS:
            return False
        return hmac.compare_digest(expected, given.native)

    def _password_based(self, parameters: cmp.PbmParameter, part: bytes) -> bytes:
        one_way = getattr(hashlib, _known(_HASHES, parameters["owf"]))
        mac = _known(_MACS, parameters["mac"])
        key = self._secret + parameters["salt"].native
        for _ in range(_bounded(parameters["iteration_count"].native)):
            key = one_way(key).digest()
        return hmac.digest(key, part, mac)

    def _pbmac1(self, parameters: cmp.Pbmac1Parameter, part: bytes) -> bytes:
        mac = _known(_MACS, parameters["message_auth_scheme"])
        derivation = parameters["key_derivation_func"]["parameters"]
        prf = derivation["prf"]["algorithm"].dotted
        salt = derivation["salt"]
        if salt.name != "specified" or prf not in _MACS:
            raise ValueError("unknown derivation")
        length = derivation["key_length"].native or hashlib.new(mac).digest_size
        if not 16 <= length <= 64:
            raise ValueError("key of an odd length")
        iterations = _bounded(derivation["iteration_count"].native)
        key = hashlib.pbkdf2_hmac(_MACS[prf], self._secret, salt.native, iterations, length)
        return hmac.digest(key, part, mac)


class OwnSignature:
    """A signature by the certificate that is to be renewed or revoked."""

    def __init__(self, identity: SigningIdentity) -> None:
        self._identity = identity

    @property
    def certificates(self) -> tuple[Certificate, ...]:
        """One's own, and those above it."""
        return self._identity.chain

    def algorithm(self) -> cmp.Algorithm:
        """Return RSA with SHA-256, by which these keys sign."""
        encoded = algos.SignedDigestAlgorithm(_RSA_SHA256).dump()
        algorithm: cmp.Algorithm = cmp.Algorithm.load(encoded)
        return algorithm

    def protect(self, algorithm: cmp.Algorithm, part: bytes) -> bytes:  # noqa: ARG002
        """Return the signature, which is always by the one algorithm."""
        return self._identity.key.sign(part)


def is_signed_by(message: cmp.Message, certificate: Certificate) -> bool:
    """Return whether a message's protection is a signature by this certificate's key."""
    algorithm, given = message["header"]["protection_alg"], message["protection"]
    if isinstance(algorithm, core.Void) or isinstance(given, core.Void):
        return False
    try:
        scheme = signatures.scheme_of(algos.SignedDigestAlgorithm.load(algorithm.untag().dump()))
        digest = signatures.digest(scheme.hash_name, protected_part(message))
        return signatures.fault(certificate.public_key_der, scheme, given.native, digest) is None
    except PARSE_ERRORS:
        return False


def signed_by_one_of(
    message: cmp.Message, certificates: Iterable[Certificate]
) -> Certificate | None:
    """Return the certificate whose key signed a message; None where none of these did."""
    return next((each for each in certificates if is_signed_by(message, each)), None)


def protected_part(message: cmp.Message) -> bytes:
    """Return the bytes that a message's protection is over: header and body as they came."""
    part = cmp.ProtectedPart({"header": message["header"], "body": message["body"]})
    encoded: bytes = part.dump()
    return encoded


def _known(table: Mapping[str, str], algorithm: cmp.Algorithm) -> str:
    name = table.get(algorithm["algorithm"].native)
    if name is None:
        raise ValueError("unknown algorithm")
    return name


def _bounded(iterations: int) -> int:
    if not 1 <= iterations <= MOST_ITERATIONS:
        raise ValueError("absurd number of iterations")
    return iterations
