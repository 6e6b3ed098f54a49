"""Checks over more than one field, on the form as typed; each yields its problems."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from registration.characters import has_hangul
from registration.field_types import Day, bare, corporate_number_fits
from registration.forms.field import Answers, Rule
from registration.mail_domains import usual_domain
from registration.problems import Path, Problem
from registration.tables import code_table

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


def one_main(page: str) -> Rule:
    """Require that exactly one row of a page that has rows is the main one (대표)."""

    def rule(form: Answers) -> Iterator[Problem]:
        rows = _rows(form, page)
        marked = [index for index, row in enumerate(rows) if row.get("is_main") is True]
        if rows and not marked:
            yield Problem((page, 0, "is_main"), "exactly_one_main")
        for index in marked[1:]:
            yield Problem((page, index, "is_main"), "exactly_one_main")

    return rule


def dates_in_order(page: str, first: str, last: str) -> Rule:
    """Require that the later date of a row does not lie before the earlier one."""

    def rule(form: Answers) -> Iterator[Problem]:
        for index, row in enumerate(_rows(form, page)):
            start, end = _day(row.get(first)), _day(row.get(last))
            if start and end and end < start:
                yield Problem((page, index, last), "before_start")

    return rule


def pledge(form: Answers) -> Iterator[Problem]:
    """Require that 청렴계약 이행 서약 is accepted."""
    if _page(form, "general").get("integrity_pledge") is False:
        yield Problem(("general", "integrity_pledge"), "pledge_required")


def manufacturer(form: Answers) -> Iterator[Problem]:
    """Require that only a manufacturer lists 제조물품."""
    if _rows(form, "manufactured") and _page(form, "general").get("trade") == "supply":
        yield Problem(("general", "trade"), "not_a_manufacturer")


def nationality(form: Answers) -> Iterator[Problem]:
    """Require that a foreign firm's number (F…) and its nationality agree."""
    general = _page(form, "general")
    number, country = general.get("business_number"), general.get("nationality")
    if isinstance(number, str) and country:
        foreign = bare(number).upper().startswith("F")
        if foreign == (country == "KR"):
            yield Problem(("general", "nationality"), "nationality_mismatch")


def corporate_number(form: Answers) -> Iterator[Problem]:
    """Warn where the check digit of 법인등록번호 does not fit."""
    number = bare(_page(form, "general").get("corporate_number"))
    if len(number) == 13 and number.isdecimal() and not corporate_number_fits(number):
        yield Problem(("general", "corporate_number"), "corporate_number_unusual")


def accepted(page: str, field: str) -> Rule:
    """Require that a box that must be ticked (약관 동의) is ticked."""

    def rule(form: Answers) -> Iterator[Problem]:
        if _page(form, page).get(field) is False:
            yield Problem((page, field), "terms_required")

    return rule


def no_row_twice(page: str, field: str) -> Rule:
    """Require that no two rows of a page have the same answer."""

    def rule(form: Answers) -> Iterator[Problem]:
        seen: set[object] = set()
        for index, row in enumerate(_rows(form, page)):
            answer = row.get(field)
            if isinstance(answer, str) and answer in seen:
                yield Problem((page, index, field), "repeated_row")
            if isinstance(answer, str):
                seen.add(answer)

    return rule


def no_same_rows(page: str) -> Rule:
    """Require that no two rows of a page are alike in every answer."""

    def rule(form: Answers) -> Iterator[Problem]:
        seen: list[dict[str, Any]] = []
        for index, row in enumerate(_rows(form, page)):
            if row and row in seen:
                yield Problem((page, index, next(iter(row))), "repeated_row")
            seen.append(row)

    return rule


def mail_domain(form: Answers) -> Iterator[Problem]:
    """Warn where the domain of an e-mail address looks like a slip of a usual one."""
    for path, answers in _parts(form):
        if "email" not in answers:
            continue
        address = answers["email"]
        domain = address.rpartition("@")[2].strip().lower() if isinstance(address, str) else ""
        meant = usual_domain(domain)
        if meant:
            values = {"domain": domain, "meant": meant}
            yield Problem((*path, "email"), "mail_domain_unusual", values)


def english_letters(form: Answers) -> Iterator[Problem]:
    """Warn where a name in English has Korean letters."""
    for path, answers in _parts(form):
        if "english_name" in answers and has_hangul(str(answers["english_name"])):
            yield Problem((*path, "english_name"), "english_letters")


def postcode(form: Answers) -> Iterator[Problem]:
    """Warn where 우편번호 and 주소 name different regions, on every page and row that has both."""
    for path, answers in _parts(form):
        yield from _postcode(path, answers)


def _parts(form: Answers) -> Iterator[tuple[Path, Answers]]:
    """Yield where every page and row is, with its answers."""
    for page, answers in form.items():
        if isinstance(answers, dict):
            yield (page,), answers
        elif isinstance(answers, list):
            for index, row in enumerate(answers):
                if isinstance(row, dict):
                    yield (page, index), row


def _postcode(path: Path, answers: Answers) -> Iterator[Problem]:
    if not {"postcode", "address"} <= answers.keys():
        return
    code, address = bare(answers["postcode"]), answers["address"]
    if not (len(code) == 5 and code.isdecimal() and isinstance(address, str)):
        return
    regions = code_table("regions").entries
    own = next((region for region in regions if _lies_in(int(code[:2]), region.code)), None)
    named = [
        region
        for region in regions
        if address.strip().startswith((region.title.ko, region.more["short"]))
    ]
    if own and named and own not in named:
        yield Problem((*path, "postcode"), "postcode_elsewhere", {"region": own.title.ko})


def _lies_in(prefix: int, bounds: str) -> bool:
    first, _, last = bounds.partition("-")
    return int(first) <= prefix <= int(last)
