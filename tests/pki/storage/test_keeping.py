"""Changing passwords, copying, deleting, PFX: complete or not at all, whatever breaks."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from desktop_client.pki.findings import (
    DamagedFile,
    FileUnreadable,
    KeyMismatch,
    NotWritten,
    PkiError,
    WrongPassword,
)
from desktop_client.pki.keyfile import decrypt_key, read_container
from desktop_client.pki.storage import disk, keeping, placing
from desktop_client.pki.storage.naming import safe_name
from desktop_client.pki.storage.store import load, open_entry
from practice.pki import PASSWORD, Practice
from testing.pki import openssl
from testing.pki.breaking import Breaking, counted, failing, killed_at

NEW = "새 비밀번호 9!".encode()
KEYS = ("signPri.key", "kmPri.key")
NAMES = ("signPri.key", "kmPri.key", "signCert.der", "kmCert.der", "CaPubs")
TARGET = Path("NPKI") / "practiceCA" / "USER"


@pytest.fixture
def folder(supplier: Path, tmp_path: Path) -> Path:
    """A copy of the supplier's folder, to be changed."""
    return Path(shutil.copytree(supplier, tmp_path / supplier.name))


@pytest.fixture
def light(practice_pki: Practice, tmp_path: Path) -> Path:
    """A folder whose keys open quickly, to be changed many times."""
    source = practice_pki.sample("supplier_pbes1").path
    return Path(shutil.copytree(source, tmp_path / "light"))


def plain_keys(folder: Path, *passwords: bytes) -> list[tuple[bytes, bytes]]:
    """Each key's PKCS #8 and the password that opens it; every key must open with one."""
    found = []
    for name in KEYS:
        for password in passwords:
            try:
                plain, _ = decrypt_key((folder / name).read_bytes(), password)
            except WrongPassword:
                continue
            found.append((bytes(plain), password))
    assert len(found) == len(KEYS), "a key opens with neither password"
    return found


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize(
    "name", ["supplier", "supplier_pbes1", "supplier_old_container", "lower_case_names"]
)
def test_both_keys_get_the_new_password_and_nothing_else_changes(
    practice_pki: Practice, tmp_path: Path, password: bytes, name: str
) -> None:
    source = practice_pki.sample(name).path
    folder = Path(shutil.copytree(source, tmp_path / "copy"))
    before = load(folder)
    keeping.change_password(before, password, NEW)
    after = load(folder)
    assert after == before
    assert open_entry(after, NEW).random == open_entry(load(source), password).random
    with pytest.raises(WrongPassword):
        open_entry(after, password)
    for one in source.iterdir():
        changed = folder / one.name
        if one.suffix == ".key":
            was, now = one.read_bytes(), changed.read_bytes()
            assert decrypt_key(now, NEW)[0] == decrypt_key(was, password)[0]
            assert read_container(now).scheme == read_container(was).scheme
            assert changed.stat().st_mode & 0o777 == 0o600
        else:
            assert changed.read_bytes() == one.read_bytes()
    assert {one.name for one in folder.iterdir()} == {one.name for one in source.iterdir()}


def test_a_wrong_old_password_changes_nothing(folder: Path) -> None:
    before = contents(folder)
    with pytest.raises(WrongPassword):
        keeping.change_password(load(folder), b"wrong", NEW)
    assert contents(folder) == before


def test_when_one_key_does_not_open_neither_changes(folder: Path, password: bytes) -> None:
    entry = load(folder)
    whole, foreign = ((folder / name).read_bytes() for name in ("kmPri.key", "signPri.key"))
    for broken, error in ((whole[:-1], DamagedFile), (foreign, KeyMismatch)):
        (folder / "kmPri.key").write_bytes(broken)
        before = contents(folder)
        with pytest.raises(error) as refused:
            keeping.change_password(entry, password, NEW)
        assert refused.value.values["file"] == "kmPri.key"
        assert contents(folder) == before


def test_without_a_key_there_is_no_password_to_change(practice_pki: Practice) -> None:
    entry = load(practice_pki.sample("no_key").path)
    with pytest.raises(FileUnreadable, match="key_missing"):
        keeping.change_password(entry, b"a", b"b")


