"""ID and password of a cataloguing firm: in force after approval, locked, changed, ended."""

import pytest
import requests

from backend.storage.models import Account
from registration.kinds import Kind
from testing.backend.world import World, refusal, taken_in

PASSWORD = "Correct-Horse-7"
NEW = "Another-Mule-42"
NUMBER = "3333333336"


@pytest.fixture
def filed(world: World) -> str:
    """The receipt number of a cataloguing firm's application, not approved yet."""
    application = world.application(kind=Kind.CATALOGUE)
    return str(taken_in(world.file_unsigned(application, PASSWORD))["number"])


@pytest.fixture
def firm(world: World, filed: str) -> World:
    """A service where the cataloguing firm is approved."""
    world.decided(filed, "approve")
    return world


def _log_in(world: World, password: str = PASSWORD, name: str = "practice1") -> requests.Response:
    return world.post("/v1/password-sessions", {"account_id": name, "password": password})


def _token(world: World, password: str = PASSWORD) -> str:
    answer = _log_in(world, password)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["token"])


def _change(world: World, token: str, present: str, new: str) -> requests.Response:
    return world.put("/v1/password", {"present": present, "new": new}, token)


def test_after_approval_the_password_opens_a_session(firm: World) -> None:
    answer = _log_in(firm).json()
    assert (answer["by"], answer["kinds"], answer["user"]) == ("password", ["catalogue"], "정이용")
    seen = firm.get("/v1/registration", answer["token"]).json()
    (user,) = seen["users"]
    assert (user["account_id"], user["is_recipient"], user["is_self"]) == ("practice1", True, True)
    assert [one["kind"] for one in seen["applications"]] == ["catalogue"]


def test_before_approval_only_the_right_password_tells_that_it_waits(
    world: World, filed: str
) -> None:
    assert filed
    assert refusal(_log_in(world)) == (409, "account_pending")
    assert refusal(_log_in(world, "Wrong-Horse-7")) == (401, "login_failed")


def test_unknown_id_and_wrong_password_are_answered_alike(firm: World) -> None:
    unknown, wrong = _log_in(firm, name="nobody99"), _log_in(firm, "Wrong-Horse-7")
    assert (unknown.status_code, unknown.json()) == (wrong.status_code, wrong.json())
    assert refusal(wrong) == (401, "login_failed")


def test_five_failures_lock_for_a_while_even_the_right_password(firm: World) -> None:
    for _ in range(5):
        assert refusal(_log_in(firm, "Wrong-Horse-7")) == (401, "login_failed")
    assert refusal(_log_in(firm)) == (401, "login_failed")
    firm.clock.move(minutes=firm.service.config.times.account_lock)
    assert _log_in(firm).status_code == 201


def test_an_officer_gives_a_forgotten_password_anew(firm: World) -> None:
    own, officer = _token(firm), firm.officer()
    for _ in range(5):
        _log_in(firm, "Wrong-Horse-7")
    made = firm.post("/v1/officer/accounts/practice1/password", token=officer).json()
    assert refusal(firm.get("/v1/registration", own)) == (401, "session_password_changed")
    assert refusal(_log_in(firm)) == (401, "login_failed")
    assert _change(firm, _token(firm, made["password"]), made["password"], NEW).status_code == 204
    for name, token, code in (
        ("nobody99", officer, (404, "not_found")),
        ("practice1", _token(firm, NEW), (401, "not_authorised")),
    ):
        answer = firm.post(f"/v1/officer/accounts/{name}/password", token=token)
        assert refusal(answer) == code


def test_a_new_password_takes_the_old_ones_place_and_ends_other_sessions(firm: World) -> None:
    other, own = _token(firm), _token(firm)
    assert _change(firm, own, PASSWORD, NEW).status_code == 204
    assert refusal(firm.get("/v1/registration", other)) == (401, "session_password_changed")
    assert firm.get("/v1/registration", own).status_code == 200
    assert refusal(_log_in(firm)) == (401, "login_failed")
    assert _token(firm, NEW)


@pytest.mark.parametrize(
    ("present", "new", "expected"),
    [
        ("Wrong-Horse-7", NEW, (422, "password_wrong")),
        (PASSWORD, "short", (422, "password_unfit")),
        (PASSWORD, "Practice1-Mule", (422, "password_unfit")),
        (PASSWORD, f"Mule-{NUMBER}-x", (422, "password_unfit")),
    ],
)
def test_a_password_that_may_not_be_changed_stays(
    firm: World, present: str, new: str, expected: tuple[int, str]
) -> None:
    token = _token(firm)
    assert refusal(_change(firm, token, present, new)) == expected
    assert _token(firm)


def test_who_is_logged_in_by_certificate_has_no_password_to_change(world: World) -> None:
    world.registered()
    token = world.login(world.applicant()).json()["token"]
    assert refusal(_change(world, token, PASSWORD, NEW)) == (404, "not_found")


def test_an_id_is_free_until_it_is_chosen(world: World) -> None:
    def free(name: str) -> bool:
        return bool(world.get(f"/v1/accounts/{name}").json()["free"])

    assert free("practice1")
    world.file_unsigned(world.application(kind=Kind.CATALOGUE), PASSWORD)
    assert not free("practice1")
    assert refusal(world.get("/v1/accounts/No!")) == (400, "malformed")


def test_a_registered_certificate_ends_id_and_password(firm: World) -> None:
    token = _token(firm)
    certificate = firm.applicant("supplier_pbes1")
    answer = firm.enrol(certificate, NUMBER, token=token)
    assert answer.status_code == 201, answer.text
    assert refusal(firm.get("/v1/registration", token)) == (401, "session_account_ended")
    assert refusal(_log_in(firm, "Wrong-Horse-7")) == (401, "login_failed")
    assert refusal(_log_in(firm)) == (409, "account_ended")
    session = firm.login(certificate).json()
    (user,) = firm.get("/v1/registration", session["token"]).json()["users"]
    assert (session["by"], user["is_recipient"], user["account_id"]) == ("certificate", True, None)


def test_the_password_is_kept_as_argon2id_only(firm: World) -> None:
    with firm.service.database.read() as session:
        kept = session.get_one(Account, "practice1").password_hash
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept
