"""Finding certificate folders: every practice sample, every kind of bad neighbour."""

import os
import shutil
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from desktop_client.pki.findings import (
    FileUnreadable,
    KeyMismatch,
    Severity,
    Validity,
    WrongPassword,
    validity,
)
from desktop_client.pki.storage import keeping
from desktop_client.pki.storage.disk import LEFT, STAGING, UNDO
from desktop_client.pki.storage.store import (
    KM_KEY,
    SIGN_CERTIFICATE,
    SIGN_KEY,
    Entry,
    load,
    merge,
    open_entry,
    scan,
)
from practice.pki import Practice
from practice.samples import SAMPLES
from testing.pki.damage import truncations

FILE_FINDINGS = {
    "km_only": {"km_only"},
    "no_key": {"key_missing"},
    "damaged_certificate": {"certificate_damaged"},
    "truncated_key": {"key_damaged"},
    "empty_files": {"certificate_damaged", "key_damaged"},
}


def codes(entry: Entry) -> set[str]:
    return {found.code for found in entry.findings}


@pytest.fixture
def user(tmp_path: Path) -> Path:
    """An empty USER folder."""
    folder = tmp_path / "NPKI" / "practiceCA" / "USER"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def copy(supplier: Path, user: Path) -> Callable[[str], Path]:
    """Makes further folders that are good until the test breaks them."""

    def make(name: str) -> Path:
        return Path(shutil.copytree(supplier, user / name))

    return make


def found_in(place: Path) -> dict[str, Entry]:
    return {entry.folder.name: entry for entry in scan([place])}


def test_every_practice_sample_is_listed_with_what_is_wrong(practice_pki: Practice) -> None:
    entries = {entry.folder: entry for entry in scan([practice_pki.npki])}
    assert len(entries) == len(SAMPLES)
    for name in SAMPLES:
        entry = entries[practice_pki.sample(name).path]
        assert codes(entry) == FILE_FINDINGS.get(name, set()), name
        assert len(entry.ca_certificates) == 2, name


def test_a_good_folder_has_all_its_parts(supplier: Path) -> None:
    entry = load(supplier)
    assert entry.certificate is not None
    assert entry.certificate.subject == supplier.name
    assert entry.key_path == supplier / SIGN_KEY
    assert entry.km_certificate is not None
    assert entry.km_key_path == supplier / "kmPri.key"
    assert [one.holder for one in entry.ca_certificates] == [
        "Practice RootCA 4",
        "practiceCA Class 3",
    ]
    assert validity(entry.findings) is Validity.VALID


def test_names_in_other_case_are_the_same_files(practice_pki: Practice, password: bytes) -> None:
    entry = load(practice_pki.sample("lower_case_names").path)
    assert entry.key_path is not None
    assert entry.key_path.name == "signpri.key"
    assert open_entry(entry, password).random is not None


@pytest.mark.parametrize("levels", [0, 1, 2, 3])
def test_any_folder_on_the_way_may_be_the_place(supplier: Path, levels: int) -> None:
    place = [supplier, *supplier.parents][levels]
    assert supplier in {entry.folder for entry in scan([place])}


def test_a_place_that_is_not_there_is_no_error(tmp_path: Path) -> None:
    assert list(scan([tmp_path / "nowhere"])) == []


def break_certificate_with(data: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / SIGN_CERTIFICATE).write_bytes(data)


def remove(*names: str) -> Callable[[Path], object]:
    def removing(folder: Path) -> None:
        for name in names:
            (folder / name).unlink()

    return removing


def replace_by_directory(name: str) -> Callable[[Path], object]:
    def replace(folder: Path) -> None:
        (folder / name).unlink()
        (folder / name).mkdir()

    return replace


def replace_by_link(name: str, target: str) -> Callable[[Path], object]:
    def replace(folder: Path) -> None:
        (folder / name).unlink()
        (folder / name).symlink_to(target)

    return replace


def replace_by_pipe(name: str) -> Callable[[Path], object]:
    def replace(folder: Path) -> None:
        (folder / name).unlink()
        os.mkfifo(folder / name)

    return replace


def grow(name: str, size: int) -> Callable[[Path], object]:
    return lambda folder: os.truncate(folder / name, size)


