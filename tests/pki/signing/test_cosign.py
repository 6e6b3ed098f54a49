"""One signature more: by us on openssl's and ours, by openssl on ours; openssl judges."""

import io
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import PkiError
from desktop_client.pki.keyfile import OpenedKey, open_key
from desktop_client.pki.signing import cms, cms_data, cosign
from desktop_client.pki.signing.cms_verify import verify
from desktop_client.pki.signing.signer import SigningIdentity
from practice.pki import PASSWORD, Practice
from testing.pki import openssl

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


def signing_options(certificate: Certificate, key: OpenedKey, folder: Path) -> list[str | Path]:
    """With which openssl signs by a certificate."""
    pem = openssl.output("x509", "-inform", "der", data=certificate.der)
    (folder / "certificate.pem").write_bytes(pem)
    plain = key.private_key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (folder / "key.pem").write_bytes(plain)
    return ["-signer", folder / "certificate.pem", "-inkey", folder / "key.pem"]


def test_both_signers_of_an_attached_document(
    supplier_certificate: Certificate,
    supplier_key: OpenedKey,
    second: tuple[Certificate, OpenedKey],
    practice_pki: Practice,
    tmp_path: Path,
) -> None:
    one = cms.sign(DOCUMENT, SigningIdentity(supplier_certificate, supplier_key))
    both = cosign.add_signature(one, SigningIdentity(*second))
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
    one = cms.sign(DOCUMENT, SigningIdentity(supplier_certificate, supplier_key), detached=True)
    both = cosign.add_signature(one, SigningIdentity(*second), io.BytesIO(DOCUMENT))
    file = tmp_path / "document"
    file.write_bytes(DOCUMENT)
    openssl_reads(both, practice_pki, tmp_path, "-content", file)
    for content, code in ((None, "content_missing"), (b"another", "content_changed")):
        given = None if content is None else io.BytesIO(content)
        with pytest.raises(PkiError, match=code):
            cosign.add_signature(one, SigningIdentity(*second), given)


def test_what_is_wrong_with_one_signer_is_said_of_that_one(
    supplier_certificate: Certificate,
    supplier_key: OpenedKey,
    second: tuple[Certificate, OpenedKey],
) -> None:
    one = cms.sign(DOCUMENT, SigningIdentity(supplier_certificate, supplier_key))
    value = verify(one).signers[0].signature
    both = cosign.add_signature(one, SigningIdentity(*second))
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
    signer = signing_options(supplier_certificate, supplier_key, tmp_path)
    (tmp_path / "ours").write_bytes(cms.sign(DOCUMENT, SigningIdentity(*second)))
    options = ("-binary", "-nodetach", "-cades", "-outform", "der")
    resigned = openssl.output(
        *("cms", "-resign", "-inform", "der", "-in", tmp_path / "ours"), *options, *signer
    )
    assert [by.findings for by in verify(resigned).signers] == [(), ()]
    for more in ((), ("-keyid", "-md", "sha512")):
        made = openssl.output("cms", "-sign", *options, *signer, *more, data=DOCUMENT)
        both = cosign.add_signature(made, SigningIdentity(*second))
        assert openssl_reads(both, practice_pki, tmp_path) == DOCUMENT
        assert [by.findings for by in verify(both).signers] == [(), ()]


def test_what_cannot_be_added_to(second: tuple[Certificate, OpenedKey], tmp_path: Path) -> None:
    with pytest.raises(PkiError, match="cms_damaged"):
        cosign.add_signature(b"\x30\x00", SigningIdentity(*second))
    (tmp_path / "document").write_bytes(DOCUMENT)
    made = openssl.output(
        *("cms", "-sign", "-binary", "-nodetach", "-outform", "der"),
        *("-econtent_type", "1.2.3.4", "-in", tmp_path / "document"),
        *signing_options(*second, tmp_path),
    )
    with pytest.raises(PkiError, match="cms_not_data"):
        cosign.add_signature(made, SigningIdentity(*second))


def test_a_signature_in_segments_is_added_to(
    supplier_certificate: Certificate,
    supplier_key: OpenedKey,
    second: tuple[Certificate, OpenedKey],
    practice_pki: Practice,
    tmp_path: Path,
) -> None:
    made = openssl.output(
        *("cms", "-sign", "-binary", "-nodetach", "-cades", "-stream", "-outform", "der"),
        *signing_options(supplier_certificate, supplier_key, tmp_path),
        data=DOCUMENT,
    )
    assert made[:2] == b"\x30\x80"
    for end in (b"", b"\n"):
        both = cosign.add_signature(made + end, SigningIdentity(*second))
        assert openssl_reads(both, practice_pki, tmp_path) == DOCUMENT
        assert [by.findings for by in verify(both).signers] == [(), ()]


def test_no_file_is_made_that_could_not_be_read(
    supplier_certificate: Certificate,
    supplier_key: OpenedKey,
    second: tuple[Certificate, OpenedKey],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Limits are those of reading, and told before the key is used."""

    class Counting:
        random = None
        used = 0

        def sign(self, content: bytes, /) -> bytes:
            self.used += 1
            return second[1].sign(content)

    monkeypatch.setattr(cms_data, "MAX_SIGNERS", 3)
    key, whole = Counting(), cms.sign(DOCUMENT, SigningIdentity(supplier_certificate, supplier_key))
    for count in (2, 3):
        whole = cosign.add_signature(whole, SigningIdentity(second[0], key))
        assert len(verify(whole).signers) == count
    with pytest.raises(PkiError, match="signers_too_many") as refused:
        cosign.add_signature(whole, SigningIdentity(second[0], key))
    assert (key.used, refused.value.values) == (2, {"limit": 3})
    monkeypatch.setattr(cms_data, "MAX_SIGNERS", 4)
    monkeypatch.setattr(cms_data, "MAX_CERTIFICATES", 2)
    with pytest.raises(PkiError, match="certificates_too_many"):
        cosign.add_signature(whole, SigningIdentity(second[0], key, [practice_ca(second[0])]))


def practice_ca(leaf: Certificate) -> Certificate:
    """Any further certificate: the leaf with another signature value."""
    return Certificate.from_der(leaf.der[:-1] + bytes([leaf.der[-1] ^ 1]))


def test_many_signers_are_read(
    second: tuple[Certificate, OpenedKey], practice_pki: Practice, tmp_path: Path
) -> None:
    whole = cms.sign(DOCUMENT, SigningIdentity(*second))
    for _ in range(11):
        whole = cosign.add_signature(whole, SigningIdentity(*second))
    assert openssl_reads(whole, practice_pki, tmp_path) == DOCUMENT
    assert [by.findings for by in verify(whole).signers] == [()] * 12
