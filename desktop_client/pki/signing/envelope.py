"""Seals small secrets for one certificate: CMS AuthEnvelopedData (RFC 5083).

RSA-OAEP with SHA-256 (RFC 4055) carries the key, AES-256-GCM (RFC 5084) the data, so that a
changed envelope is noticed. What goes wrong in opening one is never told apart.
"""

import os
from typing import ClassVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import load_der_public_key

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.encoding.asn1 import cms, core
from desktop_client.pki.encoding.der_read import PARSE_ERRORS
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
from desktop_client.pki.findings import DamagedFile, PkiError, TooLarge
from desktop_client.pki.keyfile import OpenedKey
from desktop_client.pki.purposes import may_receive
from desktop_client.pki.signing.cms_parts import DATA, SHA256, issuer_and_serial
from desktop_client.pki.signing.signatures import MIN_RSA_BITS

MAX_DATA_BYTES = 64 * 1024
MAX_ENVELOPE_BYTES = 2 * MAX_DATA_BYTES

_KEY_BYTES = 32
_NONCE_BYTES = 12
_TAG_BYTES = 16
_VERSION_0 = encode(INTEGER, b"\x00")
_AUTH_ENVELOPED = encode_oid("1.2.840.113549.1.9.16.1.23")
_AES_256_GCM = encode_oid("2.16.840.1.101.3.4.1.46")
_SHA256_ALGORITHM = encode(SEQUENCE, SHA256, NULL)
_MGF1_SHA256 = encode(SEQUENCE, encode_oid("1.2.840.113549.1.1.8"), _SHA256_ALGORITHM)
_OAEP_ALGORITHM = encode(
    SEQUENCE,
    encode_oid("1.2.840.113549.1.1.7"),
    encode(
        SEQUENCE,
        encode(context(0), _SHA256_ALGORITHM),
        encode(context(1), _MGF1_SHA256),
    ),
)
_OAEP = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)


class _GcmParameters(core.Sequence):  # type: ignore[misc]  # asn1crypto is untyped
    """GCMParameters (RFC 5084 section 3.2)."""

    _fields: ClassVar = [
        ("nonce", core.OctetString),
        ("tag_bytes", core.Integer, {"default": 12}),
    ]


def seal(data: bytes, recipient: Certificate) -> bytes:
    """Return a DER ContentInfo only the holder of `recipient`'s private key can open.

    Raises TooLarge beyond 64 KiB, and what `recipient_key` raises for a certificate that does not
    serve.
    """
    if len(data) > MAX_DATA_BYTES:
        raise TooLarge(limit=MAX_DATA_BYTES)
    public_key = recipient_key(recipient)
    key, nonce = os.urandom(_KEY_BYTES), os.urandom(_NONCE_BYTES)
    encrypted = AESGCM(key).encrypt(nonce, data, None)
    for_recipient = encode(  # KeyTransRecipientInfo, RFC 5652 section 6.2.1
        SEQUENCE,
        _VERSION_0,
        issuer_and_serial(recipient),
        _OAEP_ALGORITHM,
        encode(OCTET_STRING, public_key.encrypt(key, _OAEP)),
    )
    parameters = encode(SEQUENCE, encode(OCTET_STRING, nonce), encode(INTEGER, bytes([_TAG_BYTES])))
    content = encode(
        SEQUENCE,
        DATA,
        encode(SEQUENCE, _AES_256_GCM, parameters),
        encode(0x80, encrypted[:-_TAG_BYTES]),
    )
    tag = encode(OCTET_STRING, encrypted[-_TAG_BYTES:])
    body = encode(SEQUENCE, _VERSION_0, encode(SET, for_recipient), content, tag)
    return encode(SEQUENCE, _AUTH_ENVELOPED, encode(context(0), body))


def unseal(encoded: bytes, key: OpenedKey | RSAPrivateKey, recipient: Certificate) -> bytes:
    """Return what was sealed for `recipient`, whose private key `key` is.

    Raises DamagedFile `envelope_unreadable`, whatever the reason, so that nobody learns
    anything about the content by sending changed envelopes.
    """
    private_key = key.private_key if isinstance(key, OpenedKey) else key
    try:
        if len(encoded) > MAX_ENVELOPE_BYTES:
            raise ValueError("too large")
        return _open(encoded, private_key, recipient)
    except (*PARSE_ERRORS, InvalidTag):
        raise DamagedFile("envelope_unreadable") from None


def recipient_key(recipient: Certificate) -> RSAPublicKey:
    """Return the key to seal for.

    Raises PkiError `not_for_sealing`, `seal_needs_rsa`, `algorithm_weak`.
    """
    if not may_receive(recipient):
        raise PkiError("not_for_sealing")
    numbers = recipient.rsa_numbers()
    if numbers is None:
        raise PkiError("seal_needs_rsa")
    if numbers[0].bit_length() < MIN_RSA_BITS:
        raise PkiError("algorithm_weak")
    key = load_der_public_key(recipient.public_key_der)
    if not isinstance(key, RSAPublicKey):
        raise PkiError("seal_needs_rsa")
    return key


def _open(encoded: bytes, private_key: RSAPrivateKey, recipient: Certificate) -> bytes:
    info = cms.ContentInfo.load(encoded, strict=True)
    if info["content_type"].native != "authenticated_enveloped_data":
        raise ValueError("no AuthEnvelopedData")
    body = info["content"]
    content = body["auth_encrypted_content_info"]
    cipher = content["content_encryption_algorithm"]
    if cipher["algorithm"].native != "aes256_gcm" or body["auth_attrs"].native is not None:
        raise ValueError("another cipher, or attributes that this program never authenticates")
    parameters = cipher["parameters"].parse(_GcmParameters)
    tag = body["mac"].native
    if not len(tag) == parameters["tag_bytes"].native == _TAG_BYTES:
        raise ValueError("a shortened tag")
    key = private_key.decrypt(_encrypted_key(body["recipient_infos"], recipient), _OAEP)
    if len(key) != _KEY_BYTES:
        raise ValueError("a key of another length")
    encrypted = content["encrypted_content"].native
    return AESGCM(key).decrypt(parameters["nonce"].native, encrypted + tag, None)


def _encrypted_key(infos: cms.RecipientInfos, recipient: Certificate) -> bytes:
    """Return the key encrypted for this recipient, in the one way of encrypting it we use."""
    wanted = issuer_and_serial(recipient)
    for info in infos:
        if info.name != "ktri" or encode(SEQUENCE, info.chosen["rid"].chosen.contents) != wanted:
            continue
        algorithm = info.chosen["key_encryption_algorithm"]
        parameters = algorithm["parameters"]
        hash_name = parameters["hash_algorithm"]["algorithm"].native
        mask_hash = parameters["mask_gen_algorithm"]["parameters"]["algorithm"].native
        if algorithm["algorithm"].native == "rsaes_oaep" and hash_name == mask_hash == "sha256":
            encrypted: bytes = info.chosen["encrypted_key"].native
            return encrypted
    raise ValueError("no key for this recipient")
