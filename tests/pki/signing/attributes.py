"""Signatures with other signed attributes than ours, signed anew with the right key."""

import hashlib
from collections.abc import Callable, Mapping, Sequence

from asn1crypto import cms as asn1_cms
from asn1crypto import core, tsp, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from desktop_client.pki.keyfile import OpenedKey
from testing.pki import damage, making

CONTENT_TYPE = "1.2.840.113549.1.9.3"
MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
SIGNING_TIME = "1.2.840.113549.1.9.5"
SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12"
SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47"
Attributes = list[tuple[str, bytes]]
"""OID and the encoded SET OF values."""


def resigned(signature: bytes, key: OpenedKey, change: Callable[[Attributes], Attributes]) -> bytes:
    """The signature with other signed attributes, signed anew."""
    info = asn1_cms.ContentInfo.load(signature)
    signer = info["content"]["signer_infos"][0]
    usual = [(one["type"].dotted, one["values"].dump()) for one in signer["signed_attrs"]]
    encoded = b"".join(
        making.sequence(core.ObjectIdentifier(oid).dump(), values) for oid, values in change(usual)
    )
    signed = damage.Node(0x31, encoded).encoded
    value = key.private_key.sign(signed, padding.PKCS1v15(), hashes.SHA256())
    tagged = damage.Node(0xA0, encoded).encoded
    old = signer["signed_attrs"].dump(), signer["signature"].dump()
    new = tagged, core.OctetString(value).dump()
    return _replaced(damage.tree(signature), dict(zip(old, new, strict=True))).encoded


def _replaced(node: damage.Node, values: dict[bytes, bytes]) -> damage.Node:
    if node.encoded in values:
        return damage.tree(values[node.encoded])
    children = tuple(_replaced(child, values) for child in node.children)
    return damage.Node(node.tag, node.content, children)


def without(oid: str) -> Callable[[Attributes], Attributes]:
    return lambda usual: [one for one in usual if one[0] != oid]


def instead(oid: str, *values: core.Asn1Value) -> Callable[[Attributes], Attributes]:
    encoded = damage.Node(0x31, b"".join(value.dump() for value in values)).encoded
    return lambda usual: [(one, encoded if one == oid else old) for one, old in usual]


def beside(oid: str, *values: core.Asn1Value) -> Callable[[Attributes], Attributes]:
    encoded = damage.Node(0x31, b"".join(value.dump() for value in values)).encoded
    return lambda usual: [*usual, (oid, encoded)]


def naming(
    der: bytes,
    hash_name: str = "sha256",
    serial: int | None = None,
    issuer_of: bytes | None = None,
    others: Sequence[Mapping[str, object]] = (),
) -> core.Asn1Value:
    """signingCertificateV2, with issuer and serial where a serial is given, and more entries."""
    identifier = {
        "hash_algorithm": {"algorithm": hash_name},
        "cert_hash": hashlib.new(hash_name, der).digest(),
    }
    if serial is not None:
        issuer = [
            x509.GeneralName("directory_name", x509.Certificate.load(issuer_of or der).issuer)
        ]
        identifier["issuer_serial"] = {"issuer": issuer, "serial_number": serial}
    return tsp.SigningCertificateV2({"certs": [identifier, *others]})


def naming_by_sha1(der: bytes) -> core.Asn1Value:
    return tsp.SigningCertificate({"certs": [{"cert_hash": hashlib.sha1(der).digest()}]})  # noqa: S324 - as RFC 2634 has it
