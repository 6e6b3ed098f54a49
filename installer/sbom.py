"""The bill of materials (CycloneDX 1.5, JSON) of a bundle, and the licences it must carry."""

import hashlib
import json
import re
from collections.abc import Iterable
from email.parser import HeaderParser
from pathlib import Path
from typing import Any

from installer.product import Product


def write_sbom(
    file: Path, product: Product, program: str, site: Path, wheels: list[Path], *, python: str = ""
) -> None:
    """Write the bill of materials of a folder of packages and the wheels it was made of.

    `python` is the version of the Python that is packed with them, if any.
    """
    hashes = {_wheel_key(wheel): hashlib.sha256(wheel.read_bytes()).hexdigest() for wheel in wheels}
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "name": program,
                "version": product.version,
                "licenses": [{"license": {"id": product.licence}}],
            }
        },
        "components": [
            *([_interpreter(python)] if python else []),
            *(_component(found, hashes) for found in _installed(site)),
        ],
    }
    file.write_text(json.dumps(bill, ensure_ascii=False, indent=1) + "\n", "utf-8")


def licences(site: Path) -> Iterable[tuple[str, str, list[Path]]]:
    """Yield name, licence and licence files of every package, in the order of the names."""
    for found in _installed(site):
        folder = Path(found["folder"])
        pattern = re.compile(r"(licen[cs]e|copying|notice|authors)", re.I)
        texts = [file for file in sorted(folder.rglob("*")) if pattern.search(file.name)]
        yield found["name"], found["licence"], [file for file in texts if file.is_file()]


def _installed(site: Path) -> list[dict[str, Any]]:
    found = []
    for metadata in sorted(site.glob("*.dist-info/METADATA")):
        told = HeaderParser().parsestr(metadata.read_text("utf-8"))
        found.append(
            {
                "name": told["Name"],
                "version": told["Version"],
                "licence": told["License-Expression"] or told["License"] or _classified(told),
                "folder": str(metadata.parent),
            }
        )
    return found


def _classified(told: Any) -> str:
    lines = [line for line in told.get_all("Classifier", []) if line.startswith("License ::")]
    return ", ".join(line.rpartition(":: ")[2] for line in lines) or "see its licence file"


def _component(found: dict[str, Any], hashes: dict[str, str]) -> dict[str, Any]:
    key = _key(found["name"], found["version"])
    known = [{"alg": "SHA-256", "content": hashes[key]}] if key in hashes else []
    name = re.sub(r"[-_.]+", "-", found["name"]).lower()
    return {
        "type": "library",
        "name": found["name"],
        "version": found["version"],
        "purl": f"pkg:pypi/{name}@{found['version']}",
        "licenses": [{"license": {"name": found["licence"].splitlines()[0][:200]}}],
        "hashes": known,
    }


def _interpreter(version: str) -> dict[str, Any]:
    return {
        "type": "platform",
        "name": "CPython",
        "version": version,
        "purl": f"pkg:generic/python@{version}",
        "cpe": f"cpe:2.3:a:python:python:{version}:*:*:*:*:*:*:*",
        "licenses": [{"license": {"id": "PSF-2.0"}}],
    }


def _wheel_key(wheel: Path) -> str:
    name, version = wheel.name.split("-")[:2]
    return _key(name, version)


def _key(name: str, version: str) -> str:
    return f"{re.sub(r'[-_.]+', '-', name).lower()} {version}"
