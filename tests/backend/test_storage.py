"""The database: its tables, its transactions, and what they keep apart."""

import json
import shutil
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, column, table, text
from sqlalchemy.exc import DatabaseError, IntegrityError, StatementError

from backend.config import ConfigError
from backend.refused import Refused
from backend.service import open_database
from backend.services.applications import finding
from backend.services.officer_rights import OfficerActing
from backend.services.review import queue
from backend.storage import database as databases
from backend.storage.database import Database, open_engine
from backend.storage.migrate import HEAD, alembic_config, is_current, upgrade
from backend.storage.models import (
    NAME_SEARCH,
    Officer,
    Organisation,
    ReceiptYear,
    Record,
    RecordVersion,
    SpentChallenge,
    Submission,
    Table,
)
from practice.applicants import supplier
from registration.roles import OfficerRole
from testing.backend.world import World


@pytest.fixture
def database(empty_database: Path, tmp_path: Path) -> Database:
    path = tmp_path / "a.sqlite"
    shutil.copy(empty_database, path)
    return Database(path)


def _is_search(name: str | None) -> bool:
    """Whether it is the table of the full-text search, or one that SQLite made for it."""
    return name is not None and name.startswith(NAME_SEARCH)


def test_the_migrations_lead_to_the_models(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite"
    upgrade(path)
    engine = Database(path).engine
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"compare_type": True, "include_name": lambda name, *_: not _is_search(name)},
        )
        assert compare_metadata(context, Table.metadata) == []
        (index,) = connection.scalars(
            text("SELECT sql FROM sqlite_master WHERE name = 'uq_submissions_open'")
        )
    engine.dispose()
    assert "WHERE state IN ('on_hold', 'pending') AND certificate_sha256 IS NOT NULL" in index
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_known_head_is_alembics(tmp_path: Path) -> None:
    assert ScriptDirectory.from_config(alembic_config()).get_heads() == [HEAD]


def test_an_older_database_is_not_current_and_upgrading_again_changes_nothing(
    database: Database,
) -> None:
    assert is_current(database.engine)
    upgrade(Path(str(database.engine.url.database)))
    with database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    assert not is_current(database.engine)
    database.close()


def test_commits_are_flushed_to_the_disk(database: Database) -> None:
    with database.engine.connect() as connection:
        settings = {
            name: connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    database.close()


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
    database.close()


def test_a_writer_does_not_wait_for_ever(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "BUSY_SECONDS", 0.05)
    with database.write(), pytest.raises(Refused, match="busy"), database.write():
        raise AssertionError
    other = Database(Path(str(database.engine.url.database)))
    with other.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 10")
    with database.write(), pytest.raises(Refused, match="busy"), other.write():
        raise AssertionError
    database.close()
    other.close()


def test_readers_see_one_state_while_another_writes(database: Database) -> None:
    with database.read() as reader:
        assert reader.get(ReceiptYear, 2026) is None
        with database.write() as writer:
            writer.add(ReceiptYear(year=2026, last=1))
        assert reader.get(ReceiptYear, 2026) is None
    database.close()


def test_times_come_back_in_utc_and_naive_ones_are_refused(database: Database) -> None:
    korean = datetime(2026, 1, 1, 9, tzinfo=timezone(timedelta(hours=9)))
    with database.write() as session:
        session.add(SpentChallenge(id="x", expires=korean))
    with database.read() as session:
        kept = session.get_one(SpentChallenge, "x").expires
    assert (kept, kept.tzinfo) == (korean, UTC)
    with pytest.raises(StatementError, match="zone"), database.write() as session:
        session.add(SpentChallenge(id="y", expires=korean.replace(tzinfo=None)))
    database.close()


@pytest.mark.parametrize("column", ["draft", "ticket", "receipt_number", "key"])
def test_the_database_itself_keeps_applications_apart(world: World, column: str) -> None:
    """Should a check ever fail to, the index still does."""
    world.file_form()
    world.file_form(supplier(business_number="2222222227"))
    with world.service.database.write() as session:
        first, second = session.query(Submission).order_by(Submission.receipt_number)
        setattr(second, column, getattr(first, column))
        with pytest.raises(IntegrityError, match="UNIQUE"):
            session.flush()
        session.rollback()


def test_two_accounts_of_one_name_cannot_be(database: Database) -> None:
    with pytest.raises(IntegrityError), database.write() as session:
        session.add_all(Officer(name="a", password_hash="x") for _ in range(2))
    database.close()


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
def test_what_is_asked_often_is_found_by_an_index(database: Database, query: str) -> None:
    values = ("x",) * query.count("?")
    with database.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values).all()
    told = [str(row[-1]) for row in plan]
    assert all(one.startswith("SEARCH") for one in told), told
    database.close()


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
    opened: list[sqlite3.Connection], empty_database: Path, tmp_path: Path
) -> None:
    damaged, whole = tmp_path / "damaged.sqlite", tmp_path / "whole.sqlite"
    damaged.write_bytes(b"no database" * 100)
    with pytest.raises(ConfigError, match="SQLite"):
        open_database(damaged)
    with pytest.raises(DatabaseError):
        upgrade(damaged)
    shutil.copy(empty_database, whole)
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


