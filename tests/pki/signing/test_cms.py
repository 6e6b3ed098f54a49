"""What we sign, openssl accepts as CAdES; what was changed afterwards, it refuses."""

import hashlib
import io
import os
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from asn1crypto import cms as asn1_cms
from asn1crypto import core, tsp  # noqa: F401 - teaches cms signingCertificateV2
from cryptography.hazmat.primitives.asymmetric import rsa

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import KeyMismatch, PkiError
from desktop_client.pki.keyfile import OpenedKey
from desktop_client.pki.signing import cms
from desktop_client.pki.signing.signer import SigningIdentity
from practice.pki import Practice
from testing.pki import making, openssl

DOCUMENT = "입찰참가자격 등록신청서\n".encode() * 100
AT = datetime(2026, 7, 1, 3, 4, 5, tzinfo=UTC)


@pytest.fixture
def trusted(practice_pki: Practice, tmp_path: Path) -> Path:
    """Root and issuing CA in one file, as openssl wants them."""
    path = tmp_path / "trusted.pem"
    path.write_bytes(practice_pki.root.read_bytes() + practice_pki.ca.read_bytes())
    return path


def accepted(signature: bytes, trusted: Path, content: bytes | None = None) -> bool:
    """Whether openssl accepts it as CAdES; what it then gives out is compared."""
    file = trusted.with_name("content")
    file.write_bytes(DOCUMENT if content is None else content)
    done = openssl.run(
        *("cms", "-verify", "-cades", "-binary", "-inform", "der", "-content", file),
        *("-CAfile", trusted, "-purpose", "any"),
        data=signature,
    )
    assert done.returncode != 0 or done.stdout == file.read_bytes()
    return done.returncode == 0 and b"CAdES Verification successful" in done.stderr


def attached_content(signature: bytes, trusted: Path) -> bytes:
    return openssl.output(
        *("cms", "-verify", "-cades", "-binary", "-inform", "der"),
        *("-CAfile", trusted, "-purpose", "any"),
        data=signature,
    )


def signer_of(signature: bytes) -> asn1_cms.SignerInfo:
    return asn1_cms.ContentInfo.load(signature, strict=True)["content"]["signer_infos"][0]


@pytest.mark.parametrize("size", [0, 1, 4096, cms.CHUNK, cms.CHUNK + 1])
def test_openssl_accepts_what_we_sign(
    supplier_certificate: Certificate, supplier_key: OpenedKey, trusted: Path, size: int
) -> None:
    document = os.urandom(size)
    attached = cms.sign(document, SigningIdentity(supplier_certificate, supplier_key))
    assert attached_content(attached, trusted) == document
    detached = cms.sign(
        document, SigningIdentity(supplier_certificate, supplier_key), detached=True
    )
    assert accepted(detached, trusted, document)
    inside = asn1_cms.ContentInfo.load(detached)["content"]["encap_content_info"]
    assert inside["content"].native is None


def test_openssl_refuses_what_was_changed(
    supplier_certificate: Certificate, supplier_key: OpenedKey, trusted: Path
) -> None:
    signature = cms.sign(
        DOCUMENT, SigningIdentity(supplier_certificate, supplier_key), detached=True
    )
    assert accepted(signature, trusted)
    assert not accepted(signature, trusted, DOCUMENT[:-1] + b"!")
    assert not accepted(signature[:-1] + bytes([signature[-1] ^ 1]), trusted)


def test_a_file_is_signed_as_its_bytes_are(
    supplier_certificate: Certificate, supplier_key: OpenedKey, tmp_path: Path
) -> None:
    file = tmp_path / "document"
    file.write_bytes(DOCUMENT)
    for detached in (False, True):
        with file.open("rb") as content:
            of_file = cms.sign(
                content,
                SigningIdentity(supplier_certificate, supplier_key),
                detached=detached,
                at=AT,
            )
        assert of_file == cms.sign(
            DOCUMENT, SigningIdentity(supplier_certificate, supplier_key), detached=detached, at=AT
        )


def test_the_signed_attributes_are_those_of_cades(
    supplier_certificate: Certificate, supplier_key: OpenedKey
) -> None:
    signature = cms.sign(DOCUMENT, SigningIdentity(supplier_certificate, supplier_key), at=AT)
    signer = signer_of(signature)
    values = {one["type"].dotted: one["values"].native[0] for one in signer["signed_attrs"]}
    assert values.pop("1.2.840.113549.1.9.16.2.47")["certs"][0] == {
        "hash_algorithm": {"algorithm": "sha256", "parameters": None},
        "cert_hash": hashlib.sha256(supplier_certificate.der).digest(),
        "issuer_serial": None,
    }
    assert values == {
        "1.2.840.113549.1.9.3": "data",
        "1.2.840.113549.1.9.4": hashlib.sha256(DOCUMENT).digest(),
        "1.2.840.113549.1.9.5": AT,
    }


