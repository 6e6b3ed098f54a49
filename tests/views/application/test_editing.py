"""The answers while they are edited: conditions, rows, problems; no screen is needed."""

from datetime import date
from typing import Any

import pytest

from desktop_client.views.application.editing import FormEditing
from registration.kinds import Kind
from registration.problems import Problem


def editing(**pages: Any) -> FormEditing:
    return FormEditing(Kind.SUPPLIER, pages, lambda: date(2026, 11, 22))


def test_answers_that_cease_to_apply_are_dropped() -> None:
    form = editing()
    form.set_answer("general", None, "entity", "corporation")
    form.set_answer("general", None, "corporate_number", "110111-1234567")
    form.set_answer("general", None, "entity", "individual")
    assert form.snapshot()["general"] == {"nationality": "KR", "entity": "individual"}


@pytest.mark.parametrize("nothing", [None, "", []])
def test_an_empty_answer_is_no_answer(nothing: object) -> None:
    form = editing(general={"name": "가나"})
    form.set_answer("general", None, "name", nothing)
    assert form.snapshot()["general"] == {}


def test_what_the_form_does_not_ask_is_left_out() -> None:
    form = editing(
        general={"name": "가나", "colour": "red"},
        representatives="damaged",
        branches=[1, {"name": "부산", "x": 1}],
        page_of_yesterday={"a": 1},
    )
    assert form.snapshot()["general"] == {"name": "가나"}
    assert form.snapshot()["representatives"] == []
    assert form.snapshot()["branches"] == [{"name": "부산"}]
    assert "page_of_yesterday" not in form.snapshot()


def test_a_snapshot_is_in_the_order_of_the_form_and_a_copy() -> None:
    form = editing(general={"name": "가나", "business_number": "1"}, branches=[{"name": "부산"}])
    snapshot = form.snapshot()
    assert list(snapshot["general"]) == ["business_number", "name"]
    snapshot["branches"][0]["name"] = "changed"
    assert form.rows("branches") == [{"name": "부산"}]


def test_the_first_row_is_the_main_one_and_marking_another_unmarks_it() -> None:
    form = editing()
    form.add_row("representatives")
    form.add_row("representatives")
    assert [row.get("is_main") for row in form.rows("representatives")] == [True, None]
    form.set_answer("representatives", 1, "is_main", True)
    assert [row.get("is_main") for row in form.rows("representatives")] == [None, True]


def test_a_duplicate_stands_behind_its_row_and_is_not_main() -> None:
    form = editing(licences=[{"name": "a", "is_main": True}, {"name": "b"}])
    assert form.duplicate_row("licences", 0) == 1
    assert form.rows("licences") == [{"name": "a", "is_main": True}, {"name": "a"}, {"name": "b"}]


def test_removed_rows_come_back_in_their_places_the_last_first() -> None:
    form = editing(branches=[{"name": "a"}, {"name": "b"}, {"name": "c"}])
    form.remove_row("branches", 0)
    form.remove_row("branches", 1)
    assert form.undo_remove("branches") == 1
    assert form.undo_remove("branches") == 0
    assert [row["name"] for row in form.rows("branches")] == ["a", "b", "c"]
    assert form.undo_remove("branches") is None


def test_a_main_row_that_comes_back_does_not_make_two() -> None:
    form = editing(licences=[{"name": "a", "is_main": True}, {"name": "b"}])
    form.remove_row("licences", 0)
    form.set_answer("licences", 0, "is_main", True)
    form.undo_remove("licences")
    assert form.rows("licences") == [{"name": "a"}, {"name": "b", "is_main": True}]


def test_rows_move_and_stop_at_the_ends() -> None:
    form = editing(branches=[{"name": "a"}, {"name": "b"}])
    assert form.move_row("branches", 0, -1) == 0
    assert form.move_row("branches", 0, 1) == 1
    assert form.move_row("branches", 1, 1) == 1
    assert [row["name"] for row in form.rows("branches")] == ["b", "a"]


def test_rows_have_a_limit() -> None:
    form = editing(representatives=[{"name": str(number)} for number in range(50)])
    assert not form.has_room("representatives")
    form.remove_row("representatives", 0)
    assert form.has_room("representatives")


def test_problems_follow_every_change_and_errors_leave_warnings_out() -> None:
    form = editing()
    assert Problem(("general", "name"), "required") in form.problems()
    form.set_answer("general", None, "name", "가나")
    assert form.problem_at(("general", "name")) is None
    form.set_answer("general", None, "entity", "corporation")
    form.set_answer("general", None, "corporate_number", "1101111234567")
    unusual = form.problem_at(("general", "corporate_number"))
    assert unusual
    assert unusual.is_warning
    assert unusual not in form.errors()


def test_dates_in_the_future_are_seen_with_the_given_today() -> None:
    form = editing(general={"opening_date": "2026-11-23"})
    found = form.problem_at(("general", "opening_date"))
    assert found
    assert found.code == "in_the_future"


def test_a_problem_inside_a_list_of_choices_is_found_at_its_field() -> None:
    form = editing(general={"business_areas": ["goods", "goods"]})
    found = form.problem_at(("general", "business_areas"))
    assert found
    assert found.code == "repeated_choice"


def test_listeners_hear_every_change() -> None:
    form = editing()
    heard: list[int] = []
    form.on_change(lambda: heard.append(1))
    form.set_answer("general", None, "name", "가")
    form.add_row("branches")
    form.move_row("branches", 0, 1)  # nowhere to go: no change
    form.remove_row("branches", 0)
    form.undo_remove("branches")
    assert len(heard) == 4
