"""Kills instances over one PostgreSQL at any moment under load: nothing is lost, nothing doubled.

`python -m bench.instances 200` kills as many times; the tests kill once.
"""

import sys
import tempfile
import time
from pathlib import Path

from backend.commands.practice import settings
from backend.place import PostgresUrl
from backend.service import Service
from practice.pki import build
from testing.backend.databases import POSTGRESQL, Databases
from testing.backend.instances import running
from testing.backend.load import Load, kill_in_turn
from testing.backend.world import SetClock, World

INSTANCES = 3
EACH = 8
"""Filings for every kill."""


def main(kills: int) -> int:
    """Print what was filed and what was found wrong; 1 where anything was."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pki, databases = build(folder / "pki"), Databases(folder)
        place = databases.empty(POSTGRESQL)
        assert isinstance(place, PostgresUrl)
        config = settings(folder, pki).model_copy(update={"database": place})
        service = Service.open(config)
        try:
            with running(folder, pki, place, INSTANCES, requests_a_minute=1_000_000) as instances:
                load = Load(World(instances.url, service, pki, SetClock()), instances.url)
                began = time.monotonic()
                kill_in_turn(instances, INSTANCES, kills, load, EACH)
                seconds = time.monotonic() - began
            faults = list(load.faults())
        finally:
            service.close()
            databases.close()
    print(
        f"{kills} kills of {INSTANCES} instances in {seconds:.0f} s: {len(load.acknowledged)} filed"
        f" of {kills * EACH}, {load.refused} attempts refused or unanswered, {len(faults)} faults"
    )
    print(*faults, sep="\n")
    return 1 if faults or len(load.acknowledged) != kills * EACH else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
