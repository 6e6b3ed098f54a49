"""첨부파일: the store of contents, each once under its SHA-256, and of parts on their way in.

What was acknowledged survives a kill and a power loss; a content gets its name only after all of it
was hashed. Parts of one file may come through several instances over one store.
"""

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from backend.refused import Refused

CHUNK = 1024**2
"""Bytes that are read at a time."""


class Content(NamedTuple):
    """A complete content, to be read once."""

    size: int
    chunks: Iterator[bytes]


class Part(Protocol):
    """The end of a file that is on its way in; what was written stays, whatever follows."""

    def write(self, data: bytes) -> None:
        """Append. Raises Refused `storage_full`, `storage_away`, `busy`."""

    def close(self) -> None:
        """Make it last. Raises as `write`."""


class AttachmentStore(ABC):
    """A store of contents, and of what is on its way in.

    Where it is away or too late, anything raises Refused `storage_away`.
    """

    def __init__(self) -> None:
        self._at_work: set[tuple[str, str]] = set()
        self._lock = threading.Lock()

    @contextmanager
    def alone(self, draft: str, sha256: str) -> Iterator[None]:
        """Keep others of this process away from a draft's file.

        Raises Refused `busy` where one is at work.
        """
        with self._lock:
            if (draft, sha256) in self._at_work:
                raise Refused("busy")
            self._at_work.add((draft, sha256))
        try:
            yield
        finally:
            with self._lock:
                self._at_work.discard((draft, sha256))

    @abstractmethod
    def try_out(self) -> None:
        """Write and forget a few bytes. Raises Refused `storage_full`, OSError."""

    @abstractmethod
    def local(self, sha256: str) -> Path | None:
        """Return where a complete content lies on this computer; None where it does not."""

    @abstractmethod
    def head(self, sha256: str) -> bytes | None:
        """Return the first bytes of a complete content, which tell its type."""

    @abstractmethod
    def open(self, sha256: str) -> Content:
        """Return a complete content. Raises FileNotFoundError."""

    @abstractmethod
    def put(self, sha256: str, chunks: Iterable[bytes]) -> None:
        """Keep a complete content, whose sum is known to be right. Raises OSError."""

    @abstractmethod
    def remove(self, *names: str) -> None:
        """Remove contents that nobody names any more."""

    @abstractmethod
    def shelves(self) -> Iterator[dict[str, datetime]]:
        """Yield the complete contents by their SHA-256 with their age, some at a time."""

    @abstractmethod
    def received(self, draft: str, sha256: str) -> int:
        """Return how many bytes of a draft's file have come."""

    @abstractmethod
    def room(self, size: int) -> AbstractContextManager[None]:
        """Set room for so many bytes more aside while they are written.

        Raises Refused `storage_full`.
        """

    @abstractmethod
    def open_part(self, draft: str, sha256: str, first: int) -> Part:
        """Return the end of a draft's file, to be written on from `first`.

        Raises Refused `busy`, `attachment_gap` where another instance was quicker.
        """

    @abstractmethod
    def fits(self, draft: str, sha256: str) -> bool:
        """Return whether what came of a draft's file is the content of this name."""

    @abstractmethod
    def keep(self, draft: str, sha256: str) -> None:
        """Give a draft's hashed file its name; `forget` it only after that is on record.

        Raises FileNotFoundError where another instance was quicker.
        """

    @abstractmethod
    def forget(self, draft: str, sha256: str) -> None:
        """Remove what came of a draft's file."""

    @abstractmethod
    def forget_old(self, limit: datetime) -> int:
        """Remove what has not grown since; return how many files went."""
