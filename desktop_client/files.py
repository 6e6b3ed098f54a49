"""Writing files so that a crash leaves the old or the new, never half."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

PRIVATE = 0o600
USUAL = 0o666
"""As the umask cuts it."""

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

WAIT_SECONDS = 5.0
"""For another program of ours that writes into the same folder."""


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Be the only program that reads and then writes in a folder; it is made if missing.

    Raises OSError, with EBUSY where another program does not let go.
    """
    from desktop_client.pki.findings import NotWritten
    from desktop_client.pki.storage.lock import owned

    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with owned(folder, wait=WAIT_SECONDS):
            yield
    except NotWritten as error:
        raise OSError(errno.EBUSY, error.code) from None


def write_atomically(file: Path, data: bytes) -> None:
    """Write a private file (mode 0600), and the folders above it where they are missing.

    Raises OSError with the old file unharmed.
    """
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with replacing(file, PRIVATE) as stream:
        stream.write(data)


@contextmanager
def replacing(file: Path, mode: int, *, over: bool = True) -> Iterator[BinaryIO]:
    """Yield a stream beside `file`, which is synced and then moved into place.

    Without `over` a file that stands there is never replaced: FileExistsError. Raises OSError;
    whatever is raised, also inside, leaves the old file unharmed. The name beside is short, since
    that of the file may be as long as the disk allows.
    """
    part = file.parent / f".{secrets.token_hex(8)}.part"
    handle = os.open(part, _FLAGS, mode)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if over:
            part.replace(file)
        else:
            _move_to_free(part, file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(file.parent)


def _move_to_free(part: Path, file: Path) -> None:
    try:
        os.link(part, file)
    except FileExistsError:
        raise
    except OSError:  # no hard links, as on FAT
        if os.path.lexists(file):
            raise FileExistsError(str(file)) from None
        part.replace(file)
    else:
        part.unlink()


def sync_folder(folder: Path) -> None:
    """Make sure that names in a folder outlive a power failure. Raises OSError."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
