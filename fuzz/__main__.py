"""`python -m fuzz SECONDS [TARGET…]`: fuzzes every reader in turn, and tells what was found.

Corpus and findings go to FUZZ_OUT, outside the checkout; a second run goes on from there.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from fuzz.targets import TARGETS
from practice.pki import build

OUT = Path(os.environ.get("FUZZ_OUT") or Path(tempfile.gettempdir()) / "g2b-fuzz")
HEADINGS = ("target", "seconds", "runs", "findings")
WIDTHS = (20, 9, 12, 40)


def main() -> int:
    """Print a line for each target as it ends; 1 when something was found."""
    seconds, *named = sys.argv[1:] or ["60"]
    names = named or list(TARGETS)
    practice = OUT / "practice"
    if not practice.exists():
        build(practice)
    each = max(1, int(seconds) // len(names))
    print(_line(HEADINGS))
    found = False
    for name in names:
        runs = _fuzz(name, practice, each)
        kept = sorted(
            item.name.removeprefix(f"{name}-")
            for item in (OUT / "findings").glob(f"{name}-*")
            if item.suffix != ".txt"
        )
        found |= bool(kept)
        print(_line((name, str(each), runs, " ".join(kept) or "none")), flush=True)
    return int(found)


def _fuzz(name: str, practice: Path, seconds: int) -> str:
    """Fuzz one reader in a process of its own; return how often it ran."""
    command = [sys.executable, "-m", "fuzz.run", name, str(practice), str(OUT), str(seconds)]
    with (OUT / f"{name}.log").open("w+", encoding="utf-8", errors="replace") as log:
        subprocess.run(command, stdout=log, stderr=log, check=False)
        log.seek(0)
        done = re.search(r"number_of_executed_units: (\d+)", log.read())
    return f"{int(done[1]):,}" if done else f"it ended early: see {log.name}"


def _line(cells: tuple[str, ...]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True))
    return " ".join(padded).rstrip()


if __name__ == "__main__":
    sys.exit(main())
