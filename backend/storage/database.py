"""Transactions (SQLAlchemy on SQLite or PostgreSQL)."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, event, text
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from backend.clock import Clock, utc_now
from backend.place import Place
from backend.refused import Refused
from backend.storage.engines import BUSY_SECONDS, for_reading, for_writing, open_engine
from backend.storage.failures import refuse_other_tables
from backend.storage.fair_lock import FairLock
from backend.storage.migrate import HEAD
from backend.storage.server_time import ServerTime

log = logging.getLogger(__name__)

_STEP = text("SELECT version_num, CURRENT_TIMESTAMP FROM alembic_version")
_STEP_OF_SERVER = text("SELECT version_num, clock_timestamp() FROM alembic_version")
_GROW = (
    text("CREATE TABLE room_probe (filler TEXT)"),
    text(
        "INSERT INTO room_probe WITH RECURSIVE rows (row) AS"
        " (SELECT 1 UNION ALL SELECT row + 1 FROM rows WHERE row < 4096)"
        " SELECT CAST(:filler AS TEXT) FROM rows"
    ),
)
"""Needs room for some megabytes, on either database."""


class Database:
    """Gives out transactions.

    Writers take their turn on a lock of this process, then on the database's own: a transaction
    that read first and wrote later would fail when another wrote meanwhile.
    """

    def __init__(self, place: Place) -> None:
        self.engine = open_engine(place)
        self._reading, self._writes = for_reading(self.engine), for_writing(self.engine)
        self._statements = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        pool = self.engine.pool
        assert isinstance(pool, QueuePool)  # noqa: S101 - SQLAlchemy's for a file
        self._pool = pool
        self._writing = FairLock()
        self._was_full = False
        self._server_time = ServerTime()
        event.listen(self.engine, "handle_error", refuse_other_tables)

    @property
    def is_shared(self) -> bool:
        """Whether other instances, on other computers, work with it too."""
        return self.engine.dialect.name != "sqlite"

    @property
    def clock(self) -> Clock:
        """The clock of whoever works with this database: one for all instances."""
        return self._server_time if self.is_shared else utc_now

    def set_clock(self) -> None:
        """Ask the server for its time, as each writing transaction does. Raises Refused `busy`."""
        if self.is_shared:
            with self.read() as session:
                self._step(session)

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
            with self._noting_full(), Session(self._writes) as session:
                _begin_now(session)
                self._require_known(session)
                yield session
                session.commit()
        finally:
            self._writing.release()

    @contextmanager
    def at_once(self) -> Iterator[Connection]:
        """Give a connection whose statements take effect one by one, in nobody's turn.

        Raises Refused `busy` as `read`.
        """
        with self._noting_full():
            try:
                connection = self._statements.connect()
            except PoolTimeout:
                raise Refused("busy") from None
            with connection:
                yield connection

    @contextmanager
    def locked(self) -> Iterator[Session]:
        """Give a transaction that keeps others from writing, and changes nothing itself.

        Raises Refused `busy` as `write`.
        """
        with Session(self._writes) as session:
            _begin_now(session)
            yield session
            session.rollback()

    def has_room(self) -> bool:
        """Return whether it can grow: tried, and undone, once a disk was told to be full.

        Raises Refused `busy` as `write`.
        """
        if self._was_full:
            try:
                with self.locked() as session:
                    for statement in _GROW:
                        session.execute(statement, {"filler": "x" * 1000})
            except Refused as refused:
                if refused.code == "storage_full":
                    return False
                raise
            self._was_full = False
        return True

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

    def _step(self, session: Session) -> str:
        """Return the step of the tables; the server's time comes along."""
        step, now = session.execute(_STEP_OF_SERVER if self.is_shared else _STEP).one()
        if self.is_shared:
            self._server_time.set(now)
        return str(step)

    def _require_known(self, session: Session) -> None:
        step = self._step(session)
        if step != HEAD:
            log.error(
                "the tables are of step %s, this program knows %s: start the newer one", step, HEAD
            )
            raise Refused("busy")

    @contextmanager
    def _noting_full(self) -> Iterator[None]:
        try:
            yield
        except Refused as refused:
            self._was_full = self._was_full or refused.code == "storage_full"
            raise


def _begin_now(session: Session) -> None:
    try:
        session.connection()
    except PoolTimeout:
        raise Refused("busy") from None
