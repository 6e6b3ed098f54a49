"""Officers' accounts: hashed, locked after failures, telling nobody which exist."""

from concurrent.futures import ThreadPoolExecutor

import argon2
import pytest
import requests
from sqlalchemy import select

from backend.passwords import Passwords
from backend.services import audit
from backend.services.access import officers
from backend.services.access.logins import Tried, Trying
from backend.storage.models import AuditRecord, Officer
from testing.backend.databases import contents
from testing.backend.world import OFFICER, OFFICER_PASSWORD, World, refusal


def _log_in(world: World, password: str = OFFICER_PASSWORD, name: str = OFFICER) -> int:
    body = {"officer": name, "password": password}
    return world.post("/v1/officer/sessions", body).status_code


def test_a_password_is_kept_as_argon2id(world: World) -> None:
    world.officer()
    with world.service.database.read() as session:
        kept = session.query(Officer).one().password_hash
    assert kept.startswith("$argon2id$")
    assert OFFICER_PASSWORD not in kept


def test_hashing_costs_what_owasp_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.passwords.PasswordHasher", argon2.PasswordHasher)
    passwords = Passwords()
    kept = passwords.hash(OFFICER_PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.fits(kept, OFFICER_PASSWORD)
    assert not passwords.fits(kept, "wrong")
    passwords.close()


def test_every_failed_login_is_told_the_same(world: World) -> None:
    world.officer()
    answers = [
        world.post("/v1/officer/sessions", {"officer": name, "password": password})
        for name, password in [
            (OFFICER, "wrong"),
            ("nobody", OFFICER_PASSWORD),
            (OFFICER, "가" * 200),
            ("없는 사람\x00", ""),
        ]
    ]
    assert {(one.status_code, one.text) for one in answers} == {
        (401, '{"code":"login_failed","values":{"failures":5,"minutes":15,"most_minutes":120}}')
    }


def test_after_five_failures_the_account_is_locked_for_a_while(world: World) -> None:
    world.officer()
    assert [_log_in(world, "wrong") for _ in range(5)] == [401] * 5
    assert _log_in(world) == 401
    world.clock.move(minutes=15, seconds=-1)
    assert _log_in(world) == 401
    world.clock.move(seconds=1)
    assert _log_in(world) == 201


def test_each_further_failure_doubles_the_lock_up_to_two_hours(world: World) -> None:
    world.officer()
    for _ in range(5):
        _log_in(world, "wrong")
    for minutes in (15, 30, 60, 120, 120):
        world.clock.move(minutes=minutes, seconds=-1)
        assert _log_in(world) == 401
        world.clock.move(seconds=1)
        assert _log_in(world, "wrong") == 401  # it counts: not locked out any more
    world.clock.move(minutes=120)
    assert _log_in(world) == 201


def test_failed_logins_are_in_the_audit_without_the_password(world: World) -> None:
    """Those that are not looked at are not: the record does not grow by them."""
    world.officer()
    for _ in range(9):
        _log_in(world, "wrong-Secret-1")
    _log_in(world, "wrong-Secret-1", "nobody")
    with world.service.database.read() as session:
        failed = list(
            session.scalars(select(AuditRecord).where(AuditRecord.event == "login_failed"))
        )
        told = [(one.subject, one.actor, one.reason) for one in failed]
        assert audit.verify(session).faults == []
    assert told == [(OFFICER, "system", "from 127.0.0.1")] * 5
    assert b"wrong-Secret-1" not in contents(world.service.config.database)


def test_a_success_forgets_the_failures_before(world: World) -> None:
    world.officer()
    for _ in range(3):
        assert [_log_in(world, "wrong") for _ in range(4)] == [401] * 4
        assert _log_in(world) == 201


def test_failures_elsewhere_lock_nobody_out_here(world: World) -> None:
    """Whoever guesses at another address is locked out, the officer is not."""
    world.officer()
    guessing = Trying(f"officer {OFFICER}", "192.0.2.1", 15)
    with world.service.database.write() as session:
        for _ in range(9):
            assert guessing.tried(session, world.clock(), fits=False) is not Tried.RIGHT
        assert guessing.tried(session, world.clock(), fits=True) is Tried.LOCKED_OUT
    assert _log_in(world) == 201


def test_a_clock_that_was_wrong_locks_nobody_out(world: World) -> None:
    world.officer()
    world.clock.move(days=365)
    assert [_log_in(world, "wrong") for _ in range(5)] == [401] * 5
    world.clock.move(days=-365)
    assert _log_in(world) == 201


def test_a_failed_login_is_in_the_log_and_names_nobody(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    world.officer()
    _log_in(world, "a wrong one")
    _log_in(world, "a wrong one", "nobody")
    told = [record.getMessage() for record in caplog.records if record.name.endswith(".logins")]
    assert told == [
        "login refused, wrong password: officer",
        "login refused, no such account: officer",
    ]
    assert "a wrong one" not in caplog.text


def test_an_officer_logs_out(world: World) -> None:
    token, other = world.officer(), world.officer()
    assert world.delete("/v1/officer/sessions/current", token).status_code == 204
    refused = world.get("/v1/officer/applications", token)
    assert refusal(refused) == (401, "session_logged_out")
    assert world.get("/v1/officer/applications", other).status_code == 200


def test_a_removed_officer_is_out_at_once(world: World) -> None:
    token = world.officer()
    assert officers.remove(world.service.database, OFFICER, world.clock())
    assert not officers.remove(world.service.database, OFFICER, world.clock())
    assert refusal(world.get("/v1/officer/applications", token)) == (401, "not_authorised")
    assert _log_in(world) == 401


def test_an_officer_of_an_office_decides_on_its_applications_alone(world: World) -> None:
    token = world.officer()
    number = world.file_form()["number"]
    service = world.service
    mine = world.get(f"/v1/officer/applications/{number}", token).json()["summary"]["office"]
    for office, expected in (("99" if mine != "99" else "98", 403), (mine, 200)):
        officers.set_password(
            service.database,
            service.passwords,
            OFFICER,
            OFFICER_PASSWORD,
            world.clock(),
            offices=[office],
        )
        seen = world.get(f"/v1/officer/applications/{number}", world.officer()).json()
        answer = world.decide(number, "approve", world.officer(), seen["summary"]["version"])
        assert answer.status_code == expected, answer.text


def test_guesses_at_once_lock_the_account_too(world: World) -> None:
    world.officer()
    url, body = f"{world.url}/v1/officer/sessions", {"officer": OFFICER, "password": "wrong"}
    with ThreadPoolExecutor(8) as pool:
        sent = [pool.submit(requests.post, url, json=body, timeout=20) for _ in range(8)]
    assert {one.result().status_code for one in sent} == {401}
    assert _log_in(world) == 401


def test_a_new_password_unlocks_and_ends_the_logins_before(world: World) -> None:
    token = world.officer()
    for _ in range(5):
        _log_in(world, "wrong")
    service = world.service
    new = officers.set_password(
        service.database, service.passwords, OFFICER, "another long one", world.clock()
    )
    assert new is False
    assert refusal(world.get("/v1/officer/applications", token)) == (
        401,
        "session_password_changed",
    )
    assert _log_in(world) == 401
    assert _log_in(world, "another long one") == 201


def test_an_officers_session_ends(world: World) -> None:
    token = world.officer()
    world.clock.move(minutes=59)
    assert world.get("/v1/officer/applications", token).status_code == 200
    world.clock.move(minutes=1)
    assert refusal(world.get("/v1/officer/applications", token)) == (401, "session_expired")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'{"officer":"a"}',
        b'{"officer":"a","password":1}',
        b'{"officer":"\\ud800","password":"b"}',
        b'{"officer":"a","password":"b","c":1}',
        b'{"officer":"' + b"a" * 51 + b'","password":"b"}',
        b'\xff{"officer":"a","password":"b"}',
        b"[" * 30_000,
    ],
)
def test_a_login_of_another_form_is_malformed(world: World, body: bytes) -> None:
    answer = world.post("/v1/officer/sessions", body, **{"Content-Type": "application/json"})
    assert refusal(answer) == (400, "malformed")
