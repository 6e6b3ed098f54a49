"""Opening each form, and reviewing one of 500 rows: how long the screen stands still."""

import json
import subprocess
import sys
from collections.abc import Iterator

from bench.measure import Row, milliseconds

STILL_SECONDS = 0.050


def rows() -> Iterator[Row]:
    """The longest stall of each, warmed up once; the floor is an empty screen in the same run."""
    command = [sys.executable, "-m", "bench.forms_child"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=600)
    found: dict[str, float] = json.loads(done.stdout)
    floor = found.pop("floor")
    for name, worst in found.items():
        yield Row(
            f"{name}: longest stall",
            milliseconds(worst),
            f"{milliseconds(floor)} about, the empty screen",
            target=f"at most {milliseconds(STILL_SECONDS)}",
            met=worst <= STILL_SECONDS,
        )
