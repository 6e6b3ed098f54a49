"""업무함: the queue of applications, filtered, searched and kept by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from backend.pages import queue_words
from backend.pages.access import HOME, pages, role
from backend.pages.application_view import office_title
from backend.pages.desk import Desk, TheDesk
from backend.pages.login import HomeWords
from backend.pages.rendering import redirect, render
from backend.refused import Refused
from backend.services.review import figures, issuance, kept, queue
from backend.services.review.queue import ALL, OPEN, OWN_OFFICES, Counts, Filter, Whose
from backend.storage.models import Submission
from registration.field_types import show_business_number
from registration.kinds import FILING_PURPOSE_NAMES, FilingPurpose, Kind
from registration.korean_time import show_time, today
from registration.lifecycle import STATE_NAMES, State
from registration.procedures import PROCEDURES
from registration.roles import OfficerRole
from registration.tables import code_table
from registration.text import Text
from registration.waiting import WAITS_NAMES, Waits

router = pages()
READERS = role(OfficerRole.OFFICER, OfficerRole.AUDITOR)

ReceiptOrNone = Annotated[str, Query(pattern=r"^(\d{10})?$")]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a part of the filter, and how many applications it would show."""

    value: str
    title: Text
    number: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One application of the queue; `age` in days."""

    application: Submission
    kind: Text
    office: Text
    state: Text
    purpose: Text
    waits: Text | None
    business_number: str
    filed: str
    age: int
    is_late: bool
    deadline: str


@router.get("/")
def show_queue(desk: TheDesk, after: ReceiptOrNone = "", before: ReceiptOrNone = "") -> Response:
    """Show the applications that the address asks for."""
    if not desk.officer.has(OfficerRole.OFFICER, OfficerRole.AUDITOR):
        return render(desk.request, "home.html", words=HomeWords)
    asked = Filter.read(desk.request.query_params)
    return _queue(desk, asked, (after, before))


def _queue(
    desk: Desk,
    asked: Filter,
    place: tuple[str, str] = ("", ""),
    refused: Refused | None = None,
) -> Response:
    with desk.service.database.read() as session:
        found = queue.page(session, desk.officer, asked, *place)
        counts = queue.counts(session, desk.officer, asked)
        now = desk.service.clock()
        return render(
            desk.request,
            "queue.html",
            refused.status if refused else 200,
            words=queue_words,
            asked=asked,
            rows=[_row(row, now) for row in found.rows],
            found=found,
            total=counts.total,
            parts=_parts(counts),
            kept=kept.filters(session, desk.officer),
            codes_awaited=issuance.count_awaited(session, desk.officer),
            problems={"name": refused.told.why} if refused else None,
        )


def _row(application: Submission, now: datetime) -> Row:
    until = application.decided or now
    waits = application.waits
    late = waits is Waits.OFFICER and application.filed < figures.late_since(now)
    return Row(
        application=application,
        kind=PROCEDURES[application.kind].title,
        office=office_title(application.office),
        state=STATE_NAMES[application.state],
        purpose=FILING_PURPOSE_NAMES[application.purpose],
        waits=WAITS_NAMES[waits] if waits else None,
        business_number=show_business_number(application.business_number),
        filed=show_time(application.filed),
        age=(today(until) - today(application.filed)).days,
        is_late=late,
        deadline=show_time(application.deadline)[:10] if application.deadline else "",
    )


def _parts(counts: Counts) -> list[tuple[str, Text, list[Choice]]]:
    """Return the parts of the filter, each with its choices."""
    offices = [(entry.code, entry.title) for entry in code_table("offices").entries]
    given: tuple[tuple[str, Text, Iterable[tuple[str, Text]]], ...] = (
        (
            "office",
            queue_words.office,
            [(OWN_OFFICES, queue_words.own_offices), (ALL, queue_words.every), *offices],
        ),
        (
            "kind",
            queue_words.kind,
            [("", queue_words.every), *((kind.value, PROCEDURES[kind].title) for kind in Kind)],
        ),
        (
            "state",
            queue_words.state,
            [
                (OPEN, queue_words.to_do),
                (ALL, queue_words.every),
                *((state.value, STATE_NAMES[state]) for state in State),
            ],
        ),
        (
            "purpose",
            queue_words.purpose,
            [
                ("", queue_words.every),
                *(
                    (purpose.value, FILING_PURPOSE_NAMES[purpose])
                    for purpose in (FilingPurpose.NEW, FilingPurpose.CHANGE)
                ),
            ],
        ),
        (
            "waits",
            queue_words.waits,
            [("", queue_words.every), *((waits.value, WAITS_NAMES[waits]) for waits in Waits)],
        ),
        (
            "whose",
            queue_words.whose,
            [
                ("", queue_words.every),
                (Whose.MINE.value, queue_words.mine),
                (Whose.FREE.value, queue_words.free),
                (Whose.TAKEN.value, queue_words.taken),
            ],
        ),
    )
    return [
        (part, title, [Choice(value, name, counts.of(part, value)) for value, name in choices])
        for part, title, choices in given
    ]


@router.post("/filters", dependencies=[READERS])
def keep_filter(desk: TheDesk) -> Response:
    """Keep a view of the queue by a name."""
    view = Filter.read({name: desk.form.text(name) for name in desk.form.fields})
    try:
        kept.keep_filter(desk.service, desk.officer, desk.form.text("name"), view)
    except Refused as refused:
        return _queue(desk, view, refused=refused)
    return redirect(desk.request, f"{HOME}?{view.query}", queue_words.kept_done)


@router.post("/filters/{number}/remove", dependencies=[READERS])
def drop_filter(desk: TheDesk, number: int) -> Response:
    """Remove a kept view."""
    kept.drop_filter(desk.service, desk.officer, number)
    return redirect(desk.request, desk.form.page or HOME, queue_words.removed_done)
