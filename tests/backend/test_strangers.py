"""An account that nobody proved: apart from a firm's certificates, in whichever order they came."""

from typing import Any

import pytest
from sqlalchemy import select

from backend.services import audit
from backend.storage.models import AuditRecord
from practice.applicants import applicant, supplier
from registration.kinds import FilingPurpose, Kind
from testing.backend.world import World, refusal, taken_in

PASSWORD = "Correct-Horse-7"
NUMBER = "1111111119"

BESIDE = ("notices", "queue_counts", "registry_checks", "submission_traits")
"""Tables that hold more with every filing, whoever files."""


def _file(world: World, account_id: str = "stranger1") -> dict[str, Any]:
    """Files for the firm's number without a certificate, as anyone may."""
    form = applicant(Kind.CATALOGUE)
    form["general"]["business_number"] = NUMBER
    form["account"]["account_id"] = account_id
    return taken_in(world.file_unsigned(world.application(form, kind=Kind.CATALOGUE), PASSWORD))


def _stranger(world: World) -> str:
    """The token of a stranger whose filing for the firm's number was approved."""
    world.decided(_file(world)["number"], "approve")
    body = {"account_id": "stranger1", "password": PASSWORD}
    return str(world.post("/v1/password-sessions", body).json()["token"])


def _firm(world: World) -> dict[str, Any]:
    """The firm's signed application, approved, its certificate registered; with its token."""
    filed = world.registered()
    return filed | {"token": world.login(world.applicant()).json()["token"]}


def _found(world: World, number: str, check: str = "number") -> list[Any]:
    detail = world.get(f"/v1/officer/applications/{number}", world.officer()).json()
    return next(one["findings"] for one in detail["checks"] if one["check"] == check)


@pytest.mark.parametrize("first", ["stranger", "firm"])
def test_the_account_and_the_certificates_of_one_number_are_apart(world: World, first: str) -> None:
    if first == "stranger":
        stranger, firm = _stranger(world), _firm(world)
    else:
        firm, stranger = _firm(world), _stranger(world)
    theirs = world.get("/v1/registration", stranger).json()
    own = world.get("/v1/registration", firm["token"]).json()
    assert [one["kind"] for one in theirs["records"]] == ["catalogue"]
    assert [one["kind"] for one in own["records"]] == ["supplier"]
    assert [one["kind"] for one in theirs["applications"]] == ["catalogue"]
    assert [one["receipt_number"] for one in own["applications"]] == [firm["number"]]
    for seen, account in ((theirs, "stranger1"), (own, None)):
        (user,) = seen["users"]
        assert (user["account_id"], user["is_recipient"]) == (account, True)
    user = own["users"][0]["id"]
    fingerprint = world.applicant().certificate.fingerprint
    with world.nothing_stored():
        for answer, expected in (
            (world.get(f"/v1/submissions/{firm['number']}", stranger), (401, "not_authorised")),
            (world.delete(f"/v1/users/{user}", stranger), (404, "not_found")),
            (world.delete(f"/v1/certificates/{fingerprint}", stranger), (404, "not_found")),
            (world.get("/v1/registration/supplier/history", stranger), (409, "record_missing")),
        ):
            assert refusal(answer) == expected


@pytest.mark.parametrize("action", ["", "/document", "/cancel"])
def test_an_open_application_of_the_firm_is_closed_to_the_account(
    world: World, action: str
) -> None:
    stranger = _stranger(world)
    filed = world.file_form()
    path = f"/v1/submissions/{filed['number']}{action}"
    ask = (lambda: world.post(path, {"version": 1}, stranger)) if action == "/cancel" else None
    assert refusal(ask() if ask else world.get(path, stranger)) == (401, "not_authorised")
    assert world.get(f"/v1/submissions/{filed['number']}", filed["key"]).json()["state"] in (
        "pending",
        "on_hold",
    )


