"""Reads files that may be anything: never more than a limit, and never a pipe or a device."""

import os
import stat
from pathlib import Path

from desktop_client.pki.findings import FileUnreadable, TooLarge

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_NONBLOCK", 0)
)


def read_file(path: Path, limit: int) -> bytes:
    """Return the contents of a regular file of at most `limit` bytes.

    Raises FileUnreadable (`file_missing`, `not_a_file`, `file_unreadable`) or TooLarge.
    Does not block on a pipe that nobody writes to.
    """
    try:
        _require_regular(os.stat(path))
        descriptor = os.open(path, _FLAGS)
        with open(descriptor, "rb") as file:
            _require_regular(os.fstat(descriptor))
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise FileUnreadable("file_missing") from None
    except (OSError, ValueError):  # ValueError: a NUL in the path
        raise FileUnreadable("file_unreadable") from None
    if len(data) > limit:
        raise TooLarge(limit=limit)
    return data


def _require_regular(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise FileUnreadable("not_a_file")
