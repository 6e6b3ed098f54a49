"""첨부파일 in a folder: parts grow beside the contents, which one of several instances writes on.

A part is appended and synced before it is acknowledged.
"""

import errno
import hashlib
import logging
import math
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from backend.refused import Refused
from backend.storage.attachments import CHUNK, AttachmentStore, Content
from desktop_client.files import PRIVATE, replacing, sync_folder
from registration.attachments import HEAD_SIZE

log = logging.getLogger(__name__)

RESERVE = 64 * 1024**2
"""Bytes of the disk left free for the database and its log."""
RESERVED_FILES = 1000
"""Files (inodes) left free, where the file system counts them."""
SYNCED_AT_ONCE = 1024**2
"""Bytes: the database's next commit waits on the disk for what was written before it."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class FolderStore(AttachmentStore):
    """A folder of contents, and of what is on its way in."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self._incoming = folder / "incoming"
        self._promised = 0
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

    def local(self, sha256: str) -> Path:
        """Return where a complete content lies."""
        return self.path(sha256)

    def head(self, sha256: str) -> bytes | None:
        """Return the first bytes of a complete content, which tell its type."""
        try:
            with self.path(sha256).open("rb") as file:
                return file.read(HEAD_SIZE)
        except FileNotFoundError:
            return None

    def open(self, sha256: str) -> Content:
        """Return a complete content. Raises FileNotFoundError."""
        path = self.path(sha256)
        return Content(path.stat().st_size, _chunks(path))

    def put(self, sha256: str, chunks: Iterable[bytes]) -> None:
        """Keep a complete content, whose sum is known to be right. Raises OSError."""
        path = self.path(sha256)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with replacing(path, PRIVATE) as file:
            for chunk in chunks:
                file.write(chunk)
        _sync(self.folder)

    def remove(self, *names: str) -> None:
        """Remove contents that nobody names any more."""
        for name in names:
            self.path(name).unlink(missing_ok=True)

    def received(self, draft: str, sha256: str) -> int:
        """Return how many bytes of a draft's file have come."""
        try:
            return self._partial(draft, sha256).stat().st_size
        except FileNotFoundError:
            return 0

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

    def open_part(self, draft: str, sha256: str, first: int) -> "FolderPart":
        """Return the end of a draft's file, to be written on from `first`."""
        return FolderPart(self._partial(draft, sha256), first)

    def fits(self, draft: str, sha256: str) -> bool:
        """Return whether what came of a draft's file is the content of this name."""
        with self._partial(draft, sha256).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256

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

    def forget_old(self, limit: datetime) -> int:
        """Remove what has not grown since; return how many files went."""
        old = [path for path in self._incoming.iterdir() if (_age(path) or limit) < limit]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def shelves(self) -> Iterator[dict[str, datetime]]:
        """Yield the complete contents by their SHA-256 with their age, some at a time."""
        for shelf in sorted(self.folder.glob("[0-9a-f][0-9a-f]")):
            ages = {path.name: _age(path) for path in shelf.iterdir()}
            yield {name: age for name, age in ages.items() if age is not None}

    def _partial(self, draft: str, sha256: str) -> Path:
        return self._incoming / hashlib.sha256(f"{draft} {sha256}".encode()).hexdigest()


class FolderPart:
    """The end of a file that is on its way in, to which one instance appends at a time."""

    def __init__(self, path: Path, first: int) -> None:
        self._is_broken = False
        self._unsynced = 0
        with _explained():
            self._file = path.open("ab", buffering=0)
        try:
            _lock(self._file.fileno())
            if (size := os.fstat(self._file.fileno()).st_size) != first:
                raise Refused("attachment_gap", received=size)
        except BaseException:
            self._file.close()
            raise

    def write(self, data: bytes) -> None:
        """Append; nothing after a failure, for it is not known how much was written."""
        if self._is_broken:
            return
        self._is_broken = True
        rest = memoryview(data)
        with _explained():
            while rest:
                rest = rest[self._file.write(rest) :]
            self._unsynced += len(data)
            if self._unsynced >= SYNCED_AT_ONCE:
                os.fsync(self._file.fileno())
                self._unsynced = 0
        self._is_broken = False

    def close(self) -> None:
        """Sync and close. Raises Refused `storage_full`."""
        with _explained(), self._file:
            os.fsync(self._file.fileno())


def _lock(descriptor: int) -> None:
    """Keep other instances away until the file is closed. Raises Refused `busy`."""
    if sys.platform == "win32":  # one process at a time has the folder
        return
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Refused("busy") from None


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _age(path: Path) -> datetime | None:
    """Return when a file was last written; None where it is gone."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:
        return None


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
