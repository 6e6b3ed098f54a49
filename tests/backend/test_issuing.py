"""참조번호와 인가코드: handed in by an officer, told to who knows the request ID, forgotten."""

import json
from dataclasses import replace
from typing import Any

import pytest

from backend.app import create_app
from backend.service import GivenCodes
from backend.services import housekeeping
from practice.applicants import applicant
from registration.kinds import Kind
from testing.backend.commands import review
from testing.backend.databases import contents
from testing.backend.world import OFFICER_PASSWORD, World, refusal, taken_in
from tests.backend.conftest import Switch

REQUEST_ID = "CITY0001"
CODES = {"reference_number": "20261127", "authorisation_code": "SECRET-4711"}


@pytest.fixture
def real(world: World, switch: Switch) -> World:
    """The service as it is outside practice: nobody makes codes up."""
    config = world.service.config.model_copy(update={"practice": False})
    switch.app = create_app(replace(world.service, config=config))
    return world


def institution(world: World, **certificate: Any) -> dict[str, str]:
    form = applicant(Kind.INSTITUTION)
    form["certificate"] |= certificate
    return taken_in(world.file_unsigned(world.application(form, kind=Kind.INSTITUTION)))


def note(world: World, number: str, codes: dict[str, str] = CODES) -> Any:
    return world.put(f"/v1/officer/applications/{number}/issuance", codes, world.officer())


def fetch(world: World, filed: dict[str, str], request_id: str = REQUEST_ID) -> Any:
    path = f"/v1/submissions/{filed['number']}/issuance"
    return world.post(path, {"request_id": request_id}, filed["key"])


def on_disk(world: World) -> bytes:
    """All that is kept; of SQLite the files, the log written back into the tables."""
    if world.service.database.engine.dialect.name == "sqlite":
        with world.service.database.engine.connect() as connection:
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return contents(world.service.config.database)


def is_ready(world: World, filed: dict[str, str]) -> bool:
    path = f"/v1/submissions/{filed['number']}"
    return bool(world.get(path, filed["key"]).json()["issuance_ready"])


def test_codes_an_officer_hands_in_are_told_and_then_forgotten(real: World) -> None:
    filed = institution(real)
    assert refusal(note(real, filed["number"])) == (409, "transition_invalid")
    real.decided(filed["number"], "approve")
    assert refusal(fetch(real, filed)) == (409, "issuance_not_ready")
    assert note(real, filed["number"]).status_code == 204
    assert is_ready(real, filed)
    assert CODES["authorisation_code"].encode() in on_disk(real)
    assert fetch(real, filed, "city0001").json() == CODES | {"authority": "한국정보인증(signGATE)"}
    real.clock.move(minutes=11)
    assert refusal(fetch(real, filed)) == (409, "issuance_not_ready")
    housekeeping.tidy(real.service)
    assert not is_ready(real, filed)
    assert CODES["authorisation_code"].encode() not in on_disk(real)


def test_the_practice_ca_learns_of_every_code(world: World, switch: Switch) -> None:
    given: list[GivenCodes] = []
    switch.app = create_app(replace(world.service, codes_given=given.append))
    filed = institution(world)
    world.decided(filed["number"], "approve")
    assert note(world, filed["number"]).status_code == 204
    (made_up, noted) = given
    assert noted[:2] == (CODES["reference_number"], CODES["authorisation_code"])
    assert made_up[2:] == noted[2:]
    assert noted.number == "2222222227"


def test_an_answer_lost_on_the_way_is_given_again_for_a_while(real: World) -> None:
    filed = institution(real)
    real.decided(filed["number"], "approve")
    note(real, filed["number"])
    first = fetch(real, filed).json()
    real.clock.move(minutes=9)
    housekeeping.tidy(real.service)
    assert fetch(real, filed).json() == first


def test_lost_codes_are_replaced(real: World) -> None:
    filed = institution(real)
    real.decided(filed["number"], "approve")
    for code in ("first", "second"):
        new = CODES | {"authorisation_code": code}
        assert note(real, filed["number"], new).status_code == 204
        assert fetch(real, filed).json()["authorisation_code"] == code


def test_guessing_the_request_id_ends_with_the_codes_forgotten(real: World) -> None:
    filed = institution(real)
    real.decided(filed["number"], "approve")
    note(real, filed["number"])
    for left in (4, 3, 2, 1, 0):
        answer = fetch(real, filed, "WRONG")
        assert refusal(answer) == (422, "request_id_wrong")
        assert answer.json()["values"] == {"left": left}
    assert refusal(fetch(real, filed)) == (409, "issuance_not_ready")


def test_nobody_else_gets_them(real: World) -> None:
    filed = institution(real)
    real.decided(filed["number"], "approve")
    note(real, filed["number"])
    other = real.file_form()
    assert refusal(fetch(real, filed | {"key": other["key"]})) == (401, "not_authorised")
    path = f"/v1/officer/applications/{filed['number']}/issuance"
    assert refusal(real.put(path, CODES, filed["key"])) == (401, "not_authorised")
    assert is_ready(real, filed)


@pytest.mark.parametrize("codes", [{"authorisation_code": "a b"}, {"reference_number": ""}])
def test_codes_that_are_none_are_refused(real: World, codes: dict[str, str]) -> None:
    filed = institution(real)
    real.decided(filed["number"], "approve")
    assert refusal(note(real, filed["number"], CODES | codes)) == (400, "malformed")


def test_who_asked_for_no_certificate_gets_no_codes(real: World) -> None:
    without = {"representative": None, "request_id": None, "authority": None}
    filed = institution(real, wanted=False, **without)
    real.decided(filed["number"], "approve")
    assert refusal(note(real, filed["number"])) == (409, "issuance_not_asked")
    supplier = real.file_form()
    real.decided(supplier["number"], "approve")
    assert refusal(note(real, supplier["number"])) == (409, "issuance_not_asked")


def test_a_newcomer_gets_made_up_codes_on_approval(world: World) -> None:
    filed = institution(world)
    world.decided(filed["number"], "approve")
    told = fetch(world, filed).json()
    assert told["reference_number"]
    assert told["authorisation_code"]
    supplier = world.file_form()
    world.decided(supplier["number"], "approve")
    assert refusal(fetch(world, supplier)) == (409, "issuance_not_ready")


def test_an_officer_hands_codes_in_from_the_command_line(real: World) -> None:
    filed = institution(real)
    arguments = ("issue", filed["number"], "--reference", "20261127")
    given = f"{OFFICER_PASSWORD}\nSECRET-4711\n"
    real.officer()
    early = review(real, *arguments, given=given)
    assert early.returncode == 1
    real.decided(filed["number"], "approve")
    done = review(real, *arguments, "--language", "en", given=given)
    assert (done.returncode, done.stderr) == (0, "")
    assert "can fetch them once" in done.stdout
    assert "SECRET" not in done.stdout
    assert fetch(real, filed).json()["authorisation_code"] == "SECRET-4711"
    unreadable = review(real, *arguments, given=f"{OFFICER_PASSWORD}\n\n")
    assert "영문자" in unreadable.stderr
    again = review(real, *arguments, "--json", given=given)
    assert json.loads(again.stdout) == {"noted": filed["number"]}
