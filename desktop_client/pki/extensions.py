"""The extensions of a certificate (RFC 5280 section 4.2): the one place that decodes them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from desktop_client.pki.encoding import der_read as der

if TYPE_CHECKING:
    from asn1crypto import x509

CRL_SIGN = 0x02
"""A bit of keyUsage, of which digitalSignature is the highest (section 4.2.1.3)."""
TIME_STAMPING, OCSP_SIGNING = "1.3.6.1.5.5.7.3.8", "1.3.6.1.5.5.7.3.9"
"""Of extendedKeyUsage (section 4.2.1.12)."""

_SUBJECT_KEY_IDENTIFIER = bytes.fromhex("551d0e")
_KEY_USAGE = bytes.fromhex("551d0f")
_ALTERNATIVE_NAMES = bytes.fromhex("551d11")
_BASIC_CONSTRAINTS = bytes.fromhex("551d13")
_NAME_CONSTRAINTS = bytes.fromhex("551d1e")
_DISTRIBUTION_POINTS = bytes.fromhex("551d1f")
_POLICIES = bytes.fromhex("551d20")
_AUTHORITY_KEY_IDENTIFIER = bytes.fromhex("551d23")
_EXTENDED_KEY_USAGE = bytes.fromhex("551d25")
_AUTHORITY_ACCESS = bytes.fromhex("2b06010505070101")
_OCSP_NO_CHECK = bytes.fromhex("2b0601050507300105")
_OCSP = "1.3.6.1.5.5.7.48.1"
_KEY_IDENTIFIER, _URL = 0x80, 0x86
"""Of AuthorityKeyIdentifier; of GeneralName."""


@dataclass(frozen=True, slots=True)
class Extensions:
    """What stands in the extensions; each is decoded when it is asked for.

    Every member raises PARSE_ERRORS where its extension is damaged.
    """

    values: dict[bytes, bytes]
    """The encoded values by encoded OID."""
    critical: frozenset[bytes]
    """The encoded OIDs of those that whoever does not know them must not pass over."""

    @classmethod
    def read(cls, content: bytes | der.View) -> Self:
        """Read the contents of Extensions; raises ValueError for a repeated one (section 4.2)."""
        values, critical = dict[bytes, bytes](), set[bytes]()
        for _, extension in der.elements(content):
            (_, kind), *between, (tag, value) = der.elements(extension)
            oid = bytes(kind)
            if tag != der.OCTET_STRING or oid in values:
                raise ValueError("no extension, or a repeated one")
            values[oid] = bytes(value)
            if any(any(flag) for found, flag in between if found == der.BOOLEAN):
                critical.add(oid)
        return cls(values, frozenset(critical))

    @property
    def is_authority(self) -> bool:
        """Whether basicConstraints make it a CA (section 4.2.1.9)."""
        constraints = list(der.elements(self._only(_BASIC_CONSTRAINTS, der.SEQUENCE)))
        return bool(constraints) and constraints[0][0] == der.BOOLEAN and any(constraints[0][1])

    @property
    def key_usage(self) -> int | None:
        """The first eight bits of keyUsage, digitalSignature the highest; None without one."""
        if _KEY_USAGE not in self.values:
            return None
        unused_and_bits = self._only(_KEY_USAGE, der.BIT_STRING)
        return unused_and_bits[1] if len(unused_and_bits) > 1 else 0

    @property
    def extended_usages(self) -> frozenset[str] | None:
        """The OIDs of extendedKeyUsage; None without one."""
        if _EXTENDED_KEY_USAGE not in self.values:
            return None
        listed = self._only(_EXTENDED_KEY_USAGE, der.SEQUENCE)
        return frozenset(der.oid(content) for _, content in der.elements(listed))

    @property
    def has_critical_usages(self) -> bool:
        """Whether extendedKeyUsage is critical."""
        return _EXTENDED_KEY_USAGE in self.critical

    @property
    def policy_oids(self) -> tuple[str, ...]:
        """The OIDs of certificatePolicies (section 4.2.1.4)."""
        policies = self._only(_POLICIES, der.SEQUENCE)
        return tuple(der.first_oid(policy) for _, policy in der.elements(policies))

    @property
    def alternative_names(self) -> bytes:
        """The contents of subjectAltName (GeneralNames, section 4.2.1.6); empty without one."""
        return self._only(_ALTERNATIVE_NAMES, der.SEQUENCE)

    @property
    def name_constraints(self) -> bytes:
        """The contents of nameConstraints (section 4.2.1.10); empty without one."""
        return self._only(_NAME_CONSTRAINTS, der.SEQUENCE)

    @property
    def key_identifier(self) -> bytes | None:
        """The subjectKeyIdentifier (section 4.2.1.2)."""
        if _SUBJECT_KEY_IDENTIFIER not in self.values:
            return None
        return self._only(_SUBJECT_KEY_IDENTIFIER, der.OCTET_STRING)

    @property
    def authority_key_identifier(self) -> bytes | None:
        """The keyIdentifier of authorityKeyIdentifier (section 4.2.1.1)."""
        parts = dict(der.elements(self._only(_AUTHORITY_KEY_IDENTIFIER, der.SEQUENCE)))
        return bytes(parts[_KEY_IDENTIFIER]) if _KEY_IDENTIFIER in parts else None

    @property
    def distribution_points(self) -> "list[x509.DistributionPoint]":
        """The cRLDistributionPoints (section 4.2.1.13), decoded anew for whoever asks."""
        from desktop_client.pki.encoding.asn1 import x509

        encoded = self.values.get(_DISTRIBUTION_POINTS)
        return [] if encoded is None else list(x509.CRLDistributionPoints.load(encoded))

    @property
    def responders(self) -> tuple[str, ...]:
        """URLs of OCSP responders (authorityInfoAccess, section 4.2.2.1), as they are written."""
        return tuple(self._responders())

    @property
    def is_exempt_responder(self) -> bool:
        """Whether its own revocation need not be asked (id-pkix-ocsp-nocheck, RFC 6960)."""
        return _OCSP_NO_CHECK in self.values

    def _responders(self) -> Iterator[str]:
        for _, described in der.elements(self._only(_AUTHORITY_ACCESS, der.SEQUENCE)):
            (_, method), (tag, location) = der.elements(described)
            if der.oid(method) == _OCSP and tag == _URL:
                yield str(location, "latin-1")

    def _only(self, oid: bytes, tag: int) -> bytes:
        """Return the contents of an extension's one element; empty without the extension."""
        if oid not in self.values:
            return b""
        (content,) = der.parts(self.values[oid], tag)
        return bytes(content)
