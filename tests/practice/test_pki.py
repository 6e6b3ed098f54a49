"""Building: all or nothing, readable by the owner only, loadable again."""

import stat
from pathlib import Path

import pytest

from practice import files
from practice.pki import PASSWORD, Practice, build
from tests.practice import oracle


def test_only_the_owner_can_read_it(practice_pki: Practice) -> None:
    everything = [practice_pki.folder, *practice_pki.folder.rglob("*")]
    modes = {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in everything}
    assert modes == {(True, 0o700), (False, 0o600)}


def test_what_was_built_loads_again(practice_pki: Practice) -> None:
    loaded = Practice.load(practice_pki.folder)
    assert loaded.sample("supplier") == practice_pki.sample("supplier")
    assert loaded.sample("supplier").password == PASSWORD
    assert all(path.is_file() for path in (loaded.root, loaded.ca, *loaded.crls))


def test_nothing_loads_from_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Practice.load(tmp_path)


def test_a_used_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(FileExistsError):
        build(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_failed_build_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real_write = files.write

    def full_disk(path: Path, data: bytes) -> Path:
        if path.name == "sign.key":
            raise OSError(28, "No space left on device")
        return real_write(path, data)

    monkeypatch.setattr(files, "write", full_disk)
    with pytest.raises(OSError, match="No space left"):
        build(tmp_path / "practice")
    assert list(tmp_path.iterdir()) == []


def test_a_certificate_can_name_a_list_over_http(own_pki: Practice) -> None:
    text = oracle.certificate_text(own_pki.sample("supplier").path / "signCert.der")
    assert "URI:http://127.0.0.1:9000/crl/dp1p1.crl" in text
    other = oracle.certificate_text(own_pki.sample("folder_starts_with_ou").path / "signCert.der")
    assert "URI:ldap://127.0.0.1:389/ou=dp1p2," in other


def test_the_service_keys_fit_their_certificates(practice_pki: Practice) -> None:
    for name in ("sign", "km"):
        key = (practice_pki.service / f"{name}.key").read_bytes()
        assert b"BEGIN PRIVATE KEY" in key
        expected = oracle.modulus_of_certificate(practice_pki.service / f"{name}.der")
        assert oracle.modulus_of_key(key) == expected
