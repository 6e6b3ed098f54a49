"""Where NPKI and GPKI folders are looked for, on every system."""

import shutil
from pathlib import Path

import pytest

from desktop_client.pki.storage import places
from desktop_client.pki.storage.drives import network_mounts, removable_drives, windows_drives
from desktop_client.pki.storage.places import npki_places, present_places


def test_linux_home_and_removable_drives(tmp_path: Path) -> None:
    drive = tmp_path / "media" / "user" / "USB STICK" / "NPKI"
    other = tmp_path / "run" / "media" / "user" / "usb" / "npki"
    government = tmp_path / "media" / "user" / "camera" / "GPKI"
    for folder in (drive, other, government):
        folder.mkdir(parents=True)
    home = Path("/home/user")
    assert npki_places("linux", home, {}, tmp_path) == [
        home / "NPKI",
        home / ".pki" / "NPKI",
        drive,
        other,
        home / "GPKI",
        government,
    ]


def test_macos_home_and_volumes(tmp_path: Path) -> None:
    volume = tmp_path / "Volumes" / "USB" / "NPKI"
    volume.mkdir(parents=True)
    home = Path("/Users/user")
    assert npki_places("darwin", home, {}, tmp_path) == [
        home / "Library" / "Preferences" / "NPKI",
        home / "Documents" / "NPKI",
        home / "NPKI",
        volume,
        home / "Library" / "Preferences" / "GPKI",
        home / "GPKI",
    ]


def test_windows_profile_programs_and_every_drive() -> None:
    environ = {"USERPROFILE": "C:/Users/user", "ProgramFiles": "C:/Program Files"}
    found = npki_places("win32", Path("C:/elsewhere"), environ, letters="CE")
    assert [one.as_posix() for one in found] == [
        "C:/Users/user/AppData/LocalLow/NPKI",
        "C:/Program Files/NPKI",
        "C:/NPKI",
        "E:/NPKI",
        "C:/Users/user/AppData/LocalLow/GPKI",
        "C:/GPKI",
        "E:/GPKI",
    ]


def test_windows_without_a_profile_variable_uses_the_home_folder() -> None:
    found = npki_places("win32", Path("D:/me"), {}, letters="")
    assert found[0] == Path("D:/me/AppData/LocalLow/NPKI")


def test_no_place_is_named_twice() -> None:
    environ = {"ProgramFiles": "C:/P", "ProgramFiles(x86)": "C:/P"}
    found = npki_places("win32", Path("C:/u"), environ, letters="CD")
    assert len(found) == len(set(found))


def test_an_unknown_system_is_treated_as_linux(tmp_path: Path) -> None:
    assert npki_places("freebsd14", tmp_path, {}, tmp_path)[0] == tmp_path / "NPKI"


def test_drives_come_and_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = npki_places
    monkeypatch.setattr(
        places, "npki_places", lambda: real("linux", tmp_path / "home", {}, tmp_path)
    )
    drive = tmp_path / "media" / "usb" / "NPKI"
    assert present_places() == []
    drive.mkdir(parents=True)
    (tmp_path / "home" / "NPKI").mkdir(parents=True)
    assert present_places() == [tmp_path / "home" / "NPKI", drive]
    shutil.rmtree(drive.parent)
    assert present_places() == [tmp_path / "home" / "NPKI"]


def test_network_mounts_are_passed_by_without_a_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("share", "usb"):
        (tmp_path / "media" / name / "NPKI").mkdir(parents=True)
    looked: list[Path] = []
    real = places._names

    def looking(folder: Path) -> list[str]:
        looked.append(folder)
        return real(folder)

    monkeypatch.setattr(places, "_names", looking)
    share = tmp_path / "media" / "share"
    found = npki_places("linux", tmp_path / "home", {}, tmp_path, network=[share])
    assert tmp_path / "media" / "usb" / "NPKI" in found
    assert not [one for one in (*found, *looked) if one == share or share in one.parents]


def test_network_mounts_are_read_from_the_kernel(tmp_path: Path) -> None:
    (tmp_path / "mountinfo").write_text(
        "22 27 0:21 / /media/usb rw - vfat /dev/sdb1 rw\n"
        "23 27 0:22 / /media/office\\040share rw,relatime shared:1 - cifs //server/x rw\n"
        "24 27 0:23 / /media/home rw - nfs4 server:/home rw\n"
        "25 27 0:24 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw\n"
    )
    assert network_mounts(tmp_path / "mountinfo") == {
        Path("/media/office share"),
        Path("/media/home"),
        Path("/run/user/1000/gvfs"),
    }
    assert network_mounts(tmp_path / "none") == frozenset()
    assert isinstance(network_mounts(), frozenset)


class Kernel32:
    """Windows' answers about drives A (floppy), C, D (CD-ROM), E (stick), N (network), R (RAM)."""

    def __init__(self) -> None:
        self.mode = 0x0002
        self.kinds = {"A": 2, "C": 3, "D": 5, "E": 2, "N": 4, "R": 6, "X": 1}
        self.asked: list[str] = []

    def GetErrorMode(self) -> int:  # noqa: N802 - Windows' own names
        return self.mode

    def SetErrorMode(self, mode: int) -> int:  # noqa: N802
        before, self.mode = self.mode, mode
        return before

    def GetLogicalDrives(self) -> int:  # noqa: N802
        return sum(1 << ord(letter) - ord("A") for letter in self.kinds)

    def GetDriveTypeW(self, root: str) -> int:  # noqa: N802
        assert self.mode & 0x8001 == 0x8001, "a dialog could come up"
        self.asked.append(root)
        return self.kinds[root.removesuffix(":\\")]


def test_windows_is_asked_for_its_drives_without_dialogs() -> None:
    kernel = Kernel32()
    assert windows_drives(kernel) == ["C", "E", "R"]
    assert kernel.mode == 0x8003
    assert "A:\\" not in kernel.asked
    kernel.kinds = {"C": 3}
    assert windows_drives(kernel) == ["C"]


def test_removable_drives_are_those_one_can_pull_out(tmp_path: Path) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n"
        "2 1 8:2 / /media/kim/USB\\040DISK rw - vfat /dev/sdb1 rw\n"
        "3 1 8:3 / /run/media/kim/stick rw - exfat /dev/sdc1 rw\n"
        "4 1 8:4 / /media/share rw - cifs //server/share rw\n"
    )
    assert removable_drives("linux", mounts) == [
        Path("/media/kim/USB DISK"),
        Path("/run/media/kim/stick"),
    ]
    assert removable_drives("linux", tmp_path / "none") == []
    volumes = tmp_path / "Volumes"
    (volumes / "USB").mkdir(parents=True)
    (volumes / "Macintosh HD").symlink_to("/")
    assert removable_drives("darwin", volumes=volumes) == [volumes / "USB"]
    assert removable_drives("darwin", volumes=tmp_path / "none") == []
    assert removable_drives("win32", kernel=Kernel32()) == [Path("E:\\")]
