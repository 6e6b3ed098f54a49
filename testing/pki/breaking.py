"""Breaks the operating system at one call: with an error, or by ending the process there."""

import os
import signal
from collections.abc import Callable
from typing import Any

import pytest

CALLS = (
    *("open", "close", "write", "fsync", "posix_fadvise", "listdir"),
    *("mkdir", "rmdir", "rename", "replace", "unlink"),
)
"""What a program asks of a disk while it writes."""


class Breaking:
    """Counts the calls and does `what` instead of call number `at`; 0 breaks nothing."""

    def __init__(self, at: int, what: Callable[[str, tuple[Any, ...]], None]) -> None:
        self.count = 0
        self._at = at
        self._what = what
        self._patches = pytest.MonkeyPatch()

    def __enter__(self) -> "Breaking":
        for name in CALLS:
            self._patches.setattr(os, name, self._wrapped(name, getattr(os, name)))
        return self

    def __exit__(self, *_: object) -> None:
        self._patches.undo()

    def _wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            self.count += 1
            if self.count == self._at:
                self._what(name, arguments)
            return real(*arguments, **options)

        return call


def failing(number: int) -> Callable[[str, tuple[Any, ...]], None]:
    """Answer the call with this errno."""

    def fail(_name: str, _arguments: tuple[Any, ...]) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def counted(work: Callable[[], object]) -> int:
    """How many calls the work makes when nothing breaks."""
    with Breaking(0, failing(0)) as breaking:
        work()
    return breaking.count


def killed_at(work: Callable[[], object], at: int) -> bool:
    """Do the work in a process that is killed before its call number `at`; whether it was.

    When that call would write, half of it is written first.
    """
    real_write = os.write

    def kill(name: str, arguments: tuple[Any, ...]) -> None:
        if name == "write":
            descriptor, data = arguments
            real_write(descriptor, data[: len(data) // 2])
        os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if not child:
        try:
            with Breaking(at, kill):
                work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)
