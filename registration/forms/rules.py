"""Checks over more than one field, on the form as typed; each yields its problems."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from registration.forms.field import Answers, Rule
from registration.numbers import Day, corporate_number_fits, digits
from registration.problems import Problem

_DAY = TypeAdapter(Day)


def _day(value: object) -> date | None:
    try:
        return _DAY.validate_python(value)
    except ValidationError:
        return None


def _page(form: Answers, page: str) -> dict[str, Any]:
    answers = form.get(page)
    return answers if isinstance(answers, dict) else {}


def _rows(form: Answers, page: str) -> list[dict[str, Any]]:
    rows = form.get(page)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _one_main(page: str) -> Rule:
    def rule(form: Answers) -> Iterator[Problem]:
        rows = _rows(form, page)
        marked = [index for index, row in enumerate(rows) if row.get("is_main") is True]
        if rows and not marked:
            yield Problem((page, 0, "is_main"), "exactly_one_main")
        for index in marked[1:]:
            yield Problem((page, index, "is_main"), "exactly_one_main")

    return rule


def _in_order(page: str, first: str, last: str) -> Rule:
    def rule(form: Answers) -> Iterator[Problem]:
        for index, row in enumerate(_rows(form, page)):
            start, end = _day(row.get(first)), _day(row.get(last))
            if start and end and end < start:
                yield Problem((page, index, last), "before_start")

    return rule


def _pledge(form: Answers) -> Iterator[Problem]:
    if _page(form, "general").get("integrity_pledge") is False:
        yield Problem(("general", "integrity_pledge"), "pledge_required")


def _manufacturer(form: Answers) -> Iterator[Problem]:
    if _rows(form, "manufactured") and _page(form, "general").get("trade") == "supply":
        yield Problem(("general", "trade"), "not_a_manufacturer")


def _nationality(form: Answers) -> Iterator[Problem]:
    general = _page(form, "general")
    number, country = general.get("business_number"), general.get("nationality")
    if isinstance(number, str) and country:
        foreign = str(digits(number)).upper().startswith("F")
        if foreign == (country == "KR"):
            yield Problem(("general", "nationality"), "nationality_mismatch")


def _corporate_number(form: Answers) -> Iterator[Problem]:
    number = str(digits(_page(form, "general").get("corporate_number") or ""))
    if len(number) == 13 and number.isdecimal() and not corporate_number_fits(number):
        yield Problem(("general", "corporate_number"), "corporate_number_unusual")


SUPPLIER_RULES: tuple[Rule, ...] = (
    _nationality,
    _corporate_number,
    _pledge,
    _manufacturer,
    _one_main("representatives"),
    _in_order("factories", "lease_start", "lease_end"),
    _one_main("supplied"),
    _one_main("manufactured"),
    _one_main("licences"),
    _in_order("licences", "acquired", "expires"),
)
