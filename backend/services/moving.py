"""Takes a service over from SQLite to PostgreSQL: all of it, in one transaction, or nothing.

The source is locked against writing meanwhile and never changed.
"""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

import psycopg
from psycopg import sql
from sqlalchemy import JSON, Connection, Table, inspect, select, text
from sqlalchemy.orm import Session

from backend.place import PostgresUrl
from backend.services import audit
from backend.services.audit import Verified
from backend.storage import names
from backend.storage.alike import count_on
from backend.storage.counts import RATE_COUNTS
from backend.storage.database import Database
from backend.storage.engines import for_writing, open_engine
from backend.storage.failures import told
from backend.storage.migrate import create_tables
from backend.storage.models import NAME_SEARCH, Submission
from backend.storage.models import Table as Model
from registration.characters import searchable

AT_ONCE = 1000
"""Rows that are held in memory."""
_DIGEST_SIZE = 2**256


class MoveError(Exception):
    """Nothing was moved; the text says why."""


class Sum(NamedTuple):
    """What a table has: how many rows, and a digest that does not depend on their order."""

    rows: int
    digest: int


class Moved(NamedTuple):
    """What was taken over."""

    tables: dict[str, int]
    """How many rows, by table."""
    record: Verified


def move(source: Database, target: PostgresUrl) -> Moved:
    """Copy everything, compare and verify it, and only then let it count.

    Raises MoveError, Refused, ConfigError, sqlalchemy.exc.DatabaseError.
    """
    engine = open_engine(target)
    try:
        with for_writing(engine).begin() as connection, source.locked() as session:
            _require_empty(connection, target)
            create_tables(connection, target)
            before = audit.verify(session)
            moved = {}
            connection.execute(text("ALTER TABLE submissions DISABLE TRIGGER USER"))
            for table in Model.metadata.sorted_tables:
                moved[table.name] = _move_table(session.connection(), connection, table)
            _move_names(session, connection)
            connection.execute(text("ALTER TABLE submissions ENABLE TRIGGER USER"))
            count_on(connection)
            connection.execute(text("ANALYZE"))
            record = _verified(connection, before)
    finally:
        engine.dispose()
    return Moved(moved, record)


def _require_empty(connection: Connection, target: PostgresUrl) -> None:
    """Raise MoveError where the target has a row, or tables of something else."""
    found = inspect(connection).get_table_names()
    own = {*Model.metadata.tables, NAME_SEARCH, RATE_COUNTS}
    for name in set(found) - {"alembic_version"}:
        if name not in own:
            raise MoveError(f"{target}: it has a table {name}; take an empty database")
        some = sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(name))
        if _driver(connection).execute(some).fetchone():
            raise MoveError(f"{target}: its table {name} has rows; take an empty database")


def _move_table(source: Connection, target: Connection, table: Table) -> int:
    """Copy a table and compare both sides; return how many rows it has."""
    columns = list(table.columns)
    before, after = _Summing(), _Summing()
    order = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name),
        sql.SQL(", ").join(sql.Identifier(column.name) for column in columns),
    )
    try:
        with _driver(target).cursor() as cursor, cursor.copy(order) as copy:
            for row in rows(source, table):
                before.add(row)
                copy.write_row(row)
    except psycopg.DataError as error:
        raise MoveError(f"{table.name}: a value does not fit ({told(error)})") from None
    for row in rows(target, table):
        after.add(row)
    if before.sum != after.sum:
        raise MoveError(f"{table.name}: {before.sum.rows} rows became {after.sum.rows}, or others")
    return before.sum.rows


def rows(connection: Connection, table: Table) -> Iterator[list[Any]]:
    """Yield rows as text, numbers and bytes that are the same on both databases."""
    names = ", ".join(_as_kept(connection, column) for column in table.columns)
    quoted = connection.dialect.identifier_preparer.quote(table.name)
    query = text(f"SELECT {names} FROM {quoted}")  # noqa: S608 - names of the models
    options = {"stream_results": True, "yield_per": AT_ONCE}
    with connection.execute(query, execution_options=options) as result:
        for row in result:
            yield [_plain(value) for value in row]


def _as_kept(connection: Connection, column: Any) -> str:
    """Return how to ask for a column; JSON is to come as the text that it is kept as."""
    name = connection.dialect.identifier_preparer.quote(column.name)
    is_json = isinstance(column.type, JSON) and connection.dialect.name != "sqlite"
    return f"CAST({name} AS text)" if is_json else name


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S.%f")
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


class _Summing:
    """Adds up the digests of rows."""

    def __init__(self) -> None:
        self.sum = Sum(0, 0)

    def add(self, row: list[Any]) -> None:
        digest = hashlib.sha256(repr(row).encode("utf-8", "surrogatepass")).digest()
        whole = (self.sum.digest + int.from_bytes(digest)) % _DIGEST_SIZE
        self.sum = Sum(self.sum.rows + 1, whole)


def _move_names(source: Session, target: Connection) -> None:
    """Make the index of names anew, which each database has in its own way."""
    query = select(Submission.receipt_number, Submission.applicant)
    with Session(target) as session:
        rows = source.execute(query, execution_options={"yield_per": AT_ONCE})
        for number, applicant in rows:
            names.keep(session, number, searchable(applicant))


def _verified(target: Connection, before: Verified) -> Verified:
    """Verify the record as it is now. Raises MoveError unless it is what it was."""
    with Session(target) as session:
        after = audit.verify(session)
    if after != before:
        raise MoveError(f"the audit record does not verify as before: {after.faults[:1]}")
    return after


def _driver(connection: Connection) -> "psycopg.Connection[tuple[Any, ...]]":
    driver = connection.connection.driver_connection
    if not isinstance(driver, psycopg.Connection):
        raise TypeError
    return driver
