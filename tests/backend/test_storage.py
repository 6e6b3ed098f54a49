"""The database: its tables, its transactions, and what they keep apart."""

import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, IntegrityError, StatementError

from backend.config import ConfigError
from backend.place import Place
from backend.refused import Refused
from backend.service import open_database
from backend.storage import database as transactions
from backend.storage.database import Database
from backend.storage.migrate import upgrade
from backend.storage.models import Officer, ReceiptYear, SpentChallenge, Submission
from practice.applicants import supplier
from testing.backend.databases import SQLITE, Databases
from testing.backend.world import World


@pytest.fixture
def database(place: Place) -> Iterator[Database]:
    database = Database(place)
    yield database
    database.close()


@pytest.fixture
def sqlite(databases: Databases, tmp_path: Path) -> Iterator[Database]:
    database = Database(databases.copy(databases.empty(SQLITE), tmp_path))
    yield database
    database.close()


def test_commits_are_flushed_to_the_disk(database: Database, database_kind: str) -> None:
    wanted: dict[str, Any] = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    if database_kind == "postgresql":
        wanted = {"synchronous_commit": "on", "lock_timeout": "5s", "timezone": "UTC"}
    ask = "SHOW" if database_kind == "postgresql" else "PRAGMA"
    with database.engine.connect() as connection:
        settings = {name: connection.scalar(text(f"{ask} {name}")) for name in wanted}
    assert settings == wanted


def test_what_fails_leaves_nothing(database: Database) -> None:
    def failing() -> None:
        with database.write() as session:
            session.add(ReceiptYear(year=2026, last=1))
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        failing()
    with database.read() as session:
        assert session.get(ReceiptYear, 2026) is None


def test_a_writer_does_not_wait_for_ever(
    database: Database, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transactions, "BUSY_SECONDS", 0.05)
    with database.write(), pytest.raises(Refused, match="busy"), database.write():
        raise AssertionError
    other = Database(place)
    shorter = "PRAGMA busy_timeout = 10" if isinstance(place, Path) else "SET lock_timeout = '10ms'"
    with other.engine.connect() as connection:
        connection.exec_driver_sql(shorter)
        connection.commit()
    with database.write(), pytest.raises(Refused, match="busy"), other.write():
        raise AssertionError
    other.close()


def test_readers_see_one_state_while_another_writes(database: Database) -> None:
    with database.read() as reader:
        assert reader.get(ReceiptYear, 2026) is None
        with database.write() as writer:
            writer.add(ReceiptYear(year=2026, last=1))
        assert reader.get(ReceiptYear, 2026) is None


def test_times_come_back_in_utc_and_naive_ones_are_refused(database: Database) -> None:
    korean = datetime(2026, 1, 1, 9, tzinfo=timezone(timedelta(hours=9)))
    with database.write() as session:
        session.add(SpentChallenge(id="x", expires=korean))
    with database.read() as session:
        kept = session.get_one(SpentChallenge, "x").expires
    assert (kept, kept.tzinfo) == (korean, UTC)
    with pytest.raises(StatementError, match="zone"), database.write() as session:
        session.add(SpentChallenge(id="y", expires=korean.replace(tzinfo=None)))


@pytest.mark.parametrize("column", ["draft", "ticket", "receipt_number", "key"])
def test_the_database_itself_keeps_applications_apart(world: World, column: str) -> None:
    """Should a check ever fail to, the index still does."""
    world.file_form()
    world.file_form(supplier(business_number="2222222227"))
    with world.service.database.write() as session:
        first, second = session.query(Submission).order_by(Submission.receipt_number)
        setattr(second, column, getattr(first, column))
        with pytest.raises(IntegrityError, match=r"(?i)unique"):
            session.flush()
        session.rollback()


def test_two_accounts_of_one_name_cannot_be(database: Database) -> None:
    with pytest.raises(IntegrityError), database.write() as session:
        session.add_all(Officer(name="a", password_hash="x") for _ in range(2))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT id FROM submissions WHERE key = ? ORDER BY received DESC, receipt_number DESC",
        "SELECT id FROM submissions WHERE key = ? AND kind = ? AND state IN ('pending', 'on_hold')",
        "SELECT id FROM submissions WHERE state = ? ORDER BY receipt_number DESC LIMIT 50",
        "DELETE FROM sessions WHERE user_id = ?",
        "DELETE FROM sessions WHERE fingerprint = ?",
        "DELETE FROM officer_sessions WHERE officer_id = ?",
        "SELECT sha256 FROM uploads WHERE sha256 IN (?, ?)",
        "SELECT * FROM uploads WHERE touched < ?",
        "SELECT * FROM issuances WHERE authorisation_code IS NOT NULL AND fetched < ?",
    ],
)
def test_what_is_asked_often_is_found_by_an_index(sqlite: Database, query: str) -> None:
    values = ("x",) * query.count("?")
    with sqlite.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values).all()
    told = [str(row[-1]) for row in plan]
    assert all(one.startswith("SEARCH") for one in told), told


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[sqlite3.Connection]:
    """Every connection that was opened."""
    connections: list[sqlite3.Connection] = []
    connect = sqlite3.dbapi2.connect

    def noted(*given: Any, **named: Any) -> sqlite3.Connection:
        connections.append(connect(*given, **named))
        return connections[-1]

    monkeypatch.setattr(sqlite3.dbapi2, "connect", noted)
    return connections


def _is_open(connection: sqlite3.Connection) -> bool:
    try:
        connection.total_changes  # noqa: B018 - asked for to see whether it answers
    except sqlite3.ProgrammingError:
        return False
    return True


def test_no_connection_is_left_open(
    opened: list[sqlite3.Connection], databases: Databases, tmp_path: Path
) -> None:
    damaged, whole = tmp_path / "damaged.sqlite", databases.copy(databases.empty(SQLITE), tmp_path)
    damaged.write_bytes(b"no database" * 100)
    with pytest.raises(ConfigError, match="SQLite"):
        open_database(damaged)
    with pytest.raises(DatabaseError):
        upgrade(damaged)
    upgrade(whole)
    database = open_database(whole)
    at_work, go_on = threading.Event(), threading.Event()

    def read() -> None:
        with database.read() as session:
            session.scalar(text("SELECT 1"))
            at_work.set()
            assert go_on.wait(20)

    with ThreadPoolExecutor() as threads:
        reading = threads.submit(read)
        assert at_work.wait(20)
        closing = threads.submit(database.close)
        go_on.set()
        reading.result()
        closing.result()
    assert len(opened) >= 4
    assert not any(_is_open(connection) for connection in opened)
