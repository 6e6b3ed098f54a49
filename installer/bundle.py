"""A folder of packages one of the programs runs from: pinned wheels, trimmed, and our own code."""

import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from installer import fonts, thinning, trimming
from installer.pins import Pin, Target, pinned
from installer.product import ROOT, Product, product
from installer.sbom import write_sbom
from registration.program import NAME

PACKAGES = ("registration", "desktop_client", "backend", "practice", "resources")
"""Our own folders in each: practice runs the service, which judges with the client's pki."""
EXTRAS = {"client": ("client", "server"), "server": ("server",)}
WITHOUT = {"client": ("obstore", "psycopg", "psycopg-binary"), "server": ()}
"""Practice keeps all in SQLite and in files: of large services only."""


def build_site(
    program: str, target: Target, site: Path, cache: Path, more: Iterable[dict[str, Any]] = ()
) -> None:
    """Fill `site`, with the bill of materials of all that. Wheels are kept in `cache`.

    `more`: components for the bill that lie elsewhere. Raises subprocess.CalledProcessError where a
    wheel cannot be had or its hash differs.
    """
    wheels = _download(program, target, cache)
    site.mkdir(parents=True)
    for wheel in wheels:
        _unpack(wheel, site)
    trimming.trim(site)
    thinning.thin(site)
    if target.name.startswith("linux"):
        _strip(site)
    for name in PACKAGES:
        _copy(name, site)
    parts = [*more]
    if program == "client":
        fonts.ship_fonts(site, cache)
        parts.append(fonts.component(site))
    told = product()
    write_sbom(site, told, getattr(told, program).package, wheels, parts)
    name_program(site, told)


def packed(program: str, target: Target) -> dict[str, Pin]:
    """Return by name what is packed with a program."""
    return pinned(EXTRAS[program], target, WITHOUT[program])


def name_program(site: Path, told: Product) -> None:
    """Write the metadata of our own distribution, by which the program knows its version."""
    folder = site / f"{NAME.replace('-', '_')}-{told.version}.dist-info"
    (folder / "licenses").mkdir(parents=True)
    shutil.copy(ROOT / "LICENSE", folder / "licenses")
    lines = ("Metadata-Version: 2.4", f"Name: {NAME}", f"Version: {told.version}")
    text = "\n".join((*lines, f"License-Expression: {told.licence}", "License-File: LICENSE", ""))
    (folder / "METADATA").write_text(text, "utf-8")


def _download(program: str, target: Target, cache: Path) -> list[Path]:
    pins = packed(program, target)
    found: dict[str, Path] = {}
    for python in target.pythons:
        folder = cache / target.name / python
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as lines:
            lines.write("\n".join(pin.line for pin in pins.values()))
            lines.flush()
            _fetch(_pip(python, target, folder, Path(lines.name)))
        for wheel in sorted(folder.glob("*.whl")):
            name, version = wheel.name.split("-")[:2]
            pin = pins.get(canonicalize_name(name))
            if pin and pin.version == version:
                found.setdefault(wheel.name, wheel)
    return [found[name] for name in sorted(found)]


def _fetch(command: list[str]) -> None:
    """Take the wheels that are there already; ask the index only where one is missing."""
    there = subprocess.run([*command, "--no-index"], check=False, stderr=subprocess.DEVNULL)
    if there.returncode:
        subprocess.run(command, check=True)


def _pip(python: str, target: Target, folder: Path, pins: Path) -> list[str]:
    abi = f"cp{python.replace('.', '')}"
    tags = [part for platform in target.platforms for part in ("--platform", platform)]
    return [
        *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"),
        *("--no-deps", "--only-binary", ":all:", "--require-hashes"),
        *("--python-version", python, "--implementation", "cp"),
        *("--abi", abi, "--abi", "abi3", "--abi", "none", *tags),
        *("--find-links", str(folder), "--dest", str(folder), "--requirement", str(pins)),
    ]


def _unpack(wheel: Path, site: Path) -> None:
    """Unpack a wheel as its files are; what would go to `bin` or `share` is left out (PEP 427)."""
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.infolist():
            name = member.filename
            if ".data/" in name:
                kind, _, rest = name.split(".data/", 1)[1].partition("/")
                if kind not in ("purelib", "platlib"):
                    continue
                name = rest
            file = site / name
            if member.is_dir() or not file.resolve().is_relative_to(site.resolve()):
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(member) as packed, file.open("wb") as stream:
                shutil.copyfileobj(packed, stream)


def _strip(site: Path) -> None:
    """Remove what only debuggers read from compiled parts."""
    for library in sorted(site.rglob("*.so*")):
        subprocess.run(["strip", "--strip-unneeded", str(library)], check=True)


def _copy(name: str, site: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
    shutil.copytree(ROOT / name, site / name, ignore=ignored)
