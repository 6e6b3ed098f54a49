"""Builds g2b-client_*.deb and g2b-server_*.deb in build/installer: `make installer-linux`."""

import argparse
import tempfile
from pathlib import Path

from installer.linux.client import build_client
from installer.linux.server import build_server
from installer.product import ROOT, product

FOLDER = ROOT / "build" / "installer"
BUILDERS = {"client": build_client, "server": build_server}


def main() -> None:
    """Build the packages and say where they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=BUILDERS, help="this program's alone")
    parser.add_argument("--quick", action="store_true", help="compress little: for tests")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    options = parser.parse_args()
    for program in [options.only] if options.only else BUILDERS:
        made = build(program, options.folder, quick=options.quick)
        print(f"{made} ({made.stat().st_size / 1e6:.1f} MB)")


def build(program: str, folder: Path, *, quick: bool) -> Path:
    """Build one program's package in `folder`; returns it."""
    with tempfile.TemporaryDirectory() as work:
        return BUILDERS[program](product(), Path(work), folder, quick=quick)


if __name__ == "__main__":
    main()
