"""Officers' decisions: the permitted moves, each recorded, none lost to another's."""

import itertools
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from practice.applicants import supplier
from practice.pki import Revoked
from registration.lifecycle import REASON_LIMIT, TRANSITIONS, Action, Actor, State
from testing.backend.world import World, business_number, refusal

pytestmark = pytest.mark.usefixtures("no_route_goes_through_a_table")

WAYS: dict[State, tuple[Action, ...]] = {
    State.PENDING: (),
    State.ON_HOLD: (Action.HOLD,),
    State.APPROVED: (Action.APPROVE,),
    State.REJECTED: (Action.REJECT,),
    State.CANCELLED: (Action.CANCEL,),
}
"""How an application gets into each state."""


def _brought_to(world: World, state: State, token: str) -> tuple[str, str]:
    filed = world.file_form()
    for action in WAYS[state]:
        if action is Action.CANCEL:
            path = f"/v1/submissions/{filed['number']}/cancel"
            assert world.post(path, {"version": 1}, filed["key"]).status_code == 200
        else:
            assert world.decide(filed["number"], action, token, 1, "사유").status_code == 200
    return filed["number"], filed["key"]


@pytest.mark.parametrize(("state", "action"), list(itertools.product(State, Action)))
def test_every_move_of_the_table_is_done_and_no_other(
    world: World, state: State, action: Action
) -> None:
    token = world.officer()
    number, key = _brought_to(world, state, token)
    version = 1 + len(WAYS[state])
    if action is Action.CANCEL:
        path = f"/v1/submissions/{number}/cancel"
        answer = world.post(path, {"version": version}, key)
    else:
        answer = world.decide(number, action, token, version, "사유")
    target = [
        one.target
        for one in TRANSITIONS
        if (one.source, one.action) == (state, action)
        and (Actor.APPLICANT if action is Action.CANCEL else Actor.OFFICER) in one.actors
    ]
    status = world.get(f"/v1/submissions/{number}", key).json()
    if target:
        assert answer.status_code == 200, answer.text
        assert (status["state"], status["version"]) == (target[0], version + 1)
        assert status["history"][-1]["source"] == state
    else:
        assert refusal(answer) == (409, "transition_invalid")
        assert (status["state"], status["version"]) == (state, version)


def test_an_officer_does_not_cancel_for_the_applicant(world: World) -> None:
    number = world.file_form()["number"]
    answer = world.decide(number, Action.CANCEL, world.officer())
    assert refusal(answer) == (409, "transition_invalid")


def test_a_decision_on_an_older_version_is_stale(world: World) -> None:
    token, number = world.officer(), world.file_form()["number"]
    assert world.decide(number, "hold", token, 1, "사유").status_code == 200
    with world.nothing_stored():
        answer = world.decide(number, "resume", token, 1)
    assert refusal(answer) == (409, "version_stale")
    assert answer.json()["values"] == {"version": 2}


def test_an_applicant_cancels_the_version_they_saw(world: World) -> None:
    filed = world.file_form()
    path = f"/v1/submissions/{filed['number']}/cancel"
    world.decided(filed["number"], "hold", reason="사유")
    assert refusal(world.post(path, {"version": 1}, filed["key"])) == (409, "version_stale")
    cancelled = world.post(path, {"version": 2}, filed["key"])
    assert cancelled.json()["state"] == "cancelled"
    assert world.file_form()["number"] > filed["number"]


def test_of_officers_deciding_at_once_one_decides(world: World) -> None:
    token, number = world.officer(), world.file_form()["number"]
    url = f"{world.url}/v1/officer/applications/{number}/decision"
    bodies = [
        {"action": action, "version": 1, "reason": "사유"}
        for action in ("approve", "reject", "hold", "approve")
    ]
    headers = {"Authorization": f"Bearer {token}"}
    with ThreadPoolExecutor(4) as pool:
        sent = [
            pool.submit(requests.post, url, json=body, headers=headers, timeout=20)
            for body in bodies
        ]
    answers = [one.result() for one in sent]
    assert sorted(one.status_code for one in answers) == [200, 409, 409, 409]
    assert world.rows()["audit"] == 4  # the account, the filing, the taking, the one decision


