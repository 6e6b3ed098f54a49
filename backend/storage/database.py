"""Transactions (SQLAlchemy on SQLite or PostgreSQL)."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from backend.place import Place
from backend.refused import Refused
from backend.storage.engines import BUSY_SECONDS, for_reading, for_writing, open_engine
from backend.storage.migrate import HEAD

log = logging.getLogger(__name__)


class Database:
    """Gives out transactions.

    Writers take their turn on a lock of this process, then on the database's own: a transaction
    that read first and wrote later would fail when another wrote meanwhile.
    """

    def __init__(self, place: Place) -> None:
        self.engine = open_engine(place)
        self._reading, self._writes = for_reading(self.engine), for_writing(self.engine)
        pool = self.engine.pool
        assert isinstance(pool, QueuePool)  # noqa: S101 - SQLAlchemy's for a file
        self._pool = pool
        self._writing = threading.Lock()

    @property
    def is_shared(self) -> bool:
        """Whether other instances, on other computers, work with it too."""
        return self.engine.dialect.name != "sqlite"

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a transaction that sees one state of the database and changes nothing.

        Raises Refused `busy` when the database is away, or every connection to it taken.
        """
        with Session(self._reading) as session:
            _begin_now(session)
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give the one writing transaction: committed at the end, rolled back on an exception.

        Raises Refused `busy` when another writer does not finish in time, or the database is
        away; when that happens at the commit, it is not known whether it was done. So it does
        once a newer program has changed the tables: this one must not write on them.
        """
        if not self._writing.acquire(timeout=BUSY_SECONDS):
            raise Refused("busy")
        try:
            with Session(self._writes) as session:
                _begin_now(session)
                _require_known(session)
                yield session
                session.commit()
        finally:
            self._writing.release()

    @contextmanager
    def locked(self) -> Iterator[Session]:
        """Give a transaction that keeps others from writing, and changes nothing itself.

        Raises Refused `busy` as `write`.
        """
        with Session(self._writes) as session:
            _begin_now(session)
            yield session
            session.rollback()

    @property
    def in_use(self) -> int:
        """How many connections are at work."""
        return self._pool.checkedout()

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
    except PoolTimeout:
        raise Refused("busy") from None


def _require_known(session: Session) -> None:
    step = session.connection().exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if step != HEAD:
        log.error(
            "the tables are of step %s, this program knows %s: start the newer one", step, HEAD
        )
        raise Refused("busy")
