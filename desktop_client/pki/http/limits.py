"""What one address may cost: seconds and bytes, whatever the server does."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from desktop_client.pki.findings import Unreachable

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limits:
    """Times in seconds; `deadline` limits one address as a whole, name lookup included."""

    connect_timeout: float = 5.0
    read_timeout: float = 10.0
    deadline: float = 30.0
    max_bytes: int = 64 * 1024 * 1024


def within(limits: Limits, url: str, work: Callable[[float], T]) -> T:
    """Return what `work` does in a thread of its own, called with the moment it must end.

    For what waits in ways of its own, as a name look-up does; HTTP exchanges end by themselves.
    Raises Unreachable: that of `work`, or with the reason `timeout`.
    """
    end = time.monotonic() + limits.deadline
    outcome: list[T] = []
    failed: list[Exception] = []

    def attempt() -> None:
        try:
            outcome.append(work(end))
        except Exception as error:  # noqa: BLE001 - raised again by the caller's thread
            failed.append(error)

    worker = threading.Thread(target=attempt, name="fetch", daemon=True)
    worker.start()
    worker.join(limits.deadline)
    if failed:
        raise failed[0]
    if not outcome:
        raise unreachable(url, "timeout")
    return outcome[0]


def unreachable(url: str, reason: str) -> Unreachable:
    """Return the error about an address, with why it gave nothing."""
    return Unreachable(url=url, reason=reason)
