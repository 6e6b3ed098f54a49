"""One X.509 certificate (RFC 5280) with what the Korean profile adds, read once and checked.

Everything a caller asks for is read when the certificate is made, so that a damaged
file is found there and nowhere else.
"""

import base64
import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Self

from asn1crypto import x509

from desktop_client.pki import names
from desktop_client.pki.days import days_until
from desktop_client.pki.encoding import der_read as der
from desktop_client.pki.findings import DamagedFile, TooLarge
from desktop_client.pki.identify_data import identify_data

MAX_CERTIFICATE_BYTES = 64 * 1024

_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----\s(.*?)-----END CERTIFICATE-----", re.DOTALL)
_RSA_ENCRYPTION = "1.2.840.113549.1.1.1"
_KEY_USAGE = bytes.fromhex("551d0f")
_ALTERNATIVE_NAMES = bytes.fromhex("551d11")
_BASIC_CONSTRAINTS = bytes.fromhex("551d13")
_POLICIES = bytes.fromhex("551d20")
_EXTENDED_KEY_USAGE = bytes.fromhex("551d25")
_TEXT_NAMES, _DIRECTORY_NAME = frozenset({0x81, 0x82, 0x86}), 0xA4
"""Of GeneralName: rfc822Name, dNSName, uniformResourceIdentifier; directoryName."""
_FOR_SIGNING = 0xC0  # digitalSignature, nonRepudiation
_FOR_KEY_MANAGEMENT = 0x38  # keyEncipherment, dataEncipherment, keyAgreement


class Usage(StrEnum):
    """What keyUsage and basicConstraints make of a certificate."""

    SIGN = "sign"
    KEY_MANAGEMENT = "key_management"
    CA = "ca"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate; two are equal when their DER bytes are."""

    der: bytes = field(repr=False)
    asn1: x509.Certificate = field(repr=False, compare=False)
    subject: str = field(compare=False)
    """Distinguished name, most specific part first, as NPKI folders are named."""
    holder: str = field(compare=False)
    """Common name (CN), or the most specific part of a subject without one; of an empty subject
    the first alternative name."""
    real_name: str = field(repr=False, compare=False)
    """실명: the name beside the VID, or the common name."""
    issuer: str = field(repr=False, compare=False)
    issuer_organisation: str = field(repr=False, compare=False)
    """The issuer's O, such as `yessign`."""
    serial: int = field(compare=False)
    not_before: datetime = field(repr=False, compare=False)
    not_after: datetime = field(repr=False, compare=False)
    policy_oids: tuple[str, ...] = field(repr=False, compare=False)
    usage: Usage = field(repr=False, compare=False)
    key_usage: int | None = field(repr=False, compare=False)
    """The first eight bits of keyUsage, digitalSignature the highest; None without one."""
    extended_usages: frozenset[str] | None = field(repr=False, compare=False)
    """The OIDs of extendedKeyUsage; None without one."""
    has_vid: bool = field(repr=False, compare=False)
    public_key_der: bytes = field(repr=False, compare=False)
    """The SubjectPublicKeyInfo as it stands in the certificate."""
    alternative_names: bytes = field(repr=False, compare=False)
    """The contents of subjectAltName (GeneralNames); empty without one."""
    subject_name: bytes = field(repr=False, compare=False)
    """The contents of the subject (RDNSequence), as `names.comparable` takes them."""
    issuer_name: bytes = field(repr=False, compare=False)
    padded: bool = field(default=False, repr=False, compare=False)
    """Whether line ends or zeros stood after the DER, which are left out of it."""

    @classmethod
    def from_der(cls, data: bytes) -> Self:
        """Read one certificate, DER or PEM (the first of several).

        Line ends and zeros after the DER are passed over. Raises DamagedFile
        `certificate_damaged` when the bytes are anything else, and TooLarge beyond 64 KiB.
        """
        if len(data) > MAX_CERTIFICATE_BYTES:
            raise TooLarge(limit=MAX_CERTIFICATE_BYTES)
        try:
            return cls._read(*der.unpadded(_pem_to_der(data)))
        except der.PARSE_ERRORS:
            raise DamagedFile("certificate_damaged") from None

    @classmethod
    def _read(cls, encoded: bytes, padded: bool) -> Self:
        asn1 = x509.Certificate.load(encoded, strict=True)
        body = asn1["tbs_certificate"]
        subject_name, issuer_name = (body[one].chosen.contents for one in ("subject", "issuer"))
        subject, issuer = names.read_name(subject_name), names.read_name(issuer_name)
        extensions = _extensions(body["extensions"].contents or b"")
        alternative_names = _only(extensions, _ALTERNATIVE_NAMES, der.SEQUENCE)
        holder = names.first(subject, "cn") or (
            subject[0][1] if subject else _alternative_name(alternative_names)
        )
        real_name, has_vid = _identity(alternative_names)
        public_key = body["subject_public_key_info"].dump()
        _rsa_numbers(public_key)  # a broken key is found here
        return cls(
            der=encoded,
            asn1=asn1,
            subject=names.dn(subject),
            holder=holder,
            real_name=real_name or holder,
            issuer=names.dn(issuer),
            issuer_organisation=names.first(issuer, "o"),
            serial=body["serial_number"].native,
            not_before=aware_moment(body["validity"]["not_before"].native),
            not_after=aware_moment(body["validity"]["not_after"].native),
            policy_oids=_policy_oids(_only(extensions, _POLICIES, der.SEQUENCE)),
            usage=_usage(extensions),
            key_usage=_key_usage(extensions),
            extended_usages=_extended_usages(extensions),
            has_vid=has_vid,
            public_key_der=public_key,
            alternative_names=alternative_names,
            subject_name=subject_name,
            issuer_name=issuer_name,
            padded=padded,
        )

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the DER bytes, lower-case hexadecimal."""
        return hashlib.sha256(self.der).hexdigest()

    @property
    def self_issued(self) -> bool:
        """Whether subject and issuer are the same name, as in every root."""
        return names.comparable(self.subject_name) == names.comparable(self.issuer_name)

    def rsa_numbers(self) -> tuple[int, int] | None:
        """Return modulus and public exponent, or None when the key is not RSA."""
        return _rsa_numbers(self.public_key_der)

    def not_yet_valid(self, at: datetime) -> bool:
        """Return whether `at` (aware) lies before the validity period."""
        return at < self.not_before

    def expired(self, at: datetime) -> bool:
        """Return whether `at` (aware) lies after the validity period."""
        return at > self.not_after

    def days_left(self, at: datetime) -> int:
        """Return the days from `at` (aware) to the last, as `days_until` counts them."""
        return days_until(self.not_after, at)

    def to_json(self) -> dict[str, object]:
        """Return what people and programs want to know, without the bytes."""
        return {
            "subject": self.subject,
            "holder": self.holder,
            "real_name": self.real_name,
            "issuer": self.issuer,
            "issuer_organisation": self.issuer_organisation,
            "serial": f"{self.serial:x}",
            "not_before": self.not_before.isoformat(),
            "not_after": self.not_after.isoformat(),
            "policy_oids": list(self.policy_oids),
            "usage": self.usage.value,
            "has_vid": self.has_vid,
            "fingerprint": self.fingerprint,
        }


def _pem_to_der(data: bytes) -> bytes:
    armoured = _PEM.search(data)
    return base64.b64decode(armoured[1]) if armoured else data


def aware_moment(native: object) -> datetime:
    """Return an ASN.1 time that is one: raises TypeError without `Z` and for the year 0."""
    if not isinstance(native, datetime) or native.tzinfo is None:
        raise TypeError("time without zone, or out of range")
    return native


def _extensions(content: bytes) -> dict[bytes, der.View]:
    """Return the values by encoded OID; raises ValueError for a repeated one (section 4.2)."""
    found: dict[bytes, der.View] = {}
    for _, extension in der.elements(content):
        (_, oid), *_, (tag, value) = der.elements(extension)
        if tag != der.OCTET_STRING or bytes(oid) in found:
            raise ValueError("no extension, or a repeated one")
        found[bytes(oid)] = value
    return found


def _only(extensions: dict[bytes, der.View], oid: bytes, tag: int) -> bytes:
    """Return the contents of an extension's one element; empty without the extension."""
    if oid not in extensions:
        return b""
    (content,) = der.parts(extensions[oid], tag)
    return bytes(content)


