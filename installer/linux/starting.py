"""Starts the installed program and the same from its sources, in turn: run inside the bare Debian.

Prints the median times in seconds and the median of the ratios of each pair as JSON.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from statistics import median

CHILD = "bench.start_child"
INSTALLED = ("/usr/lib/g2b-client/bin/python3", "-m", CHILD, "g2b-client")
SOURCES = ("/usr/bin/python3", "-m", CHILD, "g2b-client")


def until_it_reacts(command: tuple[str, ...], path: str, home: str) -> float:
    """Return the seconds until the window reacts."""
    environment = {"HOME": home, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    environment |= {"PYTHONPATH": path, "QT_QPA_PLATFORM": "offscreen"}
    start = time.monotonic()
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, timeout=120)
    return float(done.stdout) - start


def main() -> None:
    """Measure: `starting.py PAIRS BENCH SOURCES PACKAGES`, the folders of each."""
    pairs, bench, sources, packages = int(sys.argv[1]), *sys.argv[2:]
    from_sources = os.pathsep.join((bench, sources, packages))
    times = []
    with tempfile.TemporaryDirectory() as home:
        for _ in range(pairs + 1):
            installed = until_it_reacts(INSTALLED, bench, home)
            times.append((installed, until_it_reacts(SOURCES, from_sources, home)))
    del times[0]  # the first fills the page cache
    ours, peers = zip(*times, strict=True)
    ratio = median(own / peer for own, peer in times)
    print(json.dumps({"installed": median(ours), "sources": median(peers), "ratio": ratio}))


if __name__ == "__main__":
    main()