def test_a_crash_anywhere_leaves_the_old_password_until_the_change_has_ended(
    light: Path, password: bytes, tmp_path: Path
) -> None:
    original = [plain for plain, _ in plain_keys(light, password)]
    steps = steps_of_change(light, tmp_path / "count")
    assert steps > 20
    outcomes = set()
    for step in range(1, steps + 1):
        copy = Path(shutil.copytree(light, tmp_path / f"{step}"))
        assert killed_at(lambda: change(copy), step)  # noqa: B023 - called at once
        entry = load(copy)
        assert entry.certificate is not None
        found = plain_keys(copy, password, NEW)
        assert [plain for plain, _ in found] == original
        sign, management = (used for _, used in found)
        unfinished = {one.code for one in entry.findings} == {"change_unfinished"}
        assert sign == management or unfinished
        outcomes.add((sign == NEW, management == NEW, unfinished))
        ended = sign == management == NEW and not unfinished
        assert disk.undo(copy) == unfinished
        used = {used for _, used in plain_keys(copy, password, NEW)}
        assert used == {NEW if ended else password}
        assert {one.name for one in copy.iterdir()} == set(NAMES)
    assert outcomes == {
        (False, False, False),
        (False, False, True),
        (True, False, True),
        (True, True, True),
        (True, True, False),
    }


def change(folder: Path) -> None:
    keeping.change_password(load(folder), PASSWORD.encode(), NEW)


def steps_of_change(folder: Path, copy: Path) -> int:
    shutil.copytree(folder, copy)
    return counted(lambda: change(copy))


def test_after_a_crash_one_of_the_two_passwords_changes_it_again(
    light: Path, password: bytes, tmp_path: Path
) -> None:
    steps = steps_of_change(light, tmp_path / "count")
    for step in range(1, steps + 1, 3):
        copy = Path(shutil.copytree(light, tmp_path / f"{step}"))
        assert killed_at(lambda: change(copy), step)  # noqa: B023 - called at once
        try:
            keeping.change_password(load(copy), password, b"third")
        except WrongPassword:
            keeping.change_password(load(copy), NEW, b"third")
        assert {used for _, used in plain_keys(copy, b"third")} == {b"third"}
        assert not load(copy).findings
        assert {one.name for one in copy.iterdir()} == set(NAMES)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EROFS, "read_only"),
        (errno.EACCES, "read_only"),
        (errno.EIO, "drive_vanished"),
        (errno.ENODEV, "drive_vanished"),
        (errno.EBUSY, "not_written"),
    ],
)
def test_an_error_anywhere_changes_all_or_nothing(
    light: Path, password: bytes, tmp_path: Path, number: int, code: str
) -> None:
    steps = steps_of_change(light, tmp_path / "count")
    codes = set()
    for step in range(1, steps + 1, 1 if number == errno.ENOSPC else 5):
        copy = Path(shutil.copytree(light, tmp_path / f"{step}"))
        entry = load(copy)
        told = ""
        with Breaking(step, failing(number)):
            try:
                keeping.change_password(entry, password, NEW)
            except NotWritten as error:
                told = error.code
            except FileUnreadable as error:
                told = error.code
        codes.add(told)
        used = {one for _, one in plain_keys(copy, password, NEW)}
        assert used == {password if told else NEW}
        assert not load(copy).findings
        disk.undo(copy)  # what could not be removed is worth nothing
        assert {one.name for one in copy.iterdir()} == set(NAMES)
    assert codes >= {code}
    assert codes <= {code, "file_unreadable", ""}


def test_windows_errors_are_told_apart() -> None:
    for number, code in ((19, "read_only"), (112, "disk_full"), (1167, "drive_vanished")):
        error = OSError(errno.EINVAL, "")
        error.winerror = number  # type: ignore[attr-defined, unused-ignore]
        assert disk.refusal(error).code == code


def test_what_reads_back_wrong_is_never_put_into_place(
    folder: Path, password: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(folder)
    real = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: real(fd, b"\0" * len(data)))
    with pytest.raises(NotWritten, match="written_wrong"):
        keeping.change_password(load(folder), password, NEW)
    assert contents(folder) == before
    assert {one.name for one in folder.iterdir()} == before.keys()


