"""A service goes over from SQLite to PostgreSQL with all it has, or not at all."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text

from backend.place import PostgresUrl
from backend.service import Service
from backend.services import audit, moving
from backend.services.applications import finding
from backend.storage.database import Database
from backend.storage.migrate import upgrade
from backend.storage.models import Officer, QueueCount
from practice.applicants import supplier
from testing.backend.commands import inside
from testing.backend.databases import POSTGRESQL, Databases, argument, file, is_there
from testing.backend.world import World, business_number
from tests.backend.test_serve import settings_file

pytestmark = [
    pytest.mark.database("sqlite"),
    pytest.mark.skipif(not is_there(), reason="there is no PostgreSQL"),
]


@pytest.fixture
def target(databases: Databases) -> Iterator[PostgresUrl]:
    place = databases.without_tables(POSTGRESQL)
    assert isinstance(place, PostgresUrl)
    yield place
    databases.remove(place)


@pytest.fixture
def settings(approved: World, tmp_path: Path) -> Path:
    """The settings of a service with an approved application, a pending and a rejected one."""
    folder = tmp_path / "settings"
    folder.mkdir()
    config = approved.service.config
    for serial in (2, 4):
        firm = business_number(serial)
        filed = approved.file_form(supplier(business_number=firm), approved.firm(firm))
    approved.decided(filed["number"], "reject", reason="중복 신청")
    return settings_file(folder, approved.pki, database=argument(config.database))


def _move(settings: Path, target: PostgresUrl, *more: str) -> Any:
    return inside("move", "--config", settings, "--to", argument(target), *more)


def test_all_of_it_goes_over_and_the_service_goes_on(
    approved: World, settings: Path, target: PostgresUrl
) -> None:
    before = _files(approved)
    with approved.service.database.read() as session:
        record = audit.verify(session)
        total = session.scalar(select(func.sum(QueueCount.number)))
    done = _move(settings, target)
    assert (done.returncode, done.stderr) == (0, "")
    assert record.head in done.stdout
    assert "database_password" in done.stdout
    assert _files(approved) == before
    config = approved.service.config.model_copy(update={"database": target})
    service = Service.open(config, approved.clock)
    with service.database.read() as session:
        assert audit.verify(session) == record
        assert session.scalar(select(func.sum(QueueCount.number))) == total
        assert len(finding.receipt_numbers(session, "연습", "", 9)) == 3
    with service.database.write() as session:
        session.add(Officer(name="next", password_hash="x", roles=[], offices=None))
        session.execute(text("UPDATE submissions SET state = 'cancelled' WHERE state = 'pending'"))
    with service.database.read() as session:
        assert session.scalar(select(func.sum(QueueCount.number))) == total
    service.close()


def _files(world: World) -> list[bytes]:
    path = file(world.service.config.database)
    return [path.read_bytes(), path.with_name(f"{path.name}-wal").read_bytes()]


def _is_empty(target: PostgresUrl) -> bool:
    database = Database(target)
    with database.read() as session:
        tables = session.scalar(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
    database.close()
    return bool(tables == 0)


def test_a_target_with_anything_in_it_is_refused(settings: Path, target: PostgresUrl) -> None:
    upgrade(target)
    database = Database(target)
    with database.write() as session:
        session.add(Officer(name="own", password_hash="x", roles=[], offices=None))
    done = _move(settings, target)
    assert (done.returncode, "officers has rows" in done.stderr) == (1, True)
    with database.write() as session:
        session.execute(text("DELETE FROM officers"))
        session.execute(text("CREATE TABLE others ()"))
    assert "a table others" in _move(settings, target).stderr
    with database.write() as session:
        session.execute(text("DROP TABLE others"))
    database.close()
    assert _move(settings, target).returncode == 0
    assert _move(settings, target).returncode == 1


@pytest.mark.parametrize("where", ["_move_names", "_verified"])
def test_what_is_interrupted_leaves_nothing(
    settings: Path, target: PostgresUrl, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(moving, where, interrupt)
        assert _move(settings, target).returncode == 130
    assert _is_empty(target)
    assert _move(settings, target).returncode == 0


def test_what_does_not_fit_or_verify_is_told_and_nothing_moved(
    approved: World, settings: Path, target: PostgresUrl
) -> None:
    with approved.service.database.write() as session:
        session.execute(text("UPDATE submissions SET applicant = :long"), {"long": "가" * 201})
    done = _move(settings, target)
    assert (done.returncode, "submissions: a value does not fit" in done.stderr) == (1, True)
    assert "가" not in done.stderr
    assert _is_empty(target)


def test_while_the_service_writes_nothing_is_moved(
    approved: World, settings: Path, target: PostgresUrl, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.storage.engines._PRAGMAS", ("PRAGMA busy_timeout = 10",))
    with approved.service.database.write():
        done = _move(settings, target)
    assert (done.returncode, "in use" in done.stderr) == (1, True)
    assert _is_empty(target)


@pytest.mark.expects_warnings
def test_no_message_repeats_a_password(settings: Path) -> None:
    for url in (
        "postgresql+psycopg://g2b:S3cret@127.0.0.1:1/none",
        "postgresql+psycopg://g2b:S3cret@127.0.0.1:x/none",
        "mysql://g2b:S3cret@127.0.0.1/none",
        "postgresql+psycopg://g2b:S3cret@127.0.0.1",
    ):
        done = inside("move", "--config", settings, "--to", url)
        assert done.returncode in {1, 2}
        assert "S3cret" not in done.stdout + done.stderr
