"""찾기: an application by its applicant's name or by a number, and those that are like it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

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

from backend.service import Service
from backend.storage.models import NAME_SEARCH, Chore, Submission, SubmissionTrait
from registration.characters import searchable
from registration.field_types import bare
from registration.forms.field import Answers
from registration.korean_time import today
from registration.likeness import Trait, traits

LEAST_DIGITS = 3
"""Of a number that is looked for by its beginning."""
LONGEST = 60
"""Letters of a name that are looked at."""
MOST_ALIKE = 20
CHORE = "name search"
PAGES_AT_ONCE = 500
LEAST_CHANGES = 2
"""Of rows: fewer mean that there was nothing left to merge (sqlite.org/fts5.html, merge)."""

_Ordered = tuple[Select[str], ColumnElement[Any] | InstrumentedAttribute[str]]

_orders = table(NAME_SEARCH, column(NAME_SEARCH, String), column("rank", Integer))
"""FTS5 takes orders as rows of a column that is named like the table."""
_names = table(NAME_SEARCH, column("rowid", Integer), column("grams", String))


def settle(service: Service) -> int:
    """Merge what the search for names gathered into one part, once a day; return 1 if it did.

    FTS5 keeps what each filing adds as a part of its own and merges a few of them now and then; a
    search reads every part from its end. Merged in steps, so that filings between wait for none.
    """
    now = service.clock()
    with service.database.write() as session:
        done = session.get(Chore, CHORE)
        if done is not None and today(done.done) >= today(now):
            return 0
        session.merge(Chore(name=CHORE, done=now))
    pages = -PAGES_AT_ONCE
    while True:
        with service.database.write() as session:
            before = _changes(session)
            session.execute(insert(_orders).values({NAME_SEARCH: "merge", "rank": pages}))
            if _changes(session) - before < LEAST_CHANGES:
                return 1
        pages = PAGES_AT_ONCE


def _changes(session: Session) -> int:
    return int(session.scalar(text("SELECT total_changes()")) or 0)


def keep(session: Session, application: Submission, form: Answers) -> None:
    """Note by what an application is found; the session must be the one that files it."""
    forget(session, application)
    grams = " ".join(_grams(searchable(application.applicant)))
    session.execute(insert(_names).values(rowid=int(application.receipt_number), grams=grams))
    session.add_all(
        SubmissionTrait(submission_id=application.id, trait=trait, value=value)
        for trait, value in sorted(traits(form))
    )
    session.flush()


def forget(session: Session, application: Submission) -> None:
    """Let an application no longer be found; the session must be a writing one."""
    row = int(application.receipt_number)
    session.execute(delete(_names).where(_names.c.rowid == row))
    own = SubmissionTrait.submission_id == application.id
    session.execute(delete(SubmissionTrait).where(own))


def receipt_numbers(
    session: Session,
    wanted: str,
    past: str,
    most: int,
    *which: ColumnElement[bool],
    ascending: bool = False,
) -> list[str]:
    """Return the receipt numbers of what is found beyond `past`, in their order.

    `wanted`: letters from within a name (one suffices), or the beginning of a business number,
    institution code or receipt number. `which`: what else must be true of an application.
    """
    found: set[str] = set()
    for query, order in _queries(wanted, past, ascending=ascending, joined=bool(which)):
        ordered = query.where(*which).order_by(order.asc() if ascending else order.desc())
        found.update(session.scalars(ordered.limit(most)))
    return sorted(found, reverse=not ascending)[:most]


def _queries(wanted: str, past: str, *, ascending: bool, joined: bool) -> Iterator[_Ordered]:
    number = bare(wanted).upper()
    if len(number) >= LEAST_DIGITS and number.isascii() and any(map(str.isdigit, number)):
        end = number[:-1] + chr(ord(number[-1]) + 1)
        receipt = Submission.receipt_number
        for column in (receipt, Submission.key, Submission.business_number):
            query = select(receipt).where(column >= number, column < end)
            if past:
                query = query.where(receipt > past if ascending else receipt < past)
            yield query, receipt
    name = searchable(wanted)[:LONGEST]
    if name:
        row = _names.c.rowid
        query = _by_name(name, joined=joined)
        if past.isdigit():
            query = query.where(row > int(past) if ascending else row < int(past))
        yield query, row


def _by_name(name: str, *, joined: bool) -> Select[str]:
    """Pairs in a row are a part of a name; FTS5 gives rows in order, and stops when asked to.

    A row's number is the receipt number: `joined` where more is asked of the application.
    """
    pairs = " ".join(_grams(name)[: max(len(name) - 1, 1)])
    wanted = f'"{pairs}"' if len(name) > 1 else f'"{pairs}" *'
    fits, number = _names.c.grams.op("MATCH")(wanted), cast(_names.c.rowid, String)
    if not joined:
        return select(number).where(fits)
    return select(Submission.receipt_number).where(fits, Submission.receipt_number == number)


def _grams(name: str) -> list[str]:
    """Return the pairs of letters of a name, and its last letter alone."""
    return [name[place : place + 2] for place in range(len(name))]


class Alike(NamedTuple):
    """An application that is like another, and in what."""

    application: Submission
    traits: tuple[Trait, ...]


def alike(session: Session, application: Submission) -> list[Alike]:
    """Return other applications that may be of the same firm, the newest first."""
    found: dict[str, tuple[Submission, list[Trait]]] = {}
    for trait, query in _alike_queries(session, application):
        others = query.where(Submission.id != application.id)
        newest = others.order_by(Submission.receipt_number.desc()).limit(MOST_ALIKE)
        for other in session.scalars(newest):
            found.setdefault(other.id, (other, []))[1].append(trait)
    rows = [Alike(other, tuple(dict.fromkeys(reasons))) for other, reasons in found.values()]
    rows.sort(key=lambda row: row.application.receipt_number, reverse=True)
    return rows[:MOST_ALIKE]


def _alike_queries(
    session: Session, application: Submission
) -> Iterator[tuple[Trait, Select[Submission]]]:
    number = application.business_number
    yield Trait.NUMBER, select(Submission).where(Submission.key == application.key)
    yield Trait.NUMBER, select(Submission).where(Submission.business_number == number)
    own = select(SubmissionTrait).where(SubmissionTrait.submission_id == application.id)
    for row in session.scalars(own):
        same = (SubmissionTrait.trait == row.trait, SubmissionTrait.value == row.value)
        others = select(SubmissionTrait.submission_id).where(*same).limit(MOST_ALIKE + 1)
        yield row.trait, select(Submission).where(Submission.id.in_(others.scalar_subquery()))
