"""From the start of the process to a window that is shown and reacts."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from statistics import median

from bench.measure import Row, no_slower

RUNS = 15
"""Pairs, one after the other; what counts is the median of their ratios."""
MOST = 1.5


def rows() -> Iterator[Row]:
    """`g2b-client` against a program that shows an empty QMainWindow."""
    with tempfile.TemporaryDirectory() as home:
        environment = _environment(home)
        for program in ("g2b-client", "bare"):  # once for the page cache and the .pyc files
            _until_it_reacts(program, environment)
        times = [
            (
                _until_it_reacts("g2b-client", environment),
                _until_it_reacts("bare", environment),
            )
            for _ in range(RUNS)
        ]
    ours, peer = (median(values) for values in zip(*times, strict=True))
    row = no_slower("start to a window that reacts", (ours, peer), "bare QMainWindow", MOST)
    ratio = median(own / bare for own, bare in times)
    yield replace(row, ratio=f"{ratio:.2f}", met=ratio <= MOST)


def _environment(home: str) -> dict[str, str]:
    """A home of its own, so that nobody's drafts and certificates are touched."""
    folders = dict.fromkeys(("HOME", "USERPROFILE", "XDG_DATA_HOME", "LOCALAPPDATA"), home)
    environment = {**os.environ, **folders}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its .pyc files
    if sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return environment


def _until_it_reacts(program: str, environment: dict[str, str]) -> float:
    command = [sys.executable, "-m", "bench.start_child", program]
    start = time.monotonic()
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, timeout=60)
    return float(done.stdout) - start
