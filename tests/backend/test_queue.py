"""The queue of applications: what finds them, in order and without reading them all."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, select, text

from backend.place import Place
from backend.services.applications import finding
from backend.services.officer_rights import OfficerActing
from backend.services.review import queue
from backend.services.review.queue import Filter
from backend.storage.database import Database
from backend.storage.models import Submission
from practice.applicants import applicant
from practice.pki import Practice
from registration.kinds import Kind
from registration.roles import OfficerRole
from testing.backend.databases import Databases
from testing.backend.world import World, business_number, taken_in
from tests.backend.conftest import Switch, opened

pytestmark = pytest.mark.usefixtures("no_route_goes_through_a_table")

A = OfficerActing("officer", frozenset({OfficerRole.OFFICER}))
OF_TWO = OfficerActing("second", frozenset({OfficerRole.OFFICER}), frozenset({"12", "39"}))

NAMES = ("주식회사 한빛정밀", "㈜한빛상사", "한빛 산업(주)", "ABC 테크", "새벽별")


def _file(world: World, serial: int, name: str) -> str:
    form = applicant(Kind.CATALOGUE)
    form["general"] |= {"name": name, "business_number": business_number(serial)}
    form["account"]["account_id"] = f"practice{serial}"
    application = world.application(form, kind=Kind.CATALOGUE)
    return str(taken_in(world.file_unsigned(application, "Correct-Horse-7"))["number"])


@pytest.fixture
def named(
    switch: Switch, databases: Databases, database_kind: str, practice_pki: Practice
) -> Iterator[World]:
    """A service with an application of each name; nobody changes it."""

    def file_all(folder: Path, place: Place) -> None:
        with opened(switch, folder, practice_pki, place) as world:
            for serial, name in enumerate(NAMES, 1):
                _file(world, serial * 2, name)

    folder, place = databases.prepared("named", database_kind, file_all)
    with opened(switch, folder, practice_pki, place) as world:
        yield world


@pytest.fixture
def database(named: World) -> Database:
    return named.service.database


@pytest.mark.parametrize(
    "query",
    [
        Filter(),
        Filter(office="12"),
        Filter(state="all"),
        Filter(state="all", office="12"),
        Filter(state="approved"),
        Filter(state="approved", office="12", kind="supplier", purpose="new"),
        Filter(waits="papers"),
        Filter(waits="papers", office="12", kind="supplier"),
        Filter(whose="mine"),
        Filter(whose="free", office="12"),
        Filter(whose="taken"),
        Filter(q="한빛"),
        Filter(q="한"),
        Filter(q="한빛", office="12", state="all"),
        Filter(q="11111"),
        Filter(q="2026000001", state="all"),
        Filter(q="B551182", state="all"),
    ],
    ids=lambda asked: asked.query or "open",
)
def test_no_view_of_the_queue_reads_every_application(database: Database, query: Filter) -> None:
    asked: list[tuple[str, Any]] = []

    def note(*given: Any) -> None:
        asked.append((given[2], given[3]))

    engine = database.engine
    event.listen(Engine, "before_cursor_execute", note)
    with database.read() as session:
        for officer in (A, OF_TWO):
            for onwards in (True, False):
                queue.beside(session, officer, query, "2026000500", 51, onwards=onwards)
            queue.beside(session, officer, query, "", 51, onwards=True)
            queue.page(session, officer, query)
            queue.counts(session, officer, query)
    event.remove(Engine, "before_cursor_execute", note)
    assert len(asked) > 6
    if engine.dialect.name != "sqlite":
        return  # with so few rows a scan is right; plans over many are read elsewhere
    with engine.connect() as connection:
        for statement, values in asked:
            if not statement.startswith("SELECT"):
                continue
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
            told = [str(row[-1]) for row in plan]
            assert [line for line in told if "SCAN submissions" in line] == [], statement
            narrow = '"key" >=' in statement or "business_number >=" in statement
            assert narrow or not any("TEMP B-TREE" in line for line in told), (statement, told)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("한빛", NAMES[:3]),
        ("(주)한빛", NAMES[:3]),
        ("한빛\u110c\u1165\u11bc\u1106\u1175\u11af", NAMES[:1]),
        ("빛산", NAMES[2:3]),
        ("한빛 정밀", NAMES[:1]),
        ("abc", NAMES[3:4]),
        ("ａｂｃ테크", NAMES[3:4]),
        ("별", NAMES[4:]),
        ("한별", ()),
        ("(주)", ()),
        ('"', ()),
        ("한빛* OR 새벽", ()),
        ("100-00-0010", ("새벽별",)),
        ("10000001", ("새벽별",)),
    ],
)
def test_two_letters_or_a_number_find_an_application(
    named: World, wanted: str, found: tuple[str, ...]
) -> None:
    with named.service.database.read() as session:
        numbers = queue.beside(session, A, Filter(q=wanted), "", 50, onwards=True)
        rows = session.scalars(select(Submission).where(Submission.receipt_number.in_(numbers)))
        assert {row.applicant for row in rows} == set(found)


def test_pages_follow_each_other_and_neighbours_are_found(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "PAGE_SIZE", 2)
    for asked, order in (
        (Filter(), 1),
        (Filter(q="한빛", state="all"), -1),
        (Filter(state="all"), 1),
    ):
        with database.read() as session:
            pages, after = [], ""
            while True:
                page = queue.page(session, A, asked, after)
                pages.append([row.receipt_number for row in page.rows])
                if page.after is None:
                    break
                after = page.after
            numbers = [number for rows in pages for number in rows]
            assert numbers == sorted(numbers)[::order]
            assert len(numbers) == (3 if asked.q else 5)
            back = queue.page(session, A, asked, before=pages[-1][0])
            assert [row.receipt_number for row in back.rows] == pages[-2]
            for place, number in enumerate(numbers):
                following = queue.beside(session, A, asked, number, 1, onwards=True)
                before = queue.beside(session, A, asked, number, 1, onwards=False)
                assert following == numbers[place + 1 : place + 2]
                assert before == numbers[max(place - 1, 0) : place][:1]


@pytest.mark.parametrize(
    "given",
    [{"kind": "x"}, {"state": "open\x00"}, {"office": "'; --"}, {"whose": "me"}, {"waits": "전"}],
)
def test_what_makes_no_sense_asks_for_nothing(given: dict[str, str]) -> None:
    assert Filter.read(given) == Filter()


def test_what_the_search_gathers_is_merged_once_a_day_and_still_found(named: World) -> None:
    if named.service.database.engine.dialect.name != "sqlite":
        assert finding.settle(named.service) == 1
        return  # its index has no parts

    def parts() -> int:
        with named.service.database.read() as session:
            return len(session.execute(text("SELECT DISTINCT segid FROM name_search_idx")).all())

    wanted = Filter(q="한빛", state="all")
    with named.service.database.read() as session:
        before = queue.beside(session, A, wanted, "", 9, onwards=True)
    assert parts() > 1
    assert finding.settle(named.service) == 1
    assert parts() == 1
    assert finding.settle(named.service) == 0
    with named.service.database.read() as session:
        assert queue.beside(session, A, wanted, "", 9, onwards=True) == before
    assert len(before) == 3
