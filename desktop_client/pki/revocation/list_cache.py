"""Keeps revocation lists on the disk, so that they serve when the network does not.

One file a list, named after its URL and then its age, so that of two from one URL the newer counts,
whoever wrote last. In it: the digest of a head, the head, the index of the entries, the list. What
a crash or a failing disk leaves behind is taken for missing; within the list, whoever uses it
notices by the CA's signature, so the disk's errors are not looked for twice. An index that does not
belong to the list is made anew.
"""

import hashlib
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple, Self
from urllib.parse import unquote, urlsplit

from desktop_client.files import write_atomically
from desktop_client.pki.files import read_file
from desktop_client.pki.findings import DamagedFile, PkiError
from desktop_client.pki.revocation.revocation_list import MAX_BYTES, RevocationList

log = logging.getLogger(__name__)

SUFFIX = ".crl-kept"
_MOST = 2**64 - 1
_NO_NEGATIVE = 2**40
"""Seconds; added to a time, so that none has a sign in a file's name."""
MAX_HEAD_BYTES = 64 * 1024
MAX_INDEX_BYTES = MAX_BYTES // 4
"""An entry takes 20 bytes at least, its place in the index four."""


@dataclass(frozen=True, slots=True)
class KeptList:
    """What is known of a kept list without reading it."""

    url: str
    fetched: datetime
    issuer: str
    this_update: datetime
    next_update: datetime | None
    size: int
    """Of the list, in bytes."""

    @classmethod
    def of(cls, url: str, fetched: datetime, data: bytes, read: RevocationList) -> Self:
        """Describe a list that was fetched from `url`."""
        updates = (read.this_update, read.next_update)
        return cls(url, fetched, read.issuer_name, *updates, len(data))

    @property
    def partition(self) -> str:
        """Which part of the issuer's lists it is, by its address: `ou=dp5p1`, `dp1.crl`."""
        _, _, entry = unquote(self.url).partition("://")[2].partition("/")
        if self.url.lower().startswith("ldap:"):
            return entry.partition("?")[0].partition(",")[0]
        return urlsplit(self.url).path.rpartition("/")[2] or urlsplit(self.url).netloc

    def to_json(self) -> dict[str, object]:
        """Return the same as JSON-ready data."""
        return {
            "url": self.url,
            "fetched": self.fetched.isoformat(),
            "issuer": self.issuer,
            "this_update": self.this_update.isoformat(),
            "next_update": self.next_update.isoformat() if self.next_update else None,
            "size": self.size,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Return what `to_json` was called on. Raises KeyError, TypeError, ValueError."""
        ends = data["next_update"]
        return cls(
            str(data["url"]),
            datetime.fromisoformat(data["fetched"]),
            str(data["issuer"]),
            datetime.fromisoformat(data["this_update"]),
            datetime.fromisoformat(ends) if ends else None,
            int(data["size"]),
        )


@dataclass(frozen=True, slots=True)
class ListCache:
    """The kept lists in a folder; programs may share it."""

    folder: Path

    def put(self, url: str, data: bytes, read: RevocationList, *, for_good: bool = False) -> None:
        """Keep a list; where its entries are broken or the disk does not let us, none is kept.

        A newer one from `url` stays, also when another program puts it there meanwhile; with
        `for_good` it goes.
        """
        kept = KeptList.of(url, datetime.now(UTC), data, read)
        file = self._file(url, read.version)
        try:
            self._write(file, kept, data, read.kept_index())
        except DamagedFile as error:
            log.info("a revocation list was not kept: %s", error.code)
            return
        for other in self._newest_first(url):
            if other != file and (for_good or other.name < file.name):
                _discard(other)

    def get(self, url: str) -> tuple[RevocationList, datetime] | None:
        """Return the newest list from `url`, outdated or not, and when it was fetched.

        An index that does not belong to the list is made anew, and kept.
        """
        found = ((path, _read(path)) for path in self._newest_first(url))
        path, file = next(((path, each) for path, each in found if each), (None, None))
        if path is None or file is None or file.kept.url != url:
            return None
        try:
            read = RevocationList.from_bytes(file.data, file.start, file.entries)
            if not read.is_indexed:
                self._write(path, file.kept, file.data[file.start :], read.kept_index())
        except PkiError:
            return None
        return read, file.kept.fetched

    def has_newer(self, url: str, than: RevocationList) -> bool:
        """Return whether a newer list from `url` is kept, perhaps by another program."""
        newest = next(iter(self._newest_first(url)), None)
        return newest is not None and newest.name > self._file(url, than.version).name

    def _write(self, file: Path, kept: KeptList, data: bytes, index: bytes) -> None:
        head = json.dumps({**kept.to_json(), "index_size": len(index)}).encode()
        digest = hashlib.sha256(head).hexdigest().encode()
        try:
            write_atomically(file, b"\n".join((digest, head, index + data)))
        except OSError as error:
            log.info("a revocation list was not kept: %s", error.strerror)

    def entries(self) -> list[KeptList]:
        """Return what is kept in good order, by URL; of two from one URL the newer."""
        found = (_read(path) for path in sorted(self._files()))
        kept = {each.kept.url: each.kept for each in found if each}
        return [kept[url] for url in sorted(kept)]

    def remove(self, url: str) -> bool:
        """Remove the list from `url`; returns whether there was one. Raises OSError."""
        files = self._newest_first(url)
        for path in files:
            path.unlink(missing_ok=True)
        return bool(files)

    def clear(self) -> int:
        """Remove all that is kept, damaged or not; returns how many files. Raises OSError."""
        files = list(self._files())
        for path in files:
            path.unlink(missing_ok=True)
        return len(files)

    def _file(self, url: str, version: tuple[datetime, int]) -> Path:
        """Return the name of a list's file: those of one URL sort from the oldest to the newest."""
        this_update, number = version
        moment = int(this_update.timestamp()) + _NO_NEGATIVE
        return self.folder / f"{_named(url)}-{moment:016x}-{min(number, _MOST):016x}{SUFFIX}"

    def _newest_first(self, url: str) -> list[Path]:
        return sorted((file for file in self._files(f"{_named(url)}-*")), reverse=True)

    def _files(self, named: str = "*") -> Iterator[Path]:
        return self.folder.glob(f"{named}{SUFFIX}") if self.folder.is_dir() else iter(())


def _named(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()[:40]


def _discard(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError as error:  # still read by another program; the newer one counts all the same
        log.info("an older revocation list was not removed: %s", error.strerror)


class _File(NamedTuple):
    """A file as it was written."""

    kept: KeptList
    entries: bytes
    """The index of the list's entries."""
    data: bytes
    """Of the whole file; no copy is made of the list."""
    start: int
    """Where in it the list begins."""


def _read(path: Path) -> _File | None:
    """Return what a file holds; None when it is missing or not as it was written."""
    try:
        data = read_file(path, MAX_BYTES + MAX_INDEX_BYTES + MAX_HEAD_BYTES)
        digest, head, begin = _split(data)
        if hashlib.sha256(head).hexdigest().encode() != digest:
            return None
        described = json.loads(head)
        kept = KeptList.from_json(described)
        start = begin + int(described["index_size"])
        whole = begin <= start and kept.size == len(data) - start
        return _File(kept, data[begin:start], data, start) if whole else None
    except (PkiError, KeyError, TypeError, ValueError):
        return None


def _split(data: bytes) -> tuple[bytes, bytes, int]:
    """Return the first two lines, and where what follows begins. Raises ValueError."""
    first = data.index(b"\n", 0, MAX_HEAD_BYTES)
    second = data.index(b"\n", first + 1, first + 1 + MAX_HEAD_BYTES)
    return data[:first], data[first + 1 : second], second + 1
