"""After filing: where applications go, and the term of a 보류."""

from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest

from backend.services import audit
from backend.services.review import deadlines
from practice.applicants import supplier
from registration.korean_time import end_of_day, show_time, today
from registration.lifecycle import HOLD_DAYS
from registration.submission import moment
from testing.backend.world import World, refusal

SERVICE_INDUSTRY = {
    "industry_code": "1169",
    "name": "학술연구용역",
    "licence_number": "1",
    "is_main": True,
}


def plain(**changed: Any) -> dict[str, Any]:
    """A supplier that supplies only, has agreed, and has neither branch, factory nor agent."""
    form = deepcopy(supplier())
    for page in ("branches", "factories", "manufactured", "licences", "agents"):
        form[page] = []
    return form | changed


def _filed(world: World, form: dict[str, Any]) -> dict[str, Any]:
    filed = world.file_form(form)
    status: dict[str, Any] = world.get(f"/v1/submissions/{filed['number']}", filed["key"]).json()
    return status | {"key": filed["key"]}


def _states(status: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["actor"], one["target"]) for one in status["history"]]


def test_what_needs_no_paper_waits_at_the_central_desk(world: World) -> None:
    status = _filed(world, plain())
    assert (status["state"], status["office"], status["missing"]) == ("pending", "91", [])
    assert status["deadline"] is None


def test_services_alone_need_no_paper(world: World) -> None:
    status = _filed(world, plain(licences=[SERVICE_INDUSTRY]))
    assert (status["state"], status["office"], status["missing"]) == ("pending", "91", [])


def test_a_licence_puts_on_hold_for_twenty_korean_days(world: World) -> None:
    status = _filed(world, plain(licences=supplier()["licences"]))
    assert (status["state"], status["office"]) == ("on_hold", "25")
    assert status["missing"] == ["licence", "seal"]
    last_day = today(world.clock()) + timedelta(days=HOLD_DAYS)
    assert status["deadline"] == moment(end_of_day(last_day))
    assert show_time(status["deadline"]) == f"{last_day} 23:59"
    assert _states(status) == [("applicant", "pending"), ("system", "on_hold")]
    assert "면허·등록·신고증" in status["history"][-1]["reason"]
    assert status["version"] == 2


def test_a_manufacturer_stays_pending_though_papers_are_missing(world: World) -> None:
    status = _filed(world, plain(manufactured=supplier()["manufactured"]))
    assert (status["state"], status["office"], status["missing"]) == ("pending", "91", [])
    form = supplier(business_number="2222222227")
    status = _filed(world, form)
    assert (status["state"], status["office"]) == ("pending", "25")
    assert "employment" in status["missing"]


@pytest.mark.parametrize(
    ("form", "missing"),
    [
        (
            lambda: plain(reception=supplier()["reception"] | {"sharing_consent": False}),
            ["business_registration", "seal"],
        ),
        (lambda: plain(branches=supplier()["branches"]), ["branch_pledge", "seal"]),
        (lambda: plain(agents=supplier()["agents"]), ["employment", "seal"]),
    ],
    ids=["no consent", "branch", "agent"],
)
def test_each_paper_puts_on_hold(
    world: World, form: Callable[[], dict[str, Any]], missing: list[str]
) -> None:
    status = _filed(world, form())
    assert (status["state"], status["missing"]) == ("on_hold", missing)


def test_the_system_rejects_on_day_21_once(world: World) -> None:
    status = _filed(world, plain(licences=supplier()["licences"]))
    number, key = status["receipt_number"], status["key"]
    world.clock.now = end_of_day(today(world.clock()) + timedelta(days=HOLD_DAYS))
    assert deadlines.reject_overdue(world.service) == []
    world.clock.move(seconds=1)
    assert deadlines.reject_overdue(world.service) == [number]
    assert deadlines.reject_overdue(world.service) == []
    after = world.get(f"/v1/submissions/{number}", key).json()
    assert (after["state"], after["deadline"], after["missing"]) == ("rejected", None, [])
    assert _states(after)[-1] == ("system", "rejected")
    with world.service.database.read() as session:
        assert audit.verify(session).faults == []


def test_an_officers_hold_has_the_same_term_and_resuming_ends_it(world: World) -> None:
    status = _filed(world, plain())
    number, key = status["receipt_number"], status["key"]
    world.decided(number, "hold", reason="사업자등록을 확인하고 있습니다.")
    held = world.get(f"/v1/submissions/{number}", key).json()
    assert held["deadline"] is not None
    world.decided(number, "resume", version=2)
    assert world.get(f"/v1/submissions/{number}", key).json()["deadline"] is None
    world.clock.move(days=30)
    assert deadlines.reject_overdue(world.service) == []


def test_papers_that_came_by_post_are_noted_and_no_longer_missing(world: World) -> None:
    status = _filed(world, plain(licences=supplier()["licences"]))
    number, token = status["receipt_number"], world.officer()
    body = {"action": "resume", "version": 2, "received_on_paper": ["licence", "seal", "seal"]}
    path = f"/v1/officer/applications/{number}"
    answer = world.post(f"{path}/decision", body, token)
    assert answer.status_code == 200, answer.text
    assert (answer.json()["summary"]["state"], answer.json()["missing"]) == ("pending", [])
    answer = world.post(f"{path}/decision", body | {"version": 3}, token)
    assert refusal(answer) == (409, "transition_invalid")


def test_anyone_with_both_numbers_looks_an_application_up(world: World) -> None:
    status = _filed(world, plain(licences=supplier()["licences"]))
    asked = {"receipt_number": status["receipt_number"], "key": status["key"]}
    assert refusal(world.post("/v1/lookups", asked))[1] == "malformed"
    asked["key"] = status["business_number"]
    found = world.post("/v1/lookups", asked).json()
    assert found["state"] == "on_hold"
    assert set(found) == {"receipt_number", "kind", "state", "received"}
    for other in ({"key": "2222222227"}, {"receipt_number": "2020000001"}):
        assert refusal(world.post("/v1/lookups", asked | other)) == (404, "not_found")
