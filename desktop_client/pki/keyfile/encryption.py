"""How keys are encrypted under a password (RFC 8018, KCAC.TS.ENC, RFC 7292 appendix B).

PBES1 with SEED, the old form that names SEED-CBC itself, PBES2, and what PKCS #12 adds. A scheme
is what stays when a password changes; salt and IV are new each time.
"""

import hashlib
import os
from collections.abc import Collection
from dataclasses import dataclass, field

from desktop_client.pki.encoding import der_read as der
from desktop_client.pki.encoding.der_write import NULL, encode, encode_integer, encode_oid
from desktop_client.pki.findings import DamagedFile, UnsupportedContainer
from desktop_client.pki.keyfile import derivation
from desktop_client.pki.keyfile.ciphers import (
    AES_256_CBC,
    PBES2_CIPHERS,
    PKCS12_CIPHERS,
    SEED_CBC,
    Cipher,
)

MAX_ITERATIONS = 2_000_000
MAX_SALT_BYTES = 64

PBE_SHA1_SEED_CBC = "1.2.410.200004.1.15"
PBES2 = "1.2.840.113549.1.5.13"
PBKDF2 = "1.2.840.113549.1.5.12"
PRFS = {
    "1.2.840.113549.2.7": "sha1",
    "1.2.840.113549.2.8": "sha224",
    "1.2.840.113549.2.9": "sha256",
    "1.2.840.113549.2.10": "sha384",
    "1.2.840.113549.2.11": "sha512",
}

_PRF_OIDS = {name: oid for oid, name in PRFS.items()}
_PBES1 = {
    PBE_SHA1_SEED_CBC: PBES2_CIPHERS[SEED_CBC],
    SEED_CBC: PBES2_CIPHERS[SEED_CBC],
    **PKCS12_CIPHERS,
}
_OUTER = frozenset({PBES2, *_PBES1})
_OLD_FIXED_IV = b"0123456789012345"
_SALT_BYTES = 8  # what NPKI programs write, and some may expect


@dataclass(frozen=True, slots=True)
class Scheme:
    """A way of encrypting, without salt and IV."""

    oid: str
    """The outer algorithm."""
    cipher: Cipher
    prf: str
    """The hash of the key derivation, such as `sha1`."""
    iterations: int


SEED_PBES2 = Scheme(PBES2, PBES2_CIPHERS[SEED_CBC], "sha1", 100_000)
"""For key files: the form every NPKI program reads, with more iterations."""
AES_PBES2 = Scheme(PBES2, PBES2_CIPHERS[AES_256_CBC], "sha256", 100_000)
"""For PFX files: what other programs read."""


@dataclass(frozen=True, slots=True)
class Container:
    """Encrypted bytes and how they are encrypted, read without the password."""

    scheme: Scheme
    salt: bytes = field(repr=False)
    iv: bytes = field(repr=False)
    """Empty where the password decides on it."""
    ciphertext: bytes = field(repr=False)


def read_algorithm(algorithm: bytes | der.View, ciphertext: bytes) -> Container:
    """Read the contents of an AlgorithmIdentifier that says how `ciphertext` was made.

    Raises UnsupportedContainer (values: oid), DamagedFile `iterations_absurd`, ValueError.
    """
    oid, parameters = _algorithm(algorithm, _OUTER, der.SEQUENCE)
    if oid == PBES2:
        container = _pbes2(parameters, ciphertext)
    else:
        salt, count = der.parts(parameters, der.OCTET_STRING, der.INTEGER)
        scheme = Scheme(oid, _PBES1[oid], "sha1", _iterations(count))
        container = Container(scheme, _salt(salt), b"", ciphertext)
    if not ciphertext or len(ciphertext) % container.scheme.cipher.block_bytes:
        raise ValueError("no whole blocks")
    return container


def decrypt(container: Container, password: bytes | None) -> bytearray:
    """Return the plain bytes with their padding; the caller wipes them."""
    scheme = container.scheme
    key, iv = _derive(scheme, password, container.salt, container.iv)
    return scheme.cipher.decrypt(key, iv, container.ciphertext)


def without_padding(plain: bytearray, block_bytes: int) -> der.View:
    """Return the bytes before the padding of PKCS #7; raises ValueError without one."""
    count = plain[-1]
    if not 1 <= count <= block_bytes or not plain.endswith(bytes([count]) * count):
        raise ValueError("no PKCS #7 padding")
    return memoryview(plain)[:-count]


def read_derivation(content: der.View, key_bytes: int) -> tuple[bytes, int, str]:
    """Read PBKDF2-params of a key of this size: salt, iterations, hash of the PRF; as above."""
    _, kdf = _algorithm(content, {PBKDF2}, der.SEQUENCE)
    return _pbkdf2_parameters(kdf, key_bytes)


