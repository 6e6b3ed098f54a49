"""찾기: an application by its applicant's name or by a number, and those that are like it."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, delete, select
from sqlalchemy.orm import Session

from backend.service import Service
from backend.storage import names, new_rows
from backend.storage.models import Chore, Submission, SubmissionTrait
from registration.characters import searchable
from registration.field_types import bare
from registration.forms.field import Answers
from registration.korean_time import today
from registration.likeness import Trait, traits

LEAST_DIGITS = 3
"""Of a number that is looked for by its beginning."""
MOST_ALIKE = 20
CHORE = "name search"
PAGES_AT_ONCE = 500


def settle(service: Service) -> int:
    """Merge what the search for names gathered into one part, once a day; return 1 if it did.

    Merged in steps, so that filings between wait for none.
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
            if names.merge(session, pages):
                return 1
        pages = PAGES_AT_ONCE


def keep(session: Session, application: Submission, form: Answers, *, again: bool) -> None:
    """Note by what an application is found, `again` where it was filed before.

    The session must be the one that files it.
    """
    if again:
        forget(session, application)
    names.keep(session, application.receipt_number, searchable(application.applicant))
    known_by = [
        {"submission_id": application.id, "trait": trait, "value": value}
        for trait, value in sorted(traits(form))
    ]
    new_rows.write(session, SubmissionTrait, known_by)


def forget(session: Session, application: Submission) -> None:
    """Let an application no longer be found; the session must be a writing one."""
    names.forget(session, application.receipt_number)
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
    name = searchable(wanted)
    queries = list(_by_number(wanted, past, ascending=ascending))
    if name:
        named = names.find(session, name, past, ascending=ascending, joined=bool(which))
        queries.append(named)
    for query, order in queries:
        ordered = query.where(*which).order_by(order.asc() if ascending else order.desc())
        found.update(session.scalars(ordered.limit(most)))
    return sorted(found, reverse=not ascending)[:most]


def _by_number(wanted: str, past: str, *, ascending: bool) -> Iterator[names.Ordered]:
    number = bare(wanted).upper()
    if len(number) >= LEAST_DIGITS and number.isascii() and any(map(str.isdigit, number)):
        end = number[:-1] + chr(ord(number[-1]) + 1)
        receipt = Submission.receipt_number
        for column in (receipt, Submission.key, Submission.business_number):
            query = select(receipt).where(column >= number, column < end)
            if past:
                query = query.where(receipt > past if ascending else receipt < past)
            yield query, receipt


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
