"""Copies and imports: what stands there is kept or asked about, and names that are difficult."""

import errno
import os
import shutil
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_client.errors import explain
from desktop_client.pki.findings import NotWritten, PkiError
from desktop_client.pki.keyfile import decrypt_key
from desktop_client.pki.storage import keeping, placing, store
from desktop_client.pki.storage.naming import short_name
from desktop_client.pki.storage.pfx import Identity, Pair, read_pfx
from desktop_client.pki.storage.pfx_writing import write_pfx
from desktop_client.pki.storage.store import Entry, load, open_entry, scan
from practice.pki import Practice
from testing.pki import openssl

PFX, NEW = b"pfx-pass-12", b"another-1234!"
USER = Path("NPKI") / "practiceCA" / "USER"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def no_pair(supplier: Path, tmp_path: Path) -> Path:
    """As banks issue certificates: without a pair for key management."""
    folder = Path(shutil.copytree(supplier, tmp_path / "no pair"))
    for path in folder.glob("km*"):
        path.unlink()
    return folder


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    (tmp_path / "drive").mkdir()
    return tmp_path / "drive"


@pytest.fixture
def converted(supplier: Path, tmp_path: Path, password: bytes) -> Path:
    """A PFX that lost R, and the pair for key management, on its way through openssl."""
    plain, _ = decrypt_key((supplier / "signPri.key").read_bytes(), password)
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    key.write_bytes(openssl.output("pkey", "-inform", "DER", data=bytes(plain)))
    certificate.write_bytes(
        openssl.output("x509", "-inform", "DER", "-in", supplier / "signCert.der")
    )
    made = tmp_path / "converted.pfx"
    openssl.output(
        *("pkcs12", "-export", "-inkey", key, "-in", certificate, "-out", made),
        *("-passout", f"pass:{PFX.decode()}"),
    )
    return made


def test_an_import_without_r_leaves_the_key_that_has_it(
    no_pair: Path, converted: Path, drive: Path, password: bytes
) -> None:
    folder = placing.copy(load(no_pair), drive).folder
    before = contents(folder)
    with pytest.raises(NotWritten, match="certificate_there"):
        placing.import_pfx(converted, PFX, drive, NEW)
    (placed,) = placing.import_pfx(converted, PFX, drive, NEW, replace=True)
    assert placed == placing.Placed(folder, keys_stayed=True)
    assert contents(folder) == before
    assert open_entry(load(folder), password).random


def test_an_import_without_r_says_so_and_may_replace_another_without(
    converted: Path, drive: Path
) -> None:
    (placed,) = placing.import_pfx(converted, PFX, drive, b"first")
    assert placed.has_random is False
    (again,) = placing.import_pfx(converted, PFX, drive, NEW, replace=True)
    assert again == placed
    assert open_entry(load(placed.folder), NEW).random is None


