"""A Debian package (deb(5)) from a folder: the same bytes from the same files, on any day."""

import gzip
import hashlib
import io
import lzma
import os
import subprocess
import tarfile
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from installer.product import ROOT, Part, Product

ARCHITECTURE = "amd64"


@dataclass(frozen=True, slots=True)
class Control:
    """What dpkg is told beside name, version and description."""

    depends: tuple[str, ...]
    recommends: tuple[str, ...] = ()
    section: str = "misc"
    conffiles: tuple[str, ...] = ()


def file_name(product: Product, part: Part) -> str:
    """Return the package's file name."""
    return f"{part.package}_{product.version}_{ARCHITECTURE}.deb"


def source_date() -> int:
    """Return the time every file gets: that of the newest commit, unless the environment says."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    if told:
        return int(told)
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def write_control(root: Path, product: Product, part: Part, control: Control) -> None:
    """Write DEBIAN/control, conffiles and md5sums for the files in `root`."""
    debian = root / "DEBIAN"
    debian.mkdir(exist_ok=True)
    files = [file for file in _contents(root) if file.is_file() and not file.is_symlink()]
    lines = [
        f"Package: {part.package}",
        f"Version: {product.version}",
        f"Architecture: {ARCHITECTURE}",
        f"Maintainer: {product.maintainer}",
        f"Installed-Size: {sum(file.stat().st_size for file in files) // 1024}",
        f"Depends: {', '.join(control.depends)}",
        *([f"Recommends: {', '.join(control.recommends)}"] if control.recommends else []),
        f"Section: {control.section}",
        "Priority: optional",
        f"Description: {part.summary}",
        *_folded(part.description),
    ]
    (debian / "control").write_text("\n".join(lines) + "\n", "utf-8")
    if control.conffiles:
        (debian / "conffiles").write_text("\n".join(control.conffiles) + "\n", "utf-8")
    sums = [f"{_md5(file)}  {file.relative_to(root)}\n" for file in files]
    (debian / "md5sums").write_text("".join(sums), "utf-8")


def pack(root: Path, made: Path, *, quick: bool) -> Path:
    """Pack `root` into `made`; `quick` compresses little. Returns the package.

    dpkg-deb is not used since it has no filter for machine code, which makes libraries smaller.
    """
    when = source_date()
    made.parent.mkdir(parents=True, exist_ok=True)
    control = io.BytesIO()
    with lzma.open(control, "wb", filters=_filters(quick=quick)) as stream:
        _write_tar(stream, root / "DEBIAN", sorted((root / "DEBIAN").iterdir()), when)
    data = made.with_suffix(".data")
    with lzma.open(data, "wb", filters=_filters(quick=quick)) as stream:
        _write_tar(stream, root, _contents(root), when)
    with made.open("wb") as package:
        package.write(b"!<arch>\n")
        for name, packed in (
            ("debian-binary", b"2.0\n"),
            ("control.tar.xz", control.getvalue()),
            ("data.tar.xz", data.read_bytes()),
        ):
            package.write(
                f"{name:<16}{when:<12}{0:<6}{0:<6}{100644:<8}{len(packed):<10}`\n".encode()
            )
            package.write(packed + b"\n" * (len(packed) % 2))
    data.unlink()
    return made


def write(file: Path, text: str, *, executable: bool = False) -> None:
    """Write a text to its place."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    file.chmod(0o755 if executable else 0o644)


def write_compressed(file: Path, text: str) -> None:
    """Write a text as gzip has it, without a time."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def _filters(*, quick: bool) -> list[dict[str, int]]:
    preset = 0 if quick else 9
    return [{"id": lzma.FILTER_X86}, {"id": lzma.FILTER_LZMA2, "preset": preset}]


def _contents(root: Path) -> Iterator[Path]:
    """Yield all that is installed, a folder before what is in it."""
    for top in sorted(root.iterdir()):
        if top.name != "DEBIAN":
            yield top
            yield from sorted(top.rglob("*"))


def _write_tar(stream: IO[bytes], top: Path, files: Iterator[Path] | list[Path], when: int) -> None:
    with tarfile.open(fileobj=stream, mode="w|", format=tarfile.GNU_FORMAT) as archive:
        archive.addfile(_entry(archive, top, ".", when))
        for file in files:
            entry = _entry(archive, file, f"./{file.relative_to(top)}", when)
            if entry.isreg():
                with file.open("rb") as content:
                    archive.addfile(entry, content)
            else:
                archive.addfile(entry)


def _entry(archive: tarfile.TarFile, file: Path, name: str, when: int) -> tarfile.TarInfo:
    """Describe a file as root's, with the modes a package has and nothing of this machine's."""
    entry = archive.gettarinfo(str(file), name)
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    entry.mtime = when
    executable = entry.isdir() or entry.mode & 0o100
    entry.mode = 0o777 if entry.issym() else 0o755 if executable else 0o644
    return entry


def _md5(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def _folded(paragraphs: tuple[str, ...]) -> list[str]:
    lines: list[str] = []
    for paragraph in paragraphs:
        lines += [f" {line}" for line in textwrap.wrap(paragraph, 76)] + [" ."]
    return lines[:-1]
