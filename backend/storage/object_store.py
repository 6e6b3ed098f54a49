"""첨부파일 in an S3-compatible object store, which any number of instances share.

A part lies there as pieces that are named by where they begin. A piece is only made where none is
yet, so that of two instances that write on the same file the slower one stops; what is there always
follows on from the beginning.
"""

import hashlib
import logging
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, NotFoundError
from obstore.store import S3Store

from backend.config import Bucket, ObjectStoreSettings, read_password
from backend.refused import Refused
from backend.storage.attachments import CHUNK, AttachmentStore, Content
from registration.attachments import HEAD_SIZE

if TYPE_CHECKING:
    from obstore import GetResult
    from obstore.store import ClientConfig, S3Config

log = logging.getLogger(__name__)

_CONTENTS, _INCOMING, _PROBE = "contents", "incoming", "ready"
_CONNECT = timedelta(seconds=3)
_RETRIES = 2
_SHELF = 1000
"""Contents that are yielded, and removed, at a time."""
_DIGITS = 20
_IN_MEMORY = 8 * CHUNK
"""Bytes of a content that are gathered in memory; larger ones go through a temporary file."""


class ObjectStore(AttachmentStore):
    """A place in a bucket. Every call ends within a bound, and is tried again meanwhile."""

    def __init__(self, bucket: Bucket, settings: ObjectStoreSettings) -> None:
        """Raises ConfigError where the key cannot be read."""
        super().__init__()
        seconds = timedelta(seconds=settings.seconds)
        config: S3Config = {"region": settings.region}
        if settings.endpoint:
            config["endpoint"] = settings.endpoint
        if settings.access_key and settings.secret_key is not None:
            config["access_key_id"] = settings.access_key
            config["secret_access_key"] = read_password(settings.secret_key)
        client: ClientConfig = {
            "timeout": seconds,
            "connect_timeout": min(seconds, _CONNECT),
            "allow_http": settings.endpoint.startswith("http://"),
        }
        self._store = S3Store(
            bucket.name,
            prefix=bucket.prefix or None,
            config=config,
            client_options=client,
            retry_config={"max_retries": _RETRIES, "retry_timeout": seconds},
        )

    def try_out(self) -> None:
        """Write a few bytes over those of the last time."""
        with _reached():
            obstore.put(self._store, _PROBE, b"ready")

    def local(self, sha256: str) -> None:
        """Return None: nothing lies on this computer."""

    def head(self, sha256: str) -> bytes | None:
        """Return the first bytes of a complete content, which tell its type."""
        try:
            with _reached():
                found = obstore.get_range(self._store, _content(sha256), start=0, end=HEAD_SIZE)
        except FileNotFoundError:
            return None
        return bytes(found)

    def open(self, sha256: str) -> Content:
        """Return a complete content. Raises FileNotFoundError."""
        with _reached():
            found = obstore.get(self._store, _content(sha256))
        return Content(found.meta["size"], _pieces(found))

    def put(self, sha256: str, chunks: Iterable[bytes]) -> None:
        """Keep a complete content, whose sum is known to be right.

        Gathered first: what is put has its name once all of it is there, and not before.
        """
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
            for chunk in chunks:
                file.write(chunk)
            file.seek(0)
            with _reached():
                obstore.put(self._store, _content(sha256), file)

    def remove(self, *names: str) -> None:
        """Remove contents that nobody names any more."""
        self._delete([_content(name) for name in names])

    def shelves(self) -> Iterator[dict[str, datetime]]:
        """Yield the complete contents by their SHA-256 with their age, some at a time."""
        with _reached():
            for found in obstore.list(self._store, _CONTENTS, chunk_size=_SHELF):
                yield {_name(meta["path"]): meta["last_modified"] for meta in found}

    def received(self, draft: str, sha256: str) -> int:
        """Return how many bytes of a draft's file have come."""
        return sum(size for _, size in self._came(draft, sha256))

    def room(self, size: int) -> AbstractContextManager[None]:  # noqa: ARG002
        """Set nothing aside: the store has room for all."""
        return nullcontext()

    def open_part(self, draft: str, sha256: str, first: int) -> "ObjectPart":
        """Return the end of a draft's file, to be written on from `first`."""
        return ObjectPart(self._store, _incoming(draft, sha256), first)

    def fits(self, draft: str, sha256: str) -> bool:
        """Return whether what came of a draft's file is the content of this name."""
        digest = hashlib.sha256()
        for chunk in self._chunks(draft, sha256):
            digest.update(chunk)
        return digest.hexdigest() == sha256

    def keep(self, draft: str, sha256: str) -> None:
        """Copy a draft's hashed file to its name, unless it is there."""
        if self.head(sha256) is None:
            self.put(sha256, self._chunks(draft, sha256))

    def forget(self, draft: str, sha256: str) -> None:
        """Remove what came of a draft's file."""
        self._delete([path for path, _ in self._came(draft, sha256)])

    def forget_old(self, limit: datetime) -> int:
        """Remove pieces that came before; return how many files they were of."""
        with _reached():
            found = obstore.list(self._store, _INCOMING).collect()
        old = [meta["path"] for meta in found if meta["last_modified"] < limit]
        self._delete(old)
        return len({path.rpartition("/")[0] for path in old})

    def _came(self, draft: str, sha256: str) -> list[tuple[str, int]]:
        """Return the pieces of a draft's file that follow each other, with their sizes."""
        with _reached():
            found = obstore.list(self._store, _incoming(draft, sha256)).collect()
        pieces, end = [], 0
        for meta in sorted(found, key=lambda meta: meta["path"]):
            if int(_name(meta["path"])) != end:
                break
            pieces.append((meta["path"], meta["size"]))
            end += meta["size"]
        return pieces

    def _chunks(self, draft: str, sha256: str) -> Iterator[bytes]:
        for path, _ in self._came(draft, sha256):
            with _reached():
                yield bytes(obstore.get(self._store, path).bytes())

    def _delete(self, paths: list[str]) -> None:
        for first in range(0, len(paths), _SHELF):
            with _reached():
                obstore.delete(self._store, paths[first : first + _SHELF])


