"""Several instances over one PostgreSQL: how much more they file, and that kills lose nothing.

`python -m bench.instances` files through one instance and through three; behind it stands what
bounds them: how many of the machine's cores were at work. `python -m bench.instances 200` kills
instances 200 times at any moment under load; the tests kill once.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from backend.commands.practice import settings
from backend.place import PostgresUrl
from backend.service import Service
from practice.applicants import supplier
from practice.pki import Practice, build
from testing.backend.databases import POSTGRESQL, Databases
from testing.backend.instances import Instances, running
from testing.backend.load import Load, kill_in_turn
from testing.backend.world import SetClock, World, business_number

INSTANCES = 3
EACH = 8
"""Filings for every kill."""
FILINGS, AT_ONCE = 120, 8
"""Measured for each number of instances, and how many are sent at once."""
LEAST_GAIN = 1.5
MOST_REQUESTS = 1_000_000


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the instances have in common."""

    folder: Path
    pki: Practice
    place: PostgresUrl
    service: Service

    @contextmanager
    def served_by(self, number: int) -> Iterator[tuple[Instances, World]]:
        """Give so many instances, and who files with them."""
        with running(
            self.folder, self.pki, self.place, number, requests_a_minute=MOST_REQUESTS
        ) as instances:
            yield instances, World(instances.url, self.service, self.pki, SetClock())


@contextmanager
def _shared() -> Iterator[_Shared]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pki, databases = build(folder / "pki"), Databases(folder)
        place = databases.empty(POSTGRESQL)
        assert isinstance(place, PostgresUrl)
        config = settings(folder, pki).model_copy(update={"database": place})
        service = Service.open(config)
        try:
            yield _Shared(folder, pki, place, service)
        finally:
            service.close()
            databases.close()


def kill(kills: int) -> int:
    """Print what was filed and what was found wrong; 1 where anything was."""
    with _shared() as shared:
        with shared.served_by(INSTANCES) as (instances, world):
            load = Load(world, instances.url)
            began = time.monotonic()
            kill_in_turn(instances, INSTANCES, kills, load, EACH)
            seconds = time.monotonic() - began
        faults = list(load.faults())
    print(
        f"{kills} kills of {INSTANCES} instances in {seconds:.0f} s: {len(load.acknowledged)} filed"
        f" of {kills * EACH}, {load.refused} attempts refused or unanswered, {len(faults)} faults"
    )
    print(*faults, sep="\n")
    return 1 if faults or len(load.acknowledged) != kills * EACH else 0


def compare() -> int:
    """Print how many filings a second one instance and several take; 1 where the gain is small."""
    with _shared() as shared:
        rates = [_rate(shared, number) for number in (1, INSTANCES)]
    print(
        f"{rates[1] / rates[0]:.2f}x with {INSTANCES} instances, at least {LEAST_GAIN}x asked for"
    )
    return int(rates[1] < LEAST_GAIN * rates[0])


def _rate(shared: _Shared, number: int) -> float:
    """Return filings a second; each is made ready before the time is taken."""
    with shared.served_by(number) as (_, world):
        first = 1000 * number
        ready = [_ready(world, serial) for serial in range(first, first + FILINGS + AT_ONCE)]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(_post, ready[FILINGS:]))  # connections and caches
            began, busy = time.monotonic(), _busy()
            list(pool.map(_post, ready[:FILINGS]))
            seconds = time.monotonic() - began
            cores = (_busy() - busy) / seconds
    rate = FILINGS / seconds
    print(
        f"{number} of them: {rate:.1f} filings a second; with the database, the proxy and who"
        f" files {cores:.2f} of {os.cpu_count()} cores at work",
        flush=True,
    )
    return rate


def _ready(world: World, serial: int) -> tuple[str, bytes, dict[str, str]]:
    number = business_number(serial)
    application = world.application(supplier(business_number=number))
    cms = world.firm(number).sign(application.canonical())
    return f"{world.url}/v1/submissions", cms, world.filing(cms, application.ticket.draft)


def _post(filing: tuple[str, bytes, dict[str, str]]) -> None:
    url, cms, headers = filing
    requests.post(url, data=cms, headers=headers, timeout=60).raise_for_status()


def _busy() -> float:
    """Return seconds that the machine's cores have been at work (Linux)."""
    user, nice, system, *_ = Path("/proc/stat").read_text().splitlines()[0].split()[1:]
    return (int(user) + int(nice) + int(system)) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(kill(int(sys.argv[1])) if sys.argv[1:] else compare())
