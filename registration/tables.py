"""Code tables (부호표): offices, industries, items and others, as data in resources/tables.

A table is a CSV file with the columns code, ko, en and any others of its own. An operator may
change a file; it is read when the program starts.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from registration.text import Text


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """One code, how it reads, and what else its row says by column."""

    code: str
    title: Text
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CodeTable:
    """All codes of one table in the order of its file."""

    name: str
    entries: tuple[CodeEntry, ...]
    by_code: Mapping[str, CodeEntry]

    def search(self, typed: str, most: int = 50) -> list[CodeEntry]:
        """Return the entries whose code begins with, or whose title holds, every typed word."""
        words = typed.casefold().split()
        return [entry for entry in self.entries if _fits(entry, words)][:most]


@cache
def code_table(name: str) -> CodeTable:
    """Return a table; FileNotFoundError where there is none, ValueError over a damaged one."""
    return read_code_table(
        name, (files("resources") / "tables" / f"{name}.csv").read_text(encoding="utf-8")
    )


def read_code_table(name: str, text: str) -> CodeTable:
    """Return the table in a CSV text; ValueError over a damaged one."""
    entries = tuple(_entry(row) for row in csv.DictReader(text.splitlines()))
    by_code = {entry.code: entry for entry in entries}
    if len(by_code) != len(entries):
        raise ValueError(f"{name}.csv: a code is listed twice")
    return CodeTable(name, entries, by_code)


def _entry(row: dict[str, str]) -> CodeEntry:
    more = {key: value for key, value in row.items() if key not in ("code", "ko", "en")}
    if None in row.values() or None in row:
        raise ValueError(f"{row.get('code')}: a row of another length")
    try:
        return CodeEntry(row["code"], Text(row["ko"], row["en"]), more)
    except KeyError:
        raise ValueError("columns code, ko and en are needed") from None


def _fits(entry: CodeEntry, words: list[str]) -> bool:
    titles = f"{entry.title.ko} {entry.title.en}".casefold()
    return all(entry.code.casefold().startswith(word) or word in titles for word in words)
