"""Code tables (부호표): offices, industries, items and others, as data in resources/tables.

A table is a CSV file with the columns code, ko, en and any others of its own. Lines before its
header that begin with `#` say where it comes from (`#source: …`, `#as_of: …`) and whether it has
every code there is (`#complete`). Three columns mean the same in every table: `closed`, where not
empty, marks a code that is no longer given; `doubt` one whose name could not be confirmed; and
where `en` is empty the Korean name stands for it.

A file of the same name in the folder of `use_folder`, as `tables renew` writes it, goes before the
one that came along.
"""

import csv
import logging
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import accumulate
from pathlib import Path

from registration.text import Text

log = logging.getLogger(__name__)

RENEWED = "tables"
"""Of renewed tables, the folder below a program's own."""
MAX_BYTES = 32 * 1024 * 1024
"""Of one file: the largest table there is, of institutions, has some 15 MB."""
_MARKS = frozenset({"closed", "doubt"})
_CODE, _TITLE = "\n", "\t"
"""What stands before a code and a title in the text that is searched; nobody types them."""


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """One code, how it reads, and what else its row says by column."""

    code: str
    title: Text
    more: Mapping[str, str] = field(default_factory=dict)
    is_closed: bool = False
    """It stays readable, and is not offered."""
    in_doubt: bool = False
    """The code is right; whether the name still is could not be confirmed."""


class _Offered:
    """What is searched in: a line of lower-case text for each entry, in one text.

    Looking for a word in one text takes a hundredth of the time of looking in each line.
    """

    def __init__(self, entries: Iterable[CodeEntry]) -> None:
        self._entries = [entry for entry in entries if not entry.is_closed]
        self._lines = [_line(entry) for entry in self._entries]
        self._starts = [0, *accumulate(len(line) for line in self._lines)]
        self._text = "".join(self._lines)

    def search(self, words: list[str], most: int) -> list[CodeEntry]:
        """Return at most so many entries that fit every word, those that begin with one first."""
        if not words:
            return self._entries[:most]
        found: dict[int, None] = {}
        for at in self._lines_of(words):
            found[at] = None
            if len(found) == most:
                break
        return [self._entries[at] for at in found]

    def _lines_of(self, words: list[str]) -> Iterator[int]:
        """Yield the number of each line that fits every word, some more than once."""
        rarest = max(words, key=len)
        for begin in (_CODE, _TITLE, ""):
            for at in self._lines_with(begin + rarest):
                if all(_fits(self._lines[at], word) for word in words):
                    yield at

    def _lines_with(self, wanted: str) -> Iterator[int]:
        """Yield the number of each line that holds a text, in order."""
        place = self._text.find(wanted)
        while place >= 0:
            at = bisect_right(self._starts, place) - 1
            yield at
            place = self._text.find(wanted, self._starts[at + 1])


def _line(entry: CodeEntry) -> str:
    """Return code and titles in one line; blanks of any kind are one, since no word holds any."""
    code, *titles = (
        " ".join(told.casefold().split()) for told in (entry.code, entry.title.ko, entry.title.en)
    )
    return _CODE + code + "".join(_TITLE + title for title in titles)


def _fits(line: str, word: str) -> bool:
    code, _, titles = line.partition(_TITLE)
    return code.startswith(_CODE + word) or word in titles


@dataclass(frozen=True, slots=True)
class CodeTable:
    """All codes of one table in the order of its file."""

    name: str
    entries: tuple[CodeEntry, ...]
    by_code: Mapping[str, CodeEntry]
    by_title: Mapping[str, tuple[CodeEntry, ...]]
    """The entries of each title in lower case, in either language."""
    offered: _Offered
    source: str = ""
    """Where it comes from."""
    as_of: str = ""
    """The day (or month, or year) it was so, ISO 8601."""
    is_complete: bool = False
    """Whether a code that is not here is a slip rather than one this table lacks."""

    def search(self, typed: str, most: int = 50) -> list[CodeEntry]:
        """Return the entries whose code begins with, or whose title holds, every typed word.

        Those whose code or title begins with a word come first. Closed ones are not offered.
        """
        return self.offered.search(typed.casefold().split(), most)

    def named(self, typed: str) -> CodeEntry | None:
        """Return the one entry that is offered whose code or whole title was typed."""
        wanted = typed.strip()
        if found := self.by_code.get(wanted) or self.by_code.get(wanted.upper()):
            return found
        titled = [
            entry for entry in self.by_title.get(wanted.casefold(), ()) if not entry.is_closed
        ]
        return titled[0] if len(titled) == 1 else None


def names() -> list[str]:
    """Return the name of every table that came along."""
    folder = files("resources") / "tables"
    return sorted(file.name[:-4] for file in folder.iterdir() if file.name.endswith(".csv"))


class _Renewed:
    """Where renewed tables lie."""

    folder: Path | None = None


def use_folder(folder: Path | None) -> None:
    """Read tables from this folder first, if they are there; None: only those that came along."""
    _Renewed.folder = folder
    code_table.cache_clear()


@cache
def code_table(name: str) -> CodeTable:
    """Return a table; FileNotFoundError where there is none, ValueError over a damaged one.

    A damaged renewed one is logged, and the one that came along is used.
    """
    renewed = _renewed(name)
    if renewed is not None:
        return renewed
    return read_code_table(
        name, (files("resources") / "tables" / f"{name}.csv").read_text(encoding="utf-8")
    )


def _renewed(name: str) -> CodeTable | None:
    if _Renewed.folder is None:
        return None
    try:
        with (_Renewed.folder / f"{name}.csv").open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise ValueError(name)
        return read_code_table(name, data.decode("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        log.error("the renewed table %s cannot be read; the one that came along is used", name)
        return None


def read_code_table(name: str, text: str) -> CodeTable:
    """Return the table in a CSV text; ValueError over a damaged one."""
    lines = text.splitlines()
    told = dict(_told(line) for line in _head(lines))
    entries = tuple(_entry(row) for row in csv.DictReader(lines[len(_head(lines)) :]))
    by_code = {entry.code: entry for entry in entries}
    if len(by_code) != len(entries):
        raise ValueError(f"{name}.csv: a code is listed twice")
    return CodeTable(
        name,
        entries,
        by_code,
        _by_title(entries),
        _Offered(entries),
        told.get("source", ""),
        told.get("as_of", ""),
        is_complete="complete" in told,
    )


def _head(lines: list[str]) -> list[str]:
    count = next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return lines[:count]


def _told(line: str) -> tuple[str, str]:
    name, _, value = line[1:].partition(":")
    return name.strip(), value.strip()


def _by_title(entries: Iterable[CodeEntry]) -> dict[str, tuple[CodeEntry, ...]]:
    found: dict[str, tuple[CodeEntry, ...]] = {}
    for entry in entries:
        for title in {entry.title.ko.casefold(), entry.title.en.casefold()}:
            found[title] = (*found.get(title, ()), entry)
    return found


def _entry(row: dict[str, str]) -> CodeEntry:
    if None in row.values() or None in row:
        raise ValueError(f"{row.get('code')}: a row of another length")
    more = {key: value for key, value in row.items() if key not in ("code", "ko", "en", *_MARKS)}
    try:
        title = Text(row["ko"], row["en"] or row["ko"])
        marks = [bool(row.get(mark)) for mark in ("closed", "doubt")]
        return CodeEntry(row["code"], title, more, *marks)
    except KeyError:
        raise ValueError("columns code, ko and en are needed") from None
