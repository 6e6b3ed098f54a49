"""What a database says when it cannot: told as a refusal, and alike by both of them."""

import logging
from typing import Any

from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError

from backend.refused import Refused

log = logging.getLogger(__name__)

_FULL = "53100"
_BUSY = ("08", "53", "57P", "25P03", "40")
"""SQLSTATEs (appendix A of PostgreSQL's manual) of what may work in a moment: no connection, too
few means, the server stops or starts, a transaction took too long, a conflict."""
_LOCKED = "55P03"
_OTHER_TABLES = ("42P01", "42703")
"""There is no such table or column: a newer program has changed them meanwhile."""
_IMPOSSIBLE = ("22003", "22021")
"""A number too large for its column, a character that no text holds."""


def refuse_what_failed(context: ExceptionContext) -> None:
    """Raise Refused instead: `busy`, `storage_full`, or `malformed` for what no column can hold.

    Nothing is tried again here: what was half done is rolled back, and who asked may ask again.
    """
    error = context.original_exception
    if context.is_pre_ping:  # the pool opens another connection
        return
    if isinstance(error, OverflowError) or _is_no_text(error):
        raise Refused("malformed")
    state = str(getattr(error, "sqlstate", None) or "")
    if is_full(error):
        log.warning("the database: its disk is full")
        raise Refused("storage_full")
    if _is_locked(error) or state == _LOCKED:
        raise Refused("busy")
    if context.is_disconnect or state.startswith(_BUSY) or _is_away(error):
        log.warning("the database: %s", told(error))
        raise Refused("busy")
    if state in _IMPOSSIBLE:
        raise Refused("malformed")


def refuse_other_tables(context: ExceptionContext) -> None:
    """Raise Refused `busy` where a table or column is gone, which a newer program took away."""
    error = context.original_exception
    gone = _sqlite_name(error) == "SQLITE_ERROR" and str(error).startswith("no such ")
    if gone or getattr(error, "sqlstate", None) in _OTHER_TABLES:
        log.error("the database has other tables than this program knows: %s", told(error))
        raise Refused("busy")


def is_full(error: BaseException) -> bool:
    """Return whether a database says that its disk is full."""
    return getattr(error, "sqlstate", None) == _FULL or _sqlite_name(error) == "SQLITE_FULL"


def refuse_odd_text(
    _connection: object, _cursor: object, _statement: str, values: Any, *_: object
) -> None:
    """Raise Refused `malformed` over a text with NUL, which PostgreSQL would not keep either."""
    for row in values if isinstance(values, list) else (values,):
        for value in row.values() if isinstance(row, dict) else row:
            if isinstance(value, str) and "\0" in value:
                raise Refused("malformed")


def told(error: BaseException) -> str:
    """Return what a database says went wrong, without the values that it repeats of rows."""
    if isinstance(error, DBAPIError) and error.orig:
        return told(error.orig)
    if type(error).__module__.startswith("sqlite3"):
        return str(error)
    state = getattr(error, "sqlstate", None)
    if state:
        return f"{type(error).__name__} {state}"
    if _is_away(
        error
    ):  # libpq's own words: no database, a wrong password (not which), nobody there
        return str(error).partition("\n")[0]
    return type(error).__name__


def _is_locked(error: BaseException) -> bool:
    return _sqlite_name(error).startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def _sqlite_name(error: BaseException) -> str:
    return str(getattr(error, "sqlite_errorname", ""))


def _is_away(error: BaseException) -> bool:
    """Whether psycopg reached no server, of which it has no SQLSTATE."""
    return type(error).__module__.startswith("psycopg") and isinstance(error, _unreached())


def _unreached() -> type[Exception]:
    from psycopg import OperationalError

    return OperationalError


def _is_no_text(error: BaseException) -> bool:
    """Whether psycopg was given a text that PostgreSQL cannot keep."""
    return type(error).__module__.startswith("psycopg") and "NUL (0x00)" in str(error)
