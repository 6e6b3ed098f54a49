"""The form's one check, on forms as typed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from practice.applicants import applicant, supplier
from registration.forms import describe
from registration.forms.check import canonical, canonical_value, check_field, check_form
from registration.kinds import Kind
from registration.problems import Problem

TODAY = date(2026, 6, 1)
Form = dict[str, Any]


def problems(form: Form) -> list[tuple[tuple[str | int, ...], str]]:
    return [(one.path, one.code) for one in check_form(Kind.SUPPLIER, form, TODAY)]


def test_the_sample_form_is_in_order() -> None:
    assert problems(supplier()) == []


def test_an_empty_form_asks_for_every_required_field_in_order() -> None:
    found = problems({})
    required = [
        (page.key, field.key)
        for page in describe(Kind.SUPPLIER).pages
        if not page.repeats
        for field in page.fields
        if field.required
    ]
    assert [path for path, code in found if code == "required"] == required
    places = [path for path, _ in found]
    assert found[places.index(("representatives",))] == (("representatives",), "too_few")
    assert places.index(("general", "integrity_pledge")) < places.index(("representatives",))
    assert places.index(("representatives",)) < places.index(("reception", "office"))


def without(page: str, field: str) -> Callable[[Form], None]:
    def change(form: Form) -> None:
        target = form[page][0] if isinstance(form[page], list) else form[page]
        del target[field]

    return change


def replaced(page: str, **answers: Any) -> Callable[[Form], None]:
    def change(form: Form) -> None:
        target = form[page][0] if isinstance(form[page], list) else form[page]
        target.update(answers)

    return change


def repeated(page: str) -> Callable[[Form], None]:
    return lambda form: form[page].append(dict(form[page][0]))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (replaced("general", business_areas=["foreign"], english_name=""),
         (("general", "english_name"), "required")),
        (without("general", "corporate_number"), (("general", "corporate_number"), "required")),
        (replaced("general", entity="individual", incorporation_date=""),
         (("general", "corporate_number"), "not_applicable")),
        (replaced("general", corporate_number="110111-1234568"),
         (("general", "corporate_number"), "corporate_number_unusual")),
        (replaced("general", opening_date="2026-06-02"),
         (("general", "opening_date"), "in_the_future")),
        (replaced("general", venture=True), (("general", "venture_year"), "required")),
        (replaced("general", integrity_pledge=False),
         (("general", "integrity_pledge"), "pledge_required")),
        (replaced("general", nationality="US"),
         (("general", "nationality"), "nationality_mismatch")),
        (replaced("general", trade="supply"), (("general", "trade"), "not_a_manufacturer")),
        (replaced("general", business_areas=["goods", "goods"]),
         (("general", "business_areas"), "repeated_choice")),
        (replaced("general", business_areas=["gold"]),
         (("general", "business_areas"), "not_a_choice")),
        (replaced("general", name="가" * 101), (("general", "name"), "too_long")),
        (replaced("general", title="x"), (("general", "title"), "unknown_field")),
        (replaced("general", employees=True), (("general", "employees"), "wrong_type")),
        (replaced("representatives", is_main=False),
         (("representatives", 0, "is_main"), "exactly_one_main")),
        (repeated("representatives"), (("representatives", 1, "is_main"), "exactly_one_main")),
        (repeated("supplied"), (("supplied", 1, "is_main"), "exactly_one_main")),
        (repeated("licences"), (("licences", 1, "is_main"), "exactly_one_main")),
        (replaced("representatives", birth_date="2999-01-01"),
         (("representatives", 0, "birth_date"), "in_the_future")),
        (replaced("factories", lease_end="2023-12-31"),
         (("factories", 0, "lease_end"), "before_start")),
        (without("factories", "lease_start"), (("factories", 0, "lease_start"), "required")),
        (replaced("licences", industry_code="146"),
         (("licences", 0, "industry_code"), "industry_code_form")),
        (replaced("reception", office="99"), (("reception", "office"), "not_a_choice")),
    ],
)  # fmt: skip
def test_each_rule(
    change: Callable[[Form], None], expected: tuple[tuple[str | int, ...], str]
) -> None:
    form = supplier()
    change(form)
    assert problems(form) == [expected]


@pytest.mark.parametrize("kind", Kind)
def test_the_made_up_applicants_have_nothing_to_correct(kind: Kind) -> None:
    assert check_form(kind, applicant(kind), TODAY) == []


def test_a_right_code_that_a_complete_table_lacks_is_a_warning() -> None:
    form = supplier()
    form["licences"][0]["industry_code"] = "0000"
    assert check_form(Kind.SUPPLIER, form, TODAY) == [
        warned := Problem(("licences", 0, "industry_code"), "code_not_in_table")
    ]
    assert warned.is_warning


def test_a_right_code_is_taken_where_the_table_has_not_every_one() -> None:
    form = supplier()
    form["supplied"][0]["product_number"] = "9999999999"
    assert check_form(Kind.SUPPLIER, form, TODAY) == []
    form["supplied"][0]["product_number"] = "99"
    assert problems(form) == [(("supplied", 0, "product_number"), "product_number_form")]


@pytest.mark.parametrize(
    ("domain", "meant"),
    [
        ("gamil.com", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("NAVER.con", "naver.com"),
        ("hanmail.com", "hanmail.net"),
        ("naver.com", ""),
        ("mail.com", ""),
        ("practice.example.kr", ""),
        ("x" * 10_000, ""),
    ],
)
def test_a_slip_in_the_domain_of_a_mail_address_is_asked_about(domain: str, meant: str) -> None:
    form = supplier()
    form["reception"]["email"] = f"kim@{domain}"
    found = [problem for problem in check_form(Kind.SUPPLIER, form, TODAY) if problem.is_warning]
    assert [problem.values["meant"] for problem in found] == [meant] * bool(meant)


def test_korean_letters_in_an_english_name_are_asked_about() -> None:
    form = supplier()
    form["general"]["english_name"] = "연습 Co."
    (problem,) = check_form(Kind.SUPPLIER, form, TODAY)
    assert (problem.code, problem.is_warning) == ("english_letters", True)


def test_a_row_that_is_there_twice_is_refused() -> None:
    form = supplier()
    agent = {"name": "김대리", "phone": "02-123-4567", "employed": True}
    form["agents"] = [agent, dict(agent), {**agent, "name": "이대리"}]
    assert problems(form) == [(("agents", 1, "name"), "repeated_row")]


def test_pages_of_the_wrong_shape_are_problems_not_crashes() -> None:
    shapes: list[Form] = [
        {"general": []},
        {"general": "x"},
        {"representatives": {}},
        {"agents": [1]},
    ]
    for wrong in shapes:
        assert problems(wrong)
    assert (("nonsense",), "unknown_field") in problems({**supplier(), "nonsense": {}})


def test_every_problem_has_its_sentence_filled_in() -> None:
    form = supplier(name="가" * 101, employees="99999999999999")
    for one in check_form(Kind.SUPPLIER, form, TODAY):
        assert "{" not in one.text.ko + one.text.en


def test_the_canonical_form_is_a_fixed_point() -> None:
    once = canonical(Kind.SUPPLIER, supplier())
    assert canonical(Kind.SUPPLIER, once) == once
    assert once["general"]["business_number"] == "1111111119"
    assert once["general"]["capital"] == 100_000_000
    assert "fax" not in once["general"]


def test_a_field_is_checked_alone_as_it_is_left() -> None:
    field = describe(Kind.SUPPLIER).page("general").field("corporate_number")
    corporation = {"entity": "corporation"}
    assert check_field(field, "", corporation, TODAY) == Problem((field.key,), "required")
    assert check_field(field, "", {"entity": "individual"}, TODAY) is None
    assert check_field(field, "123", corporation, TODAY) == Problem(
        (field.key,), "corporate_number_form"
    )
    assert canonical_value(field, "110111-1234569") == "1101111234569"
    assert field.show("1101111234569", "ko") == "110111-1234569"


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("given", ["left out", None, {}, [], "text", 5])
def test_what_has_no_problem_can_be_spelled(kind: Kind, given: object) -> None:
    """Whatever stands in the place of a page: the check finds it, or it is an empty page."""
    whole = applicant(kind)
    for page in describe(kind).pages:
        form = {key: value for key, value in whole.items() if key != page.key}
        if given != "left out":
            form[page.key] = given
        found = [one for one in check_form(kind, form, TODAY) if not one.is_warning]
        if not found:
            canonical(kind, form)