def _policy_oids(policies: bytes) -> tuple[str, ...]:
    return tuple(der.first_oid(policy) for _, policy in der.elements(policies))


def _usage(extensions: dict[bytes, der.View]) -> Usage:
    constraints = list(der.elements(_only(extensions, _BASIC_CONSTRAINTS, der.SEQUENCE)))
    if constraints and constraints[0][0] == der.BOOLEAN and any(constraints[0][1]):
        return Usage.CA
    bits = _key_usage(extensions) or 0
    if bits & _FOR_SIGNING:
        return Usage.SIGN
    return Usage.KEY_MANAGEMENT if bits & _FOR_KEY_MANAGEMENT else Usage.OTHER


def _key_usage(extensions: dict[bytes, der.View]) -> int | None:
    if _KEY_USAGE not in extensions:
        return None
    unused_and_bits = _only(extensions, _KEY_USAGE, der.BIT_STRING)
    return unused_and_bits[1] if len(unused_and_bits) > 1 else 0


def _extended_usages(extensions: dict[bytes, der.View]) -> frozenset[str] | None:
    if _EXTENDED_KEY_USAGE not in extensions:
        return None
    listed = _only(extensions, _EXTENDED_KEY_USAGE, der.SEQUENCE)
    return frozenset(der.oid(content) for _, content in der.elements(listed))


def _identity(alternative_names: bytes) -> tuple[str, bool]:
    """Return the real name, if any, and whether there is a VID (which may be damaged)."""
    try:
        data = identify_data(alternative_names)
        return (data.real_name, data.claim() is not None) if data else ("", False)
    except ValueError:
        return "", True


def _alternative_name(alternative_names: bytes) -> str:
    """Return the first that names somebody; an empty subject needs one (section 4.1.2.6)."""
    for tag, name in der.elements(alternative_names):
        if tag in _TEXT_NAMES:
            return names.read_text(der.UTF8_STRING, name)
        if tag == _DIRECTORY_NAME:
            (content,) = der.parts(name, der.SEQUENCE)
            found = names.read_name(content)
            return names.first(found, "cn") or found[0][1]
    raise ValueError("nobody is named")


def _rsa_numbers(public_key: bytes) -> tuple[int, int] | None:
    (info,) = der.parts(public_key, der.SEQUENCE)
    algorithm, bits = der.parts(info, der.SEQUENCE, der.BIT_STRING)
    if der.first_oid(algorithm) != _RSA_ENCRYPTION:
        return None
    (key,) = der.parts(bits[1:], der.SEQUENCE)
    modulus, exponent = der.parts(key, der.INTEGER, der.INTEGER)
    return der.unsigned(modulus), der.unsigned(exponent)
