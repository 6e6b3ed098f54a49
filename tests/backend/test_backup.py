"""A backup taken while the service works is whole, and brings back all that was acknowledged."""

import errno
import json
import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from backend.clock import utc_now
from backend.config import Config
from backend.services import audit
from backend.services.backups import database, manifest, places, restoring, taking
from backend.services.backups.manifest import BackupError
from backend.services.backups.restoring import restore
from backend.services.backups.taking import take
from backend.storage.engines import open_engine
from backend.storage.migrate import alembic_config, is_current
from backend.storage.models import Chore, Notice, UserSession
from practice.applicants import supplier
from registration.notices import NoticeState
from registration.submission import sha256
from testing.backend.commands import inside
from testing.backend.databases import file as database_file
from testing.backend.world import World, business_number
from tests.backend.conftest import Switch, opened
from tests.backend.test_attachments import PDF, PNG, _application, _file
from tests.backend.test_serve import settings_file

# What it does on PostgreSQL: test_backup_postgresql.py.
pytestmark = pytest.mark.database("sqlite")

SETTINGS = "name = 'practice'\n"


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    path = tmp_path / "service.toml"
    path.write_text(SETTINGS)
    return path


@pytest.fixture
def elsewhere(world: World, tmp_path: Path) -> Config:
    """The settings of the same service in an empty place."""
    there = tmp_path / "new"
    places = {name: there / name for name in ("attachments", "anchors", "tables", "secret")}
    return world.service.config.model_copy(
        update=places | {"database": there / "service.sqlite", "secret": there / "secret"}
    )


def _with_files(world: World) -> str:
    """File an application with two attachments; its receipt number."""
    application = _application(world)
    for content in (PDF, PNG):
        assert world.part(application.ticket, content).json()["complete"] is True
    answer = _file(world, application)
    assert answer.status_code == 201, answer.text
    (row,) = _submissions(world.service.config)
    return row


def _submissions(config: Config) -> list[str]:
    with closing(sqlite3.connect(database_file(config.database))) as database:
        return [number for (number,) in database.execute("SELECT receipt_number FROM submissions")]


def test_a_backup_brings_all_back_and_ends_what_must_not_go_on(
    world: World, switch: Switch, settings: Path, elsewhere: Config, tmp_path: Path
) -> None:
    number = _with_files(world)
    world.decided(number, "approve")
    assert world.enrol(world.applicant()).status_code == 201
    assert world.login(world.applicant()).status_code == 201
    unsent = select(Notice.event).where(Notice.state == NoticeState.WAITING)
    made = take(world.service.config, settings, tmp_path / "backup", with_keys=False)
    with world.service.database.read() as session:
        waiting = set(session.scalars(unsent))
        assert session.get_one(Chore, taking.CHORE).done <= utc_now()
        assert audit.verify(session).faults == []
    assert waiting
    for path in (tmp_path / "backup").rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path
    assert (tmp_path / "backup" / places.SETTINGS).read_text() == SETTINGS
    assert not (tmp_path / "backup" / places.KEYS).exists()
    names = {Path(file.path).name for file in made.below(places.ATTACHMENTS)}
    assert names == {sha256(PDF), sha256(PNG)}

    restored = restore(elsewhere, tmp_path / "backup", leave_free=100)
    assert restored.faults == []
    assert restored.missing_keys == [elsewhere.secret]
    assert database_file(elsewhere.database).stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in database_file(elsewhere.database).parent.iterdir()) == [
        "attachments",
        "service.sqlite",
    ]
    shutil.copy(world.service.config.secret, elsewhere.secret)
    with opened(switch, tmp_path, world.pki, elsewhere.database, **_changes(elsewhere)) as again:
        assert again.folder.path(sha256(PDF)).read_bytes() == PDF
        with again.service.database.read() as session:
            assert audit.verify(session).faults == []
            assert not session.scalars(select(UserSession)).all()
            unclear = select(Notice.event).where(Notice.state == NoticeState.UNCLEAR)
            assert set(session.scalars(unclear)) == waiting
        firm = business_number(7)
        filed = again.file_form(supplier(business_number=firm), again.firm(firm))
        assert filed["number"] == f"{int(number) + 101}"


def _changes(config: Config) -> dict[str, Any]:
    return {
        name: getattr(config, name) for name in ("database", "attachments", "anchors", "secret")
    }


