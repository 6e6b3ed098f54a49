"""첨부파일 on disk: the bytes of a content once, under its SHA-256; parts grow beside them.

A part is appended and synced, so that what was acknowledged survives a kill and a power loss; a
content gets its name only after all of it was hashed.
"""

import errno
import hashlib
import logging
import math
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from backend.refused import Refused
from desktop_client.files import PRIVATE, replacing, sync_folder
from registration.attachments import HEAD_SIZE

log = logging.getLogger(__name__)

RESERVE = 64 * 1024**2
"""Bytes of the disk left free for the database and its log."""
RESERVED_FILES = 1000
"""Files (inodes) left free, where the file system counts them."""
CHUNK = 1024**2
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class AttachmentStore:
    """A folder of contents, and of what is on its way in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._incoming = folder / "incoming"
        self._at_work: set[Path] = set()
        self._promised = 0
        self._lock = threading.Lock()
        self._incoming.mkdir(mode=0o700, parents=True, exist_ok=True)

    def try_out(self) -> None:
        """Write and forget a few bytes. Raises Refused `storage_full`, OSError."""
        if self._lacks():
            raise Refused("storage_full")
        with tempfile.TemporaryFile(dir=self.folder) as file:
            file.write(b"ready")
            file.flush()

    def path(self, sha256: str) -> Path:
        """Return where a complete content lies."""
        return self.folder / sha256[:2] / sha256

    def head(self, sha256: str) -> bytes | None:
        """Return the first bytes of a complete content, which tell its type."""
        try:
            with self.path(sha256).open("rb") as file:
                return file.read(HEAD_SIZE)
        except FileNotFoundError:
            return None

    def chunks(self, sha256: str) -> Iterator[bytes]:
        """Yield a complete content in pieces. Raises FileNotFoundError."""
        with self.path(sha256).open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk

    def put(self, sha256: str, chunks: Iterable[bytes]) -> None:
        """Keep a complete content, whose sum is known to be right. Raises OSError."""
        path = self.path(sha256)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with replacing(path, PRIVATE) as file:
            for chunk in chunks:
                file.write(chunk)
        _sync(self.folder)

    def remove(self, sha256: str) -> None:
        """Remove a content that nobody names any more."""
        self.path(sha256).unlink(missing_ok=True)

    def received(self, draft: str, sha256: str) -> int:
        """Return how many bytes of a draft's file have come."""
        try:
            return self._partial(draft, sha256).stat().st_size
        except FileNotFoundError:
            return 0

    @contextmanager
    def alone(self, draft: str, sha256: str) -> Iterator[None]:
        """Keep others away from a draft's file. Raises Refused `busy` where one is at work."""
        path = self._partial(draft, sha256)
        with self._lock:
            if path in self._at_work:
                raise Refused("busy")
            self._at_work.add(path)
        try:
            yield
        finally:
            with self._lock:
                self._at_work.discard(path)

    @contextmanager
    def room(self, size: int) -> Iterator[None]:
        """Set room for so many bytes more aside while they are written.

        Raises Refused `storage_full` where the disk has too little besides what is promised.
        """
        with self._lock:
            if lacks := self._lacks(size):
                log.warning("%s: %s", self.folder, lacks)
                raise Refused("storage_full")
            self._promised += size
        try:
            yield
        finally:
            with self._lock:
                self._promised -= size

    def _lacks(self, size: int = 0) -> str:
        """Return what so many bytes more would lack, besides what is promised; "" where nothing."""
        if shutil.disk_usage(self.folder).free < RESERVE + self._promised + size:
            return "the disk is full but for its reserve"
        if _free_files(self.folder) < RESERVED_FILES:
            return "the file system has no more files (inodes)"
        return ""

    def open_part(self, draft: str, sha256: str) -> "Part":
        """Return the end of a draft's file, to be written on."""
        return Part(self._partial(draft, sha256))

    def fits(self, draft: str, sha256: str) -> bool:
        """Return whether what came of a draft's file is the content of this name."""
        with self._partial(draft, sha256).open("rb") as file:
            digest = hashlib.sha256()
            while chunk := file.read(CHUNK):
                digest.update(chunk)
        return digest.hexdigest() == sha256

    def keep(self, draft: str, sha256: str) -> None:
        """Give a draft's hashed file its name; `forget` it only after that is on record."""
        path = self.path(sha256)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        try:
            os.link(self._partial(draft, sha256), path)
        except FileExistsError:
            os.utime(path)
        _sync(path.parent)
        _sync(self.folder)

    def forget(self, draft: str, sha256: str) -> None:
        """Remove what came of a draft's file."""
        self._partial(draft, sha256).unlink(missing_ok=True)

    def shelves(self) -> Iterator[dict[str, Path]]:
        """Yield the complete contents by their SHA-256, some at a time."""
        for shelf in sorted(self.folder.glob("[0-9a-f][0-9a-f]")):
            yield {path.name: path for path in shelf.iterdir()}

    def incoming(self) -> list[Path]:
        """Return the files on their way in."""
        return list(self._incoming.iterdir())

    def _partial(self, draft: str, sha256: str) -> Path:
        return self._incoming / hashlib.sha256(f"{draft} {sha256}".encode()).hexdigest()


class Part:
    """The end of a file that is on its way in; what was written stays, whatever follows."""

    def __init__(self, path: Path) -> None:
        with _explained():
            self._file = path.open("ab", buffering=0)

    def write(self, data: bytes) -> None:
        """Append. Raises Refused `storage_full`."""
        rest = memoryview(data)
        with _explained():
            while rest:
                rest = rest[self._file.write(rest) :]

    def close(self) -> None:
        """Sync and close. Raises Refused `storage_full`."""
        with _explained(), self._file:
            os.fsync(self._file.fileno())


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise Refused("storage_full") from None
        raise


def _free_files(folder: Path) -> float:
    """Return how many files can still be made; infinity where they are not counted."""
    if sys.platform == "win32":
        return math.inf
    found = os.statvfs(folder)
    return found.f_favail if found.f_files else math.inf


def _sync(folder: Path) -> None:
    """Make names in a folder survive a power loss, where the system can."""
    with suppress(OSError):
        sync_folder(folder)
