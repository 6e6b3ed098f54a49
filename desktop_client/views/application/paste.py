"""Cells copied from a spreadsheet (tab-separated text) read as rows of a page."""

import re
from dataclasses import dataclass, field
from typing import Any

from registration.characters import composed
from registration.forms import FieldDescription, PageDescription
from registration.tables import code_table
from registration.text import LANGUAGES

TRUE_WORDS = frozenset({"예", "네", "y", "yes", "true", "o", "1", "●", "v", "✓"})
FALSE_WORDS = frozenset({"아니요", "아니오", "n", "no", "false", "x", "0", "-"})
MOST_CHARACTERS = 1_000_000
"""A longer text is not read: the screen would wait, and no page holds so much."""
_IN_QUOTES = r'(?:[^"]++|"")*+'
_CELL = rf'(?:"{_IN_QUOTES}"(?=[\t\r\n]|\Z)|[^\t\r\n]*+)'
"""A quote that is not closed at the end of its cell is just a quote."""
_LINE = re.compile(rf"[\r\n]*+({_CELL}(?:\t{_CELL})*+)")
"""Lines end with CR LF, LF or, on old Macs, CR; a cell with a break or a tab stands in quotes."""
_CELLS = re.compile(rf'(?:\A|\t)(?:"({_IN_QUOTES})"(?=\t|\Z)|([^\t]*+))')


@dataclass(slots=True)
class PastedRows:
    """The rows, and how many cells or lines could not be taken."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    unread_cells: int = 0
    lines_too_many: int = 0


def read_table(page: PageDescription, text: str, room: int) -> PastedRows:
    """Read cells in the order of the page's fields; a line of titles at the top is left out.

    At most `room` rows are taken. A cell that fits no choice, and one past the last field, is
    counted in `unread_cells`.
    """
    lines = [line for line in _LINE.findall(text) if _is_filled(line)]
    if lines and _is_heading(page, lines[0]):
        del lines[0]
    pasted = PastedRows(lines_too_many=max(0, len(lines) - room))
    for line in lines[:room]:
        pasted.rows.append(_row(page, _cells(line), pasted))
    return pasted


def is_table(text: str) -> bool:
    """Whether text was copied from more than one cell."""
    return re.search(r"[\t\r\n]", text.strip("\r\n")) is not None


def _is_filled(line: str) -> bool:
    """Whether any cell of a line holds something; cells are split only where quotes hide it."""
    return bool(line.strip('\t"')) or any(_cells(line))


def _cells(line: str) -> list[str]:
    if '"' not in line:
        return line.split("\t")
    return [quoted.replace('""', '"') or bare for quoted, bare in _CELLS.findall(line)]


def _is_heading(page: PageDescription, line: str) -> bool:
    titles = {title for field in page.fields for title in field.ask.title}
    return _cells(line)[0].strip() in titles


def _row(page: PageDescription, line: list[str], pasted: PastedRows) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for description, cell in zip(page.fields, line, strict=False):
        text = composed(cell).strip()
        if text:
            answer = read_cell(description, text)
            if answer is None:
                pasted.unread_cells += 1
            else:
                row[description.key] = answer
    pasted.unread_cells += sum(1 for cell in line[len(page.fields) :] if cell.strip())
    return row


def read_cell(description: FieldDescription, text: str) -> Any:
    """Return the answer in a cell that is not empty, None where it cannot be read."""
    if description.control == "check":
        word = text.casefold()
        return True if word in TRUE_WORDS else False if word in FALSE_WORDS else None
    if description.control == "choice":
        return _choice(description, text)
    if description.control == "choices":
        found = [_choice(description, part.strip()) for part in text.split(",")]
        return found if all(found) else None
    if description.table:
        entry = code_table(description.table.name).named(text)
        return entry.code if entry else text
    return text


def _choice(description: FieldDescription, text: str) -> str | None:
    for choice in description.choices:
        if text == choice.value or text in (choice.title.show(language) for language in LANGUAGES):
            return choice.value
    return None
