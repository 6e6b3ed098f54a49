"""What the installers say of the program: product.toml and pyproject.toml as data."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file a person may open with the program."""

    mime: str
    ending: str
    ko: str
    en: str


@dataclass(frozen=True, slots=True)
class Part:
    """One of the two programs: how it is named and told, in both languages where people see it."""

    package: str
    summary: str
    description: tuple[str, ...]
    more: dict[str, Any]
    """The rest of its table in product.toml."""


@dataclass(frozen=True, slots=True)
class Product:
    """All that is said."""

    version: str
    licence: str
    maintainer: str
    client: Part
    server: Part
    files: tuple[FileKind, ...]


def product() -> Product:
    """Read both files."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    told = tomllib.loads((ROOT / "installer" / "product.toml").read_text("utf-8"))
    return Product(
        version=project["version"],
        licence=project["license"],
        maintainer=told["maintainer"],
        client=_part(told["client"]),
        server=_part(told["server"]),
        files=tuple(
            FileKind(kind["mime"], kind["ending"], kind["title"]["ko"], kind["title"]["en"])
            for kind in told["files"]
        ),
    )


def _part(table: dict[str, Any]) -> Part:
    return Part(table["package"], table["summary"]["en"], tuple(table["description"]["en"]), table)
