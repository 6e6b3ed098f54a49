"""Checks one signature value, with SHA-2: RSA PKCS#1 v1.5, all that NPKI makes, RSA-PSS, ECDSA.

RFC 8017, and RFC 5480 with the curves P-256, P-384 and P-521.
"""

import hashlib
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.serialization import load_der_public_key

from desktop_client.pki.encoding import der_read as der
from desktop_client.pki.encoding.asn1 import algos

MIN_RSA_BITS = 2048
HASHES: dict[str, type[hashes.SHA256 | hashes.SHA384 | hashes.SHA512]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
CURVES = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)
MAX_SALT_BYTES = 512
_PADDINGS = {"rsa": "pkcs1v15", "ecdsa": "ecdsa"}
WEAK_HASHES = frozenset({"md2", "md4", "md5", "sha1"})


class Scheme(NamedTuple):
    """How a signature is made: `padding` is pkcs1v15, pss or ecdsa; `hash_name` "" is unknown."""

    padding: str
    hash_name: str
    salt_bytes: int = 0
    """Of RSA-PSS (RFC 8017 section 9.1)."""


RSA_SHA256 = Scheme("pkcs1v15", "sha256")
UNKNOWN = Scheme("", "")


def fault(public_key: bytes, scheme: Scheme, signature: bytes, digest: bytes) -> str | None:
    """Return None for a good signature, else the code of a finding.

    The codes are `signature_wrong`, `algorithm_weak` (hash, or RSA below 2048 bits) and
    `algorithm_unknown`. `public_key` is a SubjectPublicKeyInfo, `digest` that of the signed
    bytes, which may be too many to hold.
    """
    if scheme.hash_name not in HASHES:
        return "algorithm_weak" if scheme.hash_name in WEAK_HASHES else "algorithm_unknown"
    try:
        key = load_der_public_key(public_key)
    except (ValueError, UnsupportedAlgorithm):
        return "algorithm_unknown"
    try:
        return _key_fault(key, scheme, signature, digest)
    except InvalidSignature:
        return "signature_wrong"


def _key_fault(key: object, scheme: Scheme, signature: bytes, digest: bytes) -> str | None:
    used = HASHES[scheme.hash_name]()
    if isinstance(key, rsa.RSAPublicKey) and scheme.padding in {"pkcs1v15", "pss"}:
        if key.key_size < MIN_RSA_BITS:
            return "algorithm_weak"
        key.verify(signature, digest, _padding(scheme, used), Prehashed(used))
        return None
    if isinstance(key, ec.EllipticCurvePublicKey) and scheme.padding == "ecdsa":
        if not isinstance(key.curve, CURVES):
            return "algorithm_unknown"
        key.verify(signature, digest, ec.ECDSA(Prehashed(used)))
        return None
    return "algorithm_unknown"


def _padding(scheme: Scheme, used: hashes.HashAlgorithm) -> padding.PKCS1v15 | padding.PSS:
    if scheme.padding == "pss":
        return padding.PSS(padding.MGF1(used), scheme.salt_bytes)
    return padding.PKCS1v15()


def scheme_of(algorithm: algos.SignedDigestAlgorithm) -> Scheme:
    """Return how a certificate, list or CMS signature says it was signed.

    RSA-PSS must use one hash for the content and the mask (RFC 4055 section 3.1 asks for it):
    a broken one for the mask makes the scheme weak, a different one makes it unknown.
    """
    name = str(algorithm["algorithm"].native)
    if name == "rsassa_pss":
        return _pss(algorithm["parameters"])
    hash_name, _, kind = name.partition("_")
    return Scheme(_PADDINGS[kind], hash_name) if kind in _PADDINGS else UNKNOWN


def _pss(parameters: algos.RSASSAPSSParams) -> Scheme:
    if not isinstance(parameters, algos.RSASSAPSSParams):
        return UNKNOWN
    hash_name = str(parameters["hash_algorithm"]["algorithm"].native)
    mask = parameters["mask_gen_algorithm"]
    mask_hash = str(mask["parameters"]["algorithm"].native)
    if (
        mask["algorithm"].native != "mgf1"
        or parameters["trailer_field"].native != "trailer_field_bc"
    ):
        return UNKNOWN
    if mask_hash != hash_name:
        return Scheme("pss", mask_hash) if mask_hash in WEAK_HASHES else UNKNOWN
    salt = int(parameters["salt_length"].native)
    return Scheme("pss", hash_name, salt) if 0 <= salt <= MAX_SALT_BYTES else UNKNOWN


def digest(hash_name: str, signed: bytes | memoryview) -> bytes:
    """Return the digest for `fault`; empty for a hash that `fault` refuses."""
    return hashlib.new(hash_name, signed).digest() if hash_name in HASHES else b""


def signed_part(encoded: bytes | memoryview) -> memoryview:
    """Return the signed bytes as they came: the first element of a certificate or list.

    asn1crypto's dump() encodes anew whatever is 128 bytes long modulo 256, which it takes for
    an indefinite length. Raises ValueError over damage.
    """
    (outer,) = der.parts(encoded, der.SEQUENCE)
    body, _, _ = der.parts(outer, der.SEQUENCE, der.SEQUENCE, der.BIT_STRING)
    length_octets = outer[1] & 0x7F if outer[1] & 0x80 else 0
    return outer[: 2 + length_octets + len(body)]
