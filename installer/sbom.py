"""The bill of materials (CycloneDX 1.5, JSON) of a bundle, and the licences it must carry.

It lies among the program's resources, with the licences' texts: the window shows them from there.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

from desktop_client.workflows.components import BILL, LICENCE_FILE, licence_of, read_texts
from installer.product import ROOT, Product

UNNAMED = "see its licence file"


def write_sbom(
    site: Path,
    product: Product,
    package: str,
    wheels: Iterable[Path],
    more: Iterable[dict[str, Any]] = (),
) -> None:
    """Write the bill of a folder of packages, of the wheels it was made of and of `more`."""
    hashes = {_wheel_key(wheel): hashlib.sha256(wheel.read_bytes()).hexdigest() for wheel in wheels}
    libraries = [_library(folder, present, hashes) for folder, present in _installed(site)]
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "name": package,
                "version": product.version,
                "licenses": licensed({"id": product.licence}, read_texts([ROOT / "LICENSE"])),
            }
        },
        "components": [*more, *libraries],
    }
    file = site / "resources" / BILL
    file.write_text(json.dumps(bill, ensure_ascii=False, indent=1) + "\n", "utf-8")


def licences(site: Path) -> Iterator[tuple[str, str, list[Path]]]:
    """Yield name, licence and licence files of every package, in the order of the names."""
    for folder, present in _installed(site):
        yield present.metadata["Name"], licence_of(present) or UNNAMED, _texts(folder)


def licensed(licence: dict[str, Any], text: str) -> list[dict[str, Any]]:
    """Return what a component says of its licence: its SPDX `id` or `name`, and its text."""
    said = {"text": {"contentType": "text/plain", "content": text}} if text else {}
    return [{"license": licence | said}]


def _installed(site: Path) -> Iterator[tuple[Path, Distribution]]:
    for metadata in sorted(site.glob("*.dist-info/METADATA")):
        yield metadata.parent, Distribution.at(metadata.parent)


def _texts(folder: Path) -> list[Path]:
    found = (file for file in sorted(folder.rglob("*")) if LICENCE_FILE.search(file.name))
    return [file for file in found if file.is_file()]


def _library(folder: Path, present: Distribution, hashes: dict[str, str]) -> dict[str, Any]:
    name, version = present.metadata["Name"], present.version
    key = _key(name, version)
    licence = (licence_of(present) or UNNAMED)[:200]
    return {
        "type": "library",
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{key.replace(' ', '@')}",
        "licenses": licensed({"name": licence}, read_texts(_texts(folder))),
        "hashes": [{"alg": "SHA-256", "content": hashes[key]}] if key in hashes else [],
    }


def interpreter(version: str, text: str) -> dict[str, Any]:
    """Return the Python that is packed, as a component."""
    return {
        "type": "platform",
        "name": "CPython",
        "version": version,
        "purl": f"pkg:generic/python@{version}",
        "cpe": f"cpe:2.3:a:python:python:{version}:*:*:*:*:*:*:*",
        "licenses": licensed({"id": "PSF-2.0"}, text),
    }


def _wheel_key(wheel: Path) -> str:
    name, version = wheel.name.split("-")[:2]
    return _key(name, version)


def _key(name: str, version: str) -> str:
    return f"{re.sub(r'[-_.]+', '-', name).lower()} {version}"