def test_the_officer_is_told_that_the_number_is_registered(world: World) -> None:
    _firm(world)
    filed = _file(world)
    (found,) = _found(world, filed["number"])
    assert (found["code"], found["severity"]) == ("number_registered", "warning")
    assert found["values"] == {"certificates": 1, "kinds": ["supplier"]}


def test_the_officer_is_told_what_came_after_the_filing(world: World) -> None:
    filed = _file(world)
    assert _found(world, filed["number"]) == []
    _firm(world)
    (found,) = _found(world, filed["number"], "number_now")
    assert found["code"] == "number_registered"


def test_a_stranger_learns_nothing_of_the_number(world: World) -> None:
    _stranger(world)
    before = _file(world, "another1")
    filed = ("submissions", "accounts", "verdicts", "audit", "receipt_years")
    with world.nothing_stored(*filed, *BESIDE):
        again = _file(world, "another2")
    assert set(before) == set(again)
    answer = world.decide(again["number"], "approve", world.officer())
    assert refusal(answer) == (409, "registered_meanwhile")


def test_who_cancels_is_named_by_the_key_or_session_that_acted(world: World) -> None:
    firm = _firm(world)
    for token, name in (
        (firm["token"], world.applicant().certificate.fingerprint),
        ("", "status key"),
    ):
        application = world.application(
            supplier(phone="02-1234-5678"), purpose=FilingPurpose.CHANGE, record_version=1
        )
        signed = world.applicant().sign(application.canonical())
        filed = taken_in(world.file(signed, application.ticket.draft))
        state = world.get(f"/v1/submissions/{filed['number']}", filed["key"]).json()
        body = {"version": state["version"]}
        path = f"/v1/submissions/{filed['number']}/cancel"
        assert world.post(path, body, token or filed["key"]).status_code == 200
        with world.service.database.read() as session:
            assert audit.verify(session).faults == []
            last = select(AuditRecord).order_by(AuditRecord.position.desc()).limit(1)
            assert session.scalars(last).one().actor_name == name


def test_a_certificate_with_the_accounts_session_goes_on_as_its_user(world: World) -> None:
    stranger = _stranger(world)
    certificate = world.applicant()
    assert world.enrol(certificate, token=stranger).status_code == 201
    token = world.login(certificate).json()["token"]
    seen = world.get("/v1/registration", token).json()
    (user,) = seen["users"]
    assert (user["is_recipient"], user["account_id"]) == (True, None)
    assert [one["kind"] for one in seen["records"]] == ["catalogue"]
    assert [one["kind"] for one in seen["applications"]] == ["catalogue"]


def test_a_certificate_without_it_inherits_no_user_and_ends_the_account(world: World) -> None:
    stranger = _stranger(world)
    (before,) = world.get("/v1/registration", stranger).json()["users"]
    assert world.enrol(world.applicant()).status_code == 201
    assert refusal(world.get("/v1/registration", stranger)) == (401, "session_account_ended")
    token = world.login(world.applicant()).json()["token"]
    (user,) = world.get("/v1/registration", token).json()["users"]
    assert user["is_recipient"]
    assert user["user"]["name"] != before["user"]["name"]


def test_an_account_joins_the_certificates_by_a_certificate_and_its_session(world: World) -> None:
    firm, stranger = _firm(world), _stranger(world)
    second = world.applicant("folder_starts_with_ou")
    assert world.enrol(second, token=stranger).status_code == 201
    seen = world.get("/v1/registration", firm["token"]).json()
    assert {one["kind"] for one in seen["records"]} == {"supplier", "catalogue"}
    assert [one["is_recipient"] for one in seen["users"]] == [True, False]
    assert {one["kind"] for one in seen["applications"]} == {"supplier", "catalogue"}


def test_another_firms_certificate_does_not_take_the_account(world: World) -> None:
    stranger = _stranger(world)
    other = world.applicant("supplier_pbes1")
    with world.nothing_stored("spent_challenges"):
        assert refusal(world.enrol(other, token=stranger)) == (422, "identity_mismatch")
    assert world.get("/v1/registration", stranger).status_code == 200
