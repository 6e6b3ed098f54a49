"""The index of applicants' names: letters from within a name find it, on either database.

One rule on both: a name is kept as its letters and digits alone (registration.characters.
searchable) and found from each of its places on, newest first, without reading the others. SQLite
has its full-text search (FTS5) over the pairs of letters in a row; PostgreSQL has a table with a
row for each place, found by the pair of letters that stands there.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    cast,
    column,
    delete,
    insert,
    select,
    table,
    text,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from backend.storage.models import NAME_SEARCH, Submission

LONGEST = 60
"""Letters of a name that are looked at."""
LEAST_CHANGES = 2
"""Of rows: fewer mean that there was nothing left to merge (sqlite.org/fts5.html, merge)."""

Ordered = tuple[Select[str], ColumnElement[Any] | InstrumentedAttribute[str]]
"""A query for receipt numbers, and what it is ordered by."""

_orders = table(NAME_SEARCH, column(NAME_SEARCH, String), column("rank", Integer))
"""FTS5 takes orders as rows of a column that is named like the table."""
_names = table(NAME_SEARCH, column("rowid", Integer), column("grams", String))
_places = table(
    NAME_SEARCH,
    column("receipt_number", String),
    column("place", Integer),
    column("letter", String),
    column("pair", String),
    column("rest", String),
)
_KEEP_NAME, _KEEP_PLACES = insert(_names), insert(_places)


def keep(session: Session, receipt_number: str, name: str) -> None:
    """Have an application found by this name, `searchable`; what it was found by is forgotten."""
    if _has_full_text(session):
        grams = " ".join(_grams(name))
        row = {"rowid": int(receipt_number), "grams": grams}
        session.connection().execute(_KEEP_NAME, row)
        return
    rows = [
        {
            "receipt_number": receipt_number,
            "place": place,
            "letter": name[place],
            "pair": name[place : place + 2],
            "rest": name[place : place + LONGEST],
        }
        for place in range(len(name))
    ]
    if rows:
        session.connection().execute(_KEEP_PLACES, rows)


def forget(session: Session, receipt_number: str) -> None:
    """Have an application found by no name."""
    if _has_full_text(session):
        session.execute(delete(_names).where(_names.c.rowid == int(receipt_number)))
    else:
        session.execute(delete(_places).where(_places.c.receipt_number == receipt_number))


def find(session: Session, name: str, past: str, *, ascending: bool, joined: bool) -> Ordered:
    """Return the query for applications beyond `past` whose name has these letters in a row.

    `name`: `searchable`, not empty. `joined`: whether more is asked of the application.
    """
    name = name[:LONGEST]
    find_by = _by_full_text if _has_full_text(session) else _by_places
    return find_by(name, past, ascending=ascending, joined=joined)


def merge(session: Session, pages: int) -> bool:
    """Merge parts of the full-text search, so many pages of them; return whether that is all.

    FTS5 keeps what each filing adds as a part of its own and merges a few of them now and then; a
    search reads every part from its end. PostgreSQL has no such parts.
    """
    if not _has_full_text(session):
        return True
    before = _changes(session)
    session.execute(insert(_orders).values({NAME_SEARCH: "merge", "rank": pages}))
    return _changes(session) - before < LEAST_CHANGES


def _changes(session: Session) -> int:
    return int(session.scalar(text("SELECT total_changes()")) or 0)


def _has_full_text(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def _by_full_text(name: str, past: str, *, ascending: bool, joined: bool) -> Ordered:
    """Pairs in a row are a part of a name; FTS5 gives rows in order, and stops when asked to.

    A row's number is the receipt number.
    """
    pairs = " ".join(_grams(name)[: max(len(name) - 1, 1)])
    wanted = f'"{pairs}"' if len(name) > 1 else f'"{pairs}" *'
    row = _names.c.rowid
    fits, number = _names.c.grams.op("MATCH")(wanted), cast(row, String)
    query = select(number).where(fits)
    if joined:
        joint = (fits, Submission.receipt_number == number)
        query = select(Submission.receipt_number).where(*joint)
    if past.isdigit():
        query = query.where(row > int(past) if ascending else row < int(past))
    return query, row


def _by_places(name: str, past: str, *, ascending: bool, joined: bool) -> Ordered:
    """The index of pairs gives rows in the order of receipt numbers."""
    number = _places.c.receipt_number
    query = select(number)
    if joined:
        query = query.join_from(_places, Submission, Submission.receipt_number == number)
    if len(name) == 1:
        query = query.where(_places.c.letter == name)
    else:
        query = query.where(_places.c.pair == name[:2])
    if len(name) > 2:
        query = query.where(_places.c.rest.startswith(name, autoescape=True))
    if past.isdigit():
        query = query.where(number > past if ascending else number < past)
    return query.distinct(), number


def _grams(name: str) -> list[str]:
    """Return the pairs of letters of a name, and its last letter alone."""
    return [name[place : place + 2] for place in range(len(name))]
