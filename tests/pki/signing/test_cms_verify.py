"""Our verdict on signatures is that of openssl, whoever made them and whatever was changed."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from asn1crypto import cms as asn1_cms
from asn1crypto import core, x509
from cryptography.hazmat.primitives import serialization
from hypothesis import given
from hypothesis import strategies as st

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import DamagedFile, PkiError, TooLarge, Validity, validity
from desktop_client.pki.keyfile import OpenedKey
from desktop_client.pki.signing import cms, cms_data
from desktop_client.pki.signing.cms_verify import Signed, verify
from desktop_client.pki.signing.signer import SigningIdentity
from practice.pki import Practice
from testing.pki import damage, making, openssl
from tests.pki.signing.attributes import (
    CONTENT_TYPE,
    MESSAGE_DIGEST,
    SIGNING_CERTIFICATE,
    SIGNING_CERTIFICATE_V2,
    SIGNING_TIME,
    Attributes,
    beside,
    instead,
    naming,
    naming_by_sha1,
    resigned,
    without,
)

DOCUMENT = "입찰참가자격 등록신청서\n".encode() * 20
AT = datetime(2026, 7, 1, 3, 4, 5, tzinfo=UTC)
VALID, INVALID, UNDECIDED = Validity.VALID, Validity.INVALID, Validity.UNDECIDED


@pytest.fixture(scope="session")
def signature(supplier_certificate: Certificate, supplier_key: OpenedKey) -> bytes:
    return cms.sign(DOCUMENT, SigningIdentity(supplier_certificate, supplier_key), at=AT)


@pytest.fixture(scope="session")
def detached(supplier_certificate: Certificate, supplier_key: OpenedKey) -> bytes:
    return cms.sign(DOCUMENT, SigningIdentity(supplier_certificate, supplier_key), detached=True)


@pytest.fixture(scope="session")
def signer_files(
    tmp_path_factory: pytest.TempPathFactory,
    supplier_certificate: Certificate,
    supplier_key: OpenedKey,
) -> Path:
    """Certificate and plain key, as openssl wants them, with the document."""
    folder = tmp_path_factory.mktemp("signer")
    pem = openssl.output("x509", "-inform", "der", data=supplier_certificate.der)
    (folder / "certificate.pem").write_bytes(pem)
    plain = supplier_key.private_key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (folder / "key.pem").write_bytes(plain)
    (folder / "document").write_bytes(DOCUMENT)
    return folder


def by_openssl(folder: Path, *options: str) -> bytes:
    return openssl.output(
        *("cms", "-sign", "-binary", "-outform", "der", "-in", folder / "document"),
        *("-signer", folder / "certificate.pem", "-inkey", folder / "key.pem"),
        *options,
    )


def openssl_accepts(encoded: bytes, practice: Practice, folder: Path) -> bool:
    trusted = folder / "trusted.pem"
    trusted.write_bytes(practice.root.read_bytes() + practice.ca.read_bytes())
    command = ("cms", "-verify", "-cades", "-binary", "-inform", "der")
    done = openssl.run(*command, "-CAfile", trusted, "-purpose", "any", data=encoded)
    return done.returncode == 0


def codes(signed: Signed) -> list[str]:
    return [one.code for one in signed.findings]


def test_our_signature_is_good(signature: bytes, supplier_certificate: Certificate) -> None:
    signed = verify(signature)
    assert signed.findings == ()
    assert signed.content == DOCUMENT
    assert signed.certificate == supplier_certificate
    assert signed.certificates == (supplier_certificate,)
    assert signed.signing_time == AT


def test_a_detached_signature_is_checked_against_bytes_or_a_file(detached: bytes) -> None:
    for content in (DOCUMENT, io.BytesIO(DOCUMENT)):
        signed = verify(detached, content)
        assert (codes(signed), signed.content) == ([], None)
    for content in (DOCUMENT + b"!", io.BytesIO(b"")):
        signed = verify(detached, content)
        assert (codes(signed), validity(signed.findings)) == (["content_changed"], INVALID)


def test_a_detached_signature_alone_is_undecided(detached: bytes) -> None:
    signed = verify(detached)
    assert (codes(signed), validity(signed.findings)) == (["content_missing"], UNDECIDED)


def test_content_beside_attached_content_must_be_the_same(signature: bytes) -> None:
    assert codes(verify(signature, DOCUMENT)) == []
    assert codes(verify(signature, DOCUMENT + b"!")) == ["content_changed"]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("-nodetach -cades", []),
        ("-nodetach -cades -md sha384", []),
        ("-nodetach -cades -md sha512", []),
        ("-nodetach -cades -keyid", []),
        ("-nodetach -cades -stream", []),
        ("-nodetach -cades -econtent_type 1.2.3.4", []),
        ("-cades", []),
        ("-nodetach", ["signing_certificate_missing"]),
        ("-nodetach -noattr", ["signed_attributes_missing"]),
        ("-noattr", ["signed_attributes_missing"]),
        ("-nodetach -cades -md sha1", ["algorithm_weak"]),
        ("-nodetach -noattr -md sha1", ["signed_attributes_missing", "algorithm_weak"]),
        ("-nodetach -cades -keyopt rsa_padding_mode:pss", []),
        ("-nodetach -noattr -econtent_type 1.2.3.4", ["signed_attributes_wrong"]),
    ],
)
def test_what_openssl_signs(signer_files: Path, options: str, found: list[str]) -> None:
    encoded = by_openssl(signer_files, *options.split())
    content = None if "-nodetach" in options else DOCUMENT
    signed = verify(encoded, content)
    assert codes(signed) == found
    assert signed.content == (DOCUMENT if content is None else None)


def test_a_bare_signature_over_something_else_is_wrong(signer_files: Path) -> None:
    bare = by_openssl(signer_files, "-noattr")
    signed = verify(bare, DOCUMENT + b"!")
    assert codes(signed) == ["signed_attributes_missing", "signature_wrong"]
    assert codes(verify(bare)) == ["signed_attributes_missing", "content_missing"]


def test_several_signers_are_all_checked(practice_pki: Practice, signer_files: Path) -> None:
    service = practice_pki.service
    pem = openssl.output("x509", "-inform", "der", "-in", service / "sign.der")
    (signer_files / "service.pem").write_bytes(pem)
    second = ("-signer", str(signer_files / "service.pem"), "-inkey", str(service / "sign.key"))
    both = by_openssl(signer_files, "-nodetach", "-cades", *second)
    assert codes(verify(both)) == ["signers_several"]
    changed = both.replace(DOCUMENT, DOCUMENT[:-2] + b"!\n")
    assert codes(verify(changed)) == ["content_changed"] * 2 + ["signers_several"]
    assert len(verify(both).certificates) == 2


def test_openssl_and_we_refuse_the_same(
    practice_pki: Practice, signature: bytes, signer_files: Path
) -> None:
    assert openssl_accepts(signature, practice_pki, signer_files)
    content = signature.find(DOCUMENT)
    for place in (content, content + len(DOCUMENT) - 1, len(signature) - 1, len(signature) - 256):
        changed = signature[:place] + bytes([signature[place] ^ 1]) + signature[place + 1 :]
        assert validity(verify(changed).findings) is INVALID
        assert not openssl_accepts(changed, practice_pki, signer_files)


def test_the_way_of_changing_attributes_is_sound(signature: bytes, supplier_key: OpenedKey) -> None:
    assert resigned(signature, supplier_key, lambda usual: usual) == signature


WRONG = ["signed_attributes_wrong"]
MISMATCH = ["signing_certificate_mismatch"]
DIGEST = core.OctetString(hashlib.sha256(DOCUMENT).digest())


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (without(CONTENT_TYPE), WRONG),
        (without(MESSAGE_DIGEST), WRONG),
        (instead(CONTENT_TYPE, core.ObjectIdentifier("1.2.3.4")), WRONG),
        (instead(MESSAGE_DIGEST, DIGEST, DIGEST), WRONG),
        (instead(MESSAGE_DIGEST), WRONG),
        (lambda usual: usual + usual[:1], WRONG),
        (instead(MESSAGE_DIGEST, core.OctetString(b"")), ["content_changed"]),
        (without(SIGNING_TIME), ["signing_time_missing"]),
        (without(SIGNING_CERTIFICATE_V2), ["signing_certificate_missing"]),
        (instead(SIGNING_TIME, core.UTCTime(AT), core.UTCTime(AT)), WRONG),
        (instead(SIGNING_TIME), WRONG),
        (instead(SIGNING_CERTIFICATE_V2, naming(b"another")), MISMATCH),
        (instead(SIGNING_CERTIFICATE_V2, naming(b"another"), naming(b"another")), WRONG),
    ],
)
def test_signed_attributes_are_checked(
    signature: bytes,
    supplier_key: OpenedKey,
    change: Callable[[Attributes], Attributes],
    found: list[str],
) -> None:
    assert codes(verify(resigned(signature, supplier_key, change))) == found


def attributes_of(signature: bytes) -> bytes:
    signers = asn1_cms.ContentInfo.load(signature)["content"]["signer_infos"]
    contents: bytes = signers[0]["signed_attrs"].contents
    return contents


def test_signed_attributes_are_checked_as_they_were_sent(
    signature: bytes, supplier_key: OpenedKey
) -> None:
    """Not in order, and of a length that asn1crypto takes for an indefinite one."""

    def sent(size: int) -> bytes:
        extra = ("1.2.3", damage.Node(0x31, core.OctetString(bytes(size)).dump()).encoded)
        return resigned(signature, supplier_key, lambda usual: [*usual[::-1], extra])

    tricky = next(one for one in map(sent, range(300)) if len(attributes_of(one)) % 256 == 128)
    assert codes(verify(tricky)) == []
    assert codes(verify(sent(0))) == []


def test_the_certificate_named_must_be_the_signers(
    signature: bytes, supplier_key: OpenedKey, supplier_certificate: Certificate
) -> None:
    der, serial = supplier_certificate.der, supplier_certificate.serial

    def found(named: core.Asn1Value) -> list[str]:
        change = instead(SIGNING_CERTIFICATE_V2, named)
        return codes(verify(resigned(signature, supplier_key, change)))

    assert found(naming(der, "sha512")) == []
    assert found(naming(der, serial=serial)) == []
    assert found(naming(der, serial=serial + 1)) == MISMATCH
    assert found(naming(der, "sha1")) == MISMATCH
    another = {"cert_hash": hashlib.sha256(b"the CA's certificate").digest()}
    assert found(naming(der, others=[another])) == []
    assert found(naming(der, others=[another, {"cert_hash": b"short"}])) == MISMATCH


def test_both_kinds_of_naming_count_and_each_has_one_value(
    practice_pki: Practice,
    signature: bytes,
    supplier_key: OpenedKey,
    supplier_certificate: Certificate,
) -> None:
    der, other = supplier_certificate.der, practice_pki.chain()[1].certificate.dump()
    named = naming(der)

    def found(change: Callable[[Attributes], Attributes]) -> list[str]:
        return codes(verify(resigned(signature, supplier_key, change)))

    assert found(instead(SIGNING_CERTIFICATE_V2, named, named)) == WRONG
    assert found(instead(SIGNING_CERTIFICATE_V2, named, naming(other))) == WRONG
    assert found(beside(SIGNING_CERTIFICATE, naming_by_sha1(der))) == []
    assert found(beside(SIGNING_CERTIFICATE, naming_by_sha1(other))) == MISMATCH
    assert found(beside(SIGNING_CERTIFICATE, naming_by_sha1(der), naming_by_sha1(der))) == WRONG
    only_old = without(SIGNING_CERTIFICATE_V2)(beside(SIGNING_CERTIFICATE, naming_by_sha1(der))([]))
    assert found(lambda usual: [*without(SIGNING_CERTIFICATE_V2)(usual), *only_old]) == [
        "signing_certificate_missing"
    ]
    of_another = naming(der, serial=supplier_certificate.serial, issuer_of=other)
    assert found(instead(SIGNING_CERTIFICATE_V2, of_another)) == MISMATCH


def test_a_certificate_of_the_same_issuer_and_serial_before_the_signers_changes_nothing(
    practice_pki: Practice, signature: bytes, supplier_certificate: Certificate
) -> None:
    ca, key = practice_pki.chain()[1], practice_pki.chain()[1].key

    def same_number(tbs: x509.TbsCertificate) -> None:
        tbs["serial_number"] = supplier_certificate.serial

    decoy = making.resigned(making.certificate(ca, making.SIGNS), key, same_number)
    info = asn1_cms.ContentInfo.load(signature)
    listed = info["content"]["certificates"]
    for order in ([decoy, supplier_certificate], [supplier_certificate, decoy]):
        listed = [asn1_cms.CertificateChoices("certificate", one.asn1) for one in order]
        info["content"]["certificates"] = listed
        signed = verify(info.dump(force=True))
        assert (signed.certificate, codes(signed)) == (supplier_certificate, [])
    info["content"]["certificates"] = [asn1_cms.CertificateChoices("certificate", decoy.asn1)]
    assert codes(verify(info.dump(force=True))) == ["signature_wrong"]


def test_a_signing_time_without_zone_is_damage(signature: bytes, supplier_key: OpenedKey) -> None:
    local = core.GeneralizedTime(contents=b"20260701030405")
    with pytest.raises(DamagedFile, match="cms_damaged"):
        verify(resigned(signature, supplier_key, instead(SIGNING_TIME, local)))


def test_signed_attributes_are_no_document(signature: bytes, signer_files: Path) -> None:
    """A signature over attributes, presented as one over a document that reads like them."""
    info = asn1_cms.ContentInfo.load(signature)
    signer = info["content"]["signer_infos"][0]
    attributes = b"\x31" + signer["signed_attrs"].dump()[1:]
    signer["signed_attrs"] = None
    info["content"]["encap_content_info"]["content"] = attributes
    disguised = info.dump()
    assert codes(verify(disguised)) == ["content_may_be_attributes"]
    (signer_files / "document").write_bytes(b"1 begins as a SET does")
    harmless = by_openssl(signer_files, "-nodetach", "-noattr")
    (signer_files / "document").write_bytes(DOCUMENT)
    assert codes(verify(harmless)) == ["signed_attributes_missing"]


def test_a_key_management_certificate_does_not_sign(practice_pki: Practice) -> None:
    ca = practice_pki.chain()[1]
    km = making.certificate(ca, making.ENCIPHERS)
    signature = cms.sign(DOCUMENT, SigningIdentity(km, OpenedKey(ca.key, None)))
    assert codes(verify(signature)) == ["not_for_signing"]


def test_a_short_key_is_told(practice_pki: Practice, signer_files: Path) -> None:
    short = openssl.output("genrsa", "1024")
    (signer_files / "short.pem").write_bytes(short)
    key = serialization.load_pem_private_key(short, None)
    certificate = making.certificate(
        practice_pki.chain()[1],
        making.SIGNS,
        key=key.public_key(),  # type: ignore[arg-type]
    )
    pem = openssl.output("x509", "-inform", "der", data=certificate.der)
    (signer_files / "weak.pem").write_bytes(pem)
    encoded = openssl.output(
        *("cms", "-sign", "-binary", "-nodetach", "-cades", "-outform", "der"),
        *("-in", signer_files / "document", "-signer", signer_files / "weak.pem"),
        *("-inkey", signer_files / "short.pem"),
    )
    assert codes(verify(encoded)) == ["algorithm_weak"]


def test_a_signature_without_its_certificate_is_no_use(signer_files: Path) -> None:
    with pytest.raises(DamagedFile, match="signer_missing"):
        verify(by_openssl(signer_files, "-nodetach", "-nocerts"))


def test_certificates_without_a_signature_are_no_use(signer_files: Path) -> None:
    pem = signer_files / "certificate.pem"
    command = ("crl2pkcs7", "-nocrl", "-certfile", pem, "-outform", "der")
    with pytest.raises(DamagedFile, match="signer_missing"):
        verify(openssl.output(*command))


def test_limits_are_kept(signature: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TooLarge):
        verify(signature, max_bytes=len(signature) - 1)
    assert verify(signature, max_bytes=len(signature)).findings == ()
    for name, enough, refused in (
        ("MAX_PART_BYTES", len(signature), "too_large"),
        ("MAX_SIGNERS", 1, "signers_too_many"),
        ("MAX_CERTIFICATES", 1, "certificates_too_many"),
        ("MAX_ATTRIBUTES", 4, "too_large"),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(cms_data, name, enough)
            assert verify(signature).findings == ()
            patched.setattr(cms_data, name, 0)
            with pytest.raises(PkiError, match=refused):
                verify(signature)


@pytest.mark.parametrize("way", [(), (1, 0), (1, 0, 2)], ids=["info", "signed data", "content"])
def test_a_structure_with_more_fields_than_it_has_is_damaged(
    signature: bytes, way: tuple[int, ...]
) -> None:
    def longer(node: damage.Node, way: tuple[int, ...]) -> damage.Node:
        if not way:
            extra = damage.Node(0x30, b"")
            return replace(node, children=(*node.children, extra, extra))
        changed = longer(node.children[way[0]], way[1:])
        before, after = node.children[: way[0]], node.children[way[0] + 1 :]
        return replace(node, children=(*before, changed, *after))

    with pytest.raises(DamagedFile, match="cms_damaged"):
        verify(longer(damage.tree(signature), way).encoded)


def test_what_is_no_signature_is_damaged(signature: bytes) -> None:
    for encoded in (b"", DOCUMENT, signature + b"\x01", b"\x30\x80\x00\x00"):
        with pytest.raises(DamagedFile, match="cms_damaged"):
            verify(encoded)
    for cut in damage.truncations(signature):
        with pytest.raises(DamagedFile, match="cms_damaged"):
            verify(cut)


def test_blanks_and_zero_bytes_after_a_signature_are_told(signature: bytes) -> None:
    for end in (b"\n", b"\r\n", bytes(512)):
        signed = verify(signature + end)
        assert (codes(signed), signed.content) == (["bytes_after"], DOCUMENT)
        assert validity(signed.findings) is VALID


def test_structural_damage_never_verifies(signature: bytes) -> None:
    for variant in damage.variants(damage.tree(signature)):
        encoded = variant.encoded
        try:
            signed = verify(encoded)
        except PkiError:
            continue
        assert codes(signed) or signed.content == DOCUMENT


@given(data=st.data())
def test_no_flipped_bit_gives_another_document(signature: bytes, data: st.DataObject) -> None:
    encoded = bytearray(signature)
    bit = data.draw(st.integers(0, len(encoded) * 8 - 1))
    encoded[bit // 8] ^= 1 << bit % 8
    try:
        signed = verify(bytes(encoded))
    except PkiError:
        return
    assert validity(signed.findings) is not VALID or signed.content == DOCUMENT


@given(encoded=st.binary(max_size=300))
def test_arbitrary_bytes_are_no_signature(encoded: bytes) -> None:
    with pytest.raises(DamagedFile, match="cms_damaged"):
        verify(encoded)
