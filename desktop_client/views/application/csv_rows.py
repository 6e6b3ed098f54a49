"""Rows of a page in a CSV file: all of them are read, or it is told where the file is wrong. No Qt.

A spreadsheet program in Korea saves such a file as CP949, or as UTF-8 with a mark at its beginning.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from desktop_client.views.application import csv_texts as texts
from desktop_client.views.application.paste import read_cell
from registration.characters import composed
from registration.forms import FieldDescription, PageDescription
from registration.forms.check import check_field
from registration.text import Language, Text

MOST_BYTES = 2 * 1024 * 1024
"""Of a file: 500 rows of the longest answers take less."""
MOST_FAULTS = 200
"""Told of one file; who has that many begins at the first."""


@dataclass(frozen=True, slots=True)
class CsvRead:
    """The rows of a file, or else what is wrong with it."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Text] = field(default_factory=list)


def template(page: PageDescription, language: Language) -> bytes:
    """Return a file with the titles of a page's columns, as spreadsheet programs open it."""
    text = io.StringIO(newline="")
    csv.writer(text).writerow(column.ask.title.show(language) for column in page.fields)
    return text.getvalue().encode("utf-8-sig")


def read_file(page: PageDescription, file: Path, room: int, today: date) -> CsvRead:
    """Read a file of at most `MOST_BYTES` as `read_csv` does."""
    try:
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError:
        return _refused(texts.UNREADABLE)
    if len(data) > MOST_BYTES:
        return _refused(texts.TOO_LARGE.filled(most=MOST_BYTES // 1024 // 1024))
    return read_csv(page, data, room, today)


def read_csv(page: PageDescription, data: bytes, room: int, today: date) -> CsvRead:
    """Read rows in UTF-8 or CP949 whose first line has the titles of columns, in any order.

    At most `room` rows are taken. Nothing is returned of a file in which anything is wrong, but
    for required answers that are empty: these are filled in on the form.
    """
    text = _text(data)
    if text is None:
        return _refused(texts.ENCODING)
    try:
        lines = [[composed(cell).strip() for cell in line] for line in _lines(text)]
    except csv.Error:
        return _refused(texts.BROKEN)
    numbered = [(number, line) for number, line in enumerate(lines, 1) if any(line)]
    if not numbered:
        return _refused(texts.EMPTY)
    (_, heads), *body = numbered
    columns, faults = _columns(page, heads)
    if not faults and not body:
        return _refused(texts.EMPTY)
    if len(body) > room:
        faults.append(texts.TOO_MANY.filled(count=len(body), room=room))
    if faults:
        return CsvRead(faults=faults)
    rows = []
    for number, line in body:
        row, wrong = _row(number, columns, line, today)
        rows.append(row)
        faults += wrong
        if len(faults) > MOST_FAULTS:
            break
    return CsvRead(faults=faults) if faults else CsvRead(rows)


def _refused(words: Text) -> CsvRead:
    return CsvRead(faults=[words])


def _text(data: bytes) -> str | None:
    for encoding in ("utf-8-sig", "cp949"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def _lines(text: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), strict=True)


def _columns(
    page: PageDescription, heads: Sequence[str]
) -> tuple[list[FieldDescription], list[Text]]:
    """Return the field of each column, and what is wrong with the titles."""
    by_title = {title: column for column in page.fields for title in column.ask.title}
    columns, faults = [], []
    for number, head in enumerate(heads, 1):
        column = by_title.get(head)
        if column is None:
            faults.append(texts.UNKNOWN_COLUMN.filled(column=number, title=head))
        elif column in columns:
            faults.append(texts.REPEATED_COLUMN.filled(column=number, title=column.ask.title))
        else:
            columns.append(column)
    faults += [
        texts.MISSING_COLUMN.filled(title=column.ask.title)
        for column in page.fields
        if column.required and column not in columns
    ]
    return columns, faults


def _row(
    number: int, columns: list[FieldDescription], line: list[str], today: date
) -> tuple[dict[str, Any], list[Text]]:
    """Return the answers of a line, and what is wrong with it."""
    if len(line) != len(columns):
        words = texts.CELLS.filled(row=number, given=len(line), needed=len(columns))
        return {}, [words]
    row: dict[str, Any] = {}
    faults = []
    for column, cell in zip(columns, line, strict=True):
        if not cell:
            continue
        answer = read_cell(column, cell)
        if answer is None:
            faults.append(_at(number, column, texts.CELL_UNREAD))
        else:
            row[column.key] = answer
    for column in columns:
        problem = check_field(column, row[column.key], row, today) if column.key in row else None
        if problem and not problem.is_warning:
            faults.append(_at(number, column, problem.text))
    return row, faults


def _at(row: int, column: FieldDescription, problem: Text) -> Text:
    return texts.AT.filled(row=row, column=column.ask.title, problem=problem)
