"""`python -m bench [NAME…]`: the table of what is measured, each against its peer in this run.

Each bench runs in a process of its own, so that none finds caches and memory of another; what it
says beside its rows (Qt's warnings) is shown only where it fails.
"""

import importlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict

from bench.measure import Row

BENCHES = (
    *(
        "start",
        "store",
        "picker",
        "forms",
        "sign",
        "big_file",
        "submission",
        "intake",
        "attachments",
        "revocation",
    ),
    *("readers", "others", "desk", "browser", "issuing"),
)
ROWS = "--rows"
HEADINGS = Row("measure", "ours", "peer or floor", "ratio", "target")
WIDTHS = (44, 10, 26, 9, 24)


def main() -> int:
    """Print each line as soon as it is measured; 1 when a target is missed."""
    if sys.argv[1:2] == [ROWS]:
        for row in importlib.import_module(f"bench.{sys.argv[2]}").rows():
            print(json.dumps(asdict(row)), flush=True)
        return 0
    print(_line(HEADINGS))
    missed = False
    for name in sys.argv[1:] or BENCHES:
        for row in _rows(name):
            print(_line(row), flush=True)
            missed |= row.met is False
    return int(missed)


def _rows(name: str) -> Iterator[Row]:
    command = [sys.executable, "-m", "bench", ROWS, name]
    with tempfile.TemporaryFile("w+") as told:
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=told, text=True) as child:
            assert child.stdout
            for line in child.stdout:
                yield Row(**json.loads(line))
        if child.returncode:
            told.seek(0)
            sys.stderr.write(told.read())
            yield Row(name, "failed", met=False)


def _line(row: Row) -> str:
    cells = (row.measure, row.ours, row.peer, row.ratio, row.target)
    padded = " ".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True))
    verdict = {None: "", True: "met", False: "MISSED"}[row.met]
    return f"{padded} {verdict or 'met?' * (row is HEADINGS)}".rstrip()


if __name__ == "__main__":
    sys.exit(main())
