"""Where NPKI folders are looked for, on every system."""

from pathlib import Path

from desktop_client.pki.places import npki_places


def test_linux_home_and_removable_drives(tmp_path: Path) -> None:
    drive = tmp_path / "media" / "user" / "USB STICK" / "NPKI"
    other = tmp_path / "run" / "media" / "user" / "usb" / "NPKI"
    for folder in (drive, other, tmp_path / "media" / "user" / "camera"):
        folder.mkdir(parents=True)
    home = Path("/home/user")
    assert npki_places("linux", home, {}, tmp_path) == [
        home / "NPKI",
        home / ".pki" / "NPKI",
        drive,
        other,
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
    ]


def test_windows_profile_programs_and_every_drive() -> None:
    environ = {"USERPROFILE": "C:/Users/user", "ProgramFiles": "C:/Program Files"}
    places = npki_places("win32", Path("C:/elsewhere"), environ)
    assert places[:3] == [
        Path("C:/Users/user/AppData/LocalLow/NPKI"),
        Path("C:/Program Files/NPKI"),
        Path("C:/NPKI"),
    ]
    assert places[-1] == Path("Z:/NPKI")
    assert Path("A:/NPKI") not in places


def test_windows_without_a_profile_variable_uses_the_home_folder() -> None:
    assert npki_places("win32", Path("D:/me"), {})[0] == Path("D:/me/AppData/LocalLow/NPKI")


def test_no_place_is_named_twice() -> None:
    environ = {"ProgramFiles": "C:/P", "ProgramFiles(x86)": "C:/P"}
    places = npki_places("win32", Path("C:/u"), environ)
    assert len(places) == len(set(places))


def test_an_unknown_system_is_treated_as_linux(tmp_path: Path) -> None:
    assert npki_places("freebsd14", tmp_path, {}, tmp_path)[0] == tmp_path / "NPKI"
