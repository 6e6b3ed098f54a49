"""What becomes of a sanction: its period, stays and end, as a pure function of its documents.

Days are days in Korea. A sanction is in force from its first day to its last one, both included.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from registration.text import Text

LEAST_MONTHS, MOST_MONTHS = 1, 24
A_DAY = timedelta(days=1)


class Document(StrEnum):
    """The documents of a sanction."""

    NOTICE = "notice"
    STAY = "stay"
    RESUME = "resume"
    LIFT = "lift"
    AMEND = "amend"


DOCUMENT_NAMES = {
    Document.NOTICE: Text("제재통보", "Notice of sanction"),
    Document.STAY: Text("정지", "Stay"),
    Document.RESUME: Text("재개", "Resumption"),
    Document.LIFT: Text("해제", "Lifting"),
    Document.AMEND: Text("수정", "Amendment"),
}


class Standing(StrEnum):
    """How a sanction stands on a day."""

    NOT_BEGUN = "not_begun"
    IN_FORCE = "in_force"
    STAYED = "stayed"
    LIFTED = "lifted"
    ENDED = "ended"


STANDING_NAMES = {
    Standing.NOT_BEGUN: Text("시작 전", "Not begun"),
    Standing.IN_FORCE: Text("제재 중", "In force"),
    Standing.STAYED: Text("정지 중", "Stayed"),
    Standing.LIFTED: Text("해제", "Lifted"),
    Standing.ENDED: Text("기간 만료", "Ended"),
}


class NotInOrder(Exception):
    """A document does not fit what came before it.

    `field`: the answer at fault, with a code of `registration.problems`; "" where the document
    itself cannot follow: `out_of_order`, `over`, `stayed`, `not_stayed`.
    """

    def __init__(self, field: str, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.field, self.code, self.values = field, code, values


@dataclass(frozen=True, slots=True)
class Event:
    """What a document says of time: a notice or amendment its period, the others their day.

    A resumption says both: its day and the end that moved (`end`).
    """

    document: Document
    start: date | None = None
    end: date | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay from its first day up to the day of the resumption, which is in force again."""

    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """A sanction after some documents: `end` has moved by the stays that are over."""

    start: date
    end: date
    stays: tuple[Stay, ...] = ()
    lifted: date | None = None

    @property
    def stayed_since(self) -> date | None:
        """Since when it is stayed; None where no stay is open."""
        return self.stays[-1].since if self.stays and self.stays[-1].until is None else None

    @property
    def last_change(self) -> date:
        """The latest day that a stay or resumption names; what follows is not before it."""
        return max((stay.until or stay.since for stay in self.stays), default=date.min)


def last_day(start: date, months: int) -> date:
    """Return the last day of so many calendar months from `start` on (민법 제160조).

    It is the day before the corresponding day; where that month has no such day, its last one.
    """
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    days = monthrange(year, month)[1]
    return date(year, month, start.day) - A_DAY if start.day <= days else date(year, month, days)


def standing(course: Course, day: date) -> Standing:
    """Return how the sanction stands on a day; it ends by itself, but not while it is stayed."""
    if course.lifted is not None and day >= course.lifted:
        return Standing.LIFTED
    if any(stay.since <= day and (stay.until is None or day < stay.until) for stay in course.stays):
        return Standing.STAYED
    if day < course.start:
        return Standing.NOT_BEGUN
    return Standing.ENDED if day > course.end else Standing.IN_FORCE


def moved_end(course: Course, resumed: date) -> date:
    """Return the new end of a stayed sanction: moved by the days that it was not in force."""
    return course.end + _lost(course.start, course.stayed_since or resumed, resumed)


def course_of(events: Iterable[Event]) -> Course:
    """Return the sanction after all its documents, the notice first. Raises NotInOrder."""
    course: Course | None = None
    for event in events:
        course = followed(course, event)
    if course is None:
        raise ValueError("a sanction without a notice")
    return course


def followed(course: Course | None, event: Event) -> Course:
    """Return the sanction after one more document. Raises NotInOrder."""
    if course is None or event.document is Document.NOTICE:
        if course is not None or event.document is not Document.NOTICE:
            raise NotInOrder("", "out_of_order")
        return _begun(event)
    if course.lifted is not None:
        raise NotInOrder("", "over")
    return _FOLLOWING[event.document](course, event)


def _begun(event: Event) -> Course:
    start, end = _given(event.start), _given(event.end)
    _require_period(start, end)
    return Course(start, end)


def _stayed(course: Course, event: Event) -> Course:
    on = _given(event.on)
    if course.stayed_since is not None:
        raise NotInOrder("", "stayed")
    _require_not_before(course, "on", on)
    if on > course.end:
        raise NotInOrder("", "over")
    return replace(course, stays=(*course.stays, Stay(on)))


def _resumed(course: Course, event: Event) -> Course:
    on, end = _given(event.on), _given(event.end)
    if course.stayed_since is None:
        raise NotInOrder("", "not_stayed")
    _require_not_before(course, "on", on)
    moved = moved_end(course, on)
    if end != moved:
        raise NotInOrder("end", "end_differs", end=moved.isoformat())
    return replace(course, end=end, stays=(*course.stays[:-1], Stay(course.stayed_since, on)))


def _lifted(course: Course, event: Event) -> Course:
    on = _given(event.on)
    _require_not_before(course, "on", on)
    if course.stayed_since is None and on > course.end:
        raise NotInOrder("", "over")
    return replace(course, lifted=on)


def _amended(course: Course, event: Event) -> Course:
    start, end = _given(event.start), _given(event.end)
    lost = sum(
        (_lost(start, stay.since, stay.until) for stay in course.stays if stay.until),
        timedelta(0),
    )
    _require_period(start, end - lost)
    _require_not_before(course, "end", end)
    return replace(course, start=start, end=end)


_FOLLOWING = {
    Document.STAY: _stayed,
    Document.RESUME: _resumed,
    Document.LIFT: _lifted,
    Document.AMEND: _amended,
}


def _require_period(start: date, end: date) -> None:
    if end < last_day(start, LEAST_MONTHS):
        raise NotInOrder("end", "period_short", end=last_day(start, LEAST_MONTHS).isoformat())
    if end > last_day(start, MOST_MONTHS):
        raise NotInOrder("end", "period_long", end=last_day(start, MOST_MONTHS).isoformat())


def _require_not_before(course: Course, field: str, day: date) -> None:
    if day < course.last_change:
        raise NotInOrder(field, "before_last_change", day=course.last_change.isoformat())


def _lost(start: date, since: date, until: date) -> timedelta:
    """Return for how long the sanction was not in force because of a stay."""
    return max(until - max(since, start), timedelta(0))


def _given(day: date | None) -> date:
    if day is None:
        raise ValueError("a document without its day")
    return day
