"""Practice: a service of one's own as a child process, with its own CA and certificates.

The child says in one line of JSON where it is; it ends when its standard input ends, so it is
gone when this program is gone, however that happens.
"""

import json
import subprocess
import sys
import threading
from functools import cached_property
from pathlib import Path
from typing import Any

from desktop_client.api import Service
from desktop_client.errors import ClientError
from desktop_client.pki.chain import Revocation
from desktop_client.pki.trust import TrustList
from desktop_client.work import Work
from desktop_client.workflows.mode import Trust
from registration.text import Text

STARTING = Text("연습 서비스를 준비하고 있습니다.", "Preparing the practice service.")
POLL_SECONDS = 0.05
STOP_SECONDS = 10


class PracticeMode:
    """Implements `workflows.mode.Mode`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._said: dict[str, Any] | None = None
        self._heard = threading.Event()

    def start(self) -> None:
        """Start the child unless it is running; returns at once."""
        with self._lock:
            if self._child is None or self._child.poll() is not None:
                self._heard.clear()
                self._child = self._spawn()
                threading.Thread(target=self._listen, args=(self._child,), daemon=True).start()

    def stop(self) -> None:
        """End the child and wait until it is gone."""
        with self._lock:
            child, self._child = self._child, None
        if child is None:
            return
        if child.stdin:
            child.stdin.close()
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()

    def service(self, work: Work) -> Service:
        """The practice service, once it is ready; started again if it had died."""
        address = self._announcement(work)["url"]
        with self._lock:
            if self._connection is None or self._connection[0] != address:
                self._connection = (address, Service(address))
            return self._connection[1]

    _connection: tuple[str, Service] | None = None

    def trust(self, work: Work) -> Trust:
        """The practice CA and nothing else."""
        self._announcement(work)
        return self._trust

    def places(self, work: Work) -> list[Path]:
        """The practice NPKI folder."""
        return [Path(self._announcement(work)["npki"])]

    @cached_property
    def _trust(self) -> Trust:
        said = self._said or {}
        lists = Path(said["crls"])
        return Trust(
            TrustList.from_files([Path(one) for one in said["trust"]]),
            crls=lambda: [file.read_bytes() for file in sorted(lists.glob("*.crl"))],
            fetcher=None,
            revocation=lambda: Revocation.REQUIRE,
        )

    def _announcement(self, work: Work) -> dict[str, Any]:
        self.start()
        while not self._heard.is_set():
            work.progress(STARTING)
            work.pause(POLL_SECONDS)
        if self._said is None:
            raise ClientError("practice_unavailable")
        return self._said

    def _spawn(self) -> subprocess.Popen[bytes]:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self._folder / "service.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "backend", "practice", "--folder", str(self._folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            )

    def _listen(self, child: subprocess.Popen[bytes]) -> None:
        line = child.stdout.readline() if child.stdout else b""
        try:
            self._said = json.loads(line)
        except ValueError:
            self._said = None
        self._heard.set()
