"""The one check of a form: beside the field while typing, before signing, and at the service."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from registration.forms import FORMS
from registration.forms.describe import FieldDescription, PageDescription, describe_model
from registration.forms.field import Answers, Form, is_empty
from registration.kinds import Kind
from registration.problems import PROBLEMS, Path, Problem
from registration.tables import code_table

_CODES = {
    "missing": "required",
    "string_too_short": "required",
    "string_too_long": "too_long",
    "too_long": "too_many",
    "too_short": "too_few",
    "extra_forbidden": "unknown_field",
}


def prune(answers: Any) -> Any:
    """Return a copy without unanswered fields: an empty answer is no answer.

    Rows stay even when empty, so that problems keep pointing at the row that was typed.
    """
    if isinstance(answers, Mapping):
        return {
            key: prune(value)
            for key, value in answers.items()
            if value is not None and not (isinstance(value, str) and not value.strip())
        }
    return [prune(answer) for answer in answers] if isinstance(answers, list) else answers


class Checked(NamedTuple):
    """What is wrong with a form, and how it is signed."""

    problems: list[Problem]
    """In the order of the form."""
    canonical: dict[str, Any] | None
    """As `canonical` returns it; None where it would raise."""


def check_form(kind: Kind, form: Answers, today: date) -> list[Problem]:
    """Return everything wrong with a form as typed, in the order of the form."""
    return check_model(FORMS[kind], form, today)


def check_model(model: type[Form], form: Answers, today: date) -> list[Problem]:
    """Return everything wrong with the answers to any form model, in its order."""
    return _checked(model, form, today)[0]


def check_whole(kind: Kind, form: Answers, today: date) -> Checked:
    """Return what `check_form` and `canonical` would, and read the form once for both."""
    problems, read = _checked(FORMS[kind], form, today)
    return Checked(problems, None if read is None else _spelled(read))


def _checked(model: type[Form], form: Answers, today: date) -> tuple[list[Problem], Form | None]:
    """Return everything wrong with the answers, and what was read where the model takes them."""
    answers = _with_every_page(model, form)
    found: list[Problem] = []
    read = None
    try:
        read = model.model_validate(answers)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        found += (_problem(each, each["loc"]) for each in details)
    for page in describe_model(model).pages:
        for path, row in _rows(page, answers):
            found += _by_condition(page, path, row, answers, today)
    for rule in model.RULES:
        found += rule(answers)
    return _in_form_order(model, found) if found else found, read


def check_field(
    field: FieldDescription, value: object, answers: Answers, today: date
) -> Problem | None:
    """Return what is wrong with one answer, given the others of its page or row.

    The problem's path is the field's key alone.
    """
    if is_empty(prune({"": value}).get("")):
        return _missing(field, answers)
    if field.ask.applies and not field.ask.applies.holds(answers):
        return Problem((field.key,), "not_applicable")
    try:
        read = field.adapter.validate_python(value)
    except ValidationError as error:
        return _problem(error.errors(include_url=False, include_input=False)[0], (field.key,))
    if field.ask.past and read > today:
        return Problem((field.key,), "in_the_future")
    return None


def canonical_value(field: FieldDescription, value: object) -> object:
    """Return the one spelling of a valid answer (JSON value); ValueError where it is not valid."""
    return field.canonical(value)


def canonical(kind: Kind, form: Answers) -> dict[str, Any]:
    """Return the form as it is signed: canonical values, unanswered fields left out.

    Raises pydantic's `ValidationError` (a ValueError) where `check_form` would report an error.
    """
    return canonical_model(FORMS[kind], form)


def canonical_model(model: type[Form], form: Answers) -> dict[str, Any]:
    """Return the answers to any form model as `canonical` does."""
    return _spelled(model.model_validate(_with_every_page(model, form)))


def _spelled(read: Form) -> dict[str, Any]:
    return read.model_dump(mode="json", exclude_none=True)


def _with_every_page(model: type[Form], form: Answers) -> dict[str, Any]:
    """Return the form without unanswered fields; a page that was left out is an empty one."""
    pages: dict[str, Any] = {
        page.key: [] if page.repeats else {} for page in describe_model(model).pages
    }
    pages.update(prune(form))
    return pages


def _problem(details: ErrorDetails, path: Path) -> Problem:
    code = _CODES.get(details["type"], details["type"])
    context = details.get("ctx", {})
    values = {key: value for key, value in context.items() if isinstance(value, str | int)}
    values.pop("code", None)
    return Problem(path, code if code in PROBLEMS else "wrong_type", values)


def _rows(page: PageDescription, answers: Answers) -> Iterator[tuple[Path, Answers]]:
    given = answers.get(page.key)
    if page.repeats and isinstance(given, list):
        for index, row in enumerate(given[: page.most_rows]):
            if isinstance(row, Mapping):
                yield (page.key, index), row
    elif isinstance(given, Mapping):
        yield (page.key,), given


def _by_condition(
    page: PageDescription, path: Path, row: Answers, form: Answers, today: date
) -> Iterator[Problem]:
    for field in page.fields:
        ask, empty = field.ask, is_empty(row.get(field.key))
        if ask.applies and not ask.applies.holds(row, form):
            if not empty:
                yield Problem((*path, field.key), "not_applicable")
        elif empty and ask.needed and ask.needed.holds(row, form):
            yield Problem((*path, field.key), "required")
        elif (
            ask.past
            and not empty
            and check_field(field, row[field.key], row, today)
            == Problem((field.key,), "in_the_future")
        ):
            yield Problem((*path, field.key), "in_the_future")
        if not empty and _is_unlisted(field, row[field.key]):
            yield Problem((*path, field.key), "code_not_in_table")


def _is_unlisted(field: FieldDescription, value: object) -> bool:
    """Whether a right code is none that a complete table has: a slip, or a newer code.

    What a table lacks that has not every code is no slip: its name is shown as not confirmed.
    """
    if field.table is None or field.table.closed:
        return False
    try:
        table = code_table(field.table.name)
        return table.is_complete and canonical_value(field, value) not in table.by_code
    except ValueError:
        return False


def _missing(field: FieldDescription, answers: Answers) -> Problem | None:
    needed = field.ask.needed is not None and field.ask.needed.holds(answers)
    return Problem((field.key,), "required") if field.required or needed else None


def _in_form_order(model: type[Form], problems: list[Problem]) -> list[Problem]:
    pages = {page.key: place for place, page in enumerate(describe_model(model).pages)}
    fields = {
        (page.key, field.key): place
        for page in describe_model(model).pages
        for place, field in enumerate(page.fields)
    }

    def place(problem: Problem) -> tuple[int, int, int]:
        page, *inside = problem.path
        row = next((part for part in inside if isinstance(part, int)), -1)
        field = next((part for part in inside if isinstance(part, str)), "")
        return (
            pages.get(str(page), len(pages)),
            row,
            fields.get((str(page), field), len(fields)),
        )

    return sorted(problems, key=place)
