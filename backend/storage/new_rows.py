"""New rows, written at once: a quarter of the time that a flush of the session takes.

A session works out which of its objects depend on which; whoever writes here knows the order, and
has flushed what the rows refer to.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Insert, Table, insert, inspect
from sqlalchemy.orm import Session, make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value

from backend.storage.models.base import Table as Row


def write(session: Session, kind: type[Row], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows, each given by its columns; the session must be a writing one."""
    if rows:
        session.connection().execute(_insert(kind), rows)


def keep(session: Session, *made: Row) -> None:
    """Insert new objects' rows in this order; afterwards the session has them as after a flush.

    A column that was not set is empty: its default is not asked for.
    """
    for row in made:
        values = {name: getattr(row, name) for name in _columns(type(row))}
        write(session, type(row), [values])
        for name, value in values.items():
            set_committed_value(row, name, value)
        make_transient_to_detached(row)
    session.add_all(made)


@cache
def _insert(kind: type[Row]) -> Insert:
    table = kind.__table__
    assert isinstance(table, Table)  # noqa: S101 - no row is of a join
    return insert(table)


@cache
def _columns(kind: type[Row]) -> tuple[str, ...]:
    return tuple(inspect(kind).column_attrs.keys())
