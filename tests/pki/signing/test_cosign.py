"""One signature more: by us on openssl's and ours, by openssl on ours; openssl judges."""

import io
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import PkiError
from desktop_client.pki.keyfile import OpenedKey, open_key
from desktop_client.pki.signing import cms, cosign
from desktop_client.pki.signing.cms_verify import verify
from practice.pki import PASSWORD, Practice
from tests.pki import openssl

DOCUMENT = "공동수급협정서\n".encode() * 30


@pytest.fixture(scope="session")
def second(practice_pki: Practice) -> tuple[Certificate, OpenedKey]:
    folder = practice_pki.sample("supplier_pbes1").path
    certificate = Certificate.from_der((folder / "signCert.der").read_bytes())
    key = (folder / "signPri.key").read_bytes()
    return certificate, open_key(key, PASSWORD.encode(), certificate)


def openssl_reads(encoded: bytes, practice: Practice, folder: Path, *options: str | Path) -> bytes:
    trusted = folder / "trusted.pem"
    trusted.write_bytes(practice.root.read_bytes() + practice.ca.read_bytes())
    command = ("cms", "-verify", "-cades", "-binary", "-inform", "der", "-purpose", "any")
    return openssl.output(*command, "-CAfile", trusted, *options, data=encoded)


def test_both_signers_of_an_attached_document(
    supplier_certificate: Certificate,
    supplier_key: OpenedKey,
    second: tuple[Certificate, OpenedKey],
    practice_pki: Practice,
    tmp_path: Path,
) -> None:
    one = cms.sign(DOCUMENT, supplier_certificate, supplier_key)
    both = cosign.add_signature(one, *second)
    assert openssl_reads(both, practice_pki, tmp_path) == DOCUMENT
    signers = verify(both).signers
    assert {by.certificate for by in signers} == {supplier_certificate, second[0]}
    assert [by.findings for by in signers] == [(), ()]


def test_a_detached_document_is_read_again(
    supplier_certificate: Certificate,
    supplier_key: OpenedKey,
    second: tuple[Certificate, OpenedKey],
    practice_pki: Practice,
    tmp_path: Path,
) -> None:
    one = cms.sign(DOCUMENT, supplier_certificate, supplier_key, detached=True)
    both = cosign.add_signature(one, *second, io.BytesIO(DOCUMENT))
    file = tmp_path / "document"
    file.write_bytes(DOCUMENT)
    openssl_reads(both, practice_pki, tmp_path, "-content", file)
    for content, code in ((None, "content_missing"), (b"another", "content_changed")):
        given = None if content is None else io.BytesIO(content)
        with pytest.raises(PkiError, match=code):
            cosign.add_signature(one, *second, given)


def test_what_is_wrong_with_one_signer_is_said_of_that_one(
    supplier_certificate: Certificate,
    supplier_key: OpenedKey,
    second: tuple[Certificate, OpenedKey],
) -> None:
    one = cms.sign(DOCUMENT, supplier_certificate, supplier_key)
    value = verify(one).signers[0].signature
    both = cosign.add_signature(one, *second)
    changed = both.replace(value, value[:-1] + bytes([value[-1] ^ 1]))
    found = {by.certificate: [each.code for each in by.findings] for by in verify(changed).signers}
    assert found == {supplier_certificate: ["signature_wrong"], second[0]: []}


def test_with_openssl_as_peer(
    supplier_certificate: Certificate,
    supplier_key: OpenedKey,
    second: tuple[Certificate, OpenedKey],
    practice_pki: Practice,
    tmp_path: Path,
) -> None:
    """Openssl adds to ours, and we to what openssl has made."""
    pem = openssl.output("x509", "-inform", "der", data=supplier_certificate.der)
    (tmp_path / "certificate.pem").write_bytes(pem)
    plain = supplier_key.private_key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (tmp_path / "key.pem").write_bytes(plain)
    signer = ("-signer", tmp_path / "certificate.pem", "-inkey", tmp_path / "key.pem")
    (tmp_path / "ours").write_bytes(cms.sign(DOCUMENT, *second))
    options = ("-binary", "-nodetach", "-cades", "-outform", "der")
    resigned = openssl.output(
        *("cms", "-resign", "-inform", "der", "-in", tmp_path / "ours"), *options, *signer
    )
    assert [by.findings for by in verify(resigned).signers] == [(), ()]
    for more in ((), ("-keyid", "-md", "sha512")):
        made = openssl.output("cms", "-sign", *options, *signer, *more, data=DOCUMENT)
        both = cosign.add_signature(made, *second)
        assert openssl_reads(both, practice_pki, tmp_path) == DOCUMENT
        assert [by.findings for by in verify(both).signers] == [(), ()]


def test_what_cannot_be_added_to(second: tuple[Certificate, OpenedKey], tmp_path: Path) -> None:
    with pytest.raises(PkiError, match="cms_damaged"):
        cosign.add_signature(b"\x30\x00", *second)
