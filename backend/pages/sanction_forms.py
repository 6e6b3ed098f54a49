"""Documents of sanctions as forms of a page: read, filled in, and shown for confirmation."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from backend.pages.forms import Posted
from registration.forms.describe import FieldDescription, PageDescription, describe_model
from registration.problems import Problem
from registration.sanctions.course import Document
from registration.sanctions.documents import MODELS, MOST_REPRESENTATIVES, basis_text
from registration.tables import code_table
from registration.text import Language, Text

ROWS = "rows"
"""How many rows of representatives the form shows."""
LEAST_ROWS = 2


class Input(NamedTuple):
    """A field on the page: its name, and what the record says."""

    name: str
    field: FieldDescription
    value: str


class Group(NamedTuple):
    """The fields of one page or row of the document."""

    title: Text
    number: int | None
    inputs: list[Input]


def read(document: Document, posted: Posted) -> dict[str, Any]:
    """Return what was typed, as the document's form."""
    form: dict[str, Any] = {}
    for page in describe_model(MODELS[document]).pages:
        if page.repeats:
            rows = [_typed(page, posted, row) for row in range(_rows(posted))]
            form[page.key] = [row for row in rows if row]
        else:
            form[page.key] = _typed(page, posted)
    return form


def grounds() -> list[tuple[str, Text]]:
    """Return every basis with its law."""
    return [
        (entry.code, basis_text(entry.code)) for entry in code_table("sanction_grounds").entries
    ]


def groups(document: Document, form: Mapping[str, Any], rows: int) -> list[Group]:
    """Return everything that is asked for, filled in from a form."""
    found = []
    for page in describe_model(MODELS[document]).pages:
        given = form.get(page.key, [] if page.repeats else {})
        if page.repeats:
            for row in range(rows):
                values = given[row] if row < len(given) else {}
                found.append(Group(page.page.row, row + 1, _inputs(page, values, row)))
        else:
            found.append(Group(page.page.title, None, _inputs(page, given)))
    return found


def rows_to_show(posted: Posted | None, form: Mapping[str, Any]) -> int:
    """Return for how many representatives there is room, one more where that was asked for."""
    if posted is None:
        return min(max(LEAST_ROWS, len(form.get("representatives", []))), MOST_REPRESENTATIVES)
    return min(_rows(posted) + bool(posted.text("more")), MOST_REPRESENTATIVES)


def told(problems: list[Problem]) -> dict[str, Text]:
    """Return what is wrong by the name of the field, as forms show it."""
    return {".".join(map(str, problem.path)): problem.text for problem in problems}


def shown(
    document: Document, form: Mapping[str, Any], language: Language
) -> Iterator[tuple[Text, list[tuple[Text, str]]]]:
    """Yield title and answers of each page and row that says something."""
    for page in describe_model(MODELS[document]).pages:
        given = form.get(page.key)
        for row in given if isinstance(given, list) else [given]:
            lines = [
                (field.ask.title, _spelled(field, row[field.key], language))
                for field in page.fields
                if row and row.get(field.key)
            ]
            if lines:
                yield page.page.title, lines


def _spelled(field: FieldDescription, value: object, language: Language) -> str:
    if field.key == "basis":
        return basis_text(str(value)).show(language)
    return field.show(value, language)


def _rows(posted: Posted) -> int:
    typed = posted.text(ROWS)
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 3 else LEAST_ROWS


def _typed(page: PageDescription, posted: Posted, row: int | None = None) -> dict[str, str]:
    named = ((field.key, posted.text(_name(page, field, row))) for field in page.fields)
    return {key: value for key, value in named if value}


def _inputs(
    page: PageDescription, values: Mapping[str, Any], row: int | None = None
) -> list[Input]:
    return [
        Input(_name(page, field, row), field, str(values.get(field.key, "")))
        for field in page.fields
    ]


def _name(page: PageDescription, field: FieldDescription, row: int | None) -> str:
    return f"{page.key}.{field.key}" if row is None else f"{page.key}.{row}.{field.key}"
