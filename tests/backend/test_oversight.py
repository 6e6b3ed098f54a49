"""Organisations as officers end users and certificates in them, and the figures of their work."""

from datetime import timedelta

import pytest

from backend.pages.figures import harmless
from backend.refused import Refused
from backend.services.officer_rights import OfficerActing
from backend.services.organisations import oversight
from backend.services.review import figures
from practice.applicants import applicant
from registration.kinds import Kind
from registration.roles import OfficerRole
from testing.backend.world import World, business_number, refusal, taken_in

pytestmark = pytest.mark.usefixtures("no_route_goes_through_a_table")

A = OfficerActing("officer", frozenset({OfficerRole.OFFICER}))
ELSEWHERE = OfficerActing("third", frozenset({OfficerRole.OFFICER}), frozenset({"39"}))
PASSWORD = "Correct-Horse-7"
WHY = "폐업이 확인되었습니다."


def test_whose_certificate_an_officer_ends_is_logged_out_and_told_why(world: World) -> None:
    world.registered()
    login = world.login(world.applicant()).json()["token"]
    user = world.get("/v1/registration", login).json()["users"][0]
    (certificate,) = user["certificates"]
    with world.service.database.read() as session:
        (found,) = oversight.search(session, "연습", None).organisations
        number = found.id
    key = certificate["fingerprint"]
    for officer, reason, code in (
        (ELSEWHERE, WHY, "office_differs"),
        (A, " ", "reason_required"),
        (A, "가" * 151, "reason_too_long"),
    ):
        with world.nothing_stored(), pytest.raises(Refused, match=code):
            oversight.end_certificate(world.service, officer, number, key, reason)
    with pytest.raises(Refused, match="not_found"):
        oversight.end_certificate(world.service, A, number + 1, key, WHY)
    oversight.end_certificate(world.service, A, number, key, WHY)
    assert refusal(world.get("/v1/registration", login)) == (401, "session_ended_by_office")
    answer = world.login(world.applicant())
    assert refusal(answer) == (401, "certificate_ended_by_office")
    assert answer.json()["values"] == {"reason": WHY}
    answer = world.enrol(world.applicant())
    assert refusal(answer) == (401, "certificate_ended_by_office")


def test_a_user_of_an_account_who_is_ended_is_told_why(world: World) -> None:
    form = applicant(Kind.CATALOGUE)
    unsigned = taken_in(world.file_unsigned(world.application(form, kind=Kind.CATALOGUE), PASSWORD))
    world.decided(unsigned["number"], "approve")
    given = {"account_id": form["account"]["account_id"], "password": PASSWORD}
    token = world.post("/v1/password-sessions", given).json()["token"]
    with world.service.database.read() as session:
        (found,) = oversight.search(session, "", None).organisations
        number, user = found.id, found.users[0].id
    oversight.end_user(world.service, A, number, user, WHY)
    assert refusal(world.get("/v1/registration", token)) == (401, "session_ended_by_office")
    answer = world.post("/v1/password-sessions", given)
    assert refusal(answer) == (409, "account_ended_by_office")
    assert answer.json()["values"] == {"reason": WHY}


def test_the_figures_count_weeks_and_days_to_a_decision(world: World) -> None:
    numbers = []
    for serial in range(1, 5):
        form = applicant(Kind.CATALOGUE)
        form["general"]["business_number"] = business_number(serial)
        form["account"]["account_id"] = f"practice{serial}"
        application = world.application(form, kind=Kind.CATALOGUE)
        numbers.append(taken_in(world.file_unsigned(application, PASSWORD))["number"])
    for number, action in zip(numbers, ("approve", "approve", "reject"), strict=False):
        world.clock.move(days=1)
        world.decided(number, action, reason="사유" if action == "reject" else "")
    world.clock.move(days=5)
    with world.service.database.read() as session:
        found = figures.figures(session, world.clock(), None)
        none = figures.figures(session, world.clock(), ["39"])
    (group,) = found.by(2).values()
    assert (group.filed, group.approved, group.rejected) == (4, 2, 1)
    assert (group.median, group.ninetieth) == (2.0, 3.0)
    assert list(found.late.values()) == [1]
    assert sum(group.filed for group in found.by(0).values()) == 4
    assert len(found.by(0)) == figures.WEEKS
    assert all(week.weekday() == 0 for week in found.weeks)
    assert (none.groups, none.late.total()) == ({}, 0)
    assert timedelta(weeks=1) * (figures.WEEKS - 1) == found.weeks[-1] - found.weeks[0]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert harmless(f"가{cell}") == f"가{cell}"