def test_a_copy_is_a_whole_npki_folder(supplier: Path, tmp_path: Path, password: bytes) -> None:
    entry = load(supplier)
    written = placing.copy(entry, tmp_path).folder
    assert written == tmp_path / TARGET / supplier.name
    assert contents(written) == contents(supplier)
    copied = load(written)
    assert (copied.certificate, copied.ca_certificates) == (
        entry.certificate,
        entry.ca_certificates,
    )
    assert open_entry(copied, password).random == open_entry(entry, password).random


def test_a_copy_goes_into_the_folders_that_are_there(supplier: Path, tmp_path: Path) -> None:
    user = tmp_path / "npki" / "PRACTICECA" / "User"
    user.mkdir(parents=True)
    assert placing.copy(load(supplier), tmp_path).folder == user / supplier.name
    assert placing.copy(load(supplier), tmp_path / "npki").folder == user / supplier.name


def test_the_same_certificate_is_replaced_as_a_whole(
    supplier: Path, folder: Path, tmp_path: Path, password: bytes
) -> None:
    written = placing.copy(load(supplier), tmp_path).folder
    (written / "signPri.key").rename(written / "SIGNPRI.KEY")
    keeping.change_password(load(folder), password, NEW)
    with pytest.raises(NotWritten, match="certificate_there"):
        placing.copy(load(folder), tmp_path)
    open_entry(load(written), password)
    assert placing.copy(load(folder), tmp_path, replace=True) == placing.Placed(written)
    assert {one.name for one in written.iterdir()} == {"SIGNPRI.KEY", *NAMES[1:]}
    assert open_entry(load(written), NEW).random is not None


@pytest.mark.parametrize("standing", ["signCert.der", "kmCert.der", "signPri.key", "kmPri.key"])
def test_another_certificate_is_never_overwritten(
    supplier: Path, tmp_path: Path, practice_pki: Practice, standing: str
) -> None:
    place = tmp_path / TARGET / supplier.name
    place.mkdir(parents=True)
    other = practice_pki.sample("supplier_pbes1").path / standing
    shutil.copy(other, place / standing.lower())
    code = "place_taken" if standing.endswith(".key") else "certificate_differs"
    with pytest.raises(NotWritten, match=code):
        placing.copy(load(supplier), tmp_path)
    assert contents(place) == {standing.lower(): other.read_bytes()}


@pytest.mark.parametrize("there_before", [False, True])
def test_an_error_during_a_copy_leaves_nothing_half_done(
    supplier: Path, folder: Path, tmp_path: Path, password: bytes, there_before: bool
) -> None:
    keeping.change_password(load(folder), password, NEW)

    def prepared(name: str) -> Path:
        target = tmp_path / name
        target.mkdir()
        if there_before:
            placing.copy(load(folder), target)
        return target

    entry = load(supplier)
    target = prepared("count")
    steps = counted(lambda: placing.copy(entry, target, replace=True))
    codes = set()
    for step in range(1, steps + 1, 3):
        target = prepared(str(step))
        told = ""
        with Breaking(step, failing(errno.ENOSPC)):
            try:
                placing.copy(entry, target, replace=True)
            except PkiError as error:
                told = error.code
        codes.add(told)
        written = target / TARGET / supplier.name
        assert written.exists() == (there_before or not told)
        if written.exists():
            disk.undo(written)
            assert contents(written) == contents(folder if told else supplier)
            assert {one.name for one in written.iterdir()} == set(NAMES)
        else:
            assert not list(target.iterdir())
    assert codes >= {"disk_full", ""}


def test_a_killed_copy_is_completed_by_the_next(supplier: Path, tmp_path: Path) -> None:
    entry = load(supplier)
    (tmp_path / "count").mkdir()
    steps = counted(lambda: placing.copy(entry, tmp_path / "count"))
    for step in range(1, steps + 1, 7):
        target = tmp_path / str(step)
        target.mkdir()
        assert killed_at(lambda: placing.copy(entry, target), step)  # noqa: B023
        assert contents(placing.copy(entry, target).folder) == contents(supplier)


