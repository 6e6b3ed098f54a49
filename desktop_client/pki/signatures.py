"""Checks one signature value: RSA PKCS#1 v1.5 (RFC 8017) with SHA-2, all that NPKI uses."""

import hashlib

from asn1crypto import algos
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.serialization import load_der_public_key

from desktop_client.pki import der_read as der

MIN_RSA_BITS = 2048
HASHES: dict[str, type[hashes.SHA256 | hashes.SHA384 | hashes.SHA512]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
WEAK_HASHES = frozenset({"md2", "md4", "md5", "sha1"})


def fault(public_key: bytes, hash_name: str, signature: bytes, digest: bytes) -> str | None:
    """Return None for a good signature, else the code of a finding.

    The codes are `signature_wrong`, `algorithm_weak` (hash, or RSA below 2048 bits) and
    `algorithm_unknown`. `public_key` is a SubjectPublicKeyInfo, `digest` that of the signed
    bytes, which may be too many to hold.
    """
    if hash_name not in HASHES:
        return "algorithm_weak" if hash_name in WEAK_HASHES else "algorithm_unknown"
    try:
        key = load_der_public_key(public_key)
    except (ValueError, UnsupportedAlgorithm):
        return "algorithm_unknown"
    if not isinstance(key, rsa.RSAPublicKey):
        return "algorithm_unknown"
    if key.key_size < MIN_RSA_BITS:
        return "algorithm_weak"
    try:
        key.verify(signature, digest, padding.PKCS1v15(), Prehashed(HASHES[hash_name]()))
    except InvalidSignature:
        return "signature_wrong"
    return None


def hash_of(algorithm: algos.SignedDigestAlgorithm) -> str:
    """Return the hash of an RSA PKCS#1 v1.5 signature algorithm, "" for any other algorithm."""
    name = algorithm["algorithm"].native
    return str(name.removesuffix("_rsa")) if name.endswith("_rsa") else ""


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
