"""The shipped trust list is the accredited tree, byte for byte; an own list is read from files."""

from importlib.resources import as_file, files
from pathlib import Path

import pytest

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.findings import DamagedFile, FileUnreadable, TooLarge
from desktop_client.pki.judging.trust import MAX_FILE_BYTES, TrustList, read_certificates
from practice.pki import Practice
from testing.pki import openssl

ROOT = "a002ff556c601863b08b9aa33a8e6666e97e72bbe552f66eb9f2395c68c7bc98"
ISSUING = {
    "yessignCA Class 3": "0a54ef7e5faa25c4ee250e4f86ccbbd1cf1f6f50f8bb396d1feacf9180dfaebf",
    "CrossCertCA4": "c779740066bcac76a2c753d5fd64e5c4f90c6cd32033437ff701db249c6182c0",
    "signGATE CA6": "75c535364b0020599e03b4287721596ce9e9dd84e70cd44288ef0d77c05970cc",
    "SignKorea CA4": "636f48b8b2ab925427ecbe9991fb9ad15c70cafb9f1720eda568c2d9fff90915",
    "TradeSignCA4": "2a4724aacd47fe9646b98cf5f4bab57623e04e467ac9cba47e0f9b06098de8f0",
}


def test_the_accredited_list_is_the_tree_of_kisa() -> None:
    trust = TrustList.accredited()
    assert [one.fingerprint for one in trust.anchors] == [ROOT]
    assert {one.holder: one.fingerprint for one in trust.intermediates} == ISSUING


@pytest.mark.parametrize("name", ISSUING)
def test_openssl_sees_each_accredited_ca_under_the_root(name: str) -> None:
    file = {"yessignCA Class 3": "yessignCA_Class_3", "signGATE CA6": "signGATE_CA6"}.get(
        name, name.replace(" ", "_")
    )
    with as_file(files("resources") / "trust") as folder:
        root = folder / "KISA_RootCA_4.pem"
        assert openssl.output("verify", "-CAfile", root, folder / f"{file}.pem").endswith(b"OK\n")


def test_a_list_is_read_from_pem_der_and_bundles(practice_pki: Practice, tmp_path: Path) -> None:
    separate = TrustList.from_files([practice_pki.root, practice_pki.ca])
    assert [one.holder for one in separate.anchors] == ["Practice RootCA 4"]
    assert [one.holder for one in separate.intermediates] == ["practiceCA Class 3"]
    bundle = tmp_path / "bundle.pem"
    bundle.write_bytes(
        b"a comment\n" + practice_pki.ca.read_bytes() + practice_pki.root.read_bytes()
    )
    assert TrustList.from_files([bundle]) == separate
    der = tmp_path / "root.der"
    der.write_bytes(separate.anchors[0].der)
    assert TrustList.from_files([der, practice_pki.ca, practice_pki.ca]) == separate


def test_a_list_without_a_root_is_refused(practice_pki: Practice) -> None:
    with pytest.raises(DamagedFile, match="trust_anchor_missing"):
        TrustList.from_files([practice_pki.ca])
    with pytest.raises(DamagedFile, match="trust_anchor_missing"):
        TrustList.of([])


def test_what_is_no_certificate_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match="file_missing"):
        read_certificates(tmp_path / "missing.pem")
    with pytest.raises(FileUnreadable, match="not_a_file"):
        read_certificates(tmp_path)
    huge = tmp_path / "huge.pem"
    with huge.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    with pytest.raises(TooLarge):
        read_certificates(huge)
    text = tmp_path / "text.pem"
    text.write_text("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    with pytest.raises(DamagedFile, match="certificate_damaged"):
        read_certificates(text)


def test_a_list_is_equal_to_another_of_the_same_certificates(practice_pki: Practice) -> None:
    root = Certificate.from_der(practice_pki.root.read_bytes())
    assert TrustList.of([root]) != TrustList.accredited()