def test_what_is_not_whole_is_not_copied(practice_pki: Practice, tmp_path: Path) -> None:
    for name, code in (
        ("no_key", "key_missing"),
        ("km_only", "km_only"),
        ("damaged_certificate", "certificate_damaged"),
        ("truncated_key", "key_damaged"),
    ):
        with pytest.raises(PkiError, match=code):
            placing.copy(load(practice_pki.sample(name).path), tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_target_must_be_there(supplier: Path, tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match="file_missing"):
        placing.copy(load(supplier), tmp_path / "unplugged")


@pytest.mark.parametrize("name", [disk.STAGING, disk.UNDO])
def test_a_link_where_new_files_belong_leads_nowhere(
    folder: Path, password: bytes, tmp_path: Path, name: str
) -> None:
    elsewhere = tmp_path / "documents"
    elsewhere.mkdir()
    (elsewhere / "signPri.key").write_text("mine")
    (folder / name).symlink_to(elsewhere)
    before = contents(folder)
    with pytest.raises(NotWritten, match="not_written"):
        keeping.change_password(load(folder), password, NEW)
    assert contents(elsewhere) == {"signPri.key": b"mine"}
    assert contents(folder) == before


def test_a_drive_pulled_out_is_told_so(folder: Path, password: bytes, tmp_path: Path) -> None:
    entry = load(folder)
    shutil.rmtree(folder)
    for work in (
        lambda: keeping.change_password(entry, password, NEW),
        lambda: placing.copy(entry, tmp_path),
        lambda: keeping.delete(entry),
        lambda: keeping.export_pfx(entry, password, NEW),
    ):
        with pytest.raises(NotWritten, match="drive_vanished"):
            work()


def test_a_copy_comes_after_what_a_crash_interrupted(
    light: Path, password: bytes, tmp_path: Path
) -> None:
    steps = steps_of_change(light, tmp_path / "count")
    for step in range(2, steps + 1, 5):
        copy = Path(shutil.copytree(light, tmp_path / f"{step}"))
        assert killed_at(lambda: change(copy), step)  # noqa: B023 - called at once
        target = tmp_path / f"to {step}"
        target.mkdir()
        written = placing.copy(load(copy), target).folder
        assert len({used for _, used in plain_keys(written, password, NEW)}) == 1


def test_a_subject_cannot_lead_out_of_the_folder() -> None:
    for name, safe in (
        ("cn=../../x", "cn=.._.._x"),
        ("..", "_"),
        ("", "_"),
        ('a\\b:c*?"<>|\n', "a_b_c______" + "_"),
        ("cn=끝. ", "cn=끝"),
    ):
        assert safe_name(name) == safe


def test_deleting_says_what_and_takes_only_that(folder: Path) -> None:
    (folder / "notes.txt").write_text("mine")
    entry = load(folder)
    assert {path.name for path in entry.files} == set(NAMES)
    deleted = keeping.delete(entry)
    assert set(deleted) == set(entry.files)
    assert {path.name for path in deleted[:2]} == set(KEYS)
    assert contents(folder) == {"notes.txt": b"mine"}


def test_an_emptied_folder_goes_too_and_those_above_stay(folder: Path) -> None:
    keeping.delete(load(folder))
    assert not folder.exists()
    assert folder.parent.exists()


def test_deleting_takes_what_a_crash_left(light: Path, tmp_path: Path) -> None:
    steps = steps_of_change(light, tmp_path / "count")
    for step in range(1, steps + 1, 4):
        copy = Path(shutil.copytree(light, tmp_path / f"{step}"))
        assert killed_at(lambda: change(copy), step)  # noqa: B023 - called at once
        keeping.delete(load(copy))
        assert not copy.exists()


def test_deleting_what_may_not_be_deleted_says_so(folder: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "count"))
    steps = counted(lambda: keeping.delete(load(copy)))
    refused = set()
    for step in range(1, steps + 1):
        copy = Path(shutil.copytree(folder, tmp_path / f"{step}"))
        entry, told = load(copy), ""
        with Breaking(step, failing(errno.EROFS)):
            try:
                keeping.delete(entry)
            except NotWritten as error:
                told = error.code
        left = len(contents(copy)) if copy.exists() else 0
        refused.add((told, left))
    assert refused == {("read_only", len(NAMES)), ("", 0)}


