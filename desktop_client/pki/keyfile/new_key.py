"""Makes keys for new certificates: RSA, with R as NPKI programs keep it beside the key."""

import os

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from desktop_client.pki.encoding import der_read as der
from desktop_client.pki.encoding.der_write import (
    OCTET_STRING,
    SEQUENCE,
    context,
    encode,
    encode_integer,
    encode_oid,
    encode_set,
)
from desktop_client.pki.keyfile.private_key import RANDOM_NUMBER

KEY_SIZES = (2048, 3072, 4096)
RANDOM_BYTES = 20
_EXPONENT = 65537


def new_random() -> bytes:
    """Return R, a random number of 160 bits (KCAC.TS.SIVID)."""
    return os.urandom(RANDOM_BYTES)


def new_key(bits: int) -> rsa.RSAPrivateKey:
    """Return an RSA key of one of KEY_SIZES; takes up to some seconds."""
    if bits not in KEY_SIZES:
        raise ValueError("no key size of NPKI")
    return rsa.generate_private_key(_EXPONENT, bits)


def private_key_info(key: rsa.RSAPrivateKey, random: bytes | None = None) -> bytearray:
    """Return PrivateKeyInfo (RFC 5208 section 5), R in it as an attribute; the caller wipes it."""
    plain = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    if random is None:
        return bytearray(plain)
    (body,) = der.parts(plain, der.SEQUENCE)
    _version, algorithm, inside = der.parts(body, der.INTEGER, der.SEQUENCE, der.OCTET_STRING)
    bits = encode(der.BIT_STRING, b"\0", random)
    attribute = encode(SEQUENCE, encode_oid(RANDOM_NUMBER), encode_set(der.SET, bits))
    return bytearray(
        encode(
            SEQUENCE,
            encode_integer(0),
            encode(SEQUENCE, algorithm),
            encode(OCTET_STRING, inside),
            encode(context(0), attribute),
        )
    )
