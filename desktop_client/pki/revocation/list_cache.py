"""Keeps revocation lists on the disk, so that they serve when the network does not.

One file a list, named after its URL: the digest of a head, the head, the list. What a crash or a
failing disk leaves behind is taken for missing; within the list, whoever uses it notices by the
CA's signature, so the disk's errors are not looked for twice.
"""

import hashlib
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from desktop_client.files import write_atomically
from desktop_client.pki.files import read_file
from desktop_client.pki.findings import PkiError
from desktop_client.pki.revocation.revocation_list import MAX_BYTES, RevocationList

log = logging.getLogger(__name__)

SUFFIX = ".crl-kept"
MAX_HEAD_BYTES = 64 * 1024


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
        """Keep a list; where the disk does not let us, nothing is kept."""
        head = KeptList.of(url, datetime.now(UTC), data, read).to_json()
        encoded = json.dumps(head).encode()
        digest = hashlib.sha256(encoded).hexdigest().encode()
        try:
            write_atomically(self._file(url), b"\n".join((digest, encoded, data)))
        except OSError as error:
            log.info("a revocation list was not kept: %s", error.strerror)

    def get(self, url: str) -> tuple[RevocationList, datetime] | None:
        """Return the list from `url`, outdated or not, and when it was fetched."""
        found = _read(self._file(url))
        if found is None or found[0].url != url:
            return None
        try:
            return RevocationList.from_bytes(*found[1]), found[0].fetched
        except PkiError:
            return None

    def entries(self) -> list[KeptList]:
        """Return what is kept in good order, by URL."""
        found = (_read(path) for path in self._files())
        return sorted((one[0] for one in found if one), key=lambda one: one.url)

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


def _read(path: Path) -> tuple[KeptList, tuple[bytes, int]] | None:
    """Return head and list of a file, the list as the bytes of the file and where it begins.

    None when it is missing or not as it was written.
    """
    try:
        data = read_file(path, MAX_BYTES + MAX_HEAD_BYTES)
        digest, head, start = _split(data)
        if hashlib.sha256(head).hexdigest().encode() != digest:
            return None
        kept = KeptList.from_json(json.loads(head))
        return (kept, (data, start)) if kept.size == len(data) - start else None
    except (PkiError, KeyError, TypeError, ValueError):
        return None


def _split(data: bytes) -> tuple[bytes, bytes, int]:
    """Return the first two lines, and where what follows begins. Raises ValueError."""
    first = data.index(b"\n", 0, MAX_HEAD_BYTES)
    second = data.index(b"\n", first + 1, first + 1 + MAX_HEAD_BYTES)
    return data[:first], data[first + 1 : second], second + 1
