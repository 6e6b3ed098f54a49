"""Reads files that may be anything: never more than a limit, and never a pipe or a device."""

import os
import stat
from pathlib import Path
from typing import BinaryIO

from desktop_client.pki.findings import FileUnreadable, TooLarge

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_NONBLOCK", 0)
)


def open_file(path: Path) -> BinaryIO:
    """Open a regular file to read its bytes, of whatever size.

    Raises FileUnreadable (`file_missing`, `not_a_file`, `file_unreadable`). Does not block on
    a pipe that nobody writes to.
    """
    try:
        _require_regular(os.stat(path))
        file = open(os.open(path, _FLAGS), "rb")  # noqa: SIM115 - the caller closes it
    except FileNotFoundError:
        raise FileUnreadable("file_missing") from None
    except (OSError, ValueError):  # ValueError: a NUL in the path
        raise FileUnreadable("file_unreadable") from None
    try:
        _require_regular(os.fstat(file.fileno()))
    except FileUnreadable:
        file.close()
        raise
    return file


def read_file(path: Path, limit: int) -> bytes:
    """Return the contents of a regular file of at most `limit` bytes.

    Raises FileUnreadable as `open_file` does, or TooLarge.
    """
    with open_file(path) as file:
        try:
            # Asked for much more than there is, Python takes ten times as long.
            expected = min(limit, os.fstat(file.fileno()).st_size)
            data = file.read(expected + 1)
            if len(data) > expected:  # it has grown meanwhile
                data += file.read(limit + 1 - len(data))
        except OSError:
            raise FileUnreadable("file_unreadable") from None
    if len(data) > limit:
        raise TooLarge(limit=limit)
    return data


def _require_regular(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise FileUnreadable("not_a_file")
