"""업무함: which applications an officer sees, in which order, and how many of each there are."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from itertools import product
from typing import Self
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from backend.services.applications import finding
from backend.services.officer_rights import OfficerActing
from backend.storage.models import QueueCount, Submission
from registration.kinds import FilingPurpose, Kind
from registration.lifecycle import State
from registration.waiting import Waits

PAGE_SIZE = 50
LONGEST_SEARCH = 100
OPEN, ALL = "open", "all"
OWN_OFFICES = "own"
FIRST, LAST = "", "~"
"""Before and after every receipt number."""


class Whose(StrEnum):
    """Applications by who has taken them."""

    MINE = "mine"
    FREE = "free"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked of the queue; an empty value asks for nothing.

    `state`: `open`, `all`, or one of the states. `office`: `own` for the officer's offices, `all`,
    or one of them. `q`: what is looked for, everywhere: nothing else is asked then, and what is
    found comes newest first.
    """

    office: str = OWN_OFFICES
    kind: str = ""
    state: str = OPEN
    purpose: str = ""
    waits: str = ""
    whose: str = ""
    q: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """Return what an address asks for; what makes no sense asks for nothing."""
        wanted = query.get("q", "").strip()[:LONGEST_SEARCH]
        if wanted:
            return cls(office=ALL, state=ALL, q=wanted)
        given = {
            name: query[name].strip()
            for name, known in _KNOWN.items()
            if query.get(name, "").strip() in known
        }
        office = query.get("office", "").strip()
        if office in (ALL, OWN_OFFICES) or (len(office) == 2 and office.isalnum()):
            given["office"] = office
        return cls(**given)

    @property
    def query(self) -> str:
        """The part of an address that asks for it."""
        if self.q:
            return urlencode({"q": self.q})
        return urlencode(
            {
                field.name: value
                for field in fields(self)
                if (value := getattr(self, field.name)) != field.default
            }
        )

    def but(self, **changed: str) -> "Filter":
        """Return it with something else asked for."""
        return replace(self, **changed)


_KNOWN: dict[str, set[str]] = {
    "kind": {kind.value for kind in Kind},
    "state": {OPEN, ALL, *(state.value for state in State)},
    "purpose": {FilingPurpose.NEW.value, FilingPurpose.CHANGE.value},
    "waits": {waits.value for waits in Waits},
    "whose": {whose.value for whose in Whose},
}


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of the queue; `before` and `after`: from where the pages beside it go on."""

    rows: list[Submission]
    before: str | None
    after: str | None


def page(
    session: Session,
    officer: OfficerActing,
    asked: Filter,
    after: str = "",
    before: str = "",
) -> Page:
    """Return the page that follows a receipt number, or the one that ends before another."""
    if before:
        found = beside(session, officer, asked, before, PAGE_SIZE + 1, onwards=False)
        numbers = found[:PAGE_SIZE][::-1]
        has_before, has_after = len(found) > PAGE_SIZE, True
    else:
        found = beside(session, officer, asked, after, PAGE_SIZE + 1, onwards=True)
        numbers = found[:PAGE_SIZE]
        has_before, has_after = bool(after), len(found) > PAGE_SIZE
    rows = session.scalars(select(Submission).where(Submission.receipt_number.in_(numbers)))
    by_number = {row.receipt_number: row for row in rows}
    return Page(
        [by_number[number] for number in numbers],
        numbers[0] if numbers and has_before else None,
        numbers[-1] if numbers and has_after else None,
    )


def beside(
    session: Session,
    officer: OfficerActing,
    asked: Filter,
    past: str,
    most: int,
    *,
    onwards: bool,
) -> list[str]:
    """Return the receipt numbers that follow one, or come before it, nearest first.

    The oldest comes first, of what was looked for by a name or number the newest.
    """
    ascending = onwards is not bool(asked.q)
    if asked.q:
        return finding.receipt_numbers(session, asked.q, past, most, ascending=ascending)
    found: set[str] = set()
    for which in _parts(officer, asked):
        column = Submission.receipt_number
        beyond = column > (past or FIRST) if ascending else column < (past or LAST)
        query = select(column).where(beyond, *which).limit(most)
        found.update(session.scalars(query.order_by(column if ascending else column.desc())))
    return sorted(found, reverse=not ascending)[:most]


def _parts(officer: OfficerActing, asked: Filter) -> Iterator[list[ColumnElement[bool]]]:
    """Yield conditions that an index answers in the order of receipt numbers, each by itself."""
    same: list[ColumnElement[bool]] = []
    if asked.kind:
        same.append(Submission.kind == Kind(asked.kind))
    if asked.purpose:
        same.append(Submission.purpose == FilingPurpose(asked.purpose))
    if asked.waits:
        same.append(Submission.waits == Waits(asked.waits))
    if asked.whose == Whose.MINE:
        same.append(Submission.officer == officer.name)
    elif asked.whose == Whose.FREE:
        same.append(Submission.officer.is_(None))
    elif asked.whose == Whose.TAKEN:
        same.append(Submission.officer.is_not(None))
    for office, state in product(_offices(officer, asked), _states(asked)):
        at = [] if office is None else [Submission.office == office]
        yield [*at, *state, *same]


def _offices(officer: OfficerActing, asked: Filter) -> Sequence[str | None]:
    if asked.office == OWN_OFFICES and officer.offices is not None:
        return sorted(officer.offices)
    return [None] if asked.office in (ALL, OWN_OFFICES) else [asked.office]


def _states(asked: Filter) -> list[list[ColumnElement[bool]]]:
    if asked.state == OPEN:
        return [[Submission.waits.is_not(None)]]
    states = list(State) if asked.state == ALL else [State(asked.state)]
    return [[Submission.state == state] for state in states]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many applications there are under each choice, were it made with the others kept."""

    total: int
    by: dict[str, Counter[str]]

    def of(self, part: str, value: str) -> int:
        """Return how many there are with this value of a part of the filter."""
        return self.by[part][value]


_COUNTS = select(
    QueueCount.office,
    QueueCount.kind,
    QueueCount.state,
    QueueCount.purpose,
    QueueCount.waits,
    QueueCount.taken,
    QueueCount.number,
).where(QueueCount.number > 0)
"""In columns: made into objects, they took longer than all else of a page."""


def counts(session: Session, officer: OfficerActing, asked: Filter) -> Counts:
    """Return how many there are; what is looked for by name or number is not counted."""
    by: dict[str, Counter[str]] = {field.name: Counter() for field in fields(Filter)}
    total = 0
    own = officer.offices
    for row in session.execute(_COUNTS):
        values = {
            "office": {
                row.office,
                ALL,
                *([OWN_OFFICES] if own is None or row.office in own else []),
            },
            "kind": {row.kind.value, ""},
            "state": {row.state.value, ALL, *([OPEN] if row.state.is_open else [])},
            "purpose": {row.purpose.value, ""},
            "waits": {row.waits, ""},
            "whose": {Whose.TAKEN.value if row.taken else Whose.FREE.value, ""},
        }
        differing = [name for name, fit in values.items() if getattr(asked, name) not in fit]
        total += 0 if differing else row.number
        for name, fit in values.items():
            if not differing or differing == [name]:
                for value in fit:
                    by[name][value] += row.number
    mine = select(func.count()).where(Submission.officer == officer.name)
    by["whose"][Whose.MINE.value] = session.scalar(mine) or 0
    if asked.whose == Whose.MINE:
        total = by["whose"][Whose.MINE.value]
    return Counts(total, by)
