"""A root is trusted once its fingerprint was confirmed, and only what really is a root."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from asn1crypto import x509

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import DamagedFile, FileUnreadable, KeyMismatch, Validity
from desktop_client.pki.judging.anchors import (
    add_anchor,
    anchors,
    doubts,
    remove_anchor,
    with_added,
)
from desktop_client.pki.judging.chain import Revocation, judge
from desktop_client.pki.judging.trust import TrustList, certificates_in
from practice.authority import Authority
from practice.pki import Practice
from testing.pki import making, openssl


@pytest.fixture(scope="session")
def fingerprint(practice_pki: Practice) -> str:
    """As openssl prints it."""
    printed = openssl.output("x509", "-in", practice_pki.root, "-noout", "-fingerprint", "-sha256")
    return printed.decode().strip().partition("=")[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "anchors"


def test_a_confirmed_root_makes_its_certificates_valid(
    practice_pki: Practice, root: Authority, fingerprint: str, folder: Path
) -> None:
    leaf = making.leaf(root)

    def verdict() -> Validity:
        trust = with_added(TrustList.accredited(), folder)
        return judge(leaf, trust, revocation=Revocation.OFF).validity

    assert verdict() is Validity.UNDECIDED
    added = add_anchor(folder, practice_pki.root.read_bytes(), fingerprint)
    assert anchors(folder) == [added] == [making.of(root)]
    assert verdict() is Validity.VALID
    accredited = TrustList.accredited()
    trust = with_added(TrustList.accredited(), folder)
    assert trust.anchors == (*accredited.anchors, added)
    assert trust.intermediates == accredited.intermediates
    assert remove_anchor(folder, fingerprint) == added
    assert (anchors(folder), verdict()) == ([], Validity.UNDECIDED)


@pytest.mark.parametrize("write", [str.upper, str.lower, lambda text: text.replace(":", " ")])
def test_der_and_every_way_to_write_a_fingerprint_will_do(
    root: Authority, fingerprint: str, folder: Path, write: Callable[[str], str]
) -> None:
    assert add_anchor(folder, root.certificate.dump(), write(fingerprint)) == making.of(root)


@pytest.mark.parametrize("confirmed", ["", "00" * 32, "practice"])
def test_another_fingerprint_adds_nothing(root: Authority, folder: Path, confirmed: str) -> None:
    with pytest.raises(KeyMismatch, match="fingerprint_mismatch") as caught:
        add_anchor(folder, root.pem, confirmed)
    assert caught.value.values["fingerprint"] == making.of(root).fingerprint
    assert anchors(folder) == []


def refused(folder: Path, one: Certificate) -> object:
    with pytest.raises(DamagedFile, match="not_a_root") as caught:
        add_anchor(folder, one.der, one.fingerprint)
    assert anchors(folder) == []
    return caught.value.values["reason"]


def test_only_a_root_can_be_added(practice_pki: Practice, root: Authority, folder: Path) -> None:
    ca = making.of(practice_pki.chain()[1])
    assert refused(folder, ca) == "not_self_issued"
    own = making.of(root)
    forged = Certificate.from_der(own.der[:-1] + bytes([own.der[-1] ^ 1]))
    assert refused(folder, forged) == "certificate_signature_wrong"
    weak = making.resigned(own, root.key, algorithm="sha1_rsa")
    assert refused(folder, weak) == "algorithm_weak"

    def no_ca(tbs: x509.TbsCertificate) -> None:
        tbs["extensions"] = [one for one in tbs["extensions"] if not one["critical"].native]

    assert refused(folder, making.resigned(own, root.key, no_ca)) == "not_a_ca"


def test_two_certificates_in_a_file_are_refused(
    practice_pki: Practice, fingerprint: str, folder: Path
) -> None:
    both = practice_pki.root.read_bytes() + practice_pki.ca.read_bytes()
    with pytest.raises(DamagedFile, match="not_a_root"):
        add_anchor(folder, both, fingerprint)
    with pytest.raises(DamagedFile, match="certificate_damaged"):
        add_anchor(folder, b"nonsense", fingerprint)


def test_a_file_put_there_by_another_way_does_not_count(
    practice_pki: Practice, root: Authority, fingerprint: str, folder: Path
) -> None:
    folder.mkdir()
    (folder / "root.pem").write_bytes(root.pem)
    (folder / f"{'0' * 64}.pem").write_bytes(root.pem)
    (folder / "broken.pem").write_bytes(b"broken")
    assert anchors(folder) == []
    with pytest.raises(FileUnreadable, match="file_missing"):
        remove_anchor(folder, fingerprint)
    add_anchor(folder, root.pem, fingerprint)
    assert anchors(folder) == [making.of(root)]


def test_an_unknown_root_that_came_along_is_named_with_its_fingerprint(root: Authority) -> None:
    own = making.of(root)
    verdict = judge(
        making.leaf(root),
        TrustList.accredited(),
        intermediates=[own],
        at=datetime.now(UTC),
    )
    assert [one.code for one in verdict.findings] == ["issuer_unknown"]
    assert verdict.findings[0].subject == own.subject
    assert verdict.findings[0].values["root_fingerprint"] == own.fingerprint


def test_a_root_named_like_a_known_one_or_out_of_date_is_told(root: Authority) -> None:
    (kisa,) = TrustList.accredited().anchors
    own = making.of(root)
    assert doubts(own, TrustList.accredited(), making.NOW) == []

    def named(tbs: x509.TbsCertificate) -> None:
        tbs["subject"] = tbs["issuer"] = kisa.asn1.subject

    namesake = making.resigned(own, root.key, named)
    (found,) = doubts(namesake, TrustList.accredited(), making.NOW)
    assert (found.code, found.values["fingerprint"]) == ("root_namesake", kisa.fingerprint)
    assert doubts(kisa, TrustList.accredited(), making.NOW) == []
    (late,) = doubts(own, TrustList.accredited(), own.not_after + making.DAY)
    assert late.code == "root_not_in_force"


def test_a_root_is_found_in_a_bundle_by_its_fingerprint(
    practice_pki: Practice, root: Authority, fingerprint: str, folder: Path
) -> None:
    files = ("-certfile", practice_pki.ca, "-certfile", practice_pki.root)
    for form in ("DER", "PEM"):
        bundle = openssl.output("crl2pkcs7", "-nocrl", *files, "-outform", form)
        assert add_anchor(folder, bundle, fingerprint) == making.of(root)
        with pytest.raises(KeyMismatch, match="fingerprint_mismatch"):
            add_anchor(folder, bundle, "ab" * 32)
    assert {one.holder for one in certificates_in(bundle)} == {
        "Practice RootCA 4",
        "practiceCA Class 3",
    }
