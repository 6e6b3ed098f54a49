"""`python -m bench [NAME…]`: the table of what is measured, each against its peer in this run."""

import importlib
import sys
from collections.abc import Iterable

from bench.measure import Row

BENCHES = ("start", "store", "sign", "big_file", "submission", "attachments", "revocation")
HEADINGS = Row("measure", "ours", "peer or floor", "ratio", "target")
WIDTHS = (44, 10, 26, 9, 24)


def main() -> int:
    """Prints each line as soon as it is measured; 1 when a target is missed."""
    print(_line(HEADINGS))
    missed = False
    for name in sys.argv[1:] or BENCHES:
        rows: Iterable[Row] = importlib.import_module(f"bench.{name}").rows()
        for row in rows:
            print(_line(row), flush=True)
            missed |= row.met is False
    return int(missed)


def _line(row: Row) -> str:
    cells = (row.measure, row.ours, row.peer, row.ratio, row.target)
    padded = " ".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True))
    verdict = {None: "", True: "met", False: "MISSED"}[row.met]
    return f"{padded} {verdict or 'met?' * (row is HEADINGS)}".rstrip()


if __name__ == "__main__":
    sys.exit(main())
