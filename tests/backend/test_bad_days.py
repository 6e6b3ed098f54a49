"""Bad days of the database: what was acknowledged stays, who asks is told, /readyz says it."""

import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import requests
from sqlalchemy import select, text

from backend.answers import AGAIN_SECONDS
from backend.clock import utc_now
from backend.config import ConfigError
from backend.place import PostgresUrl
from backend.service import open_database
from backend.services import audit, readiness
from backend.services.filing import receipts
from backend.storage import server_time
from backend.storage.database import Database
from backend.storage.engines import POOL_SIZE
from backend.storage.models import Submission
from practice.applicants import supplier
from testing.backend.databases import Databases
from testing.backend.world import World

pytestmark = pytest.mark.expects_warnings

PATIENCE = 20


@pytest.fixture(autouse=True)
def nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "KEPT_SECONDS", 0)


def said_of_database(world: World) -> str:
    """Return what /readyz says of the database; its status has to agree."""
    answer = world.http.get(world.url + "/readyz", timeout=PATIENCE)
    said = str(answer.json()["parts"]["database"])
    assert answer.status_code == (200 if said == "ok" else 503)
    return said


def told_to_come_again(answer: requests.Response, code: str = "busy", status: int = 503) -> None:
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    if status == 503:
        assert answer.headers["Retry-After"] == str(AGAIN_SECONDS)


def filed(world: World) -> Callable[[], requests.Response]:
    """Return what files an application, the same however often it is called."""
    application = world.application(supplier())
    draft, cms = application.ticket.draft, world.applicant().sign(application.canonical())
    headers = world.filing(cms, draft)
    return partial(world.post, "/v1/submissions", cms, **headers)


def receipt_numbers(world: World) -> list[str]:
    with world.service.database.read() as session:
        assert audit.verify(session).faults == []
        return list(session.scalars(select(Submission.receipt_number)))


