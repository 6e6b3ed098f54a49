"""Certificates and revocation lists the practice PKI does not make: the odd and the hostile."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from asn1crypto import algos, core, crl, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from desktop_client.pki.certificate import Certificate
from practice import profile
from practice.authority import SHA256_RSA, Authority, Revoked
from testing.pki import damage

ChangeList = Callable[[crl.TbsCertList], None]

NOW = datetime.now(UTC).replace(microsecond=0)
YEAR = timedelta(days=365)
DAY = timedelta(days=1)
VALID = (NOW - YEAR, NOW + YEAR)
NULL = core.Null()
POLICY = "1.2.410.200005.1.1.5"
LIST_URL = "http://127.0.0.1:1/dp1.crl"
SIGNS = profile.key_usage("digital_signature", "non_repudiation")
ENCIPHERS = profile.key_usage("key_encipherment")
ISSUES = profile.key_usage("key_cert_sign", "crl_sign")


def certificate(
    issuer: Authority,
    *extensions: x509.Extension,
    name: str = "시험",
    key: rsa.RSAPublicKey | None = None,
    valid: tuple[datetime, datetime] = VALID,
) -> Certificate:
    """A certificate with these extensions besides AKI and SKI; the issuer's key is reused."""
    subject = [("c", "kr"), ("o", "test"), ("cn", name)]
    made = issuer.issue(subject, key or issuer.key.public_key(), extensions, valid)
    return Certificate.from_der(made.dump())


def leaf(issuer: Authority, *extensions: x509.Extension, url: str = LIST_URL) -> Certificate:
    """A certificate for signing with a policy and a distribution point."""
    usual = (SIGNS, profile.policies(POLICY), profile.distribution_points(url))
    return certificate(issuer, *usual, *extensions)


def authority(
    issuer: Authority,
    *extensions: x509.Extension,
    name: str = "CA",
    key: rsa.RSAPrivateKey | None = None,
    path_length: int | None = None,
) -> Authority:
    """A CA below another; by default with the same key, which costs nothing to make."""
    own = key or issuer.key
    made = certificate(
        issuer,
        profile.basic_constraints(path_length),
        *extensions,
        name=name,
        key=own.public_key(),
    )
    return Authority(made.asn1, own)


def of(each: Authority) -> Certificate:
    """The authority's certificate as the judge takes it."""
    return Certificate.from_der(each.certificate.dump())


def resigned(
    made: Certificate,
    key: rsa.RSAPrivateKey,
    change: Callable[[x509.TbsCertificate], None] = lambda _: None,
    algorithm: str = "sha256_rsa",
) -> Certificate:
    """The certificate changed and signed again, with another algorithm if wanted."""
    tbs = x509.Certificate.load(made.der)["tbs_certificate"]
    tbs["signature"] = {"algorithm": algorithm, "parameters": core.Null()}
    change(tbs)
    used = hashes.SHA1() if algorithm == "sha1_rsa" else hashes.SHA256()  # noqa: S303
    signature = key.sign(tbs.dump(force=True), padding.PKCS1v15(), used)
    whole = {
        "tbs_certificate": tbs,
        "signature_algorithm": tbs["signature"],
        "signature_value": signature,
    }
    return Certificate.from_der(x509.Certificate(whole).dump())


def revocation_list(
    issuer: Authority,
    *revoked: Revoked,
    url: str | None = LIST_URL,
    valid: tuple[datetime, datetime] = (NOW - DAY, NOW + DAY),
    change: ChangeList = lambda _: None,
    entries: bytes = b"",
    key: rsa.RSAPrivateKey | None = None,
) -> bytes:
    """A list in DER, altered by `change` before it is signed with `key` or the issuer's.

    `entries` are encoded ones that take the place of `revoked`.
    """
    tbs = crl.CertificateList.load(issuer.revocation_list(url, revoked, valid, 1))["tbs_cert_list"]
    change(tbs)
    if entries:
        before = ("version", "signature", "issuer", "this_update", "next_update")
        fields = [tbs[name].dump() for name in before]
        body = sequence(*fields, sequence(entries), tbs["crl_extensions"].dump())
    else:
        body = tbs.dump(force=True)
    signature = (key or issuer.key).sign(body, padding.PKCS1v15(), hashes.SHA256())
    algorithm = algos.SignedDigestAlgorithm(SHA256_RSA).dump()
    return sequence(body, algorithm, core.OctetBitString(signature).dump())


def entry(serial: int, *extensions: tuple[str, bool, core.Asn1Value]) -> bytes:
    """An entry of a list; an extension is its OID, whether it is critical, and its value."""
    encoded = [
        sequence(
            core.ObjectIdentifier(oid).dump(),
            core.Boolean(True).dump() if critical else b"",
            core.OctetString(value.dump()).dump(),
        )
        for oid, critical, value in extensions
    ]
    fields = (core.Integer(serial).dump(), core.UTCTime(NOW - DAY).dump())
    return sequence(*fields, sequence(*encoded) if encoded else b"")


def sequence(*parts: bytes) -> bytes:
    return damage.Node(0x30, b"".join(parts)).encoded


def extension(oid: str, value: core.Asn1Value, *, critical: bool = True) -> x509.Extension:
    encoded = core.ParsableOctetString(value.dump())
    return x509.Extension({"extn_id": oid, "critical": critical, "extn_value": encoded})


def list_extension(
    oid: str, value: core.Asn1Value, *, critical: bool = True
) -> crl.TBSCertListExtension:
    encoded = core.ParsableOctetString(value.dump(force=True))
    return crl.TBSCertListExtension({"extn_id": oid, "critical": critical, "extn_value": encoded})


def replace_scope(**fields: object) -> ChangeList:
    """Give a list these fields of an issuing distribution point for the one it has."""

    def change(tbs: crl.TbsCertList) -> None:
        others = [
            extension
            for extension in tbs["crl_extensions"]
            if extension["extn_id"].native != "issuing_distribution_point"
        ]
        scope = crl.IssuingDistributionPoint(fields)
        tbs["crl_extensions"] = [*others, list_extension("issuing_distribution_point", scope)]

    return change


FIRST_OF_MANY = 0x4000000000000000


def many_entries(count: int) -> bytes:
    """Encoded entries with the serial numbers from FIRST_OF_MANY on, made in no time."""
    reason = ("2.5.29.21", False, crl.CRLReason("key_compromise"))
    before, after = entry(FIRST_OF_MANY, reason).split(FIRST_OF_MANY.to_bytes(8))
    serials = range(FIRST_OF_MANY, FIRST_OF_MANY + count)
    return b"".join(before + serial.to_bytes(8) + after for serial in serials)
