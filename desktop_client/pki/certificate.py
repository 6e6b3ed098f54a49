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

from asn1crypto import core, keys, x509

from desktop_client.pki import vid
from desktop_client.pki.findings import DamagedFile, TooLarge

MAX_CERTIFICATE_BYTES = 64 * 1024
PARSE_ERRORS = vid.PARSE_ERRORS

_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----\s(.*?)-----END CERTIFICATE-----", re.DOTALL)
_SHORT_NAMES = {
    "2.5.4.3": "cn",
    "2.5.4.5": "serialNumber",
    "2.5.4.6": "c",
    "2.5.4.7": "l",
    "2.5.4.8": "st",
    "2.5.4.9": "street",
    "2.5.4.10": "o",
    "2.5.4.11": "ou",
    "0.9.2342.19200300.100.1.1": "uid",
    "0.9.2342.19200300.100.1.25": "dc",
    "1.2.840.113549.1.9.1": "email",
}
_SPECIAL = re.compile(r'([,+"\\<>;])')


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
    """Common name (CN), or the most specific part of a subject without one."""
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
    has_vid: bool = field(repr=False, compare=False)
    public_key_der: bytes = field(repr=False, compare=False)
    """The SubjectPublicKeyInfo as it stands in the certificate."""

    @classmethod
    def from_der(cls, data: bytes) -> Self:
        """Read one certificate, DER or PEM (the first of several).

        Raises DamagedFile `certificate_damaged` when the bytes are anything else, and
        TooLarge beyond 64 KiB.
        """
        if len(data) > MAX_CERTIFICATE_BYTES:
            raise TooLarge(limit=MAX_CERTIFICATE_BYTES)
        try:
            return cls._read(_pem_to_der(data))
        except PARSE_ERRORS:
            raise DamagedFile("certificate_damaged") from None

    @classmethod
    def _read(cls, der: bytes) -> Self:
        asn1 = x509.Certificate.load(der, strict=True)
        body = asn1["tbs_certificate"]
        subject, issuer = _parts(body["subject"]), _parts(body["issuer"])
        holder = _first(subject, "cn") or subject[0][1]
        real_name, has_vid = _identity(asn1)
        validity = body["validity"]
        return cls(
            der=der,
            asn1=asn1,
            subject=_dn(subject),
            holder=holder,
            real_name=real_name or holder,
            issuer=_dn(issuer),
            issuer_organisation=_first(issuer, "o"),
            serial=body["serial_number"].native,
            not_before=aware_moment(validity["not_before"].native),
            not_after=aware_moment(validity["not_after"].native),
            policy_oids=_policy_oids(asn1),
            usage=_usage(asn1),
            has_vid=has_vid,
            public_key_der=_public_key_der(asn1),
        )

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the DER bytes, lower-case hexadecimal."""
        return hashlib.sha256(self.der).hexdigest()

    @property
    def self_issued(self) -> bool:
        """Whether subject and issuer are the same name, as in every root."""
        return bool(self.asn1.subject == self.asn1.issuer)

    def rsa_numbers(self) -> tuple[int, int] | None:
        """Return modulus and public exponent, or None when the key is not RSA."""
        if self.asn1.public_key.algorithm != "rsa":
            return None
        key = self.asn1.public_key["public_key"].parsed
        return key["modulus"].native, key["public_exponent"].native

    def not_yet_valid(self, at: datetime) -> bool:
        """Return whether `at` (aware) lies before the validity period."""
        return at < self.not_before

    def expired(self, at: datetime) -> bool:
        """Return whether `at` (aware) lies after the validity period."""
        return at > self.not_after

    def days_left(self, at: datetime) -> int:
        """Return whole days from `at` (aware) to the end; negative once expired."""
        return (self.not_after - at).days

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


def _parts(name: x509.Name) -> list[tuple[str, str]]:
    """Return (short type, text) most specific first; a subject must not be empty."""
    parts = [
        (_SHORT_NAMES.get(pair["type"].dotted, pair["type"].dotted), _text(pair["value"]))
        for relative in name.chosen
        for pair in relative
    ]
    if not parts:
        raise ValueError("empty name")
    return parts[::-1]


def _text(value: core.Asn1Value) -> str:
    native = value.native
    return native if isinstance(native, str) else bytes(value.contents or b"").hex()


def _dn(parts: list[tuple[str, str]]) -> str:
    return ",".join(f"{kind}={_escaped(text)}" for kind, text in parts)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _first(parts: list[tuple[str, str]], kind: str) -> str:
    return next((text for name, text in parts if name == kind), "")


def aware_moment(native: object) -> datetime:
    """Return an ASN.1 time that is one: raises TypeError without `Z` and for the year 0."""
    if not isinstance(native, datetime) or native.tzinfo is None:
        raise TypeError("time without zone, or out of range")
    return native


def _policy_oids(asn1: x509.Certificate) -> tuple[str, ...]:
    policies = asn1.certificate_policies_value
    return tuple(policy["policy_identifier"].dotted for policy in policies or ())


def _usage(asn1: x509.Certificate) -> Usage:
    constraints = asn1.basic_constraints_value
    if constraints is not None and constraints["ca"].native:
        return Usage.CA
    bits = asn1.key_usage_value.native if asn1.key_usage_value is not None else set()
    if bits & {"digital_signature", "non_repudiation"}:
        return Usage.SIGN
    if bits & {"key_encipherment", "data_encipherment", "key_agreement"}:
        return Usage.KEY_MANAGEMENT
    return Usage.OTHER


def _identity(asn1: x509.Certificate) -> tuple[str, bool]:
    """Return the real name, if any, and whether there is a VID (which may be damaged)."""
    data = vid.identify_data(asn1)
    if data is None:
        return "", False
    try:
        return data["real_name"].native, vid.claim_in(data) is not None
    except PARSE_ERRORS:
        return "", True


def _public_key_der(asn1: x509.Certificate) -> bytes:
    key: keys.PublicKeyInfo = asn1.public_key
    if key.algorithm == "rsa":
        # Read both numbers now, so that a broken key is found here.
        _ = key["public_key"].parsed["modulus"].native, key["public_key"].parsed.native
    return bytes(key.dump())
