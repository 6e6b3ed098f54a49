"""Restores a backup: everything is checked before anything is written, and the database comes last.

A backup of an older program is migrated; one of a newer program is refused.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import delete, update
from sqlalchemy.exc import DatabaseError

from backend.clock import Clock, utc_now
from backend.config import Config
from backend.refused import Refused
from backend.service import open_store
from backend.services import anchors, audit
from backend.services.audit import Doer
from backend.services.backups import database as databases
from backend.services.backups import manifest, places
from backend.services.backups.manifest import CHUNK, BackupError, Manifest
from backend.storage.database import Database
from backend.storage.migrate import HEAD, upgrade
from backend.storage.models import (
    Notice,
    OfficerLook,
    OfficerSession,
    ReceiptYear,
    UserSession,
)
from desktop_client.files import PRIVATE, replacing, write_atomically
from desktop_client.pki.findings import PkiError
from desktop_client.pki.judging.trust import read_certificates
from registration.lifecycle import Actor
from registration.notices import NoticeState

UNSENT = (NoticeState.WAITING, NoticeState.CLAIMED, NoticeState.SENDING)


class Restored(NamedTuple):
    """What was restored, and what is wrong with it."""

    backup: Manifest
    faults: list[str]
    """Of the audit record, by itself and against its anchors."""
    missing_keys: list[Path]
    """Files of keys that the settings name and that are not there."""


def restore(
    config: Config, folder: Path, *, leave_free: int = 0, clock: Clock = utc_now
) -> Restored:
    """Restore a backup to where the settings say.

    `leave_free`: so many receipt numbers of this year are never given, as applicants may have
    receipts with them from after the backup. Raises BackupError; then what was there is unharmed,
    and nothing of the backup is left.
    """
    backup = manifest.read(folder)
    if backup.tables > HEAD:
        raise BackupError(
            f"{folder}: made by a newer program ({backup.program}, tables {backup.tables}); "
            f"this one knows {HEAD}"
        )
    manifest.check(folder, backup.files)
    _require_empty(config, backup)
    with ExitStack() as undo:  # nothing half is left
        try:
            _copy_files(config, folder, backup, undo)
            faults = _restore_database(config, folder, backup, leave_free, clock)
        except OSError as error:
            where = error.filename or config.database
            raise BackupError(f"{where}: {error.strerror}") from None
        except DatabaseError:
            raise BackupError(f"{config.database}: cannot be written") from None
        except Refused as refused:
            raise BackupError(f"database or attachments: {refused.code}") from None
        undo.pop_all()
    missing = [path for path in places.key_files(config).values() if not path.is_file()]
    return Restored(backup, faults, missing)


def _require_empty(config: Config, backup: Manifest) -> None:
    """Raise BackupError where something would be overwritten."""
    if isinstance(config.database, Path) and os.path.lexists(config.database):
        raise BackupError(f"{config.database}: a database is there, and is not overwritten")
    if any(open_store(config).shelves()):
        raise BackupError(f"{config.attachments}: not empty, and is not overwritten")
    for path in places.folders(config).values():
        if path.is_dir() and any(found.is_file() for found in path.rglob("*")):
            raise BackupError(f"{path}: not empty, and is not overwritten")
    named = places.key_files(config)
    for file in backup.below(places.KEYS):
        target = named.get(Path(file.path).name)
        if target is not None and target.exists() and manifest.sum_of(target) != file.sha256:
            raise BackupError(f"{target}: another one is there, and is not overwritten")


def _copy_files(config: Config, folder: Path, backup: Manifest, undo: ExitStack) -> None:
    """Copy all but the database."""
    store = open_store(config)
    for file in backup.below(places.ATTACHMENTS):
        name = Path(file.path).name
        undo.callback(store.remove, name)
        store.put(name, _read(folder / file.path))
    for name, target in places.folders(config).items():
        for file in backup.below(name):
            _copy(folder / file.path, target / Path(file.path).name, undo)
    named = places.key_files(config)
    for file in backup.below(places.KEYS):
        key = named.get(Path(file.path).name)
        if key is not None and not key.exists():
            _copy(folder / file.path, key, undo)


def _copy(path: Path, to: Path, undo: ExitStack) -> None:
    undo.callback(to.unlink, missing_ok=True)
    write_atomically(to, path.read_bytes())


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as opened:
        while chunk := opened.read(CHUNK):
            yield chunk


def _restore_database(
    config: Config, folder: Path, backup: Manifest, leave_free: int, clock: Clock
) -> list[str]:
    """Copy, migrate and verify the database beside its place, then put it there."""
    with databases.beside(config.database) as aside:
        with replacing(aside, PRIVATE) as file:
            file.writelines(_read(folder / places.DATABASE))
        try:
            upgrade(aside)
            faults = _settle(config, aside, backup, leave_free, clock)
        except DatabaseError:
            raise BackupError(f"{folder / places.DATABASE}: cannot be migrated") from None
        databases.put(aside, config.database)
    return faults


def _settle(
    config: Config, path: Path, backup: Manifest, leave_free: int, clock: Clock
) -> list[str]:
    """Verify the record; then end what must not go on from where the backup was.

    Everybody logs in again. What had not been sent may have been sent since: a person decides.
    """
    database = Database(path)
    try:
        with database.read() as session:
            faults = audit.verify(session).faults
            signer = config.keys.signing_certificate
            if signer.is_file():
                try:
                    certificate = read_certificates(signer)[0]
                except PkiError as error:
                    raise BackupError(f"{signer}: {error.code}") from None
                faults += anchors.faults(session, config.anchors, config.name, certificate, clock())
        with database.write() as session:
            for table in (OfficerLook, OfficerSession, UserSession):
                session.execute(delete(table))
            unsent = update(Notice).where(Notice.state.in_(UNSENT))
            session.execute(unsent.values(state=NoticeState.UNCLEAR, owner=None, leased=None))
            session.execute(update(ReceiptYear).values(last=ReceiptYear.last + leave_free))
            told = f"backup of {backup.made}"
            audit.append(
                session, clock(), Doer(Actor.SYSTEM, ""), "restored", config.name[:64], reason=told
            )
    finally:
        database.close()
    return faults
