"""Certificate authorities shaped like the KISA tree: issue certificates, sign revocation lists."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from asn1crypto import algos, core, crl, keys, pem, x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from practice import profile

Rdn = tuple[str, str]
Validity = tuple[datetime, datetime]
Extensions = Iterable[x509.Extension]
SHA256_RSA = {"algorithm": "sha256_rsa", "parameters": core.Null()}


@dataclass(frozen=True, slots=True)
class Revoked:
    """One entry of a revocation list; the reason is RFC 5280's, as asn1crypto spells it."""

    serial: int
    date: datetime
    reason: str = "key_compromise"


@dataclass(frozen=True)
class Authority:
    """A certificate that issues others, with its private key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    @property
    def pem(self) -> bytes:
        """The certificate in PEM."""
        return to_pem(self.certificate)

    @property
    def organisation(self) -> str:
        """The O of the subject, which names the folder under NPKI."""
        name: str = self.certificate.subject.native["organization_name"]
        return name

    def issue(
        self,
        subject: Iterable[Rdn],
        public_key: rsa.RSAPublicKey,
        extensions: Extensions,
        valid: Validity,
    ) -> x509.Certificate:
        """A certificate under this authority; AKI and SKI are added to the extensions given."""
        info = public_key_info(public_key)
        identifier = x509.Extension(profile.authority_key_identifier(self.certificate))
        every = [identifier, profile.subject_key_identifier(info), *extensions]
        names = (self.certificate.subject, profile.name(subject))
        return _sign_certificate(self.key, names, info, every, valid)

    def revocation_list(
        self,
        url: str | None,
        revoked: Iterable[Revoked],
        valid: Validity,
        number: int,
    ) -> bytes:
        """A CRL in DER for the partition at `url`, or for CAs only (RFC 5280 section 5)."""
        entries = [_entry(each) for each in revoked]
        body = {
            "version": "v2",
            "signature": SHA256_RSA,
            "issuer": self.certificate.subject,
            "this_update": profile.time(valid[0]),
            "next_update": profile.time(valid[1]),
            "crl_extensions": [
                crl.TBSCertListExtension(profile.authority_key_identifier(self.certificate)),
                crl.TBSCertListExtension(
                    {"extn_id": "crl_number", "extn_value": core.Integer(number)}
                ),
                profile.issuing_distribution_point(url),
            ],
        }
        if entries:
            body["revoked_certificates"] = entries
        tbs = crl.TbsCertList(body)
        signed = crl.CertificateList(
            {
                "tbs_cert_list": tbs,
                "signature_algorithm": SHA256_RSA,
                "signature": _sign(self.key, tbs.dump()),
            }
        )
        encoded: bytes = signed.dump()
        return encoded


def root(subject: Iterable[Rdn], key: rsa.RSAPrivateKey, now: datetime) -> Authority:
    """A self-signed root like KISA RootCA 4: no keyUsage, no authorityKeyIdentifier."""
    own = profile.name(subject)
    info = public_key_info(key.public_key())
    extensions = [profile.subject_key_identifier(info), profile.basic_constraints(None)]
    valid = (now - timedelta(days=10 * 365), now + timedelta(days=10 * 365))
    return Authority(_sign_certificate(key, (own, own), info, extensions, valid, serial=1), key)


def intermediate(
    issuer: Authority,
    subject: Iterable[Rdn],
    key: rsa.RSAPrivateKey,
    now: datetime,
    arl_url: str,
) -> Authority:
    """An issuing CA: critical anyPolicy, requireExplicitPolicy 0, pathLen 0."""
    extensions = [
        profile.key_usage("key_cert_sign", "crl_sign"),
        profile.policies("2.5.29.32.0"),
        profile.alternative_names(profile.real_name_only("연습용인증기관")),
        profile.basic_constraints(0),
        profile.require_explicit_policy(),
        profile.distribution_points(arl_url),
    ]
    valid = (now - timedelta(days=5 * 365), now + timedelta(days=5 * 365))
    return Authority(issuer.issue(subject, key.public_key(), extensions, valid), key)


def load(certificate: bytes, key: bytes) -> Authority:
    """An authority from its certificate and its unencrypted key, both in PEM."""
    opened = serialization.load_pem_private_key(key, None)
    assert isinstance(opened, rsa.RSAPrivateKey)  # noqa: S101 - written by this package
    return Authority(x509.Certificate.load(pem.unarmor(certificate)[2]), opened)


def public_key_info(public_key: rsa.RSAPublicKey) -> keys.PublicKeyInfo:
    """SubjectPublicKeyInfo as asn1crypto has it."""
    return keys.PublicKeyInfo.load(
        public_key.public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )


def to_pem(certificate: x509.Certificate) -> bytes:
    """A certificate in PEM."""
    armoured: bytes = pem.armor("CERTIFICATE", certificate.dump())
    return armoured


def virtual_id(number: str, random: bytes) -> bytes:
    """VID = h(h(DER(SEQ{ PrintableString idn, BIT STRING R }))) with SHA-256."""
    hashed = profile.HashContent({"idn": number, "random": core.OctetBitString(random)}).dump()
    return hashlib.sha256(hashlib.sha256(hashed).digest()).digest()


def _sign_certificate(
    key: rsa.RSAPrivateKey,
    names: tuple[x509.Name, x509.Name],
    info: keys.PublicKeyInfo,
    extensions: Extensions,
    valid: Validity,
    *,
    serial: int | None = None,
) -> x509.Certificate:
    issuer, subject = names
    tbs = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": serial or secrets.randbits(62) + 2,
            "signature": SHA256_RSA,
            "issuer": issuer,
            "validity": {
                "not_before": profile.time(valid[0]),
                "not_after": profile.time(valid[1]),
            },
            "subject": subject,
            "subject_public_key_info": info,
            "extensions": list(extensions),
        }
    )
    built = x509.Certificate(
        {
            "tbs_certificate": tbs,
            "signature_algorithm": algos.SignedDigestAlgorithm(SHA256_RSA),
            "signature_value": _sign(key, tbs.dump()),
        }
    )
    return x509.Certificate.load(built.dump())  # what was read is not encoded anew each time


def _sign(key: rsa.RSAPrivateKey, data: bytes) -> bytes:
    return key.sign(data, padding.PKCS1v15(), hashes.SHA256())


def _entry(revoked: Revoked) -> dict[str, object]:
    return {
        "user_certificate": revoked.serial,
        "revocation_date": profile.time(revoked.date),
        "crl_entry_extensions": [
            {"extn_id": "crl_reason", "extn_value": crl.CRLReason(revoked.reason)}
        ],
    }