BAD_NEIGHBOURS: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "no certificate": (remove(SIGN_CERTIFICATE), {"km_only"}),
    "key only": (
        remove(SIGN_CERTIFICATE, "kmCert.der", "kmPri.key"),
        {"certificate_missing"},
    ),
    "empty certificate": (break_certificate_with(b""), {"certificate_damaged"}),
    "text": (break_certificate_with("인증서".encode()), {"certificate_damaged"}),
    "directory as certificate": (replace_by_directory(SIGN_CERTIFICATE), {"not_a_file"}),
    "directory as key": (replace_by_directory(SIGN_KEY), {"not_a_file"}),
    "directory as CaPubs": (replace_by_directory("CaPubs"), {"not_a_file"}),
    "pipe as certificate": (replace_by_pipe(SIGN_CERTIFICATE), {"not_a_file"}),
    "pipe as key": (replace_by_pipe(SIGN_KEY), {"not_a_file"}),
    "device": (replace_by_link(SIGN_CERTIFICATE, "/dev/zero"), {"not_a_file"}),
    "link to nothing": (replace_by_link(SIGN_KEY, "nowhere"), {"file_missing"}),
    "link to itself": (replace_by_link(SIGN_KEY, SIGN_KEY), {"file_unreadable"}),
    "failing medium": (replace_by_link(SIGN_CERTIFICATE, "/proc/self/mem"), {"file_unreadable"}),
    "huge certificate": (grow(SIGN_CERTIFICATE, 2**40), {"too_large"}),
    "huge key": (grow(SIGN_KEY, 2**40), {"too_large"}),
    "huge CaPubs": (grow("CaPubs", 2**40), {"too_large"}),
    "damaged CaPubs": (grow("CaPubs", 99), {"ca_certificates_damaged"}),
    "damaged km certificate": (grow("kmCert.der", 99), {"certificate_damaged"}),
}


def test_bad_neighbours_hide_nobody(copy: Callable[[str], Path], user: Path) -> None:
    copy("good")
    for name, (break_it, _) in BAD_NEIGHBOURS.items():
        break_it(copy(name))
    entries = found_in(user.parent.parent)
    assert entries.keys() == {"good", *BAD_NEIGHBOURS}
    assert not entries["good"].findings
    for name, (_, expected) in BAD_NEIGHBOURS.items():
        assert codes(entries[name]) == expected, name


def test_what_signing_does_not_need_is_only_a_warning(copy: Callable[[str], Path]) -> None:
    folder = copy("a")
    for name in ("CaPubs", "kmCert.der"):
        os.truncate(folder / name, 50)
    entry = load(folder)
    assert entry.certificate is not None
    assert {found.severity for found in entry.findings} == {Severity.WARNING}
    assert {found.subject for found in entry.findings} == {"CaPubs", "kmCert.der"}


def test_a_file_cut_at_any_boundary_is_a_finding(
    copy: Callable[[str], Path], supplier: Path
) -> None:
    folder = copy("cut")
    for name, code in ((SIGN_CERTIFICATE, "certificate_damaged"), (SIGN_KEY, "key_damaged")):
        whole = (supplier / name).read_bytes()
        for data in truncations(whole):
            (folder / name).write_bytes(data)
            assert codes(load(folder)) == {code}
        (folder / name).write_bytes(whole)


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read everything")
def test_what_may_not_be_read_is_a_finding(copy: Callable[[str], Path], user: Path) -> None:
    copy("good")
    (copy("key") / SIGN_KEY).chmod(0)
    closed = copy("folder")
    closed.chmod(0)
    entries = found_in(user)
    closed.chmod(0o700)
    assert codes(entries["key"]) == {"file_unreadable"}
    assert codes(entries["folder"]) == {"folder_unreadable"}
    assert not entries["good"].findings


