"""부정당업자 제재: periods and states, against a model that counts day by day."""

from calendar import monthrange
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registration.sanctions import documents
from registration.sanctions.course import (
    Course,
    Document,
    Event,
    NotInOrder,
    Standing,
    course_of,
    followed,
    last_day,
    moved_end,
    standing,
)
from registration.tables import code_table

TODAY = date(2026, 11, 28)
A_DAY = timedelta(days=1)
NOTICE: dict[str, Any] = {
    "agency": {"agency_name": "한국도로공사"},
    "firm": {"business_number": "111-11-11119", "name": "연습업체"},
    "terms": {
        "basis": "state-27-1-1",
        "start": "2026-01-01",
        "end": "2026-06-30",
        "reason": "계약 불이행",
    },
}


def notice(**terms: str) -> dict[str, Any]:
    form = deepcopy(NOTICE)
    form["terms"] |= terms
    return form


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        ("2026-01-01", 1, "2026-01-31"),
        ("2026-01-28", 1, "2026-02-27"),
        ("2026-01-29", 1, "2026-02-28"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-29", 1, "2028-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-03-31", 1, "2026-04-30"),
        ("2026-05-01", 24, "2028-04-30"),
        ("2028-02-29", 24, "2030-02-28"),
    ],
)
def test_a_period_of_months_ends_the_day_before_the_corresponding_one(
    start: str, months: int, last: str
) -> None:
    assert last_day(date.fromisoformat(start), months) == date.fromisoformat(last)


def counted(start: date, months: int) -> date:
    """The last day, found by walking the days of the calendar month by month."""
    day, left = start, months
    while left:
        day += A_DAY
        month_is_over = (day + A_DAY).month != day.month
        if day.day == start.day or (month_is_over and day.day < start.day):
            left -= 1
    is_short = monthrange(day.year, day.month)[1] < start.day
    return day if is_short else day - A_DAY


@given(st.dates(date(2000, 1, 1), date(2098, 1, 1)), st.integers(1, 24))
def test_the_last_day_is_that_of_walking_the_calendar(start: date, months: int) -> None:
    assert last_day(start, months) == counted(start, months)


def _codes(form: dict[str, Any], course: Course | None = None) -> list[str]:
    found = documents.check_document(Document.NOTICE, form, course, TODAY)
    return [f"{problem.path[-1]} {problem.code}" for problem in found]


def test_a_notice_of_twenty_four_months_is_the_longest_of_one_month_the_shortest() -> None:
    assert _codes(notice(start="2026-05-31", end="2028-05-30")) == []
    assert _codes(notice(start="2026-05-31", end="2028-05-31")) == ["end period_long"]
    assert _codes(notice(start="2026-05-31", end="2026-06-30")) == []
    assert _codes(notice(start="2026-05-31", end="2026-06-29")) == ["end period_short"]
    assert _codes(notice(start="2026-05-31", end="2020-01-01")) == ["end period_short"]


@pytest.mark.parametrize(
    ("terms", "found"),
    [
        ({"start": "0001-01-01"}, "start date_out_of_range"),
        ({"end": "9999-12-31"}, "end date_out_of_range"),
        ({"start": "어제"}, "start not_a_date"),
        ({"basis": "state-99"}, "basis not_a_choice"),
        ({"reason": "가" * 201}, "reason too_long"),
        ({"reason": "a\x00b"}, "reason unprintable"),
    ],
)
def test_what_is_no_answer_is_told_beside_its_field(terms: dict[str, str], found: str) -> None:
    assert _codes(notice(**terms)) == [found]


def test_every_basis_names_its_law_once() -> None:
    laws = [entry.more["law"] for entry in code_table("sanction_grounds").entries]
    assert len(set(laws)) == len(laws)
    assert {law.split(" ")[0] for law in laws} == {"국가계약법", "지방계약법", "공공기관운영법"}


def test_the_eighth_item_is_not_the_same_in_the_two_laws() -> None:
    """국가계약법: harm to workers. 지방계약법: a contract that its article 33 does not allow."""
    grounds = code_table("sanction_grounds").by_code
    assert "안전·보건" in grounds["state-27-1-8"].title.ko
    assert "제33조" in grounds["local-31-1-8"].title.ko


def test_a_day_that_is_yet_to_come_is_refused() -> None:
    course = Course(date(2026, 1, 1), date(2027, 6, 30))
    form = {"terms": {"on": "2026-11-29", "reason": "법원의 집행정지 결정"}}
    (problem,) = documents.check_document(Document.STAY, form, course, TODAY)
    assert problem.code == "in_the_future"


def test_the_end_of_a_resumption_has_to_be_the_one_that_moved() -> None:
    course = Course(date(2026, 1, 1), date(2026, 6, 30))
    stayed = followed(course, Event(Document.STAY, on=date(2026, 3, 1)))
    form = {"terms": {"on": "2026-03-11", "end": "2026-06-30", "reason": "본안 기각"}}
    (problem,) = documents.check_document(Document.RESUME, form, stayed, TODAY)
    assert (problem.code, problem.values) == ("end_differs", {"end": "2026-07-10"})
    del form["terms"]["end"]
    assert documents.check_document(Document.RESUME, form, stayed, TODAY) == [problem]
    form["terms"]["end"] = "2026-07-10"
    assert documents.check_document(Document.RESUME, form, stayed, TODAY) == []


