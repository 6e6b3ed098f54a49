"""The NPKI certificate profile (KCAC.TS.CERTPROF): names and extensions with their quirks."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, ClassVar

from asn1crypto import core, crl, keys, x509

VID_NAME = "1.2.410.200004.10.1.1"
ENCRYPTED_VID = "1.2.410.200004.10.1.1.1"
PRACTICE_STATEMENT = "http://127.0.0.1/practice/cps.html"
NOTICE = "이 인증서는 연습용 인증서입니다 (practice only, no legal effect)"

_ATTRIBUTES = {
    "c": "country_name",
    "o": "organization_name",
    "ou": "organizational_unit_name",
    "cn": "common_name",
}


class HashContent(core.Sequence):  # type: ignore[misc]  # asn1crypto is untyped
    """What the VID is the double hash of."""

    _fields: ClassVar = [("idn", core.PrintableString), ("random", core.OctetBitString)]


class _VirtualId(core.Sequence):  # type: ignore[misc]  # asn1crypto is untyped
    _fields: ClassVar = [
        ("hash_algorithm", core.Any),
        ("virtual_id", core.OctetString, {"explicit": 0}),
    ]


class _IdentifyData(core.Sequence):  # type: ignore[misc]  # asn1crypto is untyped
    _fields: ClassVar = [
        ("type", core.ObjectIdentifier),
        ("value", _VirtualId),
    ]


class _IdentifyDataSet(core.SequenceOf):  # type: ignore[misc]  # asn1crypto is untyped
    _child_spec = _IdentifyData


class _RealName(core.Sequence):  # type: ignore[misc]  # asn1crypto is untyped
    _fields: ClassVar = [
        ("real_name", core.UTF8String),
        ("user_info", _IdentifyDataSet, {"optional": True}),
    ]


class _OtherName(core.Sequence):  # type: ignore[misc]  # asn1crypto is untyped
    _fields: ClassVar = [
        ("type_id", core.ObjectIdentifier),
        ("value", _RealName, {"explicit": 0}),
    ]


class CertificateList(core.SequenceOf):  # type: ignore[misc]  # asn1crypto is untyped
    """The content of a CaPubs file."""

    _child_spec = x509.Certificate


def name(parts: Iterable[tuple[str, str]]) -> x509.Name:
    """A distinguished name from ("c", "kr"), ("o", …) … in the order of the encoding."""
    rdns = [
        x509.RelativeDistinguishedName(
            [x509.NameTypeAndValue({"type": _ATTRIBUTES[kind], "value": _value(kind, text)})]
        )
        for kind, text in parts
    ]
    return x509.Name(name="", value=x509.RDNSequence(rdns))


def _value(kind: str, text: str) -> core.Asn1Value:
    if kind == "c":
        return x509.DirectoryString("printable_string", core.PrintableString(text))
    return x509.DirectoryString("utf8_string", core.UTF8String(text))


def folder_name(parts: Iterable[tuple[str, str]]) -> str:
    """The DN as NPKI programs name its folder: most specific part first."""
    return ",".join(f"{kind}={text}" for kind, text in reversed(list(parts)))


def time(moment: datetime) -> x509.Time:
    """UTCTime up to 2049 (RFC 5280 section 4.1.2.5); whole seconds."""
    whole = moment.astimezone(UTC).replace(microsecond=0)
    if whole.year < 2050:
        return x509.Time("utc_time", core.UTCTime(whole))
    return x509.Time("general_time", core.GeneralizedTime(whole))


def _extension(kind: str, value: core.Asn1Value, *, critical: bool = False) -> x509.Extension:
    return x509.Extension({"extn_id": kind, "critical": critical, "extn_value": value})


def subject_key_identifier(info: keys.PublicKeyInfo) -> x509.Extension:
    """SHA-1 of the public key, as everywhere (RFC 5280 section 4.2.1.2)."""
    return _extension("key_identifier", core.OctetString(info.sha1))


def authority_key_identifier(issuer: x509.Certificate) -> dict[str, Any]:
    """keyid, and issuer and serial number of the issuing certificate; for certificates and CRLs."""
    value = x509.AuthorityKeyIdentifier(
        {
            "key_identifier": issuer.key_identifier,
            "authority_cert_issuer": [x509.GeneralName("directory_name", issuer.issuer)],
            "authority_cert_serial_number": issuer.serial_number,
        }
    )
    return {"extn_id": "authority_key_identifier", "extn_value": value}


def key_usage(*bits: str) -> x509.Extension:
    """Critical keyUsage."""
    return _extension("key_usage", x509.KeyUsage(set(bits)), critical=True)


def basic_constraints(path_length: int | None) -> x509.Extension:
    """Critical basicConstraints of a CA."""
    value = x509.BasicConstraints({"ca": True, "path_len_constraint": path_length})
    return _extension("basic_constraints", value, critical=True)


def require_explicit_policy() -> x509.Extension:
    """Critical policyConstraints with requireExplicitPolicy 0."""
    value = x509.PolicyConstraints({"require_explicit_policy": 0})
    return _extension("policy_constraints", value, critical=True)


def policies(oid: str) -> x509.Extension:
    """Critical certificatePolicies with a CPS address and a notice in BMPString."""
    notice = x509.UserNotice(
        {"explicit_text": x509.DisplayText("bmp_string", core.BMPString(NOTICE))}
    )
    qualifiers = [
        {
            "policy_qualifier_id": "certification_practice_statement",
            "qualifier": core.IA5String(PRACTICE_STATEMENT),
        },
        {"policy_qualifier_id": "user_notice", "qualifier": notice},
    ]
    value = x509.CertificatePolicies([{"policy_identifier": oid, "policy_qualifiers": qualifiers}])
    return _extension("certificate_policies", value, critical=True)


def alternative_names(*names: x509.GeneralName) -> x509.Extension:
    """subjectAltName."""
    return _extension("subject_alt_name", x509.GeneralNames(list(names)))


def real_name_only(real_name: str) -> x509.GeneralName:
    """The Korean otherName of a CA: a real name without VID."""
    return _other_name(_RealName({"real_name": real_name}))


def vid_name(real_name: str, virtual_id: bytes) -> x509.GeneralName:
    """The Korean otherName of a holder: real name and VID under SHA-256 (KCAC.TS.SIVID)."""
    sha256 = _AlgorithmIdentifier({"algorithm": "2.16.840.1.101.3.4.2.1"})
    data = {
        "type": ENCRYPTED_VID,
        "value": {"hash_algorithm": sha256, "virtual_id": virtual_id},
    }
    return _other_name(_RealName({"real_name": real_name, "user_info": [data]}))


class _AlgorithmIdentifier(core.Sequence):  # type: ignore[misc]  # asn1crypto is untyped
    _fields: ClassVar = [("algorithm", core.ObjectIdentifier)]


def _other_name(value: _RealName) -> x509.GeneralName:
    encoded = _OtherName({"type_id": VID_NAME, "value": value}).dump()
    return x509.GeneralName("other_name", x509.AnotherName.load(encoded))


def mail_name(address: str) -> x509.GeneralName:
    """An rfc822Name, which some CAs put before the VID."""
    return x509.GeneralName("rfc822_name", x509.EmailAddress(address))


def distribution_points(url: str) -> x509.Extension:
    """CRLDistributionPoints naming one partition."""
    value = x509.CRLDistributionPoints([{"distribution_point": _full_name(url)}])
    return _extension("crl_distribution_points", value)


def issuing_distribution_point(url: str | None) -> crl.TBSCertListExtension:
    """Critical issuingDistributionPoint: of a partition, or (None) of a list of CAs only.

    The latter names no point: the root has none in its own certificate, and a list with a name
    would not cover it.
    """
    value = crl.IssuingDistributionPoint(
        {"distribution_point": _full_name(url)} if url else {"only_contains_ca_certs": True}
    )
    return crl.TBSCertListExtension(
        {"extn_id": "issuing_distribution_point", "critical": True, "extn_value": value}
    )


def ocsp(url: str) -> x509.Extension:
    """authorityInformationAccess naming an OCSP responder."""
    location = x509.GeneralName("uniform_resource_identifier", _uri(url))
    value = x509.AuthorityInfoAccessSyntax([{"access_method": "ocsp", "access_location": location}])
    return _extension("authority_information_access", value)


def _full_name(url: str) -> x509.DistributionPointName:
    names = x509.GeneralNames([x509.GeneralName("uniform_resource_identifier", _uri(url))])
    return x509.DistributionPointName("full_name", names)


def _uri(url: str) -> x509.URI:
    return x509.URI(contents=url.encode("ascii"))