def encrypt(plain: bytes | bytearray, password: bytes, scheme: Scheme) -> tuple[bytes, bytes]:
    """Return the AlgorithmIdentifier and the encrypted bytes."""
    salt, iv = os.urandom(_SALT_BYTES), b""
    iterations = encode_integer(scheme.iterations)
    parameters = encode(der.SEQUENCE, encode(der.OCTET_STRING, salt), iterations)
    if scheme.oid == PBES2:
        iv = os.urandom(scheme.cipher.block_bytes)
        parameters = _pbes2_parameters(scheme, salt, iv)
    key, iv = _derive(scheme, password, salt, iv)
    algorithm = encode(der.SEQUENCE, encode_oid(scheme.oid), parameters)
    return algorithm, scheme.cipher.encrypt(key, iv, plain)


def _derive(scheme: Scheme, password: bytes | None, salt: bytes, iv: bytes) -> tuple[bytes, bytes]:
    cipher, iterations = scheme.cipher, scheme.iterations
    if scheme.oid == PBES2:
        size = cipher.key_bytes
        return hashlib.pbkdf2_hmac(scheme.prf, password or b"", salt, iterations, size), iv
    if scheme.oid in PKCS12_CIPHERS:
        wanted = ((derivation.KEY, cipher.key_bytes), (derivation.IV, cipher.block_bytes))
        key, iv = (
            derivation.pkcs12(purpose, password, salt, iterations, size=size)
            for purpose, size in wanted
        )
        return key, iv
    derived = derivation.pbkdf1(password or b"", salt, iterations)
    if scheme.oid == SEED_CBC:
        return derived[:16], _OLD_FIXED_IV
    return derived[:16], hashlib.sha1(derived[16:20]).digest()[:16]  # noqa: S324 - it is fixed


def _pbes2(parameters: der.View, ciphertext: bytes) -> Container:
    derived, encryption = der.parts(parameters, der.SEQUENCE, der.SEQUENCE)
    _, kdf = _algorithm(derived, {PBKDF2}, der.SEQUENCE)
    oid, iv = _algorithm(encryption, PBES2_CIPHERS, der.OCTET_STRING)
    cipher = PBES2_CIPHERS[oid]
    salt, iterations, prf = _pbkdf2_parameters(kdf, cipher.key_bytes)
    if len(iv) != cipher.block_bytes:
        raise ValueError("the IV is not one block")
    return Container(Scheme(PBES2, cipher, prf, iterations), salt, bytes(iv), ciphertext)


def _pbes2_parameters(scheme: Scheme, salt: bytes, iv: bytes) -> bytes:
    """PBES2-params (RFC 8018 appendix A.4); hmacWithSHA1 is the default and so left out."""
    prf = encode(der.SEQUENCE, encode_oid(_PRF_OIDS[scheme.prf]), NULL)
    kdf = encode(
        der.SEQUENCE,
        encode(der.OCTET_STRING, salt),
        encode_integer(scheme.iterations),
        b"" if scheme.prf == "sha1" else prf,
    )
    return encode(
        der.SEQUENCE,
        encode(der.SEQUENCE, encode_oid(PBKDF2), kdf),
        encode(der.SEQUENCE, encode_oid(scheme.cipher.oid), encode(der.OCTET_STRING, iv)),
    )


def _algorithm(
    identifier: bytes | der.View, known: Collection[str], parameter_tag: int
) -> tuple[str, der.View]:
    """Return OID and parameters of an AlgorithmIdentifier, which must be one of the known."""
    oid = der.first_oid(memoryview(identifier))
    if oid not in known:
        raise UnsupportedContainer(oid=oid)
    _, parameters = der.parts(identifier, der.OBJECT_IDENTIFIER, parameter_tag)
    return oid, parameters


def _pbkdf2_parameters(content: der.View, key_bytes: int) -> tuple[bytes, int, str]:
    """PBKDF2-params (RFC 8018 appendix A.2): salt, iterations, hash of the PRF."""
    (salt_tag, salt), (count_tag, count), *optional = der.elements(content)
    if (salt_tag, count_tag) != (der.OCTET_STRING, der.INTEGER):
        raise ValueError("unexpected PBKDF2 parameters")
    prf = "sha1"
    if optional and optional[0][0] == der.INTEGER and der.unsigned(optional.pop(0)[1]) != key_bytes:
        raise ValueError("the key length is not the cipher's")
    if optional:
        (prf_tag, identifier), *rest = optional
        if prf_tag != der.SEQUENCE or rest:
            raise ValueError("unexpected PBKDF2 parameters")
        prf = _prf(identifier)
    return _salt(salt), _iterations(count), prf


def _prf(identifier: der.View) -> str:
    oid = der.first_oid(identifier)
    if oid not in PRFS:
        raise UnsupportedContainer(oid=oid)
    return PRFS[oid]


def _salt(content: der.View) -> bytes:
    if not 0 < len(content) <= MAX_SALT_BYTES:
        raise ValueError("absurd salt")
    return bytes(content)


def _iterations(content: der.View) -> int:
    if not content:
        raise ValueError("empty integer")
    count = int.from_bytes(content, signed=True)
    if not 0 < count <= MAX_ITERATIONS:
        raise DamagedFile("iterations_absurd")
    return count
