"""The officers' desk over a million applications: as quick as over ten thousand, on both databases.

PostgreSQL is measured where it is there; a million rows take some gigabytes of its folder.
"""

import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from backend.services.access import record
from backend.services.access.record import Asked
from backend.services.applications import finding
from backend.services.applications.status import submission
from backend.services.notices import expiry
from backend.services.officer_rights import OfficerActing
from backend.services.review import notes, queue
from backend.services.review.queue import Filter
from backend.storage.database import Database
from bench.many import made
from bench.measure import Row, no_slower, pairs
from registration.korean_time import today
from registration.roles import OfficerRole
from testing.backend.databases import POSTGRESQL, SQLITE, Databases, is_there

SMALL, LARGE = 10_000, 1_000_000
RUNS = 15
MOST = 1.5
BATCHES = 4
"""Of records that are looked through in one go; a day's work is all of them."""


def rows() -> Iterator[Row]:
    """Each page's and chore's share of the database: large against small."""
    with tempfile.TemporaryDirectory() as folder:
        databases = Databases(Path(folder))
        try:
            for kind in (SQLITE, POSTGRESQL) if is_there() else (SQLITE,):
                yield from _rows_on(kind, databases)
        finally:
            databases.close()


def _rows_on(kind: str, databases: Databases) -> Iterator[Row]:
    officer = OfficerActing("officer", frozenset({OfficerRole.OFFICER}))
    small, large = (made(databases.without_tables(kind), count) for count in (SMALL, LARGE))
    for measure, work in _works(officer).items():
        times = pairs(
            lambda work=work: work(large, LARGE),  # type: ignore[misc]
            lambda work=work: work(small, SMALL),  # type: ignore[misc]
            RUNS,
        )
        yield no_slower(f"{measure} ({kind})", times, f"with {SMALL:,}", MOST)
    small.close()
    large.close()


def _works(officer: OfficerActing) -> dict[str, Callable[[Database, int], object]]:
    def first_page(database: Database, _count: int) -> object:
        with database.read() as session:
            queue.counts(session, officer, Filter())
            return len(queue.page(session, officer, Filter()).rows)

    def search(database: Database, _count: int) -> object:
        with database.read() as session:
            return len(queue.page(session, officer, Filter(q="한빛", state="all")).rows)

    def application(database: Database, count: int) -> object:
        with database.read() as session:
            found = submission(session, _number(count // 2))
            queue.beside(session, officer, Filter(), found.receipt_number, 1, onwards=True)
            return finding.alike(session, found), notes.of(session, found), found.document

    def audit_record(database: Database, _count: int) -> object:
        with database.read() as session:
            record.find(session, Asked(actor="officer 7"))
            record.find(session, Asked(event="taken"))
            return record.find(session, Asked())

    def expiring(database: Database, _count: int) -> object:
        return list(islice(expiry.due(database, today(datetime.now(UTC))), BATCHES))

    return {
        f"queue: first page of {LARGE:,}": first_page,
        "  a search for two syllables": search,
        "  an application, its neighbours and likenesses": application,
        "  the audit record, of an officer, of an event": audit_record,
        f"  what ends soon, {BATCHES} batches of records": expiring,
    }


def _number(count: int) -> str:
    return f"2026{count:06d}"
