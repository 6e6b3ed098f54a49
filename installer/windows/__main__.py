"""Builds g2b-client-VERSION-setup.exe in build/installer: `make installer-windows PYTHON=ZIP`.

PYTHON is python.org's "Windows embeddable package (64-bit)", pinned in python.toml beside this.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from zipfile import BadZipFile

from installer.product import ROOT, product
from installer.windows.build import MEGABYTE, file_name, lay_out, pack
from installer.windows.python import WrongPython
from installer.windows.signing import Signer, sign

FOLDER = ROOT / "build" / "installer"
MOST = 45 * MEGABYTE


def main(arguments: list[str] | None = None) -> int:
    """Build the installer and say where it is; returns the exit status."""
    options = _options(arguments)
    if missing := [name for name in _needed(options) if not shutil.which(name)]:
        print(f"Not installed: {', '.join(missing)} (Debian: nsis, osslsigncode)", file=sys.stderr)
        return 2
    made: Path = options.folder / file_name(product())
    with tempfile.TemporaryDirectory() as work:
        tree = Path(work) / "tree"
        try:
            lay_out(product(), tree, options.python)
        except (WrongPython, OSError, BadZipFile) as wrong:
            print(wrong, file=sys.stderr)
            return 2
        pack(product(), tree, made, quick=options.quick)
    if options.certificate:
        signer = Signer(options.certificate, options.key, options.password, options.timestamps)
        sign(made, signer, product().client.more["title"]["en"])
    size = made.stat().st_size
    print(f"{made} ({size / MEGABYTE:.1f} MB{'' if options.certificate else ', not signed'})")
    if size > MOST and not options.quick:
        print(f"It is larger than {MOST // MEGABYTE} MB", file=sys.stderr)
        return 1
    return 0


def _needed(options: argparse.Namespace) -> list[str]:
    return ["makensis", *(["osslsigncode"] if options.certificate else [])]


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m installer.windows", description=__doc__)
    parser.add_argument("--python", type=Path, required=True, help="the embeddable Python (zip)")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the installer goes")
    parser.add_argument("--quick", action="store_true", help="compress little: for tests")
    signing = parser.add_argument_group("code signing")
    signing.add_argument("--certificate", type=Path, help="PEM, with those between it and its root")
    signing.add_argument("--key", type=Path, help="of the certificate")
    signing.add_argument("--password", type=Path, help="file with the key's password, - for input")
    signing.add_argument("--timestamps", default="", help="address of a time stamping authority")
    options = parser.parse_args(arguments)
    if bool(options.certificate) != bool(options.key):
        parser.error("--certificate and --key go together")
    return options


if __name__ == "__main__":
    sys.exit(main())
