"""How long others wait while somebody holds the service up.

A practice service, whoever holds it up, and the others are a process each; the others ask from
another address of this computer, each time over a new connection.
"""

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median
from subprocess import PIPE
from urllib.parse import urlsplit

from bench.measure import Row, milliseconds
from bench.others_child import ATTACKS
from practice.place import OFFICER, OFFICER_PASSWORD
from registration.wire import DRAFT_HEADER

SECONDS = 8.0
"""How long each attack goes on."""
EVERY = 0.35
"""Seconds between two requests of one sort: no more of them than one address may ask for."""
HANG = 30
MOST = 1.0
"""Seconds that nobody should have to wait longer than."""
OTHER = ("127.0.0.2", 0)

Waits = dict[str, list[float]]


def rows() -> Iterator[Row]:
    """Others' waits: the longest and what it was for, beside the longest on the quiet service."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as url:
        others = Others(Path(folder), url)
        quiet = others.waits()
        most = _longest(quiet)
        yield Row("others, nothing else going on", *_said(quiet))
        for name in ATTACKS:
            with attack(Path(folder), url, name):
                waits = others.waits()
            longest = _longest(waits)
            yield Row(
                f"others, {name.replace('_', ' ')}",
                *_said(waits),
                f"{longest / most:.1f}",
                f"at most {milliseconds(MOST)}",
                longest <= MOST,
            )


def _said(waits: Waits) -> tuple[str, str]:
    """The longest, and each sort's median and longest."""
    each = (
        f"{sort} {milliseconds(median(some))}/{milliseconds(max(some))}"
        for sort, some in waits.items()
    )
    return milliseconds(_longest(waits)), ", ".join(each)


def _longest(waits: Waits) -> float:
    return max(max(some) for some in waits.values())


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """A practice service; its address."""
    command = [sys.executable, "-m", "backend", "practice", "--folder", str(folder)]
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, text=True) as service:
        assert service.stdin
        assert service.stdout
        try:
            yield json.loads(service.stdout.readline())["url"]
        finally:
            service.stdin.close()  # it ends with its parent


@contextmanager
def attack(folder: Path, url: str, name: str) -> Iterator[None]:
    """Hold the service up for as long as this lasts."""
    command = [sys.executable, "-m", "bench.others_child", str(folder), url, name]
    with subprocess.Popen(command) as attacker:
        try:
            time.sleep(1.5)  # it has to make its bodies first
            yield
        finally:
            attacker.kill()


class Others:
    """Those who want nothing but to be served."""

    def __init__(self, folder: Path, url: str) -> None:
        self._address = urlsplit(url).netloc
        password = (folder / OFFICER_PASSWORD).read_text()
        login = {"officer": OFFICER, "password": password}
        ticket = {"kind": "supplier", "draft": "d" * 20}
        self._sorts: dict[str, tuple[str, str, bytes]] = {
            "service": ("GET", "/v1/service", b""),
            "paper": ("GET", "/v1/papers/x", b""),
            "ticket": ("POST", "/v1/tickets", json.dumps(ticket).encode()),
            "login": ("POST", "/v1/officer/sessions", json.dumps(login).encode()),
            "large filing": ("POST", "/v1/submissions", b"\x30" * 100_000),
        }

    def waits(self) -> Waits:
        """Ask for everything again and again; seconds by the sort, of a refusal as `busy` too."""
        waits: Waits = {sort: [] for sort in self._sorts}
        end = time.monotonic() + SECONDS
        threads = [
            threading.Thread(target=self._ask, args=(*asked, waits[sort], end))
            for sort, asked in self._sorts.items()
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return waits

    def _ask(self, method: str, path: str, body: bytes, waits: list[float], end: float) -> None:
        headers = {"Content-Type": "application/json", DRAFT_HEADER: "d" * 20}
        while time.monotonic() < end:
            start = time.monotonic()
            connection = HTTPConnection(self._address, timeout=HANG, source_address=OTHER)
            try:
                connection.request(method, path, body, headers)
                served = connection.getresponse().status < 500
            except (OSError, HTTPException):
                served = False
            finally:
                connection.close()
            waits.append(time.monotonic() - start if served else float(HANG))
            time.sleep(EVERY)