@pytest.mark.parametrize("action", ["hold", "reject"])
@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("", (422, "reason_required")),
        ("  ", (422, "reason_required")),
        ("가" * (REASON_LIMIT + 1), (422, "reason_too_long")),
        ("가\x00나", (400, "malformed")),
        ("가\u202e나", (400, "malformed")),
    ],
    ids=["none", "blank", "151 characters", "nul", "turned writing"],
)
def test_a_reason_is_given_and_readable(
    world: World, action: str, reason: str, expected: tuple[int, str]
) -> None:
    token, number = world.officer(), world.file_form()["number"]
    with world.nothing_stored():
        assert refusal(world.decide(number, action, token, 1, reason)) == expected


def test_a_reason_of_150_characters_is_kept(world: World) -> None:
    filed = world.file_form()
    world.decided(filed["number"], "hold", reason="가" * REASON_LIMIT)
    status = world.get(f"/v1/submissions/{filed['number']}", filed["key"]).json()
    assert status["history"][-1]["reason"] == "가" * REASON_LIMIT


def test_the_queue_comes_in_pages_newest_first(world: World) -> None:
    numbers = [
        world.file_form(supplier(business_number=business_number(one)))["number"]
        for one in range(5)
    ]
    token = world.officer()
    world.decide(numbers[1], "hold", token, 1, "사유")
    seen, after = [], ""
    while after is not None:
        query = f"?limit=2{f'&after={after}' if after else ''}"
        page = world.get(f"/v1/officer/applications{query}", token).json()
        seen += [one["receipt_number"] for one in page["applications"]]
        after = page["next"]
    assert seen == numbers[::-1]
    held = world.get("/v1/officer/applications?state=on_hold", token).json()
    assert [one["receipt_number"] for one in held["applications"]] == [numbers[1]]
    assert held["next"] is None


@pytest.mark.parametrize(
    "query", ["state=open", "after=x", "limit=0", "limit=201", "limit=x", "after=2026%00000001"]
)
def test_a_query_that_makes_no_sense_is_malformed(world: World, query: str) -> None:
    answer = world.get(f"/v1/officer/applications?{query}", world.officer())
    assert refusal(answer) == (400, "malformed")


def test_an_application_that_is_not_there_is_not_found(world: World) -> None:
    token = world.officer()
    assert refusal(world.get("/v1/officer/applications/2020000001", token)) == (404, "not_found")
    assert refusal(world.decide("2020000001", "approve", token)) == (404, "not_found")


def test_a_certificate_revoked_since_the_filing_is_told_at_the_approval(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    token, filed = world.officer(), world.file_form()
    lists = tmp_path_factory.mktemp("crl")
    for name in ("dp1p2", "root"):
        kept = (world.pki.crl_folder / f"{name}.crl").read_bytes()
        (lists / f"{name}.crl").write_bytes(kept)
    one = Revoked(world.applicant().certificate.serial, world.clock.now)
    (lists / "dp1p1.crl").write_bytes(world.pki.crl("dp1p1", [one]))
    kept_places = world.service.judge.files._places
    monkeypatch.setattr(world.service.judge.files, "_places", (lists,))
    with world.nothing_stored():
        assert refusal(world.decide(filed["number"], "approve", token)) == (409, "signer_revoked")
    monkeypatch.setattr(world.service.judge.files, "_places", kept_places)
    answer = world.decide(filed["number"], "approve", token)
    assert answer.status_code == 200, answer.text
    checks = [check["check"] for check in answer.json()["checks"]]
    assert checks[-3:] == ["signer_now", "sanctions", "business_registry"]


def test_a_list_that_cannot_be_had_leaves_the_approval_for_later(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, filed = world.officer(), world.file_form()
    monkeypatch.setattr(world.service.judge.files, "_places", ())
    refused = world.decide(filed["number"], "approve", token)
    assert refusal(refused) == (503, "certificate_undecided")
    assert world.decide(filed["number"], "reject", token, reason="사유").status_code == 200
