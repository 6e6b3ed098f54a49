"""Checks the pinned packages against known weaknesses: `make audit ADVISORIES=FILE`.

The file is in the OSV format (ossf.github.io/osv-schema): one entry or a list of them as JSON, or a
zip archive of entries as osv.dev hands out for PyPI. Nothing is asked over the network.
"""

import argparse
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from installer.pins import Pin, read_lock
from installer.product import ROOT

LOCKS = [ROOT / "requirements.lock", ROOT / "requirements-dev.lock"]


def main() -> int:
    """Tell each pinned package that an advisory is about; returns 1 where there is one."""
    parser = argparse.ArgumentParser(prog="python -m installer.audit", description=__doc__)
    parser.add_argument("advisories", type=Path)
    parser.add_argument("--lock", type=Path, nargs="+", default=LOCKS)
    options = parser.parse_args()
    pins: dict[str, Pin] = {}
    for lock in options.lock:
        pins |= read_lock(lock.read_text("utf-8"))
    count, found = 0, []
    for entry in read_advisories(options.advisories):
        count += 1
        found += [(pin, entry) for pin in affected(entry, pins)]
    if not count:
        print(f"{options.advisories}: no advisory in it")
        return 2
    for pin, entry in found:
        print(f"{pin.name} {pin.version}: {entry['id']} {entry.get('summary', '')}".rstrip())
    print(f"{len(pins)} pinned packages, {count} advisories: {len(found)} apply")
    return 1 if found else 0


def read_advisories(file: Path) -> Iterator[dict[str, Any]]:
    """Yield the entries in a file. Raises OSError or ValueError where it is none."""
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as archive:
            for name in archive.namelist():
                if name.endswith(".json"):
                    yield json.loads(archive.read(name))
        return
    told = json.loads(file.read_text("utf-8"))
    yield from told if isinstance(told, list) else [told]


def affected(entry: dict[str, Any], pins: dict[str, Pin]) -> list[Pin]:
    """Return the pinned packages an entry is about; one that was withdrawn is about none."""
    if "withdrawn" in entry:
        return []
    found = {}
    for part in entry.get("affected", ()):
        package = part.get("package", {})
        pin = pins.get(canonicalize_name(package.get("name", "")))
        if package.get("ecosystem") == "PyPI" and pin and _covers(part, pin.version):
            found[pin.name] = pin
    return list(found.values())


def _covers(part: dict[str, Any], version: str) -> bool:
    """Whether a version is named or lies in a range; an entry that names none means all."""
    ranges = [told for told in part.get("ranges", ()) if told.get("type") == "ECOSYSTEM"]
    named = part.get("versions", ())
    if not ranges and not named:
        return True
    return version in named or any(_lies_in(told["events"], Version(version)) for told in ranges)


def _lies_in(events: list[dict[str, str]], version: Version) -> bool:
    """Whether the last event at or before a version began the weakness (OSV, "Evaluation")."""
    inside = False
    for place, kind in sorted(_placed(event) for event in events):
        if kind == "introduced" and version >= place:
            inside = True
        if (kind == "fixed" and version >= place) or (kind == "last_affected" and version > place):
            inside = False
    return inside


def _placed(event: dict[str, str]) -> tuple[Version, str]:
    """Return where an event lies and what it is; what cannot be read makes everything affected."""
    ((kind, told),) = event.items()
    try:
        return Version(told), kind
    except InvalidVersion:
        return Version("0"), "introduced"


if __name__ == "__main__":
    sys.exit(main())
