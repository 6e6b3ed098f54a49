"""Files a person asked for: whether one may be written there, and writing it.

Every command and every screen that saves something goes this way. Never written over: anything
that is read for it, under whatever name; the program's own data; a protected file; and without
being asked to, any other file.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from desktop_client.files import PRIVATE, USUAL, replacing
from desktop_client.folders import data_folder
from desktop_client.pki.findings import NotWritten

_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_PERMISSIONS = stat.S_IRWXU | stat.S_IRWXG | stat.S_IRWXO


class ResultRefused(NotWritten):
    """A result may not be written there, or could not be; values: file."""

    usual_code = "output_not_written"


def require_writable(out: Path, reads: Iterable[Path | None] = (), *, replace: bool) -> None:
    """Find out whether a result may go to `out`, or to where that link leads.

    `reads`: the files it is made from; of a folder, everything in it. `replace`: another file
    that stands there was given up. Raises ResultRefused: `output_is_input`, `output_protected`,
    `output_exists`, `output_not_written`.
    """
    try:
        status = out.stat()
    except FileNotFoundError:
        if not os.path.isdir(_real(out).parent):
            raise _refused("output_not_written", out) from None
        return
    except (OSError, ValueError):  # ValueError: a NUL in the path
        raise _refused("output_not_written", out) from None
    if not stat.S_ISREG(status.st_mode):
        raise _refused("output_not_written", out)
    if any(_is_read(out, status, each) for each in (*reads, data_folder()) if each is not None):
        raise _refused("output_is_input", out)
    if not status.st_mode & _WRITABLE or not os.access(out, os.W_OK):
        raise _refused("output_protected", out)
    if not replace:
        raise _refused("output_exists", out)


def write_result(
    out: Path,
    data: bytes,
    reads: Iterable[Path | None] = (),
    *,
    replace: bool,
    private: bool = False,
) -> None:
    """Write a result whole or not at all. `private` keeps others from reading it.

    Raises ResultRefused.
    """
    with result(out, reads, replace=replace, private=private) as stream:
        stream.write(data)


@contextmanager
def result(
    out: Path, reads: Iterable[Path | None] = (), *, replace: bool, private: bool = False
) -> Iterator[BinaryIO]:
    """Yield a stream for a result that comes piece by piece; as `write_result` otherwise."""
    require_writable(out, reads, replace=replace)
    file = _real(out)
    try:
        with replacing(file, PRIVATE if private else USUAL, over=replace) as stream:
            if not private:
                _keep_mode(file, stream)
            yield stream
    except FileExistsError:
        raise _refused("output_exists", out) from None
    except OSError:
        raise _refused("output_not_written", out) from None


def _keep_mode(file: Path, stream: BinaryIO) -> None:
    """Let who could read the old file read the new one."""
    if hasattr(os, "fchmod") and file.exists():
        os.fchmod(stream.fileno(), file.stat().st_mode & _PERMISSIONS)


def _is_read(out: Path, status: os.stat_result, read: Path) -> bool:
    """Whether a file that stands at `out` is `read`, or lies in that folder."""
    try:
        if not read.is_dir():
            return os.path.samestat(status, read.stat())
        if _real(out).is_relative_to(_real(read)):
            return True
        return any(os.path.samestat(status, each.stat()) for each in read.iterdir())
    except OSError:
        return False


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _refused(code: str, out: Path) -> ResultRefused:
    return ResultRefused(code, file=str(out))
