"""What a change changes, field by field: answers, and rows that came, went or were mended."""

from typing import Any

from practice.applicants import applicant, supplier
from registration.comparison import OF_THE_FIRM, AnswerChange, compare_forms, differing
from registration.forms.check import canonical
from registration.kinds import Kind


def form(**general: Any) -> dict[str, Any]:
    return canonical(Kind.SUPPLIER, supplier(**general))


def told(changes: list[AnswerChange]) -> list[tuple[Any, ...]]:
    return [
        (one.page.key, one.row, one.what, one.field.key, one.before, one.after) for one in changes
    ]


def test_the_same_form_has_no_changes() -> None:
    assert compare_forms(Kind.SUPPLIER, form(), form()) == []


def test_an_answer_that_changed_came_or_went() -> None:
    before = form(capital="1")
    after = form(capital="2", fax="042-000-0001", homepage="")
    assert told(compare_forms(Kind.SUPPLIER, before, after)) == [
        ("general", None, "changed", "capital", 1, 2),
        ("general", None, "changed", "fax", None, "0420000001"),
        ("general", None, "changed", "homepage", "https://practice.example.kr", None),
    ]


def test_a_box_never_ticked_is_no_change() -> None:
    before = form()
    before["general"].pop("venture", None)
    after = form()
    after["general"]["venture"] = False
    assert compare_forms(Kind.SUPPLIER, before, after) == []


def test_a_row_is_known_by_its_first_answer_wherever_it_stands() -> None:
    before, after = form(), form()
    new = after["agents"][0] | {"name": "박대리", "employed": False}
    after["agents"] = [new, after["agents"][0] | {"position": "부장"}]
    changes = told(compare_forms(Kind.SUPPLIER, before, after))
    assert ("agents", 1, "changed", "position", "과장", "부장") in changes
    assert ("agents", 0, "added", "name", None, "박대리") in changes
    assert not any(what == "removed" for _, _, what, *_ in changes)


def test_a_mended_first_answer_is_a_change_not_another_row() -> None:
    before, after = form(), form()
    after["agents"][0]["name"] = "김대리인"
    assert told(compare_forms(Kind.SUPPLIER, before, after)) == [
        ("agents", 0, "changed", "name", "김대리", "김대리인")
    ]


def test_a_removed_row_is_told_with_what_it_held() -> None:
    before, after = form(), form()
    after["branches"] = []
    changes = compare_forms(Kind.SUPPLIER, before, after)
    assert {(one.page.key, one.row, one.what) for one in changes} == {("branches", 0, "removed")}
    assert {one.field.key for one in changes} == set(before["branches"][0])
    assert all(one.after is None for one in changes)


def test_equal_first_answers_are_told_apart_by_their_order() -> None:
    before, after = form(), form()
    row = before["factories"][0]
    before["factories"] = [row, dict(row)]
    after["factories"] = [row, row | {"address": "다른 곳"}]
    assert told(compare_forms(Kind.SUPPLIER, before, after)) == [
        ("factories", 1, "changed", "address", row["address"], "다른 곳")
    ]


def test_two_registrations_of_a_firm_are_compared_by_what_both_say_of_it() -> None:
    first = canonical(Kind.SUPPLIER, applicant(Kind.SUPPLIER))
    second = canonical(Kind.STOCKPILE, applicant(Kind.STOCKPILE))
    second["general"] = {**second["general"], **{k: first["general"].get(k) for k in OF_THE_FIRM}}
    second["general"]["capital"] = 1
    assert differing(Kind.SUPPLIER, first, Kind.STOCKPILE, second) == []
    second["general"]["name"] = "주식회사 새이름"
    second["general"].pop("phone")
    told = differing(Kind.SUPPLIER, first, Kind.STOCKPILE, second)
    assert [title.ko for title in told] == ["상호", "대표전화"]
    other = differing(Kind.STOCKPILE, second, Kind.SUPPLIER, first)
    assert [title.ko for title in other] == ["상호", "대표전화"]