def test_a_folder_that_cannot_be_listed_is_a_finding(
    copy: Callable[[str], Path], user: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy("good")
    closed = copy("closed")
    list_folder = os.scandir

    def refuse(path: Path) -> object:
        if path == closed:
            raise PermissionError(path)
        return list_folder(path)

    monkeypatch.setattr(os, "scandir", refuse)
    entries = found_in(user)
    assert codes(entries["closed"]) == {"folder_unreadable"}
    assert not entries["good"].findings
    with pytest.raises(FileUnreadable, match="folder_unreadable"):
        load(closed)


def test_links_that_lead_in_circles_do_no_harm(copy: Callable[[str], Path], user: Path) -> None:
    copy("good")
    (user / "circle").symlink_to(user.parent)
    (user.parent / "again").symlink_to(user)
    (user.parent / "self").symlink_to("self")
    assert [entry.folder.name for entry in scan([user.parent.parent, user])] == ["good"]


def test_the_same_certificate_in_two_places_stays_twice(
    copy: Callable[[str], Path], user: Path
) -> None:
    copy("one")
    copy("two")
    first, second = found_in(user).values()
    assert first.certificate == second.certificate


def test_deeper_folders_are_not_searched(copy: Callable[[str], Path], user: Path) -> None:
    deep = user / "a" / "b"
    deep.mkdir(parents=True)
    copy("good").rename(deep / "good")
    assert found_in(user.parent.parent) == {}
    assert "good" in found_in(user.parent)


def test_a_scan_stops_when_told(practice_pki: Practice) -> None:
    seen: list[Entry] = []
    scanning = scan([practice_pki.npki], lambda: len(seen) >= 2)
    seen.extend(islice(scanning, 2))
    assert list(scanning) == []
    assert list(scan([practice_pki.npki], lambda: True)) == []


def test_a_certificate_file_leads_to_its_folder(supplier: Path, password: bytes) -> None:
    assert load(supplier / SIGN_CERTIFICATE) == load(supplier)
    management = load(supplier / "kmCert.der")
    assert management.certificate == load(supplier).km_certificate
    assert open_entry(management, password).random is None


def test_a_certificate_under_another_name_has_its_key_beside_it(
    copy: Callable[[str], Path], password: bytes
) -> None:
    folder = copy("other")
    (folder / SIGN_CERTIFICATE).rename(folder / "001_sig.cer")
    (folder / SIGN_KEY).rename(folder / "001_sig.key")
    entry = load(folder / "001_sig.cer")
    assert not entry.findings
    assert open_entry(entry, password).random is not None


def test_where_nothing_is_there_is_nothing_to_load(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match="file_missing"):
        load(tmp_path / "nowhere")
    with pytest.raises(FileUnreadable, match="certificate_missing"):
        load(tmp_path)
    with pytest.raises(FileUnreadable, match="file_missing"):
        load(Path("no\0thing"))


def test_opening_says_what_is_wrong(practice_pki: Practice, password: bytes) -> None:
    with pytest.raises(WrongPassword):
        open_entry(load(practice_pki.sample("supplier").path), b"wrong")
    with pytest.raises(KeyMismatch):
        open_entry(load(practice_pki.sample("foreign_key").path), password)
    with pytest.raises(FileUnreadable, match="key_missing"):
        open_entry(load(practice_pki.sample("no_key").path), password)


def test_the_same_certificate_in_two_places_is_merged(
    copy: Callable[[str], Path], practice_pki: Practice, user: Path
) -> None:
    one, two = copy("one"), copy("two")
    (one / SIGN_KEY).unlink()
    (copy("bad") / SIGN_CERTIFICATE).write_bytes(b"")
    (copy("worse") / SIGN_CERTIFICATE).write_bytes(b"")
    other = Path(shutil.copytree(practice_pki.sample("supplier_pbes1").path, user / "zzz"))
    merged = {entry.folder: entry for entry in merge(scan([user, user]))}
    assert merged.keys() == {two, other, user / "bad", user / "worse"}
    assert merged[two].other_folders == (one,)
    assert merged[two].key_path == two / SIGN_KEY
    assert not merged[two].findings
    assert merged[other].other_folders == ()


def test_a_folder_of_gpki_holds_many_certificates(
    practice_pki: Practice, tmp_path: Path, password: bytes
) -> None:
    folder = tmp_path / "GPKI" / "Certificate" / "class2"
    folder.mkdir(parents=True)
    for name, sample in (("123홍길동001", "supplier"), ("456기관", "institution")):
        source = practice_pki.sample(sample).path
        shutil.copy(source / SIGN_CERTIFICATE, folder / f"{name}_sig.cer")
        shutil.copy(source / SIGN_KEY, folder / f"{name}_SIG.KEY")
        shutil.copy(source / "kmCert.der", folder / f"{name}_env.cer")
        shutil.copy(source / "kmPri.key", folder / f"{name}_env.key")
    (folder / "456기관_SIG.KEY").unlink()
    whole, keyless = scan([tmp_path / "GPKI"])
    assert whole.folder == keyless.folder == folder
    assert codes(whole) == set()
    assert open_entry(whole, password).random is not None
    assert whole.km_key_path == folder / "123홍길동001_env.key"
    assert {path.name[:3] for path in whole.files} == {"123"}
    assert codes(keyless) == {"key_missing"}
    assert merge([whole, keyless]) == [whole, keyless]
    for name in ("a_sig.cer", "b_sig.cer"):
        (folder / name).write_bytes(b"")
    assert len(merge(scan([folder]))) == 4
    assert load(folder / "123홍길동001_sig.cer") == whole
    with pytest.raises(FileUnreadable, match="certificate_missing"):
        load(folder)


@pytest.mark.parametrize("name", [LEFT, UNDO])
def test_an_unfinished_change_is_a_finding_and_no_certificate_of_its_own(
    copy: Callable[[str], Path], user: Path, name: str
) -> None:
    folder = copy("one")
    shutil.copytree(folder, folder / name)
    (user / "new" / STAGING).mkdir(parents=True)
    shutil.copy(folder / SIGN_CERTIFICATE, user / "new" / STAGING)
    (entry,) = scan([user])
    assert codes(entry) == {"change_unfinished"}


@pytest.mark.parametrize("name", [SIGN_KEY, KM_KEY])
def test_a_key_file_leads_to_the_certificate_beside_it(
    copy: Callable[[str], Path], name: str
) -> None:
    folder = copy("one")
    entry = load(folder / name)
    assert entry.certificate == load(folder).certificate
    assert codes(entry) == {"key_file_chosen"}


def test_padding_after_a_key_is_told(copy: Callable[[str], Path], password: bytes) -> None:
    folder = copy("one")
    with (folder / SIGN_KEY).open("ab") as file:
        file.write(b"\r\n")
    assert codes(load(folder)) == {"key_padded"}
    assert open_entry(load(folder), password).random


def test_each_copy_opens_with_its_own_password(
    copy: Callable[[str], Path], user: Path, password: bytes
) -> None:
    copy("one")
    keeping.change_password(load(copy("two")), password, b"of the stick")
    (entry,) = merge(scan([user]))
    assert len(entry.copies) == 1
    for right in (password, b"of the stick"):
        assert open_entry(entry, right).random
    with pytest.raises(WrongPassword):
        open_entry(entry, b"neither")
