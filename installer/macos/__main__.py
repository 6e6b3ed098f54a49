"""Builds the program for macOS on a Mac: `make installer-macos PYTHON=FOLDER IDENTITY=NAME`.

Never tried yet: what is here follows Apple's documents. PYTHON is a Python 3.13 for arm64 that runs
wherever its folder lies; IDENTITY a "Developer ID Application" certificate of the keychain.
Notarising comes after: `xcrun notarytool submit --wait FILE`, `xcrun stapler staple FILE`.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from installer.macos.bundle import lay_out
from installer.product import ROOT, product

FOLDER = ROOT / "build" / "installer"
ENTITLEMENTS = Path(__file__).with_name("app.entitlements")
SIZES = (16, 32, 128, 256, 512)
UNVERIFIED = "The package for macOS has never been tried."
ELSEWHERE = f"{UNVERIFIED} It is built on macOS alone: codesign and hdiutil are needed."


def main(arguments: list[str] | None = None) -> int:
    """Build the disk image and say where it is; returns the exit status."""
    if sys.platform != "darwin":
        print(ELSEWHERE, file=sys.stderr)
        return 2
    parser = argparse.ArgumentParser(prog="python -m installer.macos", description=__doc__)
    parser.add_argument("--python", type=Path, required=True)
    parser.add_argument("--identity", default="-", help="who signs; default: ad hoc, for this Mac")
    options = parser.parse_args(arguments)
    print(UNVERIFIED, file=sys.stderr)
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = FOLDER / f"{product().client.package}-{product().version}.dmg"
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "image"
        bundle = lay_out(product(), folder, options.python, _icon(Path(work)))
        _sign(bundle, options.identity)
        (folder / "Applications").symlink_to("/Applications")
        image = ["hdiutil", "create", "-volname", bundle.stem, "-srcfolder", str(folder)]
        subprocess.run([*image, "-format", "ULMO", "-ov", str(made)], check=True)
    print(f"{made} ({made.stat().st_size / 1e6:.1f} MB)")
    return 0


def _sign(bundle: Path, identity: str) -> None:
    """Sign every library, then the bundle as a whole."""
    command = ["codesign", "--force", "--timestamp", "--options", "runtime", "--sign", identity]
    for file in sorted(bundle.rglob("*")):
        if file.suffix in (".so", ".dylib") and not file.is_symlink():
            subprocess.run([*command, str(file)], check=True)
    python = bundle / "Contents/Resources/python/bin/python3"
    for whole in (python.resolve(), bundle):
        signed = [*command, "--entitlements", str(ENTITLEMENTS), str(whole)]
        subprocess.run(signed, check=True)


def _icon(work: Path) -> Path:
    """Draw the icon in all sizes, as macOS keeps them."""
    pictures = work / "program.iconset"
    pictures.mkdir()
    drawing = ROOT / "resources/icons/g2b-client.svg"
    for size in SIZES:
        for scale, mark in ((1, ""), (2, "@2x")):
            side = str(size * scale)
            file = pictures / f"icon_{size}x{size}{mark}.png"
            command = ["sips", "-s", "format", "png", "-z", side, side, str(drawing)]
            subprocess.run([*command, "--out", str(file)], check=True)
    made = work / "program.icns"
    subprocess.run(["iconutil", "-c", "icns", str(pictures), "-o", str(made)], check=True)
    return made


if __name__ == "__main__":
    sys.exit(main())
