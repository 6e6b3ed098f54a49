"""What lies in a backup: every file with its size and sum, and which program wrote it."""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from desktop_client.files import write_atomically
from registration.submission import Moment, Sha256

MANIFEST = "manifest.json"
SUM = "manifest.json.sha256"
"""The manifest's own sum, as sha256sum writes and checks it."""
CHUNK = 1024**2
"""Bytes copied at a time."""
_PART = r"[A-Za-z0-9_][A-Za-z0-9_.-]*"


class BackupError(Exception):
    """A backup cannot be made, or not be used; the text says which file, and why."""


def _inside(path: str) -> str:
    if not re.fullmatch(rf"{_PART}(/{_PART})*", path):
        raise ValueError("not below the backup")
    return path


class File(BaseModel):
    """A file of a backup; its path begins at the backup's folder."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: Annotated[str, AfterValidator(_inside)]
    size: Annotated[int, Field(ge=0)]
    sha256: Sha256


class Manifest(BaseModel):
    """What a backup says of itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["g2b-registration/backup/1"] = "g2b-registration/backup/1"
    service: str
    made: Moment
    program: str
    """The version of the program that made it."""
    tables: Annotated[str, Field(pattern="^[0-9]{4}$")]
    """The newest migration of its database."""
    with_keys: bool
    files: tuple[File, ...]

    def below(self, folder: str) -> list[File]:
        """Return the files of one of its folders."""
        return [file for file in self.files if file.path.startswith(f"{folder}/")]


def described(folder: Path) -> tuple[File, ...]:
    """Return the files below a folder with their sums. Raises OSError."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple(_described(folder, path.relative_to(folder).as_posix()) for path in paths)


def write(folder: Path, manifest: Manifest) -> None:
    """Write the manifest and its sum. Raises OSError."""
    content = manifest.model_dump_json(indent=1).encode()
    write_atomically(folder / MANIFEST, content)
    write_atomically(folder / SUM, _sum(content))


def read(folder: Path) -> Manifest:
    """Return the manifest of a backup. Raises BackupError."""
    path = folder / MANIFEST
    try:
        content, told = path.read_bytes(), (folder / SUM).read_bytes()
    except OSError as error:
        raise BackupError(f"{folder}: no backup ({error.strerror})") from None
    if told != _sum(content):
        raise BackupError(f"{path}: damaged, its sum is another one")
    try:
        return Manifest.model_validate_json(content)
    except ValidationError:
        raise BackupError(f"{path}: not of a form that this program knows") from None


def check(folder: Path, files: Iterable[File]) -> None:
    """Raise BackupError, which names the first file that is missing or damaged."""
    for file in files:
        path = folder / file.path
        if not path.is_file():
            raise BackupError(f"{path}: missing")
        try:
            found = _described(folder, file.path)
        except OSError as error:
            raise BackupError(f"{path}: {error.strerror}") from None
        if found != file:
            raise BackupError(f"{path}: damaged, its size or sum is another one")


def _sum(content: bytes) -> bytes:
    return f"{hashlib.sha256(content).hexdigest()}  {MANIFEST}\n".encode()


def _described(folder: Path, name: str) -> File:
    path = folder / name
    return File(path=name, size=path.stat().st_size, sha256=sum_of(path))


def sum_of(path: Path) -> str:
    """Return the SHA-256 of a file. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
