"""The database of a backup: a file of SQLite, whichever database it is a copy of."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from backend.place import Place
from backend.services import moving
from backend.services.backups.manifest import BackupError
from backend.services.moving import AT_ONCE, MoveError
from backend.storage import names
from backend.storage.database import Database
from backend.storage.migrate import upgrade
from backend.storage.models import QueueCount, Submission
from backend.storage.models import Table as Model
from desktop_client.files import PRIVATE, sync_folder
from registration.characters import searchable


def size(database: Database) -> int:
    """Return how many bytes a copy may have."""
    orders = {
        "sqlite": "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
        "postgresql": "SELECT pg_database_size(current_database())",
    }
    with database.read() as session:
        return int(session.scalar(text(orders[database.engine.dialect.name])) or 0)


def copy(database: Database, to: Path) -> None:
    """Copy a database as it is at one moment, into a file that is intact. Raises BackupError."""
    to.unlink(missing_ok=True)
    os.close(os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))
    ways: dict[str, Callable[[Database, Path], None]] = {
        "sqlite": _copy_file,
        "postgresql": _export,
    }
    try:
        ways[database.engine.dialect.name](database, to)
        with closing(sqlite3.connect(to)) as copied:
            copied.execute("PRAGMA journal_mode = DELETE")
            ((found,),) = copied.execute("PRAGMA quick_check(1)").fetchall()
    except sqlite3.Error as error:
        raise BackupError(f"{to}: the database cannot be copied ({error})") from None
    if found != "ok":
        raise BackupError("the database is damaged, and was not copied")


def _copy_file(database: Database, to: Path) -> None:
    with closing(sqlite3.connect(to)) as copied, database.engine.connect() as connection:
        live = connection.connection.driver_connection
        assert isinstance(live, sqlite3.Connection)  # noqa: S101 - the engine's driver
        live.backup(copied)


def _export(database: Database, to: Path) -> None:
    """Copy the rows of a server's database in one transaction that sees one state."""
    upgrade(to)
    with database.read() as session, closing(sqlite3.connect(to)) as copied:
        connection = session.connection()
        for table in Model.metadata.sorted_tables:
            if table is QueueCount.__table__:  # triggers of the copy count anew
                continue
            columns = ", ".join(f'"{column.name}"' for column in table.columns)
            marks = ", ".join("?" for _ in table.columns)
            order = f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})'  # noqa: S608 - models
            copied.executemany(order, moving.rows(connection, table))
        copied.commit()
        _index_names(session, to)


def _index_names(source: Session, to: Path) -> None:
    """Make the index of names anew, which each database has in its own way."""
    copied = Database(to)
    query = select(Submission.receipt_number, Submission.applicant)
    try:
        with copied.write() as session:
            for number, applicant in source.execute(
                query, execution_options={"yield_per": AT_ONCE}
            ):
                names.keep(session, number, searchable(applicant))
    finally:
        copied.close()


@contextmanager
def beside(place: Place) -> Iterator[Path]:
    """Give a path for a file that is made ready before it becomes the database."""
    if isinstance(place, Path):
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder = Path(tempfile.mkdtemp(prefix=f".{place.name}.", dir=place.parent))
    else:
        folder = Path(tempfile.mkdtemp())
    try:
        yield folder / "database.sqlite"
    finally:
        shutil.rmtree(folder)


def put(file: Path, place: Place) -> None:
    """Make a file the database, which is not there yet. Raises BackupError, OSError."""
    if isinstance(place, Path):
        os.link(file, place)
        sync_folder(place.parent)
        return
    source = Database(file)
    try:
        moving.move(source, place)
    except MoveError as error:
        raise BackupError(str(error)) from None
    finally:
        source.close()
