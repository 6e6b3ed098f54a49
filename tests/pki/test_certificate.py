"""Reading certificates: the accredited CAs', practice ones, and every kind of damage."""

import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_client.pki.certificate import MAX_CERTIFICATE_BYTES, Certificate, Usage
from desktop_client.pki.findings import DamagedFile, TooLarge
from practice.pki import Practice, Sample
from testing.pki.damage import Node, tree, truncations, variants

ACCREDITED = {  # file: CN, O, serial number, SHA-256
    "KISA_RootCA_4": ("KISA RootCA 4", "KISA", 0x01, "a002ff556c60"),
    "yessignCA_Class_3": ("yessignCA Class 3", "yessign", 0x1028, "0a54ef7e5faa"),
    "CrossCertCA4": ("CrossCertCA4", "CrossCert", 0x1038, "c779740066bc"),
    "signGATE_CA6": ("signGATE CA6", "KICA", 0x1031, "75c535364b00"),
    "SignKorea_CA4": ("SignKorea CA4", "SignKorea", 0x102B, "636f48b8b2ab"),
    "TradeSignCA4": ("TradeSignCA4", "TradeSign", 0x1035, "2a4724aacd47"),
}


def accredited(name: str) -> bytes:
    return (files("resources") / "trust" / f"{name}.pem").read_bytes()


def openssl(data: bytes, *arguments: str) -> str:
    command = ["openssl", "x509", "-inform", "DER", "-noout", *arguments]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize("name", ACCREDITED)
def test_the_accredited_authorities_are_read(name: str) -> None:
    holder, organisation, serial, fingerprint = ACCREDITED[name]
    authority = Certificate.from_der(accredited(name))
    assert authority.holder == holder
    assert f",o={organisation}," in authority.subject
    assert authority.serial == serial
    assert authority.fingerprint.startswith(fingerprint)
    assert authority.issuer_organisation == "KISA"
    assert authority.usage is Usage.CA
    assert not authority.has_vid
    assert authority.self_issued == (holder == "KISA RootCA 4")


def test_an_authority_has_its_korean_name_without_vid() -> None:
    assert Certificate.from_der(accredited("yessignCA_Class_3")).real_name == "금융결제원"


def test_openssl_reads_the_same(supplier_certificate: Certificate) -> None:
    one = supplier_certificate
    assert int(openssl(one.der, "-serial").strip().split("=")[1], 16) == one.serial
    assert (
        openssl(one.der, "-fingerprint", "-sha256").strip().split("=")[1].replace(":", "")
        == one.fingerprint.upper()
    )
    subject = openssl(one.der, "-subject", "-nameopt", "RFC2253,utf8,-esc_msb").strip()
    assert subject.removeprefix("subject=").casefold() == one.subject.casefold()
    numbers = one.rsa_numbers()
    assert numbers is not None
    assert openssl(one.der, "-modulus").strip() == f"Modulus={numbers[0]:X}"
    ends = openssl(one.der, "-enddate", "-dateopt", "iso_8601").strip().split("=")[1]
    assert datetime.fromisoformat(ends) == one.not_after
    public_key = subprocess.run(
        ["openssl", "pkey", "-pubin", "-inform", "DER", "-noout", "-text_pub"],
        input=one.public_key_der,
        capture_output=True,
        check=True,
    )
    assert b"2048 bit" in public_key.stdout


def test_what_a_suppliers_certificate_says(
    supplier: Path, supplier_certificate: Certificate
) -> None:
    one = supplier_certificate
    assert one.subject == supplier.name
    assert one.holder == "주식회사 연습상사(Practice)0001"
    assert one.real_name == "주식회사 연습상사"
    assert one.issuer_organisation == "practiceCA"
    assert one.policy_oids == ("1.2.410.200005.1.1.5",)
    assert one.usage is Usage.SIGN
    assert one.has_vid
    assert one.to_json()["usage"] == "sign"
    assert len(repr(one)) < 300


def test_the_other_certificate_of_the_folder_is_for_key_management(supplier: Path) -> None:
    management = Certificate.from_der((supplier / "kmCert.der").read_bytes())
    assert management.usage is Usage.KEY_MANAGEMENT
    assert not management.has_vid


def test_a_subject_may_begin_with_ou(practice_pki: Practice) -> None:
    folder = practice_pki.sample("folder_starts_with_ou").path
    one = Certificate.from_der((folder / "signCert.der").read_bytes())
    assert one.subject.startswith("ou=입찰담당,cn=")
    assert one.holder.startswith("주식회사 연습상사")


def test_a_vid_may_stand_after_a_mail_address(practice_pki: Practice) -> None:
    folder = practice_pki.sample("supplier_pbes1").path
    one = Certificate.from_der((folder / "signCert.der").read_bytes())
    assert one.has_vid
    assert one.real_name == "한빛연습산업"


def test_pem_and_der_are_the_same_certificate(supplier_certificate: Certificate) -> None:
    der = supplier_certificate.der
    pem = subprocess.run(
        ["openssl", "x509", "-inform", "DER"], input=der, capture_output=True, check=True
    ).stdout
    assert Certificate.from_der(pem) == supplier_certificate
    assert hash(Certificate.from_der(b"Bag Attributes\n" + pem)) == hash(supplier_certificate)