FIRST = date(2026, 1, 1)
OFFSETS = st.integers(-40, 900).map(lambda days: FIRST + timedelta(days=days))


class ByDay:
    """The same told day by day: which days are stayed, and how many are served."""

    def __init__(self, start: date, end: date) -> None:
        self.start, self.length = start, (end - start).days + 1
        self.stayed: list[tuple[date, date | None]] = []
        self.lifted: date | None = None

    def is_stayed(self, day: date) -> bool:
        return any(since <= day and (until is None or day < until) for since, until in self.stayed)

    def standing(self, day: date) -> Standing:
        if self.lifted and day >= self.lifted:
            return Standing.LIFTED
        if self.is_stayed(day):
            return Standing.STAYED
        served, walked = 0, self.start
        while walked < day:
            served += not self.is_stayed(walked)
            walked += A_DAY
        if day < self.start:
            return Standing.NOT_BEGUN
        return Standing.IN_FORCE if served < self.length else Standing.ENDED


@given(
    length=st.integers(1, 24),
    moves=st.lists(st.tuples(st.sampled_from(list(Document)[1:4]), OFFSETS), max_size=6),
    asked=OFFSETS,
)
def test_a_sanction_stands_as_counting_its_days_says(
    length: int, moves: list[tuple[Document, date]], asked: date
) -> None:
    start = FIRST
    model = ByDay(start, last_day(start, length))
    events = [Event(Document.NOTICE, start, last_day(start, length))]
    for document, on in moves:
        course = course_of(events)
        end = moved_end(course, on) if document is Document.RESUME else None
        try:
            followed(course, event := Event(document, end=end, on=on))
        except NotInOrder:
            continue
        events.append(event)
        if document is Document.STAY:
            model.stayed.append((on, None))
        elif document is Document.RESUME:
            model.stayed[-1] = (model.stayed[-1][0], on)
        else:
            model.lifted = on
    assert standing(course_of(events), asked) is model.standing(asked)


def _after(*events: Event) -> Course:
    return course_of([Event(Document.NOTICE, FIRST, date(2026, 6, 30)), *events])


STAY = Event(Document.STAY, on=date(2026, 3, 1))
LIFT = Event(Document.LIFT, on=date(2026, 3, 2))


@pytest.mark.parametrize(
    ("events", "code"),
    [
        ([LIFT, STAY], "over"),
        ([LIFT, LIFT], "over"),
        ([STAY, STAY], "stayed"),
        ([Event(Document.RESUME, end=FIRST, on=FIRST)], "not_stayed"),
        ([Event(Document.STAY, on=date(2026, 7, 1))], "over"),
        ([Event(Document.LIFT, on=date(2026, 7, 1))], "over"),
        ([STAY, Event(Document.LIFT, on=date(2026, 2, 1))], "before_last_change"),
        ([Event(Document.NOTICE, FIRST, FIRST)], "out_of_order"),
        ([Event(Document.AMEND, FIRST, date(2028, 1, 1))], "period_long"),
        ([STAY, Event(Document.AMEND, FIRST, date(2026, 2, 10))], "before_last_change"),
    ],
)
def test_what_cannot_follow_is_refused(events: list[Event], code: str) -> None:
    with pytest.raises(NotInOrder) as refused:
        _after(*events)
    assert refused.value.code == code


def test_the_days_of_a_stay_do_not_count_towards_the_two_years() -> None:
    end = last_day(FIRST, 24) + timedelta(days=31)
    resumed = Event(Document.RESUME, end=date(2026, 7, 31), on=date(2026, 4, 1))
    longest = _after(STAY, resumed, Event(Document.AMEND, FIRST, end))
    assert longest.end == end
    with pytest.raises(NotInOrder):
        _after(STAY, resumed, Event(Document.AMEND, FIRST, end + A_DAY))


def test_a_sanction_that_is_stayed_does_not_end_by_itself() -> None:
    assert standing(_after(STAY), date(2030, 1, 1)) is Standing.STAYED


def test_an_amendment_is_a_whole_notice_and_its_reason() -> None:
    asked = {f"{page}.{field.key}" for page, field in documents.fields(Document.AMEND)}
    notice_asks = {f"{page}.{field.key}" for page, field in documents.fields(Document.NOTICE)}
    assert asked - notice_asks == {"correction.on", "correction.why"}


NAMES = st.sampled_from(
    (
        *("agency", "firm", "representatives", "contract", "terms", "correction", "name", "on"),
        *("business_number", "start", "end", "basis", "reason", "why", "birth_date"),
    )
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["2026-01-01", "9999-12-31", "0001-01-01", "1111111119", "state-27-1-1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=20,
)


@settings(max_examples=40)
@given(
    st.sampled_from(list(Document)),
    st.dictionaries(NAMES, VALUES, max_size=6),
    st.sampled_from([None, Course(FIRST, date(2026, 6, 30)), _after(STAY), _after(LIFT)]),
)
def test_whatever_comes_from_outside_is_told_or_taken(
    document: Document, form: dict[str, Any], course: Course | None
) -> None:
    try:
        problems = documents.check_document(document, form, course, TODAY)
    except NotInOrder:
        return
    if all(problem.is_warning for problem in problems):
        kept = documents.canonical_document(document, form)
        assert documents.check_document(document, kept, course, TODAY) == problems
