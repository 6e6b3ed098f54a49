"""`make run`: the window in practice; where there is no display, the journey plays by itself."""

import argparse
import sys
from pathlib import Path

from desktop_client.__main__ import has_display, main
from testing.journey.running import play_without_display

parser = argparse.ArgumentParser(prog="python -m testing.journey", description=__doc__)
parser.add_argument(
    "--folder",
    type=Path,
    default=Path("build/journey"),
    help="where the pictures and files of the journey go (default: build/journey)",
)
options = parser.parse_args()
sys.exit(main(["--practice"]) if has_display() else play_without_display(options.folder))
