"""How the two databases are spoken to, so that both keep the same rules.

A writing transaction has the database to itself from its first statement on: on SQLite by BEGIN
IMMEDIATE, on PostgreSQL by an advisory lock, whatever process or computer the others are on. A
reading one sees one state. An acknowledged commit survives a power loss.
"""

import json
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

from backend.place import Place, PostgresUrl
from backend.storage.failures import refuse_odd_text, refuse_what_failed

BUSY_SECONDS = 5
POOL_SIZE = 20
TURN = 0x673262
"""The key of the advisory lock on which writers take their turn."""

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}",
)
_SETTINGS = {
    "synchronous_commit": "on",
    "timezone": "UTC",
    "lock_timeout": f"{BUSY_SECONDS}s",
    "idle_in_transaction_session_timeout": "60s",  # one that hangs keeps no others waiting
    "jit": "off",  # to compile takes longer than what is asked here
}
_CONNECTING = {
    "connect_timeout": BUSY_SECONDS,
    "client_encoding": "UTF8",
    "tcp_user_timeout": 1000 * 2 * BUSY_SECONDS,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "application_name": "g2b-server",
    "options": " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items()),
}


def open_engine(place: Place, *, foreign_keys: bool = True) -> Engine:
    """Return the engine of a database.

    `foreign_keys`: off only for migrations, which on SQLite rebuild tables others refer to.
    """
    if isinstance(place, PostgresUrl):
        engine = create_engine(
            place.url,
            connect_args=_CONNECTING,
            pool_pre_ping=True,
            pool_timeout=BUSY_SECONDS,
            **_of_both(),
        )
    else:
        engine = _sqlite(place, foreign_keys=foreign_keys)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", refuse_what_failed)
    return engine


def for_reading(engine: Engine) -> Engine:
    """Return the engine whose transactions see one state and change nothing."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def for_writing(engine: Engine) -> Engine:
    """Return the engine whose transactions are the only writing ones."""
    return engine.execution_options(writes=True)


def _of_both() -> dict[str, Any]:
    return {
        "json_serializer": partial(json.dumps, ensure_ascii=False),
        "pool_size": POOL_SIZE,
        "max_overflow": 0,
    }


def _sqlite(path: Path, *, foreign_keys: bool) -> Engine:
    engine = create_engine(f"sqlite:///{path}", **_of_both())
    event.listen(engine, "connect", _configure)
    event.listen(engine, "before_cursor_execute", refuse_odd_text)
    if not foreign_keys:
        event.listen(engine, "connect", _without_foreign_keys)
    return engine


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
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
    elif writes:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({TURN})")
