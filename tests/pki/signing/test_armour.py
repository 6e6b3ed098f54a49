"""Signatures as they travel in text, and other kinds of CMS told by name; openssl makes them."""

import base64
from contextlib import suppress
from pathlib import Path

import pytest
from asn1crypto import core
from cryptography.hazmat.primitives import serialization
from hypothesis import given
from hypothesis import strategies as st

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import DamagedFile, PkiError
from desktop_client.pki.keyfile import OpenedKey
from desktop_client.pki.signing import cms
from desktop_client.pki.signing.armour import unwrapped
from desktop_client.pki.signing.cms_verify import verify
from desktop_client.pki.signing.signer import SigningIdentity
from testing.pki import making, openssl

DOCUMENT = b"a contract\nof two lines\n"
CRLF = DOCUMENT.replace(b"\n", b"\r\n")


@pytest.fixture(scope="session")
def signature(supplier_certificate: Certificate, supplier_key: OpenedKey) -> bytes:
    return cms.sign(DOCUMENT, SigningIdentity(supplier_certificate, supplier_key))


def codes(encoded: bytes, content: bytes | None = None) -> list[str]:
    return [one.code for one in verify(encoded, content).findings]


def as_pem(signature: bytes, label: str) -> bytes:
    body = base64.encodebytes(signature).decode()
    return f"-----BEGIN {label}-----\n{body}-----END {label}-----\n".encode()


@pytest.mark.parametrize("label", ["CMS", "PKCS7", "PKCS #7 SIGNED DATA"])
def test_pem(signature: bytes, label: str) -> None:
    pem = as_pem(signature, label)
    for text in (pem, pem.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf\n" + pem + b"\n\n"):
        assert unwrapped(text).encoded == signature
    made = openssl.output("cms", "-cmsout", "-inform", "der", "-outform", "pem", data=signature)
    assert unwrapped(made).encoded == signature


def test_base64_alone(signature: bytes) -> None:
    for text in (base64.b64encode(signature), b"\n" + base64.encodebytes(signature) + b"\n"):
        assert unwrapped(text).encoded == signature


def test_der_and_all_else_comes_back_as_it_is(signature: bytes) -> None:
    for data in (
        signature,
        signature + b"\n",
        b"",
        b"a: b\n\nc",
        b"%PDF-1.4",
        b"\xff" * 9,
    ):
        assert unwrapped(data).encoded == data


@pytest.fixture
def signer(supplier_certificate: Certificate, supplier_key: OpenedKey, tmp_path: Path) -> list[str]:
    pem = openssl.output("x509", "-inform", "der", data=supplier_certificate.der)
    (tmp_path / "certificate.pem").write_bytes(pem)
    plain = supplier_key.private_key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (tmp_path / "key.pem").write_bytes(plain)
    return ["-signer", str(tmp_path / "certificate.pem"), "-inkey", str(tmp_path / "key.pem")]


@pytest.mark.parametrize("program", ["cms", "smime"])
def test_mail_with_the_document_inside(signer: list[str], program: str) -> None:
    sign = (program, "-sign", *signer, "-nodetach", "-from", "a@example.kr", "-subject", "계약서")
    made = openssl.output(*sign, data=DOCUMENT)
    for mail in (made, made.replace(b"\n", b"\r\n")):
        found = unwrapped(mail)
        assert found.content is None
        assert verify(found.encoded).content == CRLF
        assert codes(found.encoded) == ["signing_certificate_missing"]


def test_mail_with_the_signature_beside_the_document(signer: list[str]) -> None:
    made = openssl.output("cms", "-sign", *signer, "-cades", data=DOCUMENT)
    plain = made.replace(b"\r\n", b"\n")
    for mail in (made, plain, plain.replace(b"\n", b"\r\n")):
        found = unwrapped(mail)
        assert found.content == CRLF
        assert codes(found.encoded, found.content) == []
    changed = unwrapped(made.replace(b"two lines", b"ten lines"))
    assert codes(changed.encoded, changed.content) == ["content_changed"]


@pytest.mark.parametrize(
    "text",
    [
        b"-----BEGIN CMS-----\nMIIB\n",
        b"-----BEGIN CMS-----\n-----END CMS-----\n",
        b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
        b"Content-Type: multipart/signed\n\n",
        b'Content-Type: multipart/signed; boundary="x"\n\n--x\na\n--x\nb\n--x--\n',
        b"Content-Type: application/pkcs7-mime\nContent-Transfer-Encoding: base64\n\n!!!\n",
    ],
)
def test_a_text_that_breaks_off_is_damaged(text: bytes) -> None:
    with pytest.raises(DamagedFile, match="cms_damaged"):
        unwrapped(text)


@given(data=st.binary(max_size=300))
@pytest.mark.parametrize(
    "start",
    [b"", b"-----BEGIN CMS-----", b"Content-Type: multipart/signed; boundary=b\n\n--b\n", b"MI"],
)
def test_any_bytes_are_read_or_damaged(start: bytes, data: bytes) -> None:
    with suppress(DamagedFile):
        assert isinstance(unwrapped(start + data).encoded, bytes)


def test_other_kinds_are_told_as_what_they_are(signer: list[str]) -> None:
    certificate = signer[1]
    der = ("-outform", "der")
    made = {
        "cms_encrypted": openssl.output(
            "cms", "-encrypt", "-aes256", *der, certificate, data=DOCUMENT
        ),
        "cms_unsigned": openssl.output("cms", "-digest_create", *der, data=DOCUMENT),
        "cms_of_program": openssl.output(
            *("cms", "-sign", "-nodetach", "-binary", *der, *signer),
            *("-econtent_type", "1.3.6.1.4.1.311.2.1.4"),
            data=DOCUMENT,
        ),
    }
    compressed = core.ObjectIdentifier("1.2.840.113549.1.9.16.1.9").dump()
    made["cms_compressed"] = making.sequence(compressed, b"\xa0\x02\x30\x00")
    for code, encoded in made.items():
        with pytest.raises(PkiError, match=code):
            verify(encoded)
