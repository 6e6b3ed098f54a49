"""Which libraries this program is made of, under which licences.

An installed program brings its bill of materials (CycloneDX), made of what was packed; one that
runs from its sources looks at what is installed beside it.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.resources import files
from pathlib import Path
from typing import Any

from desktop_client.work import Work
from registration import program
from registration.text import Text

LOOKING = Text("라이브러리 목록을 읽고 있습니다.", "Reading the list of libraries.")
BILL = "sbom.cdx.json"
"""Among the resources of an installed program."""
OWN_EXTRAS = ("client", "server")
LICENCE_FILE = re.compile(r"licen[cs]e|copying|notice|authors", re.I)
MOST_BYTES = 512 * 1024
"""Of one licence file."""
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_EXTRA = re.compile(r"""extra\s*==\s*["']([^"']+)["']""")
_UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Component:
    """One library, or the program itself."""

    name: str
    version: str
    licence: str
    """An SPDX expression, or how its authors name it; "" where they do not."""
    text: str
    """The licence's texts; "" where there is none to be read."""


def components(work: Work) -> list[Component]:
    """Return the program and each library it is installed with, in the order of their names."""
    work.progress(LOOKING)
    bill = files("resources") / BILL
    if bill.is_file():
        return read_bill(json.loads(bill.read_text("utf-8")))
    return [
        Component(present.metadata["Name"], present.version, licence_of(present), _text_of(present))
        for present in _present(work)
    ]


def read_bill(bill: Mapping[str, Any]) -> list[Component]:
    """Return what a bill of materials lists (CycloneDX 1.5, JSON), the program among it."""
    listed = [_listed(part) for part in (bill["metadata"]["component"], *bill["components"])]
    return sorted(listed, key=lambda component: _key(component.name))


def licence_of(present: Distribution) -> str:
    """Return under which licence a library is, by its metadata; "" where it does not say."""
    told = present.metadata
    classified = [
        line.rpartition(" :: ")[2]
        for line in told.get_all("Classifier") or ()
        if line.startswith("License ::")
    ]
    stated = [str(told[name]) for name in ("License-Expression", "License") if name in told]
    named = [line.splitlines()[0] for line in stated if line and line != _UNKNOWN]
    return next(iter(named), ", ".join(classified))


def read_texts(licence_files: Iterable[Path]) -> str:
    """Return the texts of a licence's files, of those that can be read."""
    found = []
    for file in licence_files:
        try:
            with file.open("rb") as stream:
                found.append(stream.read(MOST_BYTES).decode("utf-8", "replace").strip())
        except OSError:
            continue
    return "\n\n".join(found)


def _listed(part: Mapping[str, Any]) -> Component:
    ((kind, licence),) = part["licenses"][0].items()
    assert kind == "license"  # noqa: S101 - as installer/sbom.py writes it
    name = licence.get("id") or licence["name"]
    text = licence.get("text", {}).get("content", "")
    return Component(part["name"], part["version"], name, text)


def _present(work: Work) -> list[Distribution]:
    """Return the program and what it needs, as installed, in the order of their names.

    What others need only in cases that do not arise here is not installed, and not listed.
    """
    found: dict[str, Distribution] = {}
    wanted = [program.NAME]
    while wanted:
        work.check()
        name = wanted.pop()
        if _key(name) in found:
            continue
        try:
            found[_key(name)] = present = distribution(name)
        except PackageNotFoundError:
            continue
        wanted += _needed(present, OWN_EXTRAS if name == program.NAME else ())
    return [found[key] for key in sorted(found)]


def _needed(present: Distribution, extras: tuple[str, ...]) -> Iterator[str]:
    for requirement in present.requires or ():
        extra = _EXTRA.search(requirement)
        if extra is None or extra[1] in extras:
            named = _NAME.match(requirement)
            assert named is not None  # noqa: S101 - a requirement begins with a name
            yield named[0]


def _text_of(present: Distribution) -> str:
    """Return the texts of the files beside a library's metadata that hold its licence."""
    named = [
        Path(str(file.locate()))
        for file in sorted(present.files or (), key=str)
        if ".dist-info/" in file.as_posix() and LICENCE_FILE.search(file.name)
    ]
    return read_texts(named)


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
