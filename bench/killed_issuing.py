"""Kills the client at moments while a certificate is issued, and goes on.

`python -m bench.killed_issuing 200 [PKI]` plays as many moments, with a copy of a practice PKI or
one of its own; the tests play a few. No key may be lost for which a certificate may exist, and no
second certificate may come of it.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from desktop_client.pki.keyfile.new_key import new_key
from desktop_client.pki.storage.store import load, open_entry
from desktop_client.work import Work
from desktop_client.workflows.issuing import disk_keys
from desktop_client.workflows.issuing.issuing import Issuing, Order
from practice.issuing.book import TRANSACTIONS, Book, Code
from practice.issuing.server import BOOK, serving
from practice.pki import build
from practice.samples import INSTITUTION
from registration.text import Text

SERVE = "--serve"
CODE, PASSWORD, NUMBER = "481-902", b"new-password-1", "2222222227"
LAST = 4
"""Progress lines: making keys, asking, confirming, placing."""
LONGEST_WAIT = 0.2
"""Seconds after such a line; the whole takes about as long."""
KEYS = 6
"""Made beforehand: before a key is on the disk there is nothing to lose."""


class Moment(NamedTuple):
    """Kill once the client has told this many lines of progress, and this long after, in s."""

    line: int
    wait: float


class Scene:
    """A practice CA that lives on in a process of its own, and clients that die."""

    def __init__(self, folder: Path, url: str) -> None:
        self._folder, self._url = folder, url
        self._book = Book(folder / "pki" / BOOK)
        self._keys = [new_key(2048) for _ in range(KEYS)]
        setattr(disk_keys, "new_key", lambda _bits: random.choice(self._keys))  # noqa: S311, B010
        self._issuing = Issuing(folder / "begun")

    def play(self, number: int, moment: Moment) -> str:
        """Have one certificate issued by a client killed at this moment.

        Returns what was left of it. AssertionError where a key is lost, or two certificates came.
        """
        reference, drive = f"{number:06}", self._folder / f"drive{number}"
        drive.mkdir()
        self._book.give(Code(reference, CODE, "연습군청(Office)0002", NUMBER, INSTITUTION))
        order = Order(self._url, reference, CODE.encode(), PASSWORD, drive)
        self._kill(order, moment)
        begun = self._issuing.unfinished()
        placed = list(drive.glob("NPKI/*/USER/*/signCert.der"))
        left = str(begun[0].state.stage) if begun else "placed" if placed else "nothing"
        if begun:
            (pending,) = begun
            issued = self._issuing.go_on(Work(), pending, PASSWORD).certificate
        elif placed:
            issued = None
        else:
            issued = self._issuing.issue(Work(), order).certificate
        (folder,) = drive.glob("NPKI/*/USER/*")
        entry = load(folder)
        assert entry.findings == ()
        assert issued in (None, entry.certificate)
        assert open_entry(entry, PASSWORD).random is not None
        assert self._issuing.unfinished() == []
        made = self._folder / "pki" / BOOK / TRANSACTIONS
        assert len(list(made.iterdir())) == number
        return left

    def _kill(self, order: Order, moment: Moment) -> None:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            self._issue(order, reading, writing)
        os.close(writing)
        with os.fdopen(reading, "rb") as lines:
            for _ in range(moment.line):
                lines.readline()
            time.sleep(moment.wait)
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)

    def _issue(self, order: Order, reading: int, writing: int) -> None:
        """Be the client that is killed: issue, tell every step on a line, and end."""
        os.close(reading)

        def tell(_what: Text, _fraction: float | None) -> None:
            os.write(writing, b"\n")

        try:
            self._issuing.issue(Work(tell), order)
        finally:
            os._exit(0)


def play(moments: Iterable[Moment], pki: Path | None) -> dict[str, int]:
    """Play these moments; returns how often the killed client had left what."""
    left: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if pki is None:
            build(folder / "pki")
        else:
            shutil.copytree(pki, folder / "pki")
        with serving_apart(folder / "pki") as url:
            scene = Scene(folder, url)
            for number, moment in enumerate(moments, 1):
                stage = scene.play(number, moment)
                left[stage] = left.get(stage, 0) + 1
    return left


@contextmanager
def serving_apart(pki: Path) -> Iterator[str]:
    """Serve a practice CA in a process of its own; gives its address."""
    command = [sys.executable, "-m", "bench.killed_issuing", SERVE, str(pki)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as ca:
        assert ca.stdout
        try:
            yield ca.stdout.readline().decode().strip()
        finally:
            ca.kill()


def serve(pki: Path) -> None:
    """Be the practice CA until standard input ends."""
    with serving(pki) as ca:
        print(ca.url, flush=True)
        sys.stdin.read()


def main() -> None:
    """Play as many random moments as the command line says."""
    if sys.argv[1:2] == [SERVE]:
        serve(Path(sys.argv[2]))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    dice = random.Random(count)  # noqa: S311 - moments, not secrets
    moments = (Moment(dice.randint(1, LAST), dice.random() * LONGEST_WAIT) for _ in range(count))
    left = play(moments, Path(sys.argv[2]) if len(sys.argv) > 2 else None)
    told = ", ".join(f"{stage}: {number}" for stage, number in sorted(left.items()))
    print(f"{count} moments; the killed client had left: {told}")
    print("No key was lost, and no second certificate was issued.")


if __name__ == "__main__":
    main()
