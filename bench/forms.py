"""Opening each form, and reviewing one of 500 rows: how long the screen stands still."""

import json
import subprocess
import sys
from collections.abc import Iterator

from bench.measure import Row, milliseconds

STILL_SECONDS = 0.050
WHAT = ("longest stall", "longest turn (processor time)")


def rows() -> Iterator[Row]:
    """The longest stall of each, warmed up once; the floor is an empty screen in the same run."""
    command = [sys.executable, "-m", "bench.forms_child"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=600)
    found: dict[str, tuple[float, float]] = json.loads(done.stdout)
    floors = found.pop("floor")
    for name, stalls in found.items():
        for what, stall, floor in zip(WHAT, stalls, floors, strict=True):
            yield Row(
                f"{name}: {what}",
                milliseconds(stall),
                f"{milliseconds(floor)} about, a screen of texts",
                target=f"at most {milliseconds(STILL_SECONDS)}",
                met=stall <= STILL_SECONDS,
            )