def test_expiry_is_judged_at_a_moment(supplier_certificate: Certificate) -> None:
    ends = supplier_certificate.not_after
    assert not supplier_certificate.expired(ends)
    assert supplier_certificate.expired(ends + timedelta(seconds=1))
    assert supplier_certificate.days_left(ends - timedelta(days=3)) == 3
    assert supplier_certificate.days_left(ends + timedelta(seconds=1)) == -1
    starts = supplier_certificate.not_before
    assert supplier_certificate.not_yet_valid(starts - timedelta(seconds=1))
    assert not supplier_certificate.not_yet_valid(starts)
    assert ends.tzinfo == UTC


def test_a_comma_in_a_name_is_not_a_separator(practice_pki: Practice) -> None:
    _, authority = practice_pki.chain()
    odd = Sample("odd", "가나, 다라+마")
    made = authority.issue(
        odd.subject("practiceCA"),
        authority.key.public_key(),
        [],
        (datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)),
    )
    one = Certificate.from_der(made.dump())
    assert one.subject.startswith("cn=가나\\, 다라\\+마,ou=")
    assert one.holder == "가나, 다라+마"
    assert one.usage is Usage.OTHER


def test_a_certificate_cut_at_any_boundary_is_damaged(supplier_certificate: Certificate) -> None:
    cut = truncations(supplier_certificate.der)
    assert len(cut) > 200
    for data in cut:
        with pytest.raises(DamagedFile, match=r"^certificate_damaged$"):
            Certificate.from_der(data)


def test_a_broken_structure_is_damaged_or_still_read(supplier_certificate: Certificate) -> None:
    damaged = 0
    for variant in variants(tree(supplier_certificate.der)):
        try:
            Certificate.from_der(variant.encoded)
        except DamagedFile:
            damaged += 1
    assert damaged > 100


def test_what_follows_the_certificate_is_not_ignored(supplier_certificate: Certificate) -> None:
    for more in (b"\x05\x00", b"\x00x", b"x"):
        with pytest.raises(DamagedFile):
            Certificate.from_der(supplier_certificate.der + more)


@pytest.mark.parametrize("padding", [b"\n", b"\r\n", b"\x00" * 500, b" \n\x1a"])
def test_padding_after_the_certificate_is_told_and_left_out(
    supplier_certificate: Certificate, padding: bytes
) -> None:
    one = Certificate.from_der(supplier_certificate.der + padding)
    assert (one.der, one.padded) == (supplier_certificate.der, True)
    assert not supplier_certificate.padded


def test_more_than_a_certificate_can_be_is_not_read() -> None:
    with pytest.raises(TooLarge) as refused:
        Certificate.from_der(bytes(MAX_CERTIFICATE_BYTES + 1))
    assert refused.value.values == {"limit": MAX_CERTIFICATE_BYTES}


@pytest.mark.parametrize(
    "data", [b"", b"\x30\x80" * 30_000, b"\xff" * 100, b"\x30\x84\xff\xff\xff\xff"]
)
def test_other_bytes_are_damaged(data: bytes) -> None:
    with pytest.raises(DamagedFile):
        Certificate.from_der(data)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_changed_bytes_never_raise_anything_else(
    supplier_certificate: Certificate, data: st.DataObject
) -> None:
    changed = bytearray(supplier_certificate.der)
    places = st.integers(0, len(changed) - 1)
    for place in data.draw(st.lists(places, min_size=1, max_size=6)):
        changed[place] ^= data.draw(st.integers(1, 255))
    try:
        one = Certificate.from_der(bytes(changed))
    except DamagedFile:
        return
    one.to_json()
    one.rsa_numbers()
    assert one.public_key_der


def replaced(node: Node, old: Node, new: Node) -> Node:
    """The structure with every occurrence of an element replaced."""
    if node == old:
        return new
    return replace(node, children=tuple(replaced(child, old, new) for child in node.children))


def test_names_in_other_string_types_are_read(supplier_certificate: Certificate) -> None:
    whole = tree(supplier_certificate.der)
    utf8 = Node(0x0C, supplier_certificate.holder.encode())
    for tag, encoding in ((0x1E, "utf-16-be"), (0x1C, "utf-32-be")):
        other = replaced(whole, utf8, Node(tag, supplier_certificate.holder.encode(encoding)))
        assert other != whole
        assert Certificate.from_der(other.encoded).subject == supplier_certificate.subject
    printable = replaced(whole, utf8, Node(0x13, b"Practice, Inc."))
    assert Certificate.from_der(printable.encoded).holder == "Practice, Inc."


def test_an_unknown_part_of_a_name_keeps_its_oid(supplier_certificate: Certificate) -> None:
    whole = tree(supplier_certificate.der)
    other = replaced(whole, Node(0x06, bytes.fromhex("550403")), Node(0x06, b"\x2a\x03\x04"))
    one = Certificate.from_der(other.encoded)
    assert one.subject.startswith("1.2.3.4=주식회사 연습상사")
    assert one.holder == supplier_certificate.holder


def test_an_extension_may_not_be_repeated(supplier_certificate: Certificate) -> None:
    whole = tree(supplier_certificate.der)
    key_usage, policies = Node(0x06, b"\x55\x1d\x0f"), Node(0x06, b"\x55\x1d\x20")
    repeated = replaced(whole, policies, key_usage)
    assert repeated != whole
    with pytest.raises(DamagedFile):
        Certificate.from_der(repeated.encoded)
