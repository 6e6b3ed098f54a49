"""Every page and field that a rule, a condition or a paper names is one the form has."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from registration import printouts
from registration.consents import consent_text
from registration.enclosure_rules import RULES
from registration.forms import FORMS, describe
from registration.forms.describe import FieldDescription, PageDescription
from registration.kinds import Kind
from registration.tables import code_table
from registration.text import LANGUAGES

KINDS = pytest.mark.parametrize("kind", list(Kind))


class Wildcard(str):
    """An answer that is equal to whatever a rule looks for, so that all of the rule is run."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = str.__hash__


class Answers(dict[str, Any]):
    """Answers that know which names there are."""

    def get(self, key: str, default: object = None) -> object:
        assert key in self, f"no page or field is named {key}"
        return super().get(key, default)


def fields_of(kind: Kind) -> Iterator[tuple[PageDescription, FieldDescription]]:
    for page in describe(kind).pages:
        for field in page.fields:
            yield page, field


def form_of(kind: Kind, answer: Callable[[FieldDescription], object]) -> Answers:
    form = Answers()
    for page in describe(kind).pages:
        row = Answers({field.key: answer(field) for field in page.fields})
        form[page.key] = [row, row] if page.repeats else row
    return form


def ticked(field: FieldDescription) -> object:
    return True if field.control == "check" else Wildcard("1")


def not_ticked(field: FieldDescription) -> object:
    return False if field.control == "check" else "1"


@KINDS
@pytest.mark.parametrize("answer", [ticked, not_ticked])
def test_in_the_rules_of_forms_and_papers(
    kind: Kind, answer: Callable[[FieldDescription], object]
) -> None:
    form = form_of(kind, answer)
    for rule in FORMS[kind].RULES:
        for problem in rule(form):
            page, *_, field = problem.path
            describe(kind).page(str(page)).field(str(field))
    for needed in RULES[kind]:
        needed.when(form)


@KINDS
def test_in_what_a_paper_is_about(kind: Kind) -> None:
    for rule in RULES[kind]:
        for about in rule.about or ():
            page, _, field = about.partition(".")
            described = describe(kind).page(page)
            if field:
                described.field(field)


@KINDS
def test_in_conditions_and_in_what_a_code_fills_in(kind: Kind) -> None:
    for page, field in fields_of(kind):
        for condition in (field.ask.applies, field.ask.needed):
            if condition is not None:
                asked = describe(kind).page(condition.page) if condition.page else page
                other = asked.field(condition.field)
                offered: set[object] = {choice.value for choice in other.choices}
                assert (offered or {True, False}).issuperset(condition.values)
        if field.table is not None:
            columns = {"title", *(next(iter(code_table(field.table.name).entries)).more)}
            for filled, column in field.table.fills.items():
                page.field(filled)
                assert column in columns


@KINDS
def test_in_groups_usual_answers_and_consents(kind: Kind) -> None:
    for page in describe(kind).pages:
        for begins in page.page.groups:
            page.field(begins)
        if page.page.groups:
            assert page.fields[0].key in page.page.groups  # no field stands outside
    for _, field in fields_of(kind):
        if field.ask.usual is not None:
            assert field.canonical(field.ask.usual) == field.ask.usual
        if field.ask.reading:
            assert field.control == "check"
            assert all(len(text.splitlines()) > 5 for text in consent_text(field.ask.reading))


@KINDS
def test_in_landmarks_and_main_rows(kind: Kind) -> None:
    marks = FORMS[kind].LANDMARKS
    for mark in (marks.key, marks.business_number, marks.name, marks.office):
        if mark is not None:
            describe(kind).page(mark[0]).field(mark[1])
    for page in describe(kind).pages:
        if page.page.main:
            assert page.field(page.page.main).control == "check"


@KINDS
def test_on_the_certificate_of_registration(kind: Kind) -> None:
    for key in printouts._SHOWN_GENERAL[kind]:
        describe(kind).page("general").field(key)


@KINDS
def test_what_is_offered_is_accepted_and_nothing_else(kind: Kind) -> None:
    for _, field in fields_of(kind):
        if field.control not in ("choice", "choices"):
            continue
        several = field.control == "choices"
        for choice in field.choices:
            assert field.canonical([choice.value] if several else choice.value)
            assert all(choice.title.show(language) for language in LANGUAGES)
        with pytest.raises(ValueError, match="not_a_choice"):
            field.canonical(["?"] if several else "?")
        if several:
            with pytest.raises(ValueError, match="repeated_choice"):
                field.canonical([field.choices[0].value] * 2)
