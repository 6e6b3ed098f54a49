"""Writes private keys the way NPKI programs do: a PKCS#8 with R, encrypted with SEED.

The reader in `desktop_client.pki` shares no code with this, so that each checks the other.
"""

import hashlib
import os
from enum import StrEnum
from typing import ClassVar

from asn1crypto import algos, core, keys
from cryptography.hazmat.decrepit.ciphers.algorithms import SEED
from cryptography.hazmat.primitives import padding, serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.ciphers import Cipher, modes

SEED_CBC = "1.2.410.200004.1.4"
PBE_SHA1_SEED_CBC = "1.2.410.200004.1.15"
PBES2 = "1.2.840.113549.1.5.13"
RANDOM_NUMBER = "1.2.410.200004.10.1.1.3"
SALT_SIZE = 8
OLD_FIXED_IV = b"0123456789012345"


class Container(StrEnum):
    """The ways a signPri.key is encrypted; the PBES2 ones differ in their PRF."""

    PBES1 = "pbeWithSHA1AndSEED-CBC"
    OLD = "SEED-CBC as outer algorithm"
    PBES2_SHA1 = "PBES2, hmacWithSHA1"
    PBES2_SHA256 = "PBES2, hmacWithSHA256"


class _PbeParameters(core.Sequence):  # type: ignore[misc]  # asn1crypto is untyped
    _fields: ClassVar = [("salt", core.OctetString), ("iterations", core.Integer)]


class _Algorithm(core.Sequence):  # type: ignore[misc]  # asn1crypto is untyped
    _fields: ClassVar = [
        ("algorithm", core.ObjectIdentifier),
        ("parameters", core.Any),
    ]


class _Pbes2Parameters(core.Sequence):  # type: ignore[misc]  # asn1crypto is untyped
    _fields: ClassVar = [("derivation", _Algorithm), ("encryption", _Algorithm)]


class _EncryptedKey(core.Sequence):  # type: ignore[misc]  # asn1crypto is untyped
    _fields: ClassVar = [("algorithm", _Algorithm), ("data", core.OctetString)]


def private_key_info(key: RSAPrivateKey, random: bytes | None = None) -> bytes:
    """PKCS#8 PrivateKeyInfo in DER; R becomes an attribute (KCAC.TS.SIVID)."""
    plain = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    if random is None:
        return plain
    info = keys.PrivateKeyInfo.load(plain)
    bits = core.BitString.load(b"\x03" + bytes([len(random) + 1]) + b"\x00" + random)
    info["attributes"] = [{"type": RANDOM_NUMBER, "values": [bits]}]
    encoded: bytes = info.dump()
    return encoded


def plain_pem(key: RSAPrivateKey) -> bytes:
    """PKCS#8 in PEM without encryption, for authorities and services."""
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def encrypt(
    plain: bytes, password: bytes, container: Container, *, iterations: int = 2048
) -> bytes:
    """EncryptedPrivateKeyInfo in DER (RFC 5208 section 6) around a PrivateKeyInfo."""
    salt = os.urandom(SALT_SIZE)
    if container in {Container.PBES1, Container.OLD}:
        algorithm, key, iv = _pbes1(container, password, salt, iterations)
    else:
        algorithm, key, iv = _pbes2(container, password, salt, iterations)
    encoded: bytes = _EncryptedKey(
        {"algorithm": algorithm, "data": seed_cbc(plain, key, iv)}
    ).dump()
    return encoded


def _pbes1(
    container: Container, password: bytes, salt: bytes, iterations: int
) -> tuple[_Algorithm, bytes, bytes]:
    derived = password + salt
    for _ in range(iterations):  # PBKDF1, RFC 8018 section 5.1
        derived = hashlib.sha1(derived).digest()  # noqa: S324 - the container fixes it
    parameters = _PbeParameters({"salt": salt, "iterations": iterations})
    if container is Container.OLD:
        oid, iv = SEED_CBC, OLD_FIXED_IV
    else:
        oid, iv = PBE_SHA1_SEED_CBC, hashlib.sha1(derived[16:20]).digest()[:16]  # noqa: S324
    return _Algorithm({"algorithm": oid, "parameters": parameters}), derived[:16], iv


def _pbes2(
    container: Container, password: bytes, salt: bytes, iterations: int
) -> tuple[_Algorithm, bytes, bytes]:
    prf = "sha1" if container is Container.PBES2_SHA1 else "sha256"
    iv = os.urandom(16)
    derivation = algos.Pbkdf2Params(
        {"salt": algos.Pbkdf2Salt("specified", salt), "iteration_count": iterations}
    )
    if prf != "sha1":  # hmacWithSHA1 is the DEFAULT and so left out in DER
        derivation["prf"] = {"algorithm": prf, "parameters": core.Null()}
    parameters = _Pbes2Parameters(
        {
            "derivation": {"algorithm": "1.2.840.113549.1.5.12", "parameters": derivation},
            "encryption": {"algorithm": SEED_CBC, "parameters": core.OctetString(iv)},
        }
    )
    key = hashlib.pbkdf2_hmac(prf, password, salt, iterations, 16)
    return _Algorithm({"algorithm": PBES2, "parameters": parameters}), key, iv


def seed_cbc(plain: bytes, key: bytes, iv: bytes) -> bytes:
    """SEED in CBC mode with PKCS#7 padding (RFC 4269, RFC 4010)."""
    padder = padding.PKCS7(128).padder()
    encryptor = Cipher(SEED(key), modes.CBC(iv)).encryptor()
    padded = padder.update(plain) + padder.finalize()
    return encryptor.update(padded) + encryptor.finalize()
