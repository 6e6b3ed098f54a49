"""Keeps revocation lists on the disk, so that they serve when the network does not.

One file a list, named after its URL: the digest of a head, the head, the index of the entries, the
list. What a crash or a failing disk leaves behind is taken for missing; within the list, whoever
uses it notices by the CA's signature, so the disk's errors are not looked for twice. An index that
does not belong to the list is made anew.
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

    def put(self, url: str, data: bytes, read: RevocationList) -> None:
        """Keep a list; where its entries are broken or the disk does not let us, none is kept."""
        try:
            self._write(KeptList.of(url, datetime.now(UTC), data, read), data, read.kept_index())
        except DamagedFile as error:
            log.info("a revocation list was not kept: %s", error.code)

    def get(self, url: str) -> tuple[RevocationList, datetime] | None:
        """Return the list from `url`, outdated or not, and when it was fetched.

        An index that does not belong to the list is made anew, and kept.
        """
        found = _read(self._file(url))
        if found is None or found.kept.url != url:
            return None
        try:
            read = RevocationList.from_bytes(found.data, found.start, found.entries)
            if not read.is_indexed:
                self._write(found.kept, found.data[found.start :], read.kept_index())
        except PkiError:
            return None
        return read, found.kept.fetched

    def _write(self, kept: KeptList, data: bytes, index: bytes) -> None:
        head = json.dumps({**kept.to_json(), "index_size": len(index)}).encode()
        digest = hashlib.sha256(head).hexdigest().encode()
        try:
            write_atomically(self._file(kept.url), b"\n".join((digest, head, index + data)))
        except OSError as error:
            log.info("a revocation list was not kept: %s", error.strerror)

    def entries(self) -> list[KeptList]:
        """Return what is kept in good order, by URL."""
        found = (_read(path) for path in self._files())
        return sorted((one.kept for one in found if one), key=lambda one: one.url)

    def remove(self, url: str) -> bool:
        """Remove the list from `url`; returns whether there was one. Raises OSError."""
        file = self._file(url)
        present = file.exists()
        file.unlink(missing_ok=True)
        return present

    def clear(self) -> int:
        """Remove all that is kept, damaged or not; returns how many files. Raises OSError."""
        files = list(self._files())
        for path in files:
            path.unlink(missing_ok=True)
        return len(files)

    def _file(self, url: str) -> Path:
        return self.folder / (hashlib.sha256(url.encode()).hexdigest() + SUFFIX)

    def _files(self) -> Iterator[Path]:
        return self.folder.glob(f"*{SUFFIX}") if self.folder.is_dir() else iter(())


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
