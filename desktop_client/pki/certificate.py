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
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Self

from desktop_client.pki import names
from desktop_client.pki.days import days_until
from desktop_client.pki.encoding import der_read as der
from desktop_client.pki.encoding.der_write import context, encode
from desktop_client.pki.extensions import Extensions
from desktop_client.pki.findings import DamagedFile, TooLarge
from desktop_client.pki.identify_data import identify_data

if TYPE_CHECKING:
    from asn1crypto import x509

MAX_CERTIFICATE_BYTES = 64 * 1024

_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----\s(.*?)-----END CERTIFICATE-----", re.DOTALL)
_RSA_ENCRYPTION = "1.2.840.113549.1.1.1"
_TEXT_NAMES, _DIRECTORY_NAME = frozenset({0x81, 0x82, 0x86}), 0xA4
"""Of GeneralName: rfc822Name, dNSName, uniformResourceIdentifier; directoryName."""
_SIGNED = [der.SEQUENCE, der.SEQUENCE, der.BIT_STRING]
_VERSION, _EXTENSIONS = context(0), context(3)
_FIELDS = [der.INTEGER, *[der.SEQUENCE] * 5]
"""Serial number, algorithm, issuer, validity, subject and public key."""
_OPTIONAL = (0x81, 0x82, _EXTENSIONS)
"""After them: issuerUniqueID, subjectUniqueID and the extensions."""
_MOST_FIELDS = 1 + len(_FIELDS) + len(_OPTIONAL)
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
    extensions: Extensions = field(repr=False, compare=False)
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
        body = _body(encoded)
        subject = names.read_name(body.subject)
        extensions = Extensions.read(body.extensions)
        alternative_names = extensions.alternative_names
        holder = names.first(subject, "cn") or (
            subject[0][1] if subject else _alternative_name(alternative_names)
        )
        real_name, has_vid = _identity(alternative_names)
        issuer, issuer_organisation = _issuer(body.issuer)
        _rsa_numbers(body.public_key)  # a broken key is found here
        return cls(
            der=encoded,
            subject=names.dn(subject),
            holder=holder,
            real_name=real_name or holder,
            issuer=issuer,
            issuer_organisation=issuer_organisation,
            serial=body.serial,
            not_before=body.not_before,
            not_after=body.not_after,
            policy_oids=extensions.policy_oids,
            usage=_usage(extensions),
            key_usage=extensions.key_usage,
            extended_usages=extensions.extended_usages,
            has_vid=has_vid,
            public_key_der=body.public_key,
            alternative_names=alternative_names,
            extensions=extensions,
            subject_name=body.subject,
            issuer_name=body.issuer,
            padded=padded,
        )

    @property
    def asn1(self) -> "x509.Certificate":
        """The certificate as asn1crypto reads it, anew for whoever asks: not to be shared."""
        from desktop_client.pki.encoding.asn1 import x509

        return x509.Certificate.load(self.der)

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


class _Body(NamedTuple):
    """The fields of TBSCertificate (section 4.1.2) that are read here."""

    serial: int
    issuer: bytes
    not_before: datetime
    not_after: datetime
    subject: bytes
    public_key: bytes
    extensions: bytes


def _body(encoded: bytes) -> _Body:
    """Read the fields; raises PARSE_ERRORS for others, or in another order."""
    (outer,) = der.parts(encoded, der.SEQUENCE)
    signed = list(islice(der.elements(outer), len(_SIGNED)))  # what follows fails its path
    if [tag for tag, _ in signed] != _SIGNED:
        raise ValueError("no Certificate")
    fields = list(islice(der.elements(signed[0][1]), _MOST_FIELDS + 1))
    if fields and fields[0][0] == _VERSION:
        del fields[0]
    tags = [tag for tag, _ in fields]
    if tags[: len(_FIELDS)] != _FIELDS or not _are_optional(tags[len(_FIELDS) :]):
        raise ValueError("no TBSCertificate")
    serial, _, issuer, validity, subject, public_key = (part for _, part in fields[: len(_FIELDS)])
    not_before, not_after = der.elements(validity)
    extensions = b""
    if tags[-1] == _EXTENSIONS:
        (content,) = der.parts(fields[-1][1], der.SEQUENCE)
        extensions = bytes(content)
    return _Body(
        der.integer(serial),
        bytes(issuer),
        der.moment(*not_before),
        der.moment(*not_after),
        bytes(subject),
        encode(der.SEQUENCE, public_key),
        extensions,
    )


def _are_optional(tags: list[int]) -> bool:
    """Whether these are unique identifiers and extensions, each once and in their order."""
    order = [_OPTIONAL.index(tag) if tag in _OPTIONAL else -1 for tag in tags]
    return -1 not in order and order == sorted(set(order))


@lru_cache(64)
def _issuer(content: bytes) -> tuple[str, str]:
    """Return the issuer's name and its O; many certificates have the same."""
    issuer = names.read_name(content)
    return names.dn(issuer), names.first(issuer, "o")


def _usage(extensions: Extensions) -> Usage:
    if extensions.is_authority:
        return Usage.CA
    bits = extensions.key_usage or 0
    if bits & _FOR_SIGNING:
        return Usage.SIGN
    return Usage.KEY_MANAGEMENT if bits & _FOR_KEY_MANAGEMENT else Usage.OTHER


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
