"""Writes PFX files (PKCS #12, RFC 7292) with R kept, for NPKI programs, openssl and browsers."""

import hashlib
import hmac
import os

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding import der_read as der
from desktop_client.pki.encoding.der_write import (
    NULL,
    context,
    encode,
    encode_integer,
    encode_oid,
    encode_set,
)
from desktop_client.pki.keyfile import AES_PBES2, encrypt_key
from desktop_client.pki.keyfile.derivation import MAC, pkcs12
from desktop_client.pki.keyfile.encryption import encrypt
from desktop_client.pki.storage.pfx import (
    CERTIFICATE_BAG,
    DATA,
    ENCRYPTED_DATA,
    SHROUDED_KEY_BAG,
    X509_CERTIFICATE,
    Identity,
    Pair,
)

MAC_ITERATIONS = 100_000

_BMP_STRING = 0x1E
_IMPLICIT_0 = 0x80
_SALT_BYTES = 16
_FRIENDLY_NAME = encode_oid("1.2.840.113549.1.9.20")
_LOCAL_KEY_ID = encode_oid("1.2.840.113549.1.9.21")
_SHA256 = encode(der.SEQUENCE, encode_oid("2.16.840.1.101.3.4.2.1"), NULL)


def write_pfx(identity: Identity, password: bytes) -> bytes:
    """Return a PFX with the identity's pairs and CA certificates.

    Keys and certificates are encrypted with AES-256 (PBES2, PBKDF2 with SHA-256), and the whole
    is protected by an HMAC with SHA-256.
    """
    pairs = [pair for pair in (identity.sign, identity.management) if pair is not None]
    certificates = [_certificate_bag(each.certificate, _names(each.certificate)) for each in pairs]
    certificates += [_certificate_bag(certificate) for certificate in identity.ca_certificates]
    safes = encode(
        der.SEQUENCE,
        _encrypted(encode(der.SEQUENCE, *certificates), password),
        _data(encode(der.SEQUENCE, *(_key_bag(each, password) for each in pairs))),
    )
    return encode(der.SEQUENCE, encode_integer(3), _data(safes), _mac(safes, password))


def _data(content: bytes) -> bytes:
    return _content_info(DATA, encode(der.OCTET_STRING, content))


def _content_info(oid: str, content: bytes) -> bytes:
    return encode(der.SEQUENCE, encode_oid(oid), encode(context(0), content))


def _encrypted(bags: bytes, password: bytes) -> bytes:
    """EncryptedData (RFC 5652 section 8)."""
    algorithm, ciphertext = encrypt(bags, password, AES_PBES2)
    info = encode(der.SEQUENCE, encode_oid(DATA), algorithm, encode(_IMPLICIT_0, ciphertext))
    return _content_info(ENCRYPTED_DATA, encode(der.SEQUENCE, encode_integer(0), info))


def _certificate_bag(certificate: Certificate, attributes: bytes = b"") -> bytes:
    value = _content_info(X509_CERTIFICATE, encode(der.OCTET_STRING, certificate.der))
    return _bag(CERTIFICATE_BAG, value, attributes)


def _key_bag(pair: Pair, password: bytes) -> bytes:
    value = encrypt_key(pair.plain_key, password, AES_PBES2)
    return _bag(SHROUDED_KEY_BAG, value, _names(pair.certificate))


def _bag(oid: str, value: bytes, attributes: bytes) -> bytes:
    return encode(der.SEQUENCE, encode_oid(oid), encode(context(0), value), attributes)


def _names(certificate: Certificate) -> bytes:
    """The attributes by which programs show a pair, and put a key to its certificate."""
    name = encode(_BMP_STRING, certificate.holder.encode("utf-16-be"))
    key_id = encode(der.OCTET_STRING, hashlib.sha256(certificate.der).digest()[:20])
    return encode_set(
        der.SET,
        encode(der.SEQUENCE, _FRIENDLY_NAME, encode(der.SET, name)),
        encode(der.SEQUENCE, _LOCAL_KEY_ID, encode(der.SET, key_id)),
    )


def _mac(content: bytes, password: bytes) -> bytes:
    """MacData (section 4)."""
    salt = os.urandom(_SALT_BYTES)
    key = pkcs12(MAC, password, salt, MAC_ITERATIONS, size=32, prf="sha256")
    digest = encode(der.OCTET_STRING, hmac.digest(key, content, "sha256"))
    info = encode(der.SEQUENCE, _SHA256, digest)
    salt_octets = encode(der.OCTET_STRING, salt)
    return encode(der.SEQUENCE, info, salt_octets, encode_integer(MAC_ITERATIONS))