def test_the_encoding_is_der(supplier_certificate: Certificate, supplier_key: OpenedKey) -> None:
    signature = cms.sign(
        DOCUMENT, SigningIdentity(supplier_certificate, supplier_key, [supplier_certificate])
    )
    info = asn1_cms.ContentInfo.load(signature, strict=True)
    assert info.dump(force=True) == signature
    attributes = [one.dump() for one in signer_of(signature)["signed_attrs"]]
    assert attributes == sorted(attributes)
    assert len(info["content"]["certificates"]) == 1


@pytest.mark.parametrize("year", [1970, 2049, 2050, 2101])
def test_the_signing_time_is_a_utc_time_up_to_2049(
    supplier_certificate: Certificate, supplier_key: OpenedKey, year: int
) -> None:
    moment = datetime(year, 1, 2, 3, 4, 5, tzinfo=UTC)
    signer = signer_of(
        cms.sign(b"", SigningIdentity(supplier_certificate, supplier_key), at=moment)
    )
    (time,) = (
        one["values"][0]
        for one in signer["signed_attrs"]
        if one["type"].dotted == "1.2.840.113549.1.9.5"
    )
    assert time.native == moment
    assert isinstance(time.chosen, core.UTCTime if year < 2050 else core.GeneralizedTime)


def test_more_certificates_go_along(
    practice_pki: Practice,
    supplier_certificate: Certificate,
    supplier_key: OpenedKey,
    tmp_path: Path,
) -> None:
    ca = Certificate.from_der(practice_pki.ca.read_bytes())
    signature = cms.sign(DOCUMENT, SigningIdentity(supplier_certificate, supplier_key, [ca]))
    only_root = tmp_path / "root.pem"
    only_root.write_bytes(practice_pki.root.read_bytes())
    assert attached_content(signature, only_root) == DOCUMENT


def test_the_key_of_another_certificate_is_found_out(
    practice_pki: Practice, supplier_certificate: Certificate
) -> None:
    other = OpenedKey(practice_pki.chain()[1].key, None)
    with pytest.raises(KeyMismatch):
        cms.sign(DOCUMENT, SigningIdentity(supplier_certificate, other))


class FaultyKey:
    """A key whose computing goes wrong once in a while, as under a fault attack."""

    def __init__(self, key: rsa.RSAPrivateKey) -> None:
        self._key = key

    def sign(self, *arguments: Any) -> bytes:
        signature = self._key.sign(*arguments)
        return bytes([signature[0] ^ 1]) + signature[1:]


def test_a_faulty_signature_never_leaves(
    supplier_certificate: Certificate, supplier_key: OpenedKey
) -> None:
    faulty = OpenedKey(FaultyKey(supplier_key.private_key), None)  # type: ignore[arg-type]
    with pytest.raises(KeyMismatch):
        cms.sign(DOCUMENT, SigningIdentity(supplier_certificate, faulty))


def test_a_short_key_does_not_sign(practice_pki: Practice) -> None:
    short = rsa.generate_private_key(65537, 1024)  # noqa: S505
    weak = making.certificate(practice_pki.chain()[1], making.SIGNS, key=short.public_key())
    with pytest.raises(PkiError, match="algorithm_weak"):
        cms.sign(DOCUMENT, SigningIdentity(weak, OpenedKey(short, None)))


class Zeros(io.RawIOBase):
    """A file of many zeros that takes no memory itself."""

    def __init__(self, size: int) -> None:
        self._left = size

    def read(self, size: int = -1) -> bytes:
        given = min(size, self._left)
        self._left -= given
        return bytes(given)


def peak_memory(content: BinaryIO, certificate: Certificate, key: OpenedKey) -> int:
    tracemalloc.start()
    try:
        cms.sign(content, SigningIdentity(certificate, key), detached=True)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_detached_signature_takes_the_memory_of_a_few_chunks(
    supplier_certificate: Certificate, supplier_key: OpenedKey
) -> None:
    huge = Zeros(200 * cms.CHUNK)
    assert peak_memory(huge, supplier_certificate, supplier_key) < 4 * cms.CHUNK  # type: ignore[arg-type]