class ObjectPart:
    """The end of a file that is on its way in, sent on piece by piece."""

    def __init__(self, store: S3Store, place: str, first: int) -> None:
        self._store, self._place, self._first = store, place, first
        self._gathered = bytearray()
        self._is_broken = False

    def write(self, data: bytes) -> None:
        """Append; nothing after a failure, for it is not known what of it has come."""
        if self._is_broken:
            return
        self._gathered += data
        if len(self._gathered) >= CHUNK:
            self._send()

    def close(self) -> None:
        """Send what is left."""
        if self._gathered and not self._is_broken:
            self._send()

    def _send(self) -> None:
        self._is_broken = True
        path = f"{self._place}/{self._first:0{_DIGITS}}"
        try:
            with _reached():
                obstore.put(self._store, path, bytes(self._gathered), mode="create")
        except FileExistsError:  # another instance was quicker
            raise Refused("busy") from None
        self._first += len(self._gathered)
        self._gathered.clear()
        self._is_broken = False


@contextmanager
def _reached() -> Iterator[None]:
    """Raise what a folder would; what the store itself says may name keys, and is not repeated."""
    try:
        yield
    except (NotFoundError, FileNotFoundError):
        raise FileNotFoundError("no such object") from None
    except (AlreadyExistsError, FileExistsError):
        raise FileExistsError("there is such an object") from None
    except (BaseError, OSError) as error:
        log.warning("the object store: %s", type(error).__name__)
        raise Refused("storage_away") from None


def _pieces(found: "GetResult") -> Iterator[bytes]:
    with _reached():
        for chunk in found.stream(min_chunk_size=CHUNK):
            yield bytes(chunk)


def _content(sha256: str) -> str:
    return f"{_CONTENTS}/{sha256[:2]}/{sha256}"


def _incoming(draft: str, sha256: str) -> str:
    return f"{_INCOMING}/{hashlib.sha256(f'{draft} {sha256}'.encode()).hexdigest()}"


def _name(path: str) -> str:
    return path.rpartition("/")[2]