def test_what_was_acknowledged_before_the_backup_is_in_it(
    world: World, settings: Path, elsewhere: Config, tmp_path: Path
) -> None:
    acknowledged: list[str] = []
    ended = threading.Event()

    def file_on() -> None:
        for serial in range(1, 1000):
            if ended.is_set():
                return
            number = business_number(serial)
            filed = world.file_form(supplier(business_number=number), world.firm(number))
            acknowledged.append(filed["number"])

    filing = threading.Thread(target=file_on)
    filing.start()
    try:
        for turn in range(3):
            _until(lambda wanted=3 * (turn + 1): len(acknowledged) >= wanted)
            before = set(acknowledged)
            folder = tmp_path / f"backup-{turn}"
            take(world.service.config, settings, folder, with_keys=False)
            with closing(sqlite3.connect(folder / places.DATABASE)) as copy:
                found = {row for (row,) in copy.execute("SELECT receipt_number FROM submissions")}
            assert before <= found
    finally:
        ended.set()
        filing.join()
    assert restore(elsewhere, folder).faults == []
    assert set(_submissions(elsewhere)) == found


def _until(condition: Any) -> None:
    waiting = threading.Event()
    for _ in range(6000):
        if condition():
            return
        waiting.wait(0.01)
    raise AssertionError("it did not come to pass")


@pytest.fixture
def backup(world: World, settings: Path, tmp_path: Path) -> Path:
    _with_files(world)
    take(world.service.config, settings, tmp_path / "backup", with_keys=True)
    return tmp_path / "backup"


def _refused(config: Config, folder: Path) -> str:
    """The reason why nothing was restored, and nothing was."""
    before = _files(database_file(config.database).parent)
    with pytest.raises(BackupError) as refused:
        restore(config, folder)
    assert _files(database_file(config.database).parent) == before
    return str(refused.value)


def _files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_damaged_byte_is_told_wherever_it_is(backup: Path, elsewhere: Config) -> None:
    for path in [path for path in backup.rglob("*") if path.is_file()]:
        intact = path.read_bytes()
        path.write_bytes(intact[:-1] + bytes([intact[-1] ^ 1]))
        assert "damaged" in _refused(elsewhere, backup), path
        path.unlink()
        assert _refused(elsewhere, backup), path
        path.write_bytes(intact)
    assert restore(elsewhere, backup).faults == []


def test_nothing_that_is_there_is_overwritten(
    world: World, backup: Path, settings: Path, elsewhere: Config
) -> None:
    with pytest.raises(BackupError, match="not overwritten"):
        take(world.service.config, settings, backup, with_keys=False)
    for file in ("service.sqlite", "attachments/ab/other", "anchors/a.p7s", "secret"):
        path = database_file(elsewhere.database).parent / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"mine")
        assert "not overwritten" in _refused(elsewhere, backup)
        path.unlink()
    restored = restore(elsewhere, backup)
    assert (restored.faults, restored.missing_keys) == ([], [])
    assert elsewhere.secret.read_bytes() == world.service.config.secret.read_bytes()


def _rewritten(backup: Path, **changed: object) -> None:
    content = json.loads((backup / manifest.MANIFEST).read_text())
    files = [file.model_dump() for file in manifest.described(backup)]
    files = [file for file in files if not file["path"].startswith("manifest.json")]
    described = manifest.Manifest.model_validate(content | {"files": files} | changed)
    manifest.write(backup, described)


def test_a_backup_of_a_newer_program_is_refused(backup: Path, elsewhere: Config) -> None:
    _rewritten(backup, tables="9999", program="99.0")
    assert "newer program (99.0, tables 9999)" in _refused(elsewhere, backup)


