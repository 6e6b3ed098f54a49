"""Writes several files into a folder so that either all of them change or none.

The new files are written and read back in a folder of their own, beside copies of the old ones.
Moving these copies to `UNDO` begins the change, moving them away again ends it. What is found
there has not ended, whoever was told what: it is undone, and the old files count. Whoever calls
owns the folder (see `lock`).
"""

import errno
import os
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from desktop_client.pki.files import read_file
from desktop_client.pki.findings import NotWritten, PkiError

STAGING = ".g2b-new"
"""Holds new files, worthless after a crash."""
UNDO = ".g2b-undo"
"""Holds the old files while new ones take their places."""
LEFT = ".g2b-ready"
"""New files that an early version decided on and did not put into place."""
OWN_NAMES = frozenset({STAGING, UNDO, LEFT})

_OLD = "old"
"""Where `UNDO` is made, and ends, below `STAGING`."""
_ABSENT = ".absent"
"""Ends the name of a mark in `UNDO`: there was no such file before."""
_MAX_BYTES = 1 << 20

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_VANISHED = frozenset(
    {errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.EIO, errno.ESTALE, errno.ENOTCONN}
)
_WINDOWS_CODES = {  # errno hides these behind EACCES and EINVAL
    32: "file_in_use",  # ERROR_SHARING_VIOLATION
    33: "file_in_use",  # ERROR_LOCK_VIOLATION
    19: "read_only",  # ERROR_WRITE_PROTECT
    39: "disk_full",  # ERROR_HANDLE_DISK_FULL
    112: "disk_full",  # ERROR_DISK_FULL
    21: "drive_vanished",  # ERROR_NOT_READY
    55: "drive_vanished",  # ERROR_DEV_NOT_EXIST
    433: "drive_vanished",  # ERROR_NO_SUCH_DEVICE
    1006: "drive_vanished",  # ERROR_FILE_INVALID
    1167: "drive_vanished",  # ERROR_DEVICE_NOT_CONNECTED
}
_WRITE_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def nothing() -> None:
    """Stand in for what callers may do once all is ready and nothing is written yet."""


def commit(folder: Path, files: Mapping[str, bytes]) -> None:
    """Replace these files of a folder, by name: all of them or none.

    Raises NotWritten: `disk_full`, `read_only`, `file_in_use`, `drive_vanished`, `not_written` or
    `written_wrong` when nothing has changed, and `change_unfinished` when the drive went away in
    the middle, so that `undo` is left to do. PkiError for an old file that cannot be read.
    """
    undo(folder)
    staging = folder / STAGING
    try:
        _prepare(folder, files)
        os.rename(staging / _OLD, folder / UNDO)
    except (OSError, PkiError) as error:
        discard(folder)
        raise refusal(error) from None
    try:
        _sync_folder(folder)
        for name in files:
            os.replace(staging / name, folder / name)
        _sync_folder(folder)
        os.rename(folder / UNDO, staging / _OLD)
        _sync_folder(folder)
    except OSError as error:
        if undo(folder):
            raise refusal(error) from None
        if not os.path.isdir(folder):
            raise NotWritten("change_unfinished") from None
    discard(folder)


def undo(folder: Path) -> bool:
    """Put the old files back if a change has not ended, and remove what was not decided on.

    Returns whether there was something to undo. Raises NotWritten `change_unfinished`.
    """
    journal = folder / UNDO
    if not _is_own_folder(journal):
        discard(folder)
        return False
    try:
        for name in sorted(os.listdir(journal)):
            _restore(folder, name)
        os.rmdir(journal)
        _sync_folder(folder)
    except OSError:
        raise NotWritten("change_unfinished") from None
    discard(folder)
    return True


def is_interrupted(folder: Path) -> bool:
    """Return whether there is something to undo."""
    return _is_own_folder(folder / UNDO)


def left(folder: Path) -> dict[str, Path]:
    """Return the files in `LEFT`, by name."""
    if not _is_own_folder(folder / LEFT):
        return {}
    return {name: folder / LEFT / name for name in os.listdir(folder / LEFT)}


def remove(folder: Path, names: Iterable[str]) -> None:
    """Remove files of a folder, all of them or none. Raises NotWritten, as `commit`."""
    undo(folder)
    staging = folder / STAGING
    moved: list[str] = []
    try:
        os.mkdir(staging, 0o700)
        for name in names:
            os.rename(folder / name, staging / name)
            moved.append(name)
    except OSError as error:
        try:
            for name in moved:
                os.rename(staging / name, folder / name)
        except OSError:
            raise NotWritten("drive_vanished") from None
        discard(folder)
        raise refusal(error) from None
    discard(folder)


def discard(folder: Path) -> None:
    """Remove new files that were not decided on, as far as that is possible."""
    with suppress(OSError):
        if _is_own_folder(folder / STAGING):
            if _is_own_folder(folder / STAGING / _OLD):
                clear(folder / STAGING / _OLD)
            clear(folder / STAGING)


def clear(folder: Path) -> None:
    """Remove a folder that holds files only. Raises OSError."""
    for name in os.listdir(folder):
        os.unlink(folder / name)
    os.rmdir(folder)


def _prepare(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the new files, and copies of the old ones, and read both back."""
    staging = folder / STAGING
    os.mkdir(staging, 0o700)
    os.mkdir(staging / _OLD, 0o700)
    written = {staging / name: data for name, data in files.items()}
    for name in files:
        if os.path.lexists(folder / name):
            written[staging / _OLD / name] = read_file(folder / name, _MAX_BYTES)
        else:
            written[staging / _OLD / (name + _ABSENT)] = b""
    for path, data in written.items():
        _write(path, data)
    _sync_folder(staging / _OLD)
    _sync_folder(staging)
    if any(_read(path) != data for path, data in written.items()):
        raise NotWritten("written_wrong")


def _restore(folder: Path, name: str) -> None:
    """Put one file back as it was, unless it still is: what was not moved may be locked."""
    saved = folder / UNDO / name
    if name.endswith(_ABSENT):
        with suppress(FileNotFoundError):
            os.unlink(folder / name.removesuffix(_ABSENT))
    elif _content(saved) != _content(folder / name):
        os.replace(saved, folder / name)
        return
    os.unlink(saved)


def _content(path: Path) -> bytes | None:
    try:
        return read_file(path, _MAX_BYTES)
    except PkiError:
        return None


def _is_own_folder(path: Path) -> bool:
    """Return whether a folder is there that is no link: a hostile drive could lead elsewhere."""
    try:
        status = os.lstat(path)
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and not getattr(status, "st_reparse_tag", 0)


def refusal(error: OSError | PkiError) -> PkiError:
    """Return what an operating system's error means to somebody who wanted to write."""
    if isinstance(error, PkiError):
        return error
    windows = _WINDOWS_CODES.get(getattr(error, "winerror", None) or 0)
    if windows:
        return NotWritten(windows)
    for code, numbers in (
        ("disk_full", _FULL),
        ("read_only", _READ_ONLY),
        ("drive_vanished", _VANISHED),
    ):
        if error.errno in numbers:
            return NotWritten(code)
    return NotWritten()


def _write(path: Path, data: bytes) -> None:
    descriptor = os.open(path, _WRITE_FLAGS, 0o600)
    try:
        written = 0
        while written < len(data):
            written += os.write(descriptor, data[written:])
        os.fsync(descriptor)
        if hasattr(os, "posix_fadvise"):  # so that reading back asks the medium, not memory
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(descriptor)


def _read(path: Path) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # where folders cannot be opened, and renaming is in the journal
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
