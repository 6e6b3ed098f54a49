"""Which of the pinned packages one of the programs needs, and their lines of requirements.lock."""

import re
import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from installer.product import ROOT

UNUSED = frozenset({"aiohttp"})
"""pyhanko-certvalidator's other way of fetching: lists and answers are fetched by our own."""
_PIN = re.compile(r"^([\w.-]+)==(\S+)(?: ; (.*?))? *\\?$", re.M)
_VIA = re.compile(r"^ +# +(?!via$)(?:via +)?(\S+)", re.M)


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of machine the program is packed for."""

    name: str
    pythons: tuple[str, ...]
    """Versions of Python it must run with, as `3.11`."""
    platforms: tuple[str, ...]
    """Tags of wheels (PEP 425) that serve."""
    markers: dict[str, str]
    """The environment of PEP 508 there."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A package of the lock."""

    name: str
    version: str
    marker: str = ""
    hashes: tuple[str, ...] = ()
    """SHA-256 of each file that may be had."""
    via: frozenset[str] = field(default=frozenset())
    """The packages that need it."""

    @property
    def line(self) -> str:
        """As pip takes it."""
        hashes = " ".join(f"--hash=sha256:{digest}" for digest in self.hashes)
        return f"{self.name}=={self.version} {hashes}"


def pinned(extras: Iterable[str], target: Target, without: Collection[str] = ()) -> dict[str, Pin]:
    """Return by name the packages that the project with these extras needs on a kind of machine.

    `without`: packages to be left out, with what only they need. Raises LookupError where the lock
    does not have one of them.
    """
    lock = read_lock((ROOT / "requirements.lock").read_text("utf-8"))
    unused = UNUSED.union(without)
    wanted = _asked_for(extras) - unused
    if missing := wanted - lock.keys():
        raise LookupError(f"not in requirements.lock: {', '.join(sorted(missing))}")
    grown = True
    while grown:
        more = {
            name
            for name, pin in lock.items()
            if pin.via & wanted and _applies(pin, target) and name not in unused | wanted
        }
        wanted |= more
        grown = bool(more)
    return {name: lock[name] for name in sorted(wanted)}


def read_lock(text: str) -> dict[str, Pin]:
    """Return by name what `uv pip compile --generate-hashes` wrote."""
    pins: dict[str, Pin] = {}
    for block in re.split(r"\n(?=[\w])", text):
        head = _PIN.match(block)
        if head:
            name = canonicalize_name(head[1])
            hashes = tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", block))
            via = frozenset(canonicalize_name(needing) for needing in _VIA.findall(block))
            pins[name] = Pin(name, head[2], head[3] or "", hashes, via)
    return pins


def _asked_for(extras: Iterable[str]) -> set[str]:
    """Return the names in pyproject.toml."""
    project = tomllib.loads(Path(ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = list(project["dependencies"])
    for extra in extras:
        lines += project["optional-dependencies"][extra]
    return {canonicalize_name(Requirement(line).name) for line in lines}


def _applies(pin: Pin, target: Target) -> bool:
    if not pin.marker:
        return True
    marker = Marker(pin.marker)
    environments = (
        {**target.markers, "python_version": python, "python_full_version": f"{python}.0"}
        for python in target.pythons
    )
    return any(marker.evaluate(environment) for environment in environments)