def gpki(supplier: Path, folder: Path, *names: str) -> Path:
    folder.mkdir()
    for name in names:
        for source, suffix in (
            ("signCert.der", "_sig.cer"),
            ("signPri.key", "_sig.key"),
            ("kmCert.der", "_env.cer"),
            ("kmPri.key", "_env.key"),
        ):
            shutil.copy(supplier / source, folder / f"{name}{suffix}")
    return folder


def test_one_certificate_of_a_gpki_folder_is_deleted_alone(supplier: Path, tmp_path: Path) -> None:
    folder = gpki(supplier, tmp_path / "class2", "001홍길동", "002김철수")
    keeping.delete(load(folder / "001홍길동_sig.cer"))
    assert {name[:3] for name in contents(folder)} == {"002"}
    assert len(contents(folder)) == 4


def test_ca_certificates_stay_while_another_certificate_needs_them(folder: Path) -> None:
    assert len(keeping.delete(load(folder / "kmCert.der"))) == 2
    assert set(contents(folder)) == {"signCert.der", "signPri.key", "CaPubs"}
    keeping.delete(load(folder))
    assert not folder.exists()


def test_a_gpki_password_changes_and_a_copy_is_an_npki_folder(
    supplier: Path, tmp_path: Path, password: bytes
) -> None:
    folder = gpki(supplier, tmp_path / "class2", "001홍길동")
    entry = load(folder / "001홍길동_sig.cer")
    keeping.change_password(entry, password, NEW)
    assert open_entry(load(entry.folder / "001홍길동_sig.cer"), NEW).random is not None
    written = placing.copy(entry, tmp_path).folder
    assert set(contents(written)) == set(NAMES[:4])


def test_through_a_pfx_and_back_nothing_is_lost(
    supplier: Path, tmp_path: Path, password: bytes
) -> None:
    entry = load(supplier)
    made = tmp_path / "out.pfx"
    made.write_bytes(keeping.export_pfx(entry, password, b"pfx 1!"))
    (placed,) = placing.import_pfx(made, b"pfx 1!", tmp_path, NEW)
    folder = placed.folder
    assert placed.has_random
    assert folder == tmp_path / TARGET / supplier.name
    found, back = load(folder), (supplier, folder)
    assert not found.findings
    for name in KEYS:
        plain = [
            decrypt_key((one / name).read_bytes(), secret)[0]
            for one, secret in zip(back, (password, NEW), strict=True)
        ]
        assert plain[0] == plain[1]
    for name in ("signCert.der", "kmCert.der"):
        assert (folder / name).read_bytes() == (supplier / name).read_bytes()
    assert set(found.ca_certificates) == set(entry.ca_certificates)
    (tmp_path / "secret").write_bytes(NEW)
    key = openssl.output(
        *("pkey", "-inform", "DER", "-in", folder / "signPri.key", "-pubout"),
        *("-passin", f"file:{tmp_path / 'secret'}"),
        *("-provider", "legacy", "-provider", "default"),
    )
    assert key == openssl.output(
        "x509", "-inform", "DER", "-in", supplier / "signCert.der", "-noout", "-pubkey"
    )


def test_exporting_needs_the_password_and_a_key(
    supplier: Path, practice_pki: Practice, password: bytes
) -> None:
    with pytest.raises(WrongPassword):
        keeping.export_pfx(load(supplier), b"wrong", b"x")
    with pytest.raises(FileUnreadable, match="key_missing"):
        keeping.export_pfx(load(practice_pki.sample("no_key").path), password, b"x")


def test_importing_never_overwrites_another_certificate(
    supplier: Path, tmp_path: Path, password: bytes, practice_pki: Practice
) -> None:
    made = tmp_path / "out.pfx"
    made.write_bytes(keeping.export_pfx(load(supplier), password, b"pfx 1!"))
    place = tmp_path / TARGET / supplier.name
    place.mkdir(parents=True)
    shutil.copy(practice_pki.sample("revoked").path / "signCert.der", place)
    with pytest.raises(NotWritten, match="certificate_differs"):
        placing.import_pfx(made, b"pfx 1!", tmp_path, NEW)
    with pytest.raises(WrongPassword):
        placing.import_pfx(made, b"pfx", tmp_path, NEW)