def test_a_backup_of_an_older_program_is_migrated(backup: Path, elsewhere: Config) -> None:
    from alembic import command

    database = backup / places.DATABASE
    database.unlink()
    config = alembic_config()
    engine = open_engine(database, foreign_keys=False)
    with engine.execution_options(writes=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0005")
    engine.dispose()
    _rewritten(backup, tables="0005")
    assert restore(elsewhere, backup).faults == []
    engine = open_engine(elsewhere.database)
    assert is_current(engine)
    engine.dispose()


def test_a_path_that_leads_out_of_the_backup_is_none() -> None:
    for path in ("../secret", "/etc/passwd", "a//b", "a/../b", ".hidden", "a\\b"):
        with pytest.raises(ValueError, match="not below the backup"):
            manifest.File(path=path, size=0, sha256="0" * 64)


def test_a_lost_attachment_is_named_and_no_backup_is_left(
    world: World, settings: Path, tmp_path: Path
) -> None:
    _with_files(world)
    path = world.folder.path(sha256(PDF))
    content = path.read_bytes()
    for wrong in (None, content[:-1] + b"x"):
        path.unlink() if wrong is None else path.write_bytes(wrong)
        with pytest.raises(BackupError, match=sha256(PDF)):
            take(world.service.config, settings, tmp_path / "backup", with_keys=False)
        assert not list(tmp_path.glob("*backup*"))


def test_what_is_destroyed_meanwhile_is_in_neither_half(
    world: World, settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert world.part(world.ticket(), PDF).json()["complete"] is True
    copied = database.copy
    times = iter(range(10))

    def copy_and_sweep(*arguments: Any) -> None:
        copied(*arguments)
        if next(times) == 0:
            with (
                closing(sqlite3.connect(database_file(world.service.config.database))) as live,
                live,
            ):
                live.execute("DELETE FROM uploads")
            world.folder.path(sha256(PDF)).unlink()

    monkeypatch.setattr(database, "copy", copy_and_sweep)
    made = take(world.service.config, settings, tmp_path / "backup", with_keys=False)
    assert made.below(places.ATTACHMENTS) == []
    assert next(times) == 2


@pytest.fixture
def full_after(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any, int], None]:
    """A disk that is full after so many private files."""

    def set_up(module: Any, files: int) -> None:
        left = iter(range(files))
        write = module.write_atomically

        def full(path: Path, data: bytes) -> None:
            if next(left, None) is None:
                raise OSError(errno.ENOSPC, "No space left on device", str(path))
            write(path, data)

        monkeypatch.setattr(module, "write_atomically", full)

    return set_up


def test_a_full_disk_is_told_and_nothing_half_is_left(
    world: World,
    settings: Path,
    backup: Path,
    elsewhere: Config,
    full_after: Callable[[Any, int], None],
) -> None:
    full_after(taking, 0)
    with pytest.raises(BackupError, match="No space left"):
        take(world.service.config, settings, backup.with_name("other"), with_keys=False)
    assert [path.name for path in backup.parent.glob("*other*")] == []
    full_after(restoring, 0)
    assert "No space left" in _refused(elsewhere, backup)


def test_too_little_room_is_told_before_anything_is_copied(
    world: World, settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "_ROOM", 2**62)
    with pytest.raises(BackupError, match="bytes are needed"):
        take(world.service.config, settings, tmp_path / "backup", with_keys=False)
    assert not list(tmp_path.glob("*backup*"))


def test_the_commands_say_what_they_did(world: World, tmp_path: Path) -> None:
    config = settings_file(tmp_path, world.pki)
    filed = world.file_form()
    assert inside("backup", "--config", config, "--to", tmp_path / "backup").returncode == 0
    again = inside("backup", "--config", config, "--to", tmp_path / "backup")
    assert (again.returncode, "not overwritten" in again.stderr) == (1, True)
    there = tmp_path / "there"
    there.mkdir()
    settings = settings_file(there, world.pki)
    restored = inside("restore", "--config", settings, "--from", tmp_path / "backup")
    assert restored.returncode == 0, restored.stderr
    assert "service.secret: not in the backup" in restored.stdout
    assert _submissions(Config.read(settings)) == [filed["number"]]
    again = inside("restore", "--config", settings, "--from", tmp_path / "backup")
    assert (again.returncode, "not overwritten" in again.stderr) == (1, True)
    with closing(sqlite3.connect(tmp_path / "backup" / places.DATABASE)) as copy, copy:
        copy.execute("UPDATE audit SET reason = 'other' WHERE position = 1")
    _rewritten(tmp_path / "backup")
    shutil.rmtree(there)
    there.mkdir()
    settings = settings_file(there, world.pki)
    restored = inside("restore", "--config", settings, "--from", tmp_path / "backup")
    assert (restored.returncode, "record 1 was changed" in restored.stderr) == (1, True)
