"""A backup of a service on PostgreSQL has the same form: it goes back, and onto SQLite too."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Table, func, select

from backend.config import Config
from backend.place import Place
from backend.service import open_database
from backend.services import audit, moving
from backend.services.applications import finding
from backend.services.backups import places
from backend.services.backups.manifest import BackupError
from backend.services.backups.restoring import restore
from backend.services.backups.taking import take
from backend.storage.models import QueueCount, Submission
from practice.applicants import supplier
from testing.backend.databases import POSTGRESQL, Databases
from testing.backend.world import World, business_number
from tests.backend.test_attachments import PDF, PNG, _application, _file, _sent

pytestmark = pytest.mark.database("postgresql")


@pytest.fixture
def backup(world: World, tmp_path: Path) -> Path:
    """A backup of a service with an open application with files, and a rejected one."""
    application = _application(world)
    for content in (PDF, PNG):
        _sent(world, application.ticket, content)
    assert _file(world, application).status_code == 201
    firm = business_number(3)
    filed = world.file_form(supplier(business_number=firm), world.firm(firm))
    world.decided(filed["number"], "reject", reason="중복")
    settings = tmp_path / "service.toml"
    settings.write_text("")
    take(world.service.config, settings, tmp_path / "backup", with_keys=True)
    return tmp_path / "backup"


@pytest.fixture
def server(databases: Databases) -> Iterator[Place]:
    place = databases.without_tables(POSTGRESQL)
    yield place
    databases.remove(place)


def _elsewhere(world: World, place: Place, folder: Path) -> Config:
    names = ("attachments", "anchors", "tables", "secret")
    changed: dict[str, object] = {name: folder / name for name in names}
    return world.service.config.model_copy(update=changed | {"database": place})


def _is_as_it_was(world: World, config: Config) -> None:
    restored = open_database(config.database)
    try:
        with restored.read() as session, world.service.database.read() as before:
            assert audit.verify(session).faults == []
            same = select(Submission.receipt_number, Submission.document).order_by(Submission.id)
            assert list(session.execute(same)) == list(before.execute(same))
            total = select(func.sum(QueueCount.number))
            assert session.scalar(total) == before.scalar(total) == 2
            assert len(finding.receipt_numbers(session, "연습", "", 10)) == 2
    finally:
        restored.close()


def test_it_goes_back_to_postgresql_and_onto_sqlite(
    world: World, backup: Path, server: Place, tmp_path: Path
) -> None:
    for name, place in (("server", server), ("file", tmp_path / "new.sqlite")):
        config = _elsewhere(world, place, tmp_path / name)
        restored = restore(config, backup)
        assert (restored.faults, restored.missing_keys) == ([], [])
        _is_as_it_was(world, config)
        with pytest.raises(BackupError):
            restore(_elsewhere(world, place, tmp_path / f"{name} again"), backup)
        assert not [path for path in (tmp_path / f"{name} again").rglob("*") if path.is_file()]


def test_what_is_filed_meanwhile_is_in_all_of_it_or_in_nothing(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.file_form()
    seen: list[dict[str, Any]] = []
    rows = moving.rows

    def file_meanwhile(connection: Connection, table: Table) -> Iterator[list[Any]]:
        if not seen:
            firm = business_number(3)
            seen.append(world.file_form(supplier(business_number=firm), world.firm(firm)))
        return rows(connection, table)

    monkeypatch.setattr(moving, "rows", file_meanwhile)
    (tmp_path / "service.toml").write_text("")
    take(world.service.config, tmp_path / "service.toml", tmp_path / "backup", with_keys=False)
    with closing(sqlite3.connect(tmp_path / "backup" / places.DATABASE)) as copy:
        counts = {
            copy.execute(f"SELECT count(DISTINCT {column}) FROM {table}").fetchone()  # noqa: S608
            for table, column in (
                ("submissions", "id"),
                ("verdicts", "submission_id"),
                ("name_search", "rowid"),
            )
        }
    assert len(seen) == 1
    assert counts in ({(1,)}, {(2,)})
