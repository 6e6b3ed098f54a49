"""Passwords of officers and accounts: Argon2id (RFC 9106), few at a time."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from backend.refused import Refused

AT_ONCE = 2
WAIT_SECONDS = 5

_NOBODYS = (
    "$argon2id$v=19$m=19456,t=2,p=1$cUkXghwQAsstEgrPuOfiDA"
    "$RSMmNE7UES/kkt+bB2LGUbFDD2dms7k8FbyN5TKwdv0"
)
"""Of 256 random bits that were thrown away: compared with where there is no account."""


class Passwords:
    """Hashes and compares; each needs 19 MiB for some milliseconds."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        # Each thread keeps the memory it has once used: these, not the twenty that serve requests.
        self._threads = ThreadPoolExecutor(AT_ONCE, "passwords")

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Give one of two turns to compare. Raises Refused `busy` when too many wait."""
        if not self._turns.acquire(timeout=WAIT_SECONDS):
            raise Refused("busy")
        try:
            yield
        finally:
            self._turns.release()

    def hash(self, password: str) -> str:
        """Return what is kept of a password."""
        return self._threads.submit(self._hasher.hash, password).result()

    def fits(self, kept: str | None, password: str) -> bool:
        """Return whether the password is the one kept; where none is, it takes as long."""
        try:
            self._threads.submit(self._hasher.verify, kept or _NOBODYS, password).result()
        except (VerificationError, InvalidHashError):
            return False
        return kept is not None

    def close(self) -> None:
        """End the threads."""
        self._threads.shutdown()
