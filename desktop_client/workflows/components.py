"""Which libraries this program is made of, under which licences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from desktop_client.work import Work
from registration.text import Text

LOOKING = Text("라이브러리 목록을 읽고 있습니다.", "Reading the list of libraries.")
PROGRAM = "g2b-registration"
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
    files: tuple[Path, ...]
    """The licence's texts."""

    def text(self) -> str:
        """Return all of the licence's texts; "" where there is none to be read."""
        found = []
        for file in self.files:
            try:
                with file.open("rb") as stream:
                    found.append(stream.read(MOST_BYTES).decode("utf-8", "replace").strip())
            except OSError:
                continue
        return "\n\n".join(found)


def components(work: Work) -> list[Component]:
    """Return the program and each library it is installed with, in the order of their names.

    What others need only in cases that do not arise here is not installed, and not listed.
    """
    work.progress(LOOKING)
    found: dict[str, Distribution] = {}
    wanted = [PROGRAM]
    while wanted:
        work.check()
        name = wanted.pop()
        if _key(name) in found:
            continue
        try:
            found[_key(name)] = present = distribution(name)
        except PackageNotFoundError:
            continue
        wanted += _needed(present, OWN_EXTRAS if name == PROGRAM else ())
    return [_component(found[key]) for key in sorted(found)]


def _needed(present: Distribution, extras: tuple[str, ...]) -> Iterator[str]:
    for requirement in present.requires or ():
        extra = _EXTRA.search(requirement)
        if extra is None or extra[1] in extras:
            named = _NAME.match(requirement)
            assert named is not None  # noqa: S101 - a requirement begins with a name
            yield named[0]


def _component(present: Distribution) -> Component:
    told = present.metadata
    classified = [
        line.rpartition(" :: ")[2]
        for line in told.get_all("Classifier") or ()
        if line.startswith("License ::")
    ]
    stated = [str(told[name]) for name in ("License-Expression", "License") if name in told]
    named = [line.splitlines()[0] for line in stated if line and line != _UNKNOWN]
    return Component(
        told["Name"],
        present.version,
        next(iter(named), ", ".join(classified)),
        tuple(_licence_files(present)),
    )


def _licence_files(present: Distribution) -> Iterator[Path]:
    """Yield the files beside a library's metadata that hold its licence."""
    for file in sorted(present.files or (), key=str):
        if ".dist-info/" in file.as_posix() and LICENCE_FILE.search(file.name):
            path = Path(str(file.locate()))
            if path.is_file():
                yield path


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