def test_an_import_that_fails_at_the_second_says_who_was_imported(
    drive: Path,
    practice_pki: Practice,
    password: bytes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = tmp_path / "made.pfx"
    people = [load(practice_pki.sample(name).path) for name in ("supplier", "other_number")]
    alone = [keeping.export_pfx(entry, password, PFX) for entry in people]
    made.write_bytes(alone[0])

    def both(*_: object) -> list[Identity]:
        return [identity for data in alone for identity in read_pfx(data, PFX)]

    monkeypatch.setattr(placing, "read_pfx", both)
    first, _second = placing.import_pfx(made, PFX, drive, NEW)
    shutil.rmtree(first.folder)
    with pytest.raises(NotWritten, match="certificate_there") as refused:
        placing.import_pfx(made, PFX, drive, NEW)
    certificate = load(first.folder).certificate
    assert certificate == people[0].certificate
    assert certificate
    assert refused.value.values == {"imported": certificate.holder}
    told = explain(refused.value).why
    assert all(certificate.holder in words for words in (told.ko, told.en))


def test_a_copy_without_r_leaves_the_key_that_has_it(
    no_pair: Path, converted: Path, drive: Path, tmp_path: Path, password: bytes
) -> None:
    folder = placing.copy(load(no_pair), drive).folder
    (tmp_path / "other").mkdir()
    (lacking,) = placing.import_pfx(converted, PFX, tmp_path / "other", NEW)
    placed = placing.copy(load(lacking.folder), drive, replace=True)
    assert placed == placing.Placed(folder, keys_stayed=True)
    assert open_entry(load(folder), password).random
    back = placing.copy(load(no_pair), tmp_path / "other", replace=True)
    assert back == placing.Placed(lacking.folder)
    assert open_entry(load(lacking.folder), password).random


def test_a_pair_for_key_management_is_never_parted_from_its_password(
    supplier: Path, no_pair: Path, drive: Path, tmp_path: Path, password: bytes
) -> None:
    folder = placing.copy(load(supplier), drive).folder
    made = tmp_path / "out.pfx"
    made.write_bytes(keeping.export_pfx(load(no_pair), password, PFX))
    before = contents(folder)
    with pytest.raises(NotWritten, match="km_pair_differs"):
        placing.import_pfx(made, PFX, drive, NEW, replace=True)
    assert contents(folder) == before
    (placed,) = placing.import_pfx(made, PFX, drive, password, replace=True)
    assert not placed.keys_stayed
    keeping.change_password(load(folder), password, NEW)
    with pytest.raises(NotWritten, match="km_pair_differs"):
        placing.copy(load(no_pair), drive, replace=True)


def test_another_pair_for_key_management_is_not_called_another_certificate(
    supplier: Path, drive: Path, practice_pki: Practice
) -> None:
    folder = placing.copy(load(supplier), drive).folder
    shutil.copy(practice_pki.sample("supplier_pbes1").path / "kmCert.der", folder)
    with pytest.raises(NotWritten, match="km_pair_differs"):
        placing.copy(load(supplier), drive, replace=True)


def test_the_same_once_more_changes_nothing_and_asks_nothing(supplier: Path, drive: Path) -> None:
    placed = placing.copy(load(supplier), drive)
    assert placing.copy(load(supplier), drive) == placing.Placed(placed.folder, keys_stayed=True)


def test_ca_certificates_there_are_kept_beside_those_that_come(
    supplier: Path, drive: Path, tmp_path: Path, password: bytes
) -> None:
    entry = load(supplier)
    folder = placing.copy(entry, drive).folder
    plain, _ = decrypt_key((supplier / "signPri.key").read_bytes(), password)
    assert entry.certificate
    identity = Identity(Pair(entry.certificate, plain))
    made = tmp_path / "lonely.pfx"
    made.write_bytes(write_pfx(identity, PFX))
    placing.import_pfx(made, PFX, drive, password, replace=True)
    assert load(folder).ca_certificates == entry.ca_certificates


def named(subject: str, folder: Path) -> Entry:
    """The entry of a folder as if its certificate had this subject."""
    entry = load(folder)
    assert entry.certificate
    return replace(entry, certificate=replace(entry.certificate, subject=subject))


@pytest.fixture
def tight(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that takes names of at most 143 bytes."""
    real = os.mkdir

    def mkdir(path: Path, mode: int = 0o777) -> None:
        if len(Path(path).name.encode()) > 143:
            raise OSError(errno.ENAMETOOLONG, "")
        real(path, mode)

    monkeypatch.setattr(os, "mkdir", mkdir)


def test_a_subject_too_long_for_the_system_gets_a_shorter_name_and_is_found(
    supplier: Path, drive: Path
) -> None:
    subject = "cn=" + "가" * 100 + ",o=practiceCA,c=kr"
    entry = named(subject, supplier)
    folder = placing.copy(entry, drive).folder
    assert folder.parent == drive / USER
    assert len(folder.name.encode()) <= 143
    assert folder.name == short_name(subject)
    assert folder.name != short_name(subject + "x")
    assert placing.copy(entry, drive).folder == folder
    assert [one.folder for one in scan([drive])] == [folder]


def test_a_shorter_name_from_another_system_is_found_again(
    supplier: Path, drive: Path, tight: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = named("cn=" + "가" * 60, supplier)
    folder = placing.copy(entry, drive).folder
    assert folder.name == short_name("cn=" + "가" * 60)
    monkeypatch.undo()
    assert placing.copy(entry, drive).folder == folder


def test_nothing_stays_behind_where_no_folder_can_be_made(
    supplier: Path, drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.mkdir

    def mkdir(path: Path, mode: int = 0o777) -> None:
        if Path(path).parent.name == "USER":
            raise OSError(errno.ENAMETOOLONG, "")
        real(path, mode)

    monkeypatch.setattr(os, "mkdir", mkdir)
    with pytest.raises(PkiError, match="not_written"):
        placing.copy(load(supplier), drive)
    assert not list(drive.iterdir())


def test_a_folder_written_on_a_mac_is_the_same_folder(
    supplier: Path, drive: Path, password: bytes
) -> None:
    apart = unicodedata.normalize("NFD", supplier.name)
    assert apart != supplier.name
    shutil.copytree(supplier, drive / USER / apart)
    keeping.change_password(load(drive / USER / apart), password, NEW)
    placed = placing.copy(load(supplier), drive, replace=True)
    assert placed.folder == drive / USER / apart
    assert [one.name for one in (drive / USER).iterdir()] == [apart]


def test_a_folder_with_very_much_in_it_says_that_not_all_was_seen(
    supplier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        (tmp_path / "NPKI" / f"empty{number}").mkdir(parents=True)
    shutil.copytree(supplier, tmp_path / "NPKI" / "z")
    assert [len(one.findings) for one in scan([tmp_path / "NPKI"])] == [0]
    monkeypatch.setattr(store, "MAX_FOLDER_ENTRIES", 10)
    *_, last = scan([tmp_path / "NPKI"])
    assert [one.code for one in last.findings] == ["folder_too_full"]


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a place that takes no folders")
def test_a_place_that_takes_no_folders_has_not_vanished(supplier: Path) -> None:
    with pytest.raises(NotWritten, match="not_written"):
        placing.copy(load(supplier), Path("/proc"))
