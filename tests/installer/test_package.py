import io
import lzma
import os
import subprocess
import tarfile
from pathlib import Path

import pytest

from installer.linux.package import Control, file_name, pack, write, write_control
from installer.product import product

CONTROL = Control(("libc6",), ("fonts-noto-cjk",), "utils", ("/etc/program/settings.json",))


@pytest.fixture(autouse=True)
def a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764201600")


def _made(folder: Path, *, quick: bool = True) -> Path:
    root = folder / "root"
    write(root / "usr/bin/program", "#!/bin/sh\n", executable=True)
    write(root / "usr/lib/program/a.py", "pass\n")
    write(root / "etc/program/settings.json", "{}\n")
    (root / "usr/lib/program/python3").symlink_to("/usr/bin/python3")
    (root / "DEBIAN").mkdir()
    write(root / "DEBIAN/postinst", "#!/bin/sh\n", executable=True)
    write_control(root, product(), product().client, CONTROL)
    return pack(root, folder / file_name(product(), product().client), quick=quick)


def _members(package: Path) -> dict[str, tarfile.TarInfo]:
    command = ["dpkg-deb", "--fsys-tarfile", str(package)]
    packed = subprocess.run(command, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        return {member.name: member for member in archive}


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    first = _made(tmp_path / "one")
    umask = os.umask(0o077)
    try:
        second = _made(tmp_path / "another")
    finally:
        os.umask(umask)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("quick", [True, False])
def test_dpkg_reads_it(tmp_path: Path, quick: bool) -> None:
    made = _made(tmp_path, quick=quick)
    told = subprocess.run(
        ["dpkg-deb", "--field", str(made), "Package", "Version", "Depends", "Recommends"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert f"Package: {product().client.package}\nVersion: {product().version}\n" in told
    assert "Depends: libc6\nRecommends: fonts-noto-cjk" in told


def test_files_are_roots_with_the_modes_of_a_package(tmp_path: Path) -> None:
    members = _members(_made(tmp_path))
    assert {(member.uid, member.gid) for member in members.values()} == {(0, 0)}
    modes = {name: member.mode for name, member in members.items()}
    assert modes["./usr/bin/program"] == 0o755
    assert modes["./usr/lib/program/a.py"] == 0o644
    assert modes["./usr/lib/program"] == 0o755
    assert members["./usr/lib/program/python3"].linkname == "/usr/bin/python3"
    assert not [name for name in members if "DEBIAN" in name]


def test_dpkg_finds_a_changed_file(tmp_path: Path) -> None:
    made = _made(tmp_path)
    command = ["dpkg-deb", "--ctrl-tarfile", str(made)]
    packed = subprocess.run(command, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        names = archive.getnames()
        sums = archive.extractfile("./md5sums")
        assert sums is not None
        listed = sums.read().decode()
    assert {"./control", "./conffiles", "./md5sums", "./postinst"} < set(names)
    assert "usr/lib/program/a.py\n" in listed
    assert "python3" not in listed


def test_data_is_packed_as_machine_code_and_by_xz(tmp_path: Path) -> None:
    made = _made(tmp_path).read_bytes()
    start = made.index(b"\xfd7zXZ\0", made.index(b"data.tar.xz"))
    assert lzma.decompress(made[start:].rstrip(b"\n"), lzma.FORMAT_XZ)
