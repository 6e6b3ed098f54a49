"""VID: the two known vectors, the practice certificates, and damage."""

import pytest

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import DamagedFile
from desktop_client.pki.keyfile import open_key
from desktop_client.pki.vid import bare, claim, matches, vid
from practice.pki import PASSWORD, Practice
from tests.pki.test_certificate import accredited

VECTORS = [
    (
        "1234561234567",
        "79EA7568A2D3776604E18BCD3A1B1B85B7DA0872",
        "17692C8DD00EAD33791DE0A64A937C60799634C64AC56FA57570C0E05252AB35",
    ),
    (
        "1111111119",
        "000102030405060708090A0B0C0D0E0F10111213",
        "18507c1ab91a4350d42eee5a13f2d1ad14d642abe114972cab924de120c4f5a6",
    ),
]


def open_sample(practice: Practice, name: str) -> tuple[Certificate, bytes, str]:
    sample = practice.sample(name)
    certificate = Certificate.from_der((sample.path / "signCert.der").read_bytes())
    key = open_key((sample.path / "signPri.key").read_bytes(), PASSWORD.encode(), certificate)
    assert key.random is not None
    return certificate, key.random, sample.business_number


@pytest.mark.parametrize(("number", "random", "expected"), VECTORS)
def test_the_known_vectors_hold(number: str, random: str, expected: str) -> None:
    assert vid(number, bytes.fromhex(random)).hex() == expected.lower()


def test_a_foreign_firms_number_has_a_letter_before_its_digits() -> None:
    assert bare("A123-4567") == "A1234567"
    assert vid("A1234567", bytes(20)) == vid("A 123-4567", bytes(20))
    for wrong in ("", "AB123", "a1234567", "1A", "A", "가1"):
        with pytest.raises(ValueError, match="digits"):
            bare(wrong)


def test_hyphens_and_spaces_in_a_number_do_not_count() -> None:
    assert vid("111-11-11119", bytes(20)) == vid(" 1111111119 ", bytes(20))


def test_a_foreign_firms_number_keeps_its_letter() -> None:
    assert vid("F123456789", bytes(20)) != vid("123456789", bytes(20))


@pytest.mark.parametrize(
    "number", ["", "-", "F", "11F1111119", "f111111119", "１１１１１１１１１１", "111²"]
)
def test_a_number_is_ascii_digits(number: str) -> None:
    with pytest.raises(ValueError, match="digits"):
        vid(number, bytes(20))


def test_only_the_hashes_of_certificates_are_known() -> None:
    assert len(vid("1", bytes(20), "sha1")) == 20
    with pytest.raises(ValueError, match="hash"):
        vid("1", bytes(20), "md5")


@pytest.mark.parametrize("name", ["supplier", "supplier_pbes1", "personal"])
def test_a_certificate_belongs_to_its_number_and_to_no_other(
    practice_pki: Practice, name: str
) -> None:
    certificate, random, number = open_sample(practice_pki, name)
    assert matches(certificate, number, random)
    assert not matches(certificate, "2222222227", random)
    assert not matches(certificate, number, bytes([random[0] ^ 1]) + random[1:])


def test_the_claim_names_holder_and_hash(practice_pki: Practice) -> None:
    certificate, random, number = open_sample(practice_pki, "supplier")
    claimed = claim(certificate)
    assert claimed is not None
    assert claimed.real_name == "주식회사 연습상사"
    assert claimed.hash == "sha256"
    assert claimed.virtual_id == vid(number, random)


def test_without_a_vid_nothing_is_claimed(practice_pki: Practice) -> None:
    certificate, random, number = open_sample(practice_pki, "no_vid")
    assert claim(certificate) is None
    assert not matches(certificate, number, random)
    assert claim(Certificate.from_der(accredited("yessignCA_Class_3"))) is None


def test_a_damaged_vid_is_told_from_none(supplier_certificate: Certificate) -> None:
    claimed = claim(supplier_certificate)
    assert claimed is not None
    octets = b"\x04\x20" + claimed.virtual_id
    assert octets in supplier_certificate.der
    broken = supplier_certificate.der.replace(octets, b"\x05\x20" + claimed.virtual_id)
    certificate = Certificate.from_der(broken)
    assert certificate.has_vid
    assert certificate.real_name == certificate.holder
    with pytest.raises(DamagedFile, match="vid_damaged"):
        matches(certificate, "1111111119", bytes(20))


def test_a_vid_under_a_hash_nobody_uses_is_damaged(supplier_certificate: Certificate) -> None:
    der = supplier_certificate.der
    start = der.index(bytes.fromhex("2a831a8c9a440a010101"))
    sha256, unknown = bytes.fromhex("608648016503040201"), bytes.fromhex("608648016503040277")
    changed = der[:start] + der[start:].replace(sha256, unknown, 1)
    assert changed != der
    with pytest.raises(DamagedFile, match="vid_damaged"):
        claim(Certificate.from_der(changed))
