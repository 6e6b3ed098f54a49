"""Who may do what: every kind of caller against every kind of call, as one table."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
import requests

from backend.services.access import agencies
from practice.applicants import applicant, supplier
from registration.kinds import FilingPurpose, Kind
from testing.backend.world import World, taken_in

pytestmark = pytest.mark.usefixtures("no_route_goes_through_a_table")

PASSWORD = "Correct-Horse-7"
CLOSED = 401
STALE = 409
"""The caller may do it, and is told that the version is another."""

EXPECTED: dict[str, dict[str, int]] = {
    "status": {"key": 200, "own": 200, "colleague": 200},
    "document": {"key": 200, "own": 200, "colleague": 200},
    "cancel": {"key": STALE, "own": STALE, "colleague": STALE},
    "codes": {"key": 409, "own": 409, "colleague": 409},
    "registration": {"own": 200, "colleague": 200, "stranger": 200, "other firm": 200},
    "history": {"own": 200, "colleague": 200, "stranger": 409, "other firm": 200},
    "change a user": {"own": 204, "colleague": 403, "stranger": 404, "other firm": 404},
    "remove a user": {"own": 409, "colleague": 403, "stranger": 404, "other firm": 404},
    "end a certificate": {"own": 409, "colleague": 403, "stranger": 404, "other firm": 404},
    "password": {"own": 404, "colleague": 404, "stranger": 422, "other firm": 404},
    "queue": {"officer": 200},
    "detail": {"officer": 200},
    "decide": {"officer": STALE},
    "reset a password": {"officer": 404},
    "forward": {"agency": 400},
    "export": {"officer": 200},
    "sanctions": {"officer": 200},
    "look at a sanction": {"officer": 404},
    "give notice of a sanction": {"officer": 422},
    "stay a sanction": {"officer": 404},
    "send a sanction": {"agency": 400},
}
"""What is not named is closed: 401."""


def _session(world: World, sample: str) -> str:
    return str(world.login(world.applicant(sample)).json()["token"])


@pytest.fixture
def callers(world: World) -> dict[str, str]:
    """The token of every caller, by what the table calls them; the firm's change waits."""
    filed = world.registered()
    assert world.enrol(world.applicant("folder_starts_with_ou")).status_code == 201
    other = world.file_form(
        supplier(business_number="333-33-33336"), by=world.applicant("supplier_pbes1")
    )
    world.decided(other["number"], "approve")
    assert world.enrol(world.applicant("supplier_pbes1"), "3333333336").status_code == 201
    form = applicant(Kind.CATALOGUE)
    form["general"]["business_number"] = "1111111119"
    unsigned = taken_in(world.file_unsigned(world.application(form, kind=Kind.CATALOGUE), PASSWORD))
    world.decided(unsigned["number"], "approve")
    login = {"account_id": "practice1", "password": PASSWORD}
    ended = _session(world, "supplier")
    assert world.delete("/v1/sessions/current", ended).status_code == 204
    changed = deepcopy(supplier())
    changed["general"]["phone"] = "0299998888"
    change = world.application(changed, purpose=FilingPurpose.CHANGE, record_version=1)
    signed = world.applicant().sign(change.canonical())
    open_one = taken_in(world.file(signed, change.ticket.draft))
    world.number = open_one["number"]  # type: ignore[attr-defined]
    return {
        "nobody": "",
        "junk": "x" * 43,
        "logged out": ended,
        "key": open_one["key"],
        "key of another application": filed["key"],
        "own": _session(world, "supplier"),
        "colleague": _session(world, "folder_starts_with_ou"),
        "other firm": _session(world, "supplier_pbes1"),
        "stranger": str(world.post("/v1/password-sessions", login).json()["token"]),
        "officer": world.officer(),
        "agency": agencies.add(world.service.database, "한국도로공사", world.clock()),
    }


def _calls(world: World, own: str) -> dict[str, Callable[[str], requests.Response]]:
    number = world.number  # type: ignore[attr-defined]
    user = world.get("/v1/registration", own).json()["users"][0]
    fingerprint = user["certificates"][0]["fingerprint"]
    body: dict[str, Any] = {"user": user["user"]}
    wrong = {"present": "Wrong-Horse-7", "new": "Another-Mule-42"}
    return {
        "status": lambda token: world.get(f"/v1/submissions/{number}", token),
        "document": lambda token: world.get(f"/v1/submissions/{number}/document", token),
        "cancel": lambda token: world.post(
            f"/v1/submissions/{number}/cancel", {"version": 99}, token
        ),
        "codes": lambda token: world.post(
            f"/v1/submissions/{number}/issuance", {"request_id": "AB12"}, token
        ),
        "registration": lambda token: world.get("/v1/registration", token),
        "history": lambda token: world.get("/v1/registration/supplier/history", token),
        "change a user": lambda token: world.put(f"/v1/users/{user['id']}", body, token),
        "remove a user": lambda token: world.delete(f"/v1/users/{user['id']}", token),
        "end a certificate": lambda token: world.delete(f"/v1/certificates/{fingerprint}", token),
        "password": lambda token: world.put("/v1/password", wrong, token),
        "queue": lambda token: world.get("/v1/officer/applications", token),
        "detail": lambda token: world.get(f"/v1/officer/applications/{number}", token),
        "decide": lambda token: world.decide(number, "approve", token, 99),
        "reset a password": lambda token: world.post(
            "/v1/officer/accounts/nobody99/password", token=token
        ),
        "forward": lambda token: world.post("/v1/agency/submissions", b"x", token),
        "export": lambda token: world.get("/v1/officer/parties", token),
        "sanctions": lambda token: world.get("/v1/officer/sanctions", token),
        "look at a sanction": lambda token: world.get("/v1/officer/sanctions/1111111119/1", token),
        "give notice of a sanction": lambda token: world.post(
            "/v1/officer/sanctions", {"form": {}}, token
        ),
        "stay a sanction": lambda token: world.post(
            "/v1/officer/sanctions/1111111119/1/stay", {"form": {}, "version": 1}, token
        ),
        "send a sanction": lambda token: world.post("/v1/agency/sanctions", b"x", token),
    }


def test_every_caller_may_do_what_the_table_says_and_no_more(
    world: World, callers: dict[str, str]
) -> None:
    calls = _calls(world, callers["own"])
    assert set(calls) == set(EXPECTED)
    found = {
        (call, who): ask(token).status_code
        for call, ask in calls.items()
        for who, token in callers.items()
    }
    table = {(call, who): EXPECTED[call].get(who, CLOSED) for call in calls for who in callers}
    assert {one: (table[one], found[one]) for one in table if table[one] != found[one]} == {}
