"""Writes several files into a folder so that a crash leaves all of the old or all of the new.

New files are written and read back in a folder of their own beside the old ones. Renaming that
folder decides; from there on the rest can be done by `finish` whenever the drive is there again.
"""

import errno
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from desktop_client.pki.findings import NotWritten

STAGING = ".g2b-new"
"""Holds files that are not decided on: worthless after a crash."""
READY = ".g2b-ready"
"""Holds files that are decided on and only have to be moved."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_VANISHED = frozenset(
    {errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.EIO, errno.ESTALE, errno.ENOTCONN}
)
_WINDOWS_CODES = {  # errno hides these behind EACCES and EINVAL
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


def commit(folder: Path, files: Mapping[str, bytes]) -> None:
    """Replace these files of a folder, by name: all of them or none.

    They are moved into place in the order given. Raises NotWritten: `disk_full`, `read_only`,
    `drive_vanished`, `not_written` or `written_wrong` when nothing has changed, and
    `change_unfinished` when `finish` can do the rest.
    """
    finish(folder)
    staging = folder / STAGING
    try:
        os.mkdir(staging, 0o700)
        for name, data in files.items():
            _write(staging / name, data)
        _sync_folder(staging)
        if any(_read(staging / name) != data for name, data in files.items()):
            raise NotWritten("written_wrong")
        os.rename(staging, folder / READY)
    except (OSError, NotWritten) as error:
        discard(folder)
        raise refusal(error) from None
    _move(folder, list(files))


def finish(folder: Path) -> bool:
    """Complete what was decided on before a crash, and remove what was not.

    Returns whether there was something to complete. Raises NotWritten.
    """
    if _is_own_folder(folder / READY):
        _move(folder, sorted(os.listdir(folder / READY)))
        return True
    discard(folder)
    return False


def discard(folder: Path) -> None:
    """Remove files that were not decided on, as far as that is possible."""
    staging = folder / STAGING
    if not _is_own_folder(staging):
        return
    try:
        for name in os.listdir(staging):
            os.unlink(staging / name)
        os.rmdir(staging)
    except OSError:
        return


def _is_own_folder(path: Path) -> bool:
    """Return whether a folder is there that is no link: a hostile drive could lead elsewhere."""
    try:
        status = os.lstat(path)
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and not getattr(status, "st_reparse_tag", 0)


def refusal(error: OSError | NotWritten) -> NotWritten:
    """Return what an operating system's error means to somebody who wanted to write."""
    if isinstance(error, NotWritten):
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


def _move(folder: Path, names: list[str]) -> None:
    ready = folder / READY
    try:
        _sync_folder(folder)
        for name in names:
            os.replace(ready / name, folder / name)
        _sync_folder(folder)
        os.rmdir(ready)
    except OSError:
        raise NotWritten("change_unfinished") from None


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
