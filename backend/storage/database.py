"""Connections and transactions (SQLAlchemy on SQLite)."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from backend.refused import Refused

BUSY_SECONDS = 5
POOL_SIZE = 20

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}",
)


def _configure(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun below, not by the driver
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
    except Exception:  # the pool does not know it yet, and would leave it open
        connection.close()
        raise


def _without_foreign_keys(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA foreign_keys = OFF")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def open_engine(path: Path, *, foreign_keys: bool = True) -> Engine:
    """Return the engine of a database file; every acknowledged commit survives a power loss.

    `foreign_keys`: off only for migrations, which rebuild tables others refer to.
    """
    engine = create_engine(
        f"sqlite:///{path}",
        json_serializer=partial(json.dumps, ensure_ascii=False),
        pool_size=POOL_SIZE,
        max_overflow=0,
    )
    event.listen(engine, "connect", _configure)
    if not foreign_keys:
        event.listen(engine, "connect", _without_foreign_keys)
    event.listen(engine, "begin", _begin)
    return engine


class Database:
    """Gives out transactions.

    Writers take their turn on a lock of this process, then begin IMMEDIATE: on SQLite a
    transaction that reads first and writes later fails at once when another wrote meanwhile.
    """

    def __init__(self, path: Path) -> None:
        self.engine = open_engine(path)
        pool = self.engine.pool
        assert isinstance(pool, QueuePool)  # noqa: S101 - SQLAlchemy's for a file
        self._pool = pool
        self._writing = threading.Lock()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a transaction that sees one state of the database and changes nothing."""
        with Session(self.engine) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give the one writing transaction: committed at the end, rolled back on an exception.

        Raises Refused `busy` when another writer does not finish in time.
        """
        if not self._writing.acquire(timeout=BUSY_SECONDS):
            raise Refused("busy")
        try:
            with Session(self.engine.execution_options(writes=True)) as session:
                _begin_now(session)
                yield session
                session.commit()
        finally:
            self._writing.release()

    def shrink_log(self) -> None:
        """Empty SQLite's log, where what was deleted would stay readable until it is overwritten.

        A reader that is still at work is not waited for long; then the next time does it.
        """
        with self.engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close every connection, once whoever works with one has given it back."""
        end = time.monotonic() + BUSY_SECONDS
        while self._pool.checkedout() and time.monotonic() < end:
            time.sleep(0.01)
        self.engine.dispose()


def _begin_now(session: Session) -> None:
    try:
        session.connection()
    except OperationalError:
        raise Refused("busy") from None
