import io
import os
import shutil
import struct
import subprocess
import zipfile
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from installer.product import ROOT, product
from installer.windows import __main__ as command
from installer.windows import build, python, signing
from installer.windows.icon import SIZES, write_ico
from testing.publisher import publisher

needs_nsis = pytest.mark.skipif(not shutil.which("makensis"), reason="NSIS packs")
needs_signer = pytest.mark.skipif(not shutil.which("osslsigncode"), reason="osslsigncode signs")


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Python's archive that is pinned, in a folder as some archives have it."""
    modules = io.BytesIO()
    with zipfile.ZipFile(modules, "w", zipfile.ZIP_DEFLATED) as library:
        for name in ("os.pyc", "pydoc_data/topics.pyc", "pydoc.pyc", "_osx_support.pyc"):
            library.writestr(name, bytes(1000))
    files = {
        "LICENSE.txt": b"terms",
        "python.cat": b"list",
        "python313.zip": modules.getvalue(),
        "python313._pth": b".",
    }
    made = tmp_path / "python.zip"
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("cp313/", b"")
        for name, data in files.items():
            packed.writestr(f"cp313/{name}", data)
    folder = tmp_path / "as-it-is"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    pins = (ROOT / "installer/windows/python.toml").read_text("utf-8")
    old = next(line for line in pins.splitlines() if line.startswith("contents"))
    new = f'contents = "{python.contents(folder)}"'
    (tmp_path / "python.toml").write_text(pins.replace(old, new), "utf-8")
    monkeypatch.setattr(python, "PINS", tmp_path / "python.toml")
    return made


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is installed, with one package."""
    made = tmp_path_factory.mktemp("windows") / "tree"
    metadata = made / "Lib/thing-1.0.dist-info"
    (metadata / "licenses").mkdir(parents=True)
    (metadata / "METADATA").write_text("Name: thing\nVersion: 1.0\nLicense: MIT\n")
    (metadata / "licenses/LICENSE").write_text("terms")
    (made / "python").mkdir()
    (made / "python/python.exe").write_bytes(b"MZ")
    build.complete(product(), made)
    return made


def test_the_pinned_python_searches_the_packed_modules_alone(archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "python"
    assert python.unpack_python(archive, folder) == "3.13.2"
    searched = (folder / "python313._pth").read_text("ascii").splitlines()
    assert searched == ["python313.zip", ".", "..\\Lib"]
    with zipfile.ZipFile(folder / "python313.zip") as modules:
        (module,) = modules.infolist()
        assert modules.read(module) == bytes(1000)
    assert module.compress_type == zipfile.ZIP_STORED
    assert not (folder / "python.cat").exists()


def test_another_python_is_refused_and_its_digest_told(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with zipfile.ZipFile(archive, "a") as packed:
        packed.writestr("cp313/more.dll", b"MZ")
    assert command.main(["--python", str(archive), "--folder", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert "not pinned" in told
    assert "contents = " in told
    assert not list(tmp_path.glob("*.exe"))


@needs_signer
def test_a_program_file_that_nobody_signed_is_refused(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "as-it-is/python.exe").write_bytes(b"MZ" + bytes(510))
    with zipfile.ZipFile(archive, "a") as packed:
        packed.write(tmp_path / "as-it-is/python.exe", "cp313/python.exe")
    pins = python.PINS.read_text("utf-8")
    old = next(line for line in pins.splitlines() if line.startswith("contents"))
    new = f'contents = "{python.contents(tmp_path / "as-it-is")}"'
    python.PINS.write_text(pins.replace(old, new), "utf-8")
    with pytest.raises(python.WrongPython, match=r"python\.exe: not signed"):
        python.unpack_python(archive, tmp_path / "python")


def test_an_archive_that_is_none_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "python.zip").write_text("<html>")
    for given in ("python.zip", "missing.zip"):
        assert command.main(["--python", str(tmp_path / given), "--folder", str(tmp_path)]) == 2
        assert capsys.readouterr().err.strip()


def test_what_packs_is_named_where_it_is_missing(
    archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    assert command.main(["--python", str(archive)]) == 2
    assert "makensis" in capsys.readouterr().err


def test_the_icon_has_a_picture_for_each_size(tmp_path: Path) -> None:
    file = tmp_path / "program.ico"
    write_ico(ROOT / "resources/icons/g2b-client.svg", file)
    data = file.read_bytes()
    assert struct.unpack_from("<HHH", data) == (0, 1, len(SIZES))
    for number, size in enumerate(SIZES):
        length, place = struct.unpack_from("<II", data, 6 + 16 * number + 8)
        picture = QImage.fromData(data[place : place + length])
        assert (picture.width(), picture.height()) == (size, size)
        assert picture.pixelColor(size // 2, size // 8).alpha() == 255


def test_our_licence_and_the_policies_lie_beside_the_program(tree: Path) -> None:
    assert (tree / "policy/ko-KR/g2b-registration.adml").is_file()
    assert (tree / "LICENSE.txt").read_text("utf-8") == (ROOT / "LICENSE").read_text("utf-8")


def test_the_command_finds_its_python_wherever_it_lies(tree: Path) -> None:
    told = (tree / "g2b-client.cmd").read_bytes()
    assert told == b'@"%~dp0python\\python.exe" -m desktop_client %*\r\n'


def test_each_file_and_each_kind_of_file_is_in_the_script(tree: Path) -> None:
    lines = build.script(product(), tree)
    files = [line.split('"')[1] for line in lines if line.startswith("    File ")]
    assert sorted(files) == sorted(str(file) for file in tree.rglob("*") if file.is_file())
    assert '    SetOutPath "$INSTDIR\\program.new\\python"' in lines
    for kind in product().files:
        opened = [line for line in lines if f"g2b-client.{kind.ending}\\shell\\open" in line]
        assert opened
        assert all('"%1"' in line for line in opened)


def test_windows_is_told_a_version_of_four_numbers() -> None:
    told = {"1.2rc3": "1.2.3.0", "0.1.0": "0.1.0.0", "1.2.3.4.5": "1.2.3.4"}
    assert {version: build.numbers(version) for version in told} == told


@pytest.fixture(scope="module")
def once_packed(tree: Path) -> Path:
    made = tree.parent / build.file_name(product())
    return build.pack(product(), tree, made, quick=True)


@pytest.fixture
def packed(once_packed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(once_packed, tmp_path))


@needs_nsis
def test_the_same_files_give_the_same_installer(tree: Path, packed: Path, tmp_path: Path) -> None:
    for file in tree.rglob("*"):
        os.utime(file, (0, 0))
    again = build.pack(product(), tree, tmp_path / "again-setup.exe", quick=True)
    assert again.read_bytes() == packed.read_bytes()


@needs_nsis
@needs_signer
def test_it_is_signed_with_a_password_from_a_file(packed: Path, tmp_path: Path) -> None:
    signer = publisher(tmp_path)
    signing.sign(packed, signer, "Title")
    verify = ["osslsigncode", "verify", "-CAfile", str(signer.certificate), "-in", str(packed)]
    told = subprocess.run(verify, check=True, capture_output=True, text=True).stdout
    assert "Signature verification: ok" in told
    assert "CN=Publisher" in told


@needs_nsis
@needs_signer
def test_what_cannot_be_signed_stays_as_it_was(packed: Path, tmp_path: Path) -> None:
    before = packed.read_bytes()
    signer = publisher(tmp_path)
    (tmp_path / "password").write_text("another")
    with pytest.raises(subprocess.CalledProcessError) as failed:
        signing.sign(packed, signer, "Title")
    assert "another" not in str(failed.value)
    assert packed.read_bytes() == before
    assert not packed.with_suffix(".signed").exists()


def test_a_certificate_without_its_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        command.main(["--python", "python.zip", "--certificate", str(tmp_path / "c.pem")])
