"""A token driver in a process of its own, as the program sees it: requests, answers, an end."""

import json
import queue
import subprocess
import sys
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from desktop_client.pki.findings import Cancelled, TokenError

DRIVER_PROCESS = "token-worker"
"""The argument by which a frozen program, which has no Python to run, runs the worker."""
WORKER = "desktop_client.pki.storage.token_worker"
POLL_SECONDS = 0.05
GRACE_SECONDS = 5
"""The worker's own limit, which counts where the program is gone, is so much longer."""
MAX_ANSWER_BYTES = 64 * 1024 * 1024

Json = dict[str, Any]
Stopped = Callable[[], bool]

_CODES = {
    "DriverUnusable": "token_driver_unusable",
    "LookupError": "token_missing",
    "KeyMissing": "token_key_missing",
    "KeyNotMade": "token_key_not_made",
    "KeyUnsafe": "token_key_unsafe",
    "DeviceMemory": "token_full",
    "SessionReadOnly": "token_read_only",
    "TokenWriteProtected": "token_read_only",
    "PinIncorrect": "token_pin_wrong",
    "PinInvalid": "token_pin_wrong",
    "PinLenRange": "token_pin_wrong",
    "PinLastTry": "token_pin_last_try",
    "PinLocked": "token_pin_locked",
    "UserAlreadyLoggedIn": "token_in_use",
    "AnotherUserAlreadyLoggedIn": "token_in_use",
    "TokenNotPresent": "token_missing",
    "TokenNotRecognised": "token_missing",
    "DeviceRemoved": "token_missing",
    "SlotIDInvalid": "token_missing",
    "SessionHandleInvalid": "token_missing",
    "SessionClosed": "token_missing",
}
"""By the name of the exception in the worker."""


class Closing(ABC):
    """Closes itself at the end of a `with` block."""

    @abstractmethod
    def close(self) -> None:
        """End what it has begun; a second time does nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class DriverProcess(Closing):
    """One driver at work. Use it with `with`: at the end the process is gone."""

    def __init__(self, driver: Path) -> None:
        self._driver = driver
        self._answers: queue.Queue[bytes] = queue.Queue()
        try:
            self._process = subprocess.Popen(
                _command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError:
            raise TokenError("token_driver_unusable") from None
        threading.Thread(target=self._read, daemon=True).start()

    def ask(self, call: str, limit: float, stopped: Stopped, **values: object) -> Json:
        """Send a request and return the first answer to it; raises as `answer`."""
        request = {"call": call, "driver": str(self._driver), **values}
        line = json.dumps({**request, "limit": limit + GRACE_SECONDS}).encode() + b"\n"
        threading.Thread(target=self._write, args=(line,), daemon=True).start()
        return self.answer(limit, stopped)

    def answer(self, limit: float, stopped: Stopped) -> Json:
        """Return the next answer to the last request.

        Raises TokenError: what the driver refused, `token_driver_hangs` (values: seconds) after
        `limit` seconds, `token_driver_crashed`; Cancelled as soon as `stopped` says so.
        """
        end = time.monotonic() + limit
        while time.monotonic() < end:
            if stopped():
                raise Cancelled
            try:
                line = self._answers.get(timeout=POLL_SECONDS)
            except queue.Empty:
                continue
            if not line:
                self._answers.put(line)  # it has ended, and stays so
            answer = _read_answer(line)
            if "error" in answer:
                raise refusal(str(answer["error"]))
            return answer
        raise TokenError("token_driver_hangs", seconds=round(limit))

    def close(self) -> None:
        """End the process, whatever its driver is doing."""
        self._process.kill()
        self._process.wait()

    def _write(self, line: bytes) -> None:
        stdin = self._process.stdin
        assert stdin  # noqa: S101 - we asked for a pipe
        try:
            stdin.write(line)
            stdin.flush()
        except (OSError, ValueError):  # the process has ended, which reading tells
            return

    def _read(self) -> None:
        """Pass lines on until the process ends; an empty one says that it has."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin  # noqa: S101 - we asked for pipes
        assert stdout  # noqa: S101
        with stdout:
            while line := stdout.readline(MAX_ANSWER_BYTES):
                self._answers.put(line)
        self._answers.put(b"")
        try:
            stdin.close()
        except OSError:  # a request that was never read
            return


def refusal(name: str) -> TokenError:
    """Return the error that an exception of the worker stands for."""
    if name in _CODES:
        return TokenError(_CODES[name])
    return TokenError(error=name)


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, DRIVER_PROCESS]
    # -P: what lies in the current folder is no part of the program.
    return [sys.executable, "-P", "-m", WORKER]


def _read_answer(line: bytes) -> Json:
    try:
        answer = json.loads(line)
    except ValueError:
        raise TokenError("token_driver_crashed") from None
    if not isinstance(answer, dict):
        raise TokenError("token_driver_crashed")
    return answer