MOMENT = "2026-01-02 03:04:05.000000"


def _insert(connection: Connection, into: str, **values: object) -> None:
    connection.execute(table(into, *map(column, values)).insert(), values)


def _application(connection: Connection, number: int, kind: str) -> None:
    one = f"submission-{number}"
    _insert(
        connection, "submissions", id=one, receipt_number=f"202600000{number}", draft=one,
        ticket=one, kind=kind, purpose="new", key="1111111119", business_number="1111111119",
        applicant="a", office="91", state="approved", version=2, received=MOMENT, document=b"",
        document_sha256="0" * 64, certificate_sha256="f" * 64 if kind == "supplier" else None,
        receipt=b"",
    )  # fmt: skip
    _insert(
        connection, "records", id=number, organisation_id=1, kind=kind, version=1, form="{}",
        registered=MOMENT, renewed=MOMENT, submission_id=one,
    )  # fmt: skip
    _insert(
        connection, "record_versions", record_id=number, version=1, form="{}", at=MOMENT,
        submission_id=one,
    )  # fmt: skip


def test_an_account_among_certificates_gets_an_organisation_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    engine = open_engine(path, foreign_keys=False)
    config = alembic_config()
    with engine.execution_options(writes=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0004")
        _insert(
            connection, "organisations", id=1, key="1111111119", business_number="1111111119",
            name="a", registered=MOMENT,
        )  # fmt: skip
        for user, name in ((1, "stranger"), (2, "firm")):
            _insert(
                connection, "users", id=user, organisation_id=1, name=name, email="e", mobile="m",
                is_recipient=user == 1,
            )  # fmt: skip
        _application(connection, 1, "catalogue")
        _application(connection, 2, "supplier")
        _insert(
            connection, "accounts", account_id="stranger1", submission_id="submission-1",
            user_id=1, password_hash="x", failures=0,
        )  # fmt: skip
        _insert(
            connection, "certificates", fingerprint="f" * 64, user_id=2, certificate=b"",
            holder="h", issuer="i", expires=MOMENT, registered=MOMENT,
        )  # fmt: skip
    engine.dispose()
    upgrade(path)
    database = Database(path)
    with database.read() as session:
        found = {
            one.by_account: (
                [record.kind for record in one.records],
                [(user.name, user.is_recipient) for user in one.users],
            )
            for one in session.query(Organisation)
        }
        of_whom = [one.organisation_id for one in session.query(Submission)]
    database.close()
    assert found == {
        False: (["supplier"], [("firm", True)]),
        True: (["catalogue"], [("stranger", True)]),
    }
    assert set(of_whom) == {1, 2}


def test_what_was_filed_before_is_found_counted_and_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    engine = open_engine(path, foreign_keys=False)
    config = alembic_config()
    form = {"general": {"name": "㈜한빛상사", "address": "세종대로 1"}}
    with engine.execution_options(writes=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0010")
        for number, state in enumerate(("pending", "on_hold", "on_hold", "approved"), 1):
            _insert(
                connection, "submissions", id=f"s{number}", receipt_number=f"202600000{number}",
                draft=f"s{number}", ticket=f"s{number}", kind="supplier", purpose="new",
                key=f"111111111{number}", business_number="1111111119", applicant="㈜한빛상사",
                office="91", state=state, version=1, received=MOMENT,
                document=json.dumps({"form": form}).encode(), document_sha256="0" * 64,
                certificate_sha256="f" * 64, receipt=b"",
            )  # fmt: skip
        for position, (number, event, actor, target) in enumerate(
            (
                (1, "file", "applicant", "pending"),
                (2, "hold", "system", "on_hold"),
                (3, "hold", "officer", "on_hold"),
                (4, "approve", "officer", "approved"),
            ),
            1,
        ):
            _insert(
                connection, "audit", position=position, at="2025-12-30 00:00:00.000000",
                event=event, subject=f"202600000{number}", actor=actor, actor_name="x",
                target=target, version=1, reason="", hash=str(position),
            )  # fmt: skip
        _insert(
            connection, "received_papers", submission_id="s2", document="licence",
            at="2026-01-02 20:00:00.000000", officer="x",
        )  # fmt: skip
    engine.dispose()
    upgrade(path)
    database = Database(path)
    officer = OfficerActing("x", frozenset({OfficerRole.OFFICER}))
    with database.read() as session:
        rows = list(session.query(Submission).order_by(Submission.receipt_number))
        found = [(row.waits, row.filed.year, row.decided is not None) for row in rows]
        (paper,) = rows[1].papers
        named = queue.beside(
            session, officer, queue.Filter(q="한빛", state="all"), "", 9, onwards=True
        )
        counts = queue.counts(session, officer, queue.Filter())
        alike = finding.alike(session, rows[0])
    database.close()
    assert found == [
        ("officer", 2025, False),
        ("papers", 2026, False),
        ("applicant", 2026, False),
        (None, 2026, True),
    ]
    assert (paper.received.isoformat(), paper.way) == ("2026-01-03", None)
    assert named == [row.receipt_number for row in reversed(rows)]
    assert (counts.total, counts.of("state", "approved")) == (3, 1)
    assert len(alike) == 3


def test_jurisdictions_get_the_codes_in_use(tmp_path: Path) -> None:
    """Of 4 it is not known which of two it was: no code is guessed."""
    path = tmp_path / "old.sqlite"
    engine = open_engine(path, foreign_keys=False)
    config = alembic_config()
    with engine.execution_options(writes=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0011")
        for number, code in enumerate("1245", 1):
            form = json.dumps({"general": {"jurisdiction": code, "name": "가나시"}})
            for name, values in (
                ("records", {"id": number, "organisation_id": number, "kind": "institution",
                             "registered": MOMENT, "renewed": MOMENT}),
                ("record_versions", {"record_id": number, "at": MOMENT}),
            ):  # fmt: skip
                _insert(
                    connection, name, version=1, form=form, submission_id=f"s{number}", **values
                )
    engine.dispose()
    upgrade(path)
    database = Database(path)
    with database.read() as session:
        records, versions = session.query(Record).all(), session.query(RecordVersion).all()
        for rows in (records, versions):
            forms = [row.form["general"] for row in rows]
            assert [form["jurisdiction"] for form in forms] == ["01", "02", "4", "53"]
            assert forms[0]["name"] == "가나시"
    database.close()
