"""Practice: a service of one's own as a child process, with its own CA and certificates.

The child says in one line of JSON where it is; it ends when its standard input ends, so it is
gone when this program is gone, however that happens.
"""

import json
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE, Popen, TimeoutExpired
from typing import Any, BinaryIO

from desktop_client.api import ServiceClient
from desktop_client.errors import ClientError
from desktop_client.pki.judging.chain import Revocation
from desktop_client.pki.judging.trust import TrustList
from desktop_client.work import Work
from desktop_client.workflows.mode import Pin, Trust
from registration.text import Text

STARTING = Text("연습 서비스를 준비하고 있습니다.", "Preparing the practice service.")
POLL_SECONDS = 0.05
STOP_SECONDS = 10


class PracticeMode:
    """Implements `workflows.mode.Mode`."""

    def __init__(self, folder: Path, drivers: Callable[[], list[str]] = list) -> None:
        self._folder = folder
        self._drivers = drivers
        self._lock = threading.Lock()
        self._child: _Child | None = None
        self._service: ServiceClient | None = None

    def start(self) -> None:
        """Start the child unless it is running; returns at once."""
        self._running()

    @property
    def is_running(self) -> bool:
        """Whether the child was started, and lives."""
        return self._child is not None and not self._child.is_gone

    def stop(self) -> None:
        """End the child and wait until it is gone."""
        with self._lock:
            self._end()

    def service(self, work: Work) -> ServiceClient:
        """The practice service, once it is ready; started again if it had died."""
        address = self._announcement(work)["url"]
        with self._lock:
            if self._service is None:
                self._service = ServiceClient(address)
            return self._service

    def pin(self, work: Work) -> Pin | None:
        """The certificate that the child named on its own line to this program."""
        return Pin(self._announcement(work)["certificate"])

    def trust(self, work: Work) -> Trust:
        """The practice CA and nothing else."""
        said = self._announcement(work)
        lists = Path(said["crls"])
        return Trust(
            TrustList.from_files([Path(each) for each in said["trust"]]),
            crls=lambda: [file.read_bytes() for file in sorted(lists.glob("*.crl"))],
            fetcher=None,
            revocation=lambda: Revocation.REQUIRE,
        )

    def places(self, work: Work) -> list[Path]:
        """The practice NPKI folder."""
        return [Path(self._announcement(work)["npki"])]

    def drivers(self, work: Work) -> list[Path]:  # noqa: ARG002 - nothing to wait for
        """Those of the settings alone: what is installed is for the real service."""
        return [Path(driver) for driver in self._drivers()]

    def issuing_url(self, work: Work, known: str = "") -> str:  # noqa: ARG002 - it has moved since
        """The practice CA, which is at another address after each start."""
        return str(self._announcement(work)["cmp_url"])

    def address_source(self, work: Work) -> tuple[str, str]:
        """Return where the stand-in for the address service is, and the key to it."""
        said = self._announcement(work)
        return str(said["address_url"]), str(said["address_key"])

    def officers_pages(self, work: Work) -> str:
        """Return the address that opens the pages of the practice officer in a browser."""
        return str(self._announcement(work)["officer_url"])

    def _announcement(self, work: Work) -> dict[str, Any]:
        child = self._running()
        while not child.heard.is_set():
            work.progress(STARTING)
            work.pause(POLL_SECONDS)
        if child.said is None:
            raise ClientError("practice_unavailable")
        return child.said

    def _running(self) -> "_Child":
        with self._lock:
            if self._child is None or self._child.is_gone:
                self._end()
                self._child = _Child(self._folder)
            return self._child

    def _end(self) -> None:
        if self._service:
            self._service.close()
            self._service = None
        if self._child:
            self._child.end()
            self._child = None


def _log(folder: Path) -> BinaryIO:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return (folder / "service.log").open("ab")
    except OSError:
        raise ClientError("practice_folder_unwritable", folder=str(folder)) from None


class _Child:
    """One practice service process and what it said about itself."""

    def __init__(self, folder: Path) -> None:
        self.heard = threading.Event()
        self.said: dict[str, Any] | None = None
        with _log(folder) as log:
            self.process = Popen(
                [sys.executable, "-m", "backend", "practice", "--folder", str(folder)],
                stdin=PIPE,
                stdout=PIPE,
                stderr=log,
            )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    @property
    def is_gone(self) -> bool:
        return self.process.poll() is not None

    def end(self) -> None:
        """Close its standard input, which ends it, and wait."""
        assert self.process.stdin  # noqa: S101 - we asked for a pipe
        self.process.stdin.close()
        try:
            self.process.wait(STOP_SECONDS)
        except TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._listener.join()

    def _listen(self) -> None:
        assert self.process.stdout  # noqa: S101 - we asked for a pipe
        with self.process.stdout as said:
            try:
                self.said = json.loads(said.readline())
            except ValueError:
                self.said = None
            self.heard.set()
            said.read()
