"""ECDSA and RSA-PSS made by openssl and judged here: CMS signatures, certificates and lists."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import Validity
from desktop_client.pki.judging.chain import Revocation, judge
from desktop_client.pki.judging.trust import TrustList
from desktop_client.pki.signing.cms_verify import verify
from testing.pki import openssl

DOCUMENT = "제안서\n".encode() * 9
CURVES = {"P-256": "sha256", "P-384": "sha384"}
PSS = ("-sigopt", "rsa_padding_mode:pss")


@dataclass(frozen=True)
class Files:
    """A self-signed authority as openssl keeps it."""

    folder: Path

    @property
    def certificate(self) -> Certificate:
        pem = self.folder / "certificate.pem"
        return Certificate.from_der(openssl.output("x509", "-in", pem, "-outform", "der"))

    def sign(self, *options: str) -> bytes:
        return openssl.output(
            *("cms", "-sign", "-binary", "-nodetach", "-cades", "-outform", "der"),
            *("-signer", self.folder / "certificate.pem", "-inkey", self.folder / "key.pem"),
            *options,
            data=DOCUMENT,
        )

    def key(self) -> rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey:
        key = load_pem_private_key((self.folder / "key.pem").read_bytes(), None)
        assert isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey)
        return key


def made(folder: Path, *options: str) -> Files:
    """A CA whose certificate also serves for signing, as openssl makes both."""
    openssl.output(
        *("req", "-x509", "-nodes", "-days", "30", "-subj", "/C=KR/O=test/CN=CA"),
        *("-addext", "keyUsage=critical,digitalSignature,keyCertSign,cRLSign"),
        *("-keyout", folder / "key.pem", "-out", folder / "certificate.pem"),
        *options,
    )
    return Files(folder)


def elliptic(folder: Path, curve: str, *options: str) -> Files:
    return made(folder, "-newkey", "ec", "-pkeyopt", f"ec_paramgen_curve:{curve}", *options)


def codes(encoded: bytes) -> list[str]:
    return [one.code for one in verify(encoded).findings]


@pytest.mark.parametrize(("curve", "digest"), CURVES.items())
def test_ecdsa(tmp_path: Path, curve: str, digest: str) -> None:
    encoded = elliptic(tmp_path, curve).sign("-md", digest)
    assert codes(encoded) == []
    assert codes(encoded.replace(DOCUMENT, DOCUMENT[:-2] + b"!\n")) == ["content_changed"]
    assert codes(encoded[:-1] + bytes([encoded[-1] ^ 1])) == ["signature_wrong"]


def test_a_curve_that_is_not_known(tmp_path: Path) -> None:
    assert codes(elliptic(tmp_path, "secp256k1").sign()) == ["algorithm_unknown"]


def test_ecdsa_with_a_broken_hash(tmp_path: Path) -> None:
    assert codes(elliptic(tmp_path, "P-256").sign("-md", "sha1")) == ["algorithm_weak"]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("", []),
        ("-md sha384", []),
        ("-md sha512 -keyopt rsa_pss_saltlen:20", []),
        ("-keyopt rsa_pss_saltlen:0", []),
        ("-md sha1", ["algorithm_weak"]),
        ("-keyopt rsa_mgf1_md:sha1", ["algorithm_weak"]),
        ("-keyopt rsa_mgf1_md:sha512", ["algorithm_unknown"]),
    ],
)
def test_pss(tmp_path: Path, options: str, found: list[str]) -> None:
    authority = made(tmp_path, "-newkey", "rsa:2048")
    encoded = authority.sign("-keyopt", "rsa_padding_mode:pss", *options.split())
    assert codes(encoded) == found


@pytest.mark.parametrize("kind", [*CURVES, "pss"])
def test_certificates_and_lists(tmp_path: Path, kind: str) -> None:
    """A path with a list is judged whichever of the algorithms signed them."""
    if kind == "pss":
        authority = made(tmp_path, "-newkey", "rsa:2048", *PSS)
    else:
        authority = elliptic(tmp_path, kind, f"-{CURVES[kind]}")
    leaf = issued(tmp_path, *(PSS if kind == "pss" else (f"-{CURVES[kind]}",)))
    trust = TrustList.of([authority.certificate])
    for revoked, expected in ((1, Validity.VALID), (leaf.serial, Validity.INVALID)):
        crl = revocation_list(authority, revoked, pss=kind == "pss")
        verdict = judge(leaf, trust, crls=[crl], revocation=Revocation.REQUIRE)
        assert verdict.validity is expected, verdict.findings
    wrong = bytes([*leaf.der[:-1], leaf.der[-1] ^ 1])
    verdict = judge(Certificate.from_der(wrong), trust, revocation=Revocation.OFF)
    assert "certificate_signature_wrong" in {one.code for one in verdict.findings}


def issued(folder: Path, *options: str) -> Certificate:
    """A certificate for signing below the authority of the folder."""
    return Certificate.from_der(
        openssl.output(
            *("req", "-x509", "-nodes", "-newkey", "rsa:2048", "-days", "20"),
            *("-CA", folder / "certificate.pem", "-CAkey", folder / "key.pem"),
            *("-subj", "/C=KR/O=test/CN=leaf", "-keyout", folder / "leaf.key"),
            *("-addext", "basicConstraints=critical,CA:FALSE"),
            *("-addext", "keyUsage=critical,digitalSignature"),
            *("-addext", "crlDistributionPoints=URI:http://127.0.0.1:1/1.crl"),
            *("-outform", "der"),
            *options,
        )
    )


def revocation_list(authority: Files, serial: int, *, pss: bool) -> bytes:
    key, now = authority.key(), datetime.now(UTC)
    issuer = x509.load_der_x509_certificate(authority.certificate.der)
    entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(now).build()
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.public_key())  # type: ignore[arg-type]
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.subject)
        .last_update(now - timedelta(hours=1))
        .next_update(now + timedelta(days=1))
        .add_extension(x509.CRLNumber(1), critical=False)
        .add_extension(identifier, critical=False)
        .add_revoked_certificate(entry)
    )
    scheme = padding.PSS(padding.MGF1(hashes.SHA256()), 32) if pss else None
    return builder.sign(key, hashes.SHA256(), rsa_padding=scheme).public_bytes(Encoding.DER)
