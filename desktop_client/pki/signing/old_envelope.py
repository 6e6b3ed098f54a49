"""Seals for old Korean services: CMS EnvelopedData (RFC 5652 section 6) with SEED-CBC (RFC 4010).

RSA PKCS#1 v1.5 carries the key. Nothing tells whether such an envelope was changed, and services
that answer differently to damaged ones betray it: use `envelope.seal` wherever that is understood.
"""

import os

from cryptography.hazmat.decrepit.ciphers.algorithms import SEED
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.padding import PKCS7

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding.der_write import (
    INTEGER,
    NULL,
    OCTET_STRING,
    SEQUENCE,
    SET,
    context,
    encode,
    encode_oid,
)
from desktop_client.pki.findings import TooLarge
from desktop_client.pki.signing.cms_parts import DATA, issuer_and_serial
from desktop_client.pki.signing.envelope import MAX_DATA_BYTES, recipient_key

_BLOCK_BYTES = 16
_VERSION_0 = encode(INTEGER, b"\x00")
_ENVELOPED = encode_oid("1.2.840.113549.1.7.3")
_RSA_ALGORITHM = encode(SEQUENCE, encode_oid("1.2.840.113549.1.1.1"), NULL)
_SEED_CBC = encode_oid("1.2.410.200004.1.4")


def seal(data: bytes, recipient: Certificate) -> bytes:
    """Return a DER ContentInfo only the holder of `recipient`'s private key can open.

    Raises what `envelope.seal` raises.
    """
    if len(data) > MAX_DATA_BYTES:
        raise TooLarge(limit=MAX_DATA_BYTES)
    public_key = recipient_key(recipient)
    key, start = os.urandom(_BLOCK_BYTES), os.urandom(_BLOCK_BYTES)
    padder = PKCS7(8 * _BLOCK_BYTES).padder()
    padded = padder.update(data) + padder.finalize()
    encryptor = Cipher(SEED(key), CBC(start)).encryptor()
    encrypted = encryptor.update(padded) + encryptor.finalize()
    for_recipient = encode(
        SEQUENCE,
        _VERSION_0,
        issuer_and_serial(recipient),
        _RSA_ALGORITHM,
        encode(OCTET_STRING, public_key.encrypt(key, padding.PKCS1v15())),
    )
    cipher = encode(SEQUENCE, _SEED_CBC, encode(OCTET_STRING, start))
    content = encode(SEQUENCE, DATA, cipher, encode(0x80, encrypted))
    body = encode(SEQUENCE, _VERSION_0, encode(SET, for_recipient), content)
    return encode(SEQUENCE, _ENVELOPED, encode(context(0), body))