@pytest.mark.database("postgresql")
def test_a_server_that_restarts_in_the_middle_is_told_and_worked_with_again(
    world: World, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work, go_on, sign = threading.Event(), threading.Event(), receipts.sign
    file = filed(world)

    def held(*given: Any) -> bytes:
        at_work.set()
        assert go_on.wait(PATIENCE)
        return sign(*given)

    monkeypatch.setattr(receipts, "sign", held)
    with ThreadPoolExecutor(1) as threads:
        under_way = threads.submit(file)
        assert at_work.wait(PATIENCE)
        databases.postgres.halt()
        try:
            go_on.set()
            told_to_come_again(under_way.result())
            told_to_come_again(file())
            assert said_of_database(world) == "unreachable"
            assert world.http.get(world.url + "/healthz", timeout=PATIENCE).ok
        finally:
            databases.postgres.resume()
    assert [file().status_code, file().status_code] == [201, 200]
    assert len(receipt_numbers(world)) == 1
    assert said_of_database(world) == "ok"


@pytest.mark.database("postgresql")
@pytest.mark.parametrize("is_done", [True, False], ids=["committed", "not committed"])
def test_filing_again_after_a_connection_lost_at_the_commit_neither_loses_nor_doubles(
    world: World, monkeypatch: pytest.MonkeyPatch, *, is_done: bool
) -> None:
    file = filed(world)
    dialect, sign = world.service.database.engine.dialect, receipts.sign
    commit, filing = dialect.do_commit, threading.Event()

    def signed(*given: Any) -> bytes:
        filing.set()
        return sign(*given)

    def lost(connection: Any) -> None:
        if not filing.is_set():
            commit(connection)
            return
        if is_done:
            commit(connection)
        connection.driver_connection.close()  # what is asked over it now fails
        commit(connection)

    with monkeypatch.context() as patch:
        patch.setattr(receipts, "sign", signed)
        patch.setattr(dialect, "do_commit", lost)
        told_to_come_again(file())
    assert len(receipt_numbers(world)) == int(is_done)
    answers = [file(), file()]
    assert [answer.status_code for answer in answers] == [200 if is_done else 201, 200]
    assert answers[0].json()["receipt"] == answers[1].json()["receipt"]
    assert len(receipt_numbers(world)) == 1


def test_every_connection_taken_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    engine, file = world.service.database.engine, filed(world)
    monkeypatch.setattr(engine.pool, "_timeout", 0.05)
    with ExitStack() as taken:
        for _ in range(POOL_SIZE):
            taken.enter_context(engine.connect())
        told_to_come_again(file())
        assert said_of_database(world) == "unreachable"
    assert file().status_code == 201
    assert said_of_database(world) == "ok"


def test_a_full_disk_is_told_and_nothing_half_kept(world: World) -> None:
    file, database = filed(world), world.service.database
    with _without_room(database):
        told_to_come_again(file(), "storage_full", 507)
        assert said_of_database(world) == "storage_full"
        assert world.get("/v1/service").ok
        assert receipt_numbers(world) == []
    assert said_of_database(world) == "ok"
    assert file().status_code == 201
    assert len(receipt_numbers(world)) == 1


@contextmanager
def _without_room(database: Database) -> Iterator[None]:
    """Let nothing be added: SQLite's file may not grow, the server refuses as with a full disk."""
    if not database.is_shared:
        _limit_pages(database, 1)
        yield
        _limit_pages(database, 2**32 - 2)
        return
    with database.engine.begin() as connection:
        for statement in _FULL:
            connection.exec_driver_sql(statement)
    yield
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DROP FUNCTION no_room, no_room_for_tables CASCADE")


def _limit_pages(database: Database, pages: int) -> None:
    """Limit the file's size; one that is larger already may not grow."""
    with ExitStack() as taken:
        for _ in range(POOL_SIZE):
            connection = taken.enter_context(database.engine.connect())
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


_RAISE = "LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'full' USING ERRCODE = '53100'; END $$"
_FULL = (
    f"CREATE FUNCTION no_room() RETURNS trigger {_RAISE}",
    f"CREATE FUNCTION no_room_for_tables() RETURNS event_trigger {_RAISE}",
    "CREATE TRIGGER no_room BEFORE INSERT ON submissions EXECUTE FUNCTION no_room()",
    "CREATE EVENT TRIGGER no_room ON ddl_command_start WHEN TAG IN ('CREATE TABLE')"
    " EXECUTE FUNCTION no_room_for_tables()",
)


def test_a_program_left_running_over_newer_tables_writes_nothing_and_says_so(
    world: World,
) -> None:
    file, asked = filed(world), {"receipt_number": "2026000001", "key": "1111111119"}
    with world.service.database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        session.execute(text("ALTER TABLE submissions RENAME COLUMN applicant TO name_of_it"))
    before = world.rows()
    told_to_come_again(file())
    told_to_come_again(world.post("/v1/lookups", asked))
    assert said_of_database(world) == "other_version"
    assert world.rows() == before


@pytest.mark.database("postgresql")
def test_why_a_server_lets_nobody_in_is_told(
    place: PostgresUrl, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(ConfigError, match="not to be reached"):
        open_database(PostgresUrl(place.url.set(database="nowhere", password="S3cret")))
    assert 'database "nowhere" does not exist' in caplog.text
    assert "S3cret" not in caplog.text


@pytest.mark.database("postgresql")
def test_instances_whose_clocks_differ_go_by_the_databases(
    place: PostgresUrl, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    told = []
    for minutes in (1, -1):
        own = utc_now() + timedelta(minutes=minutes)
        monkeypatch.setattr(server_time, "utc_now", lambda own=own: own)
        with closing(open_database(place)) as database:
            told.append(database.clock() - utc_now())
    assert all(abs(off) <= timedelta(seconds=2) for off in told)
    assert re.findall(r"clock is (-?)\d\d s from the database", caplog.text) == ["", "-"]
