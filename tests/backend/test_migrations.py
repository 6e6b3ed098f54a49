"""The history of the tables: what each step makes of what was kept before it."""

import json
import re
from collections.abc import Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, column, table, text

from backend.place import Place, PostgresUrl
from backend.services.applications import finding
from backend.services.officer_rights import OfficerActing
from backend.services.review import queue
from backend.storage.counts import RATE_COUNTS
from backend.storage.database import Database
from backend.storage.engines import open_engine
from backend.storage.migrate import HEAD, alembic_config, is_current, upgrade
from backend.storage.models import (
    NAME_SEARCH,
    Organisation,
    Record,
    RecordVersion,
    Submission,
    Table,
)
from registration.roles import OfficerRole
from testing.backend.databases import Databases


@pytest.fixture
def database(place: Place) -> Iterator[Database]:
    database = Database(place)
    yield database
    database.close()


@pytest.fixture
def old(databases: Databases, database_kind: str) -> Iterator[Place]:
    """A database without tables."""
    place = databases.without_tables(database_kind)
    yield place
    databases.remove(place)


def _is_of_one(name: str | None) -> bool:
    """Whether it is the index of names, one that SQLite made for it, or PostgreSQL's counts."""
    return name is not None and name.startswith((NAME_SEARCH, RATE_COUNTS))


INDEX = {
    "sqlite": "SELECT sql FROM sqlite_master WHERE name = 'uq_submissions_open'",
    "postgresql": "SELECT indexdef FROM pg_indexes WHERE indexname = 'uq_submissions_open'",
}


def test_the_migrations_lead_to_the_models(old: Place, database_kind: str) -> None:
    upgrade(old)
    engine = Database(old).engine
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"compare_type": True, "include_name": lambda name, *_: not _is_of_one(name)},
        )
        assert compare_metadata(context, Table.metadata) == []
        (index,) = connection.scalars(text(INDEX[database_kind]))
    engine.dispose()
    assert re.search(r"WHERE .*state.* AND .*certificate_sha256 IS NOT NULL", index)
    assert isinstance(old, PostgresUrl) or old.stat().st_mode & 0o777 == 0o600


def test_the_known_head_is_alembics() -> None:
    assert ScriptDirectory.from_config(alembic_config()).get_heads() == [HEAD]


def test_an_older_database_is_not_current_and_upgrading_again_changes_nothing(
    database: Database, place: Place
) -> None:
    assert is_current(database.engine)
    upgrade(place)
    with database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    assert not is_current(database.engine)


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


def test_an_account_among_certificates_gets_an_organisation_of_its_own(old: Place) -> None:
    engine = open_engine(old, foreign_keys=False)
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
    upgrade(old)
    database = Database(old)
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


def test_what_was_filed_before_is_found_counted_and_waited_for(old: Place) -> None:
    engine = open_engine(old, foreign_keys=False)
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
    upgrade(old)
    database = Database(old)
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


def test_jurisdictions_get_the_codes_in_use(old: Place) -> None:
    """Of 4 it is not known which of two it was: no code is guessed."""
    engine = open_engine(old, foreign_keys=False)
    config = alembic_config()
    with engine.execution_options(writes=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0011")
        if isinstance(old, PostgresUrl):  # rows that others would refer to are left out
            connection.execute(text("SET LOCAL session_replication_role = replica"))
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
    upgrade(old)
    database = Database(old)
    with database.read() as session:
        records = list(session.query(Record).order_by(Record.id))
        versions = list(session.query(RecordVersion).order_by(RecordVersion.record_id))
        for rows in (records, versions):
            forms = [row.form["general"] for row in rows]
            assert [form["jurisdiction"] for form in forms] == ["01", "02", "4", "53"]
            assert forms[0]["name"] == "가나시"
    database.close()
