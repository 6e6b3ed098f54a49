"""Takes a backup while the service runs: what was acknowledged before it began is in it.

The database is copied first, as it is at one moment; then every attachment that this copy names.
Contents never change, and one that was destroyed meanwhile is noticed and the copy taken anew.
"""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from backend.clock import Clock, utc_now
from backend.config import Config
from backend.refused import Refused
from backend.service import open_database, open_store
from backend.services import audit
from backend.services.audit import Doer
from backend.services.backups import database as databases
from backend.services.backups import manifest, places
from backend.services.backups.manifest import BackupError, Manifest
from backend.storage.attachments import AttachmentStore
from backend.storage.database import Database
from backend.storage.migrate import HEAD
from backend.storage.models import Chore, Upload
from desktop_client.files import PRIVATE, replacing, sync_folder, write_atomically
from registration import program
from registration.lifecycle import Actor
from registration.submission import moment

CHORE = "backup"
"""The chore by which the last backup is known."""
_TRIES = 3
_ROOM = 64 * 1024**2
"""Bytes left free on the disk of the backup."""
_COMPLETE = select(Upload.sha256).where(Upload.complete).distinct()


def take(
    config: Config, settings: Path, to: Path, *, with_keys: bool, clock: Clock = utc_now
) -> Manifest:
    """Back up into a folder that is not there yet; `settings` is the file that `config` is from.

    `with_keys`: also the service's private keys, its secret and the files of passwords.
    Raises BackupError, ConfigError; then nothing is left, unless the text says that it is made.
    """
    database = open_database(config.database)
    try:
        with _whole(to) as folder:
            made = clock()
            store = open_store(config)
            _require_room(database, folder)
            _copy_consistently(config, database, store, folder)
            _copy(settings, folder / places.SETTINGS)
            keys = places.key_files(config) if with_keys else {}
            for name, path in keys.items():
                _copy(path, folder / places.KEYS / name)
            described = Manifest(
                service=config.name,
                made=moment(made),
                program=program.version(),
                tables=HEAD,
                with_keys=with_keys,
                files=manifest.described(folder),
            )
            manifest.write(folder, described)
        _note(config, database, to, made)
    finally:
        database.close()
    return described


def _note(config: Config, database: Database, to: Path, made: datetime) -> None:
    """Note in the database and its record that a backup was made. Raises BackupError."""
    try:
        with database.write() as session:
            session.merge(Chore(name=CHORE, done=made))
            audit.append(session, made, Doer(Actor.SYSTEM, ""), "backed_up", config.name[:64])
    except Refused:
        raise BackupError(f"{to} is made and whole, yet not noted: the database is busy") from None


@contextmanager
def _whole(to: Path) -> Iterator[Path]:
    """Give a folder that gets its name at the end; where something fails, nothing is left of it.

    Raises BackupError.
    """
    to = to.absolute()
    if os.path.lexists(to) and (not to.is_dir() or any(to.iterdir())):
        raise BackupError(f"{to}: something is there already, and is not overwritten")
    folder = to.with_name(f".{to.name}.part")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700)
    except FileExistsError:
        raise BackupError(
            f"{folder}: another backup is being made, or one was killed; then remove this folder"
        ) from None
    except OSError as error:
        raise BackupError(f"{to}: {error.strerror}") from None
    try:
        yield folder
        folder.rename(to)
        sync_folder(to.parent)
    except OSError as error:
        raise BackupError(f"{to}: {error.strerror}") from None
    except Refused as refused:
        raise BackupError(f"database or attachments do not answer ({refused.code})") from None
    finally:
        if folder.exists():
            shutil.rmtree(folder)


def _require_room(database: Database, folder: Path) -> None:
    """Raise BackupError where the disk would run full."""
    with database.read() as session:
        contents = select(Upload.sha256, Upload.size).where(Upload.complete).distinct().subquery()
        size = int(session.scalar(select(func.coalesce(func.sum(contents.c.size), 0))) or 0)
    size += databases.size(database)
    free = shutil.disk_usage(folder).free
    if free < size + _ROOM:
        raise BackupError(f"{folder.parent}: {size + _ROOM} bytes are needed, {free} are free")


def _copy_consistently(
    config: Config, database: Database, store: AttachmentStore, folder: Path
) -> None:
    """Copy anchors, database and attachments that fit each other."""
    for _ in range(_TRIES):
        for name, path in places.folders(config).items():  # an anchor never goes beyond the copy
            shutil.rmtree(folder / name, ignore_errors=True)
            _copy_folder(path, folder / name)
        databases.copy(database, folder / places.DATABASE)
        wanted = _named(folder / places.DATABASE)
        missing = set(_copy_contents(store, wanted, folder / places.ATTACHMENTS))
        if not missing:
            return
        with database.read() as session:
            still = sorted(missing & set(session.scalars(_COMPLETE)))
        if still:
            raise BackupError(f"{config.attachments}: attachment {still[0]} is missing there")
    raise BackupError("attachments were destroyed while they were copied; try again")


def _named(database: Path) -> set[str]:
    """Return the attachments that a copy of the database names."""
    with closing(sqlite3.connect(database)) as copy:
        return {name for (name,) in copy.execute("SELECT sha256 FROM uploads WHERE complete")}


def _copy_contents(store: AttachmentStore, wanted: set[str], folder: Path) -> Iterator[str]:
    """Copy what is not there yet, and remove what is not wanted; yield what the store lacks."""
    folder.mkdir(mode=0o700, exist_ok=True)
    there = {path.name: path for path in folder.glob("*/*")}
    for name in there.keys() - wanted:
        there[name].unlink()
    for name in sorted(wanted - there.keys()):
        try:
            _copy_content(store, name, folder / name[:2] / name)
        except FileNotFoundError:
            yield name


def _copy_content(store: AttachmentStore, name: str, to: Path) -> None:
    """Raises FileNotFoundError, BackupError where the content is not what its name says."""
    to.parent.mkdir(mode=0o700, exist_ok=True)
    digest = hashlib.sha256()
    with replacing(to, PRIVATE) as file:
        for chunk in store.open(name).chunks:
            digest.update(chunk)
            file.write(chunk)
        if digest.hexdigest() != name:
            raise BackupError(f"attachment {name} is damaged")


def _copy_folder(folder: Path, to: Path) -> None:
    to.mkdir(mode=0o700)
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.is_file() and not path.name.startswith("."):
            _copy(path, to / path.name)


def _copy(path: Path, to: Path) -> None:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BackupError(f"{path}: {error.strerror}") from None
    write_atomically(to, content)
