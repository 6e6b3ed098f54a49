"""A store of a thousand certificates: found, read and listed."""

import os
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench.measure import Row, at_least_faster, compared, milliseconds, no_slower, pairs
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.storage.store import merge, read_ca_certificates, scan
from practice import leaf
from practice.leaf import KeyPair, Office
from practice.pki import PASSWORD, Practice, build
from practice.samples import SAMPLES

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication

    from testing.views.acting import FakeParts

COUNT = 1000
OPENED = 50
"""Keys that pypinksign opens; the time for all of them is taken from these."""
RUNS = 5
FIRST_ROWS_SECONDS = 0.1
PATIENCE_SECONDS = 60


def rows() -> Iterator[Row]:
    """Against pypinksign, against what cannot be avoided, and in the window."""
    with tempfile.TemporaryDirectory() as folder:
        practice = build(Path(folder) / "practice")
        store = fill(practice, Path(folder) / "NPKI", COUNT)

        def ours() -> int:
            return len(merge(scan([store])))

        assert ours() == COUNT
        times = pairs(ours, lambda: _pypinksign(store), RUNS)
        yield compared(f"{COUNT} certificates listed", times, "pypinksign")
        times = pairs(ours, lambda: _pypinksign(store, opening=OPENED), 1)
        scaled = (times[0], times[1] * COUNT / OPENED)
        yield at_least_faster("  and with its keys opened", scaled, "pypinksign", 5)
        yield _against_cryptography(store)
        times = pairs(ours, lambda: _unavoidable(store), RUNS)
        yield no_slower("  and the files read, each parsed once", times, "floor", 2)
        yield from _in_the_window(practice, store)


def fill(practice: Practice, store: Path, count: int) -> Path:
    """Make many certificates of one CA; the keys are the same, which nothing here depends on."""
    office = Office(practice.chain(), "ldap://127.0.0.1", datetime.now(UTC))
    keys = KeyPair(leaf.new_key(), leaf.new_key())
    for number in range(count):
        holder = f"연습상사 {number:04}"
        office.write_folder(store, replace(SAMPLES["supplier"], holder=holder), keys)
    return store


def _pypinksign(store: Path, *, opening: int = 0) -> None:
    """Read what a list shows; of some also the keys, which it reads with their password only."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pypinksign import PinkSign

        for path in islice(store.rglob("signCert.der"), opening or None):
            key = {"prikey_path": str(path.with_name("signPri.key"))} if opening else {}
            password = {"prikey_password": PASSWORD.encode()} if opening else {}
            found = PinkSign(pubkey_path=str(path), **key, **password)
            found.cn(), found.issuer(), found.valid_date(), found.cert_type_oid()


def _against_cryptography(store: Path) -> Row:
    """Each in a process of its own, in turns."""

    def taken(reader: str) -> float:
        command = [sys.executable, "-m", "bench.listing_child", reader, str(store)]
        return float(subprocess.run(command, capture_output=True, check=True).stdout)

    turns = [(taken("ours"), taken("cryptography")) for _ in range(RUNS)]
    times = median(each for each, _ in turns), median(other for _, other in turns)
    return no_slower("  and the same values read of its files", times, "cryptography", 2)


def _unavoidable(store: Path) -> int:
    """Read every file; parse each certificate once, and the one chain all folders hold."""
    chains, certificates = set(), 0
    for path in store.rglob("*"):
        if not path.is_file():
            continue
        data = path.read_bytes()
        if path.suffix == ".der":
            Certificate.from_der(data)
            certificates += 1
        elif path.name == "CaPubs" and data not in chains:
            chains.add(data)
            read_ca_certificates.__wrapped__(data)
    return certificates


def _in_the_window(practice: Practice, store: Path) -> Iterator[Row]:
    """The real screen, on a virtual one: first rows, all rows, all judged."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from desktop_client.workflows.certificate_manager import CertificateManager
    from testing.views.acting import FakeParts
    from testing.views.places import PracticePlaces

    application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        parts = FakeParts(Path(folder))
        parts.certificate_manager = CertificateManager(PracticePlaces(practice, store))
        seen = [_watched(application, parts) for _ in range(RUNS)]
        assert parts.jobs.drain()
    for place, name in enumerate(("first rows", "all rows", "all judged")):
        worst = max(times[place] for times in seen)
        target = FIRST_ROWS_SECONDS if place == 0 else None
        yield Row(
            f"  in the window: {name}, the slowest of {RUNS}",
            milliseconds(worst),
            target=f"at most {milliseconds(target)}" if target else "",
            met=worst <= target if target else None,
        )


def _nothing(*_: object) -> bool:
    """Nothing is revoked here."""
    return True


def _watched(application: "QCoreApplication", parts: "FakeParts") -> list[float]:
    """Seconds until the first rows are listed, all are, and all have been judged."""
    from desktop_client.views.manager.screen import ManagerScreen
    from desktop_client.views.routes import Manager

    manager = parts.certificate_manager
    screen = ManagerScreen(parts.jobs, manager, _nothing, lambda _route: None, Manager())
    screen.resize(1024, 640)
    screen.show()
    start = time.perf_counter()
    screen.enter()
    seconds = []
    reached: tuple[Callable[[], bool], ...] = (
        lambda: screen.list.total > 0,
        lambda: screen.list.total == COUNT,
        lambda: not parts.jobs.busy,
    )
    for is_reached in reached:
        while not is_reached():
            application.processEvents()
            assert time.perf_counter() - start < PATIENCE_SECONDS
        seconds.append(time.perf_counter() - start)
    screen.deleteLater()
    application.processEvents()
    return seconds
