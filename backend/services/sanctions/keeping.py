"""Takes the documents of sanctions in; each is added to the history, none replaces another."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.service import Service
from backend.services import audit
from backend.services.audit import Doer
from backend.storage.models import Sanction, SanctionedPerson, SanctionEvent
from registration.korean_time import today
from registration.problems import Problem
from registration.sanctions import documents
from registration.sanctions.course import Course, Document, NotInOrder, course_of, followed

_CODES = {
    "out_of_order": "sanction_document_out_of_order",
    "over": "sanction_over",
    "stayed": "sanction_stayed",
    "not_stayed": "sanction_not_stayed",
}
"""Why a document cannot follow, as the service says it."""


class Package(NamedTuple):
    """The signed package a document came in."""

    id: str
    signature: bytes


class Given(NamedTuple):
    """A document and who gives it."""

    document: Document
    form: dict[str, Any]
    doer: Doer
    package: Package | None = None


class Step(NamedTuple):
    """A sanction before a document, None before its notice, and after it."""

    before: Course | None
    after: Course


def notice(service: Service, session: Session, given: Given, sent_by: str | None) -> Sanction:
    """Keep a notice as a new sanction; the session must be a writing one.

    Raises Refused `sanction_invalid`.
    """
    form, step = _checked(service, given, None)
    number = form["firm"]["business_number"]
    last = session.scalar(
        select(func.max(Sanction.sequence)).where(Sanction.business_number == number)
    )
    sanction = Sanction(business_number=number, sequence=(last or 0) + 1, sent_by=sent_by)
    session.add(sanction)
    _take(service, session, sanction, given._replace(form=form), step)
    return sanction


def follow(service: Service, session: Session, sanction: Sanction, given: Given) -> None:
    """Add a document to a sanction; the session must be a writing one.

    Raises Refused `sanction_invalid`, and where the document cannot follow `sanction_over`,
    `sanction_stayed`, `sanction_not_stayed`, `sanction_document_out_of_order`.
    """
    form, step = _checked(service, given, course(sanction))
    require_number(form, sanction.business_number)
    _take(service, session, sanction, given._replace(form=form), step)


def find(session: Session, business_number: str, sequence: int) -> Sanction:
    """Return a sanction. Raises Refused `sanction_unknown`."""
    found = session.scalar(
        select(Sanction).where(
            Sanction.business_number == business_number, Sanction.sequence == sequence
        )
    )
    if found is None:
        raise Refused("sanction_unknown")
    return found


def require_version(sanction: Sanction, version: int) -> None:
    """Refuse `version_stale` unless it is the sanction's version."""
    if version != sanction.version:
        raise Refused("version_stale", version=sanction.version)


def require_number(form: dict[str, Any], number: str) -> None:
    """Refuse `sanction_invalid` of a document about another firm."""
    wrong = documents.check_number(form, number)
    if wrong:
        raise _invalid(wrong)


def course(sanction: Sanction) -> Course:
    """Return what the sanction's documents have made of it."""
    return course_of(documents.event(row.document, row.form) for row in sanction.events)


def problems(
    service: Service, document: Document, form: dict[str, Any], before: Course | None
) -> list[Problem]:
    """Return what is wrong with a document, warnings left out.

    Raises Refused where it cannot follow.
    """
    try:
        found = documents.check_document(document, form, before, today(service.clock()))
    except NotInOrder as misfit:
        raise Refused(_CODES[misfit.code]) from None
    return [problem for problem in found if not problem.is_warning]


def _checked(service: Service, given: Given, before: Course | None) -> tuple[dict[str, Any], Step]:
    """Return the document in its one spelling, and what it does."""
    wrong = problems(service, given.document, given.form, before)
    if wrong:
        raise _invalid(wrong)
    form = documents.canonical_document(given.document, given.form)
    return form, Step(before, followed(before, documents.event(given.document, form)))


def _invalid(wrong: list[Problem]) -> Refused:
    return Refused("sanction_invalid", problems=[problem.to_json() for problem in wrong])


def _take(service: Service, session: Session, sanction: Sanction, given: Given, step: Step) -> None:
    before, after = step
    sanction.version = len(sanction.events) + 1
    sanction.events.append(
        SanctionEvent(
            position=sanction.version,
            document=given.document,
            form=given.form,
            at=service.clock(),
            actor=given.doer.actor,
            actor_name=given.doer.name,
            before=days(before) if before else None,
            after=days(after),
            package=given.package.id if given.package else None,
            signature=given.package.signature if given.package else None,
        )
    )
    if given.document in (Document.NOTICE, Document.AMEND):
        _read(sanction, given.form)
    sanction.start, sanction.end = after.start, after.end
    sanction.stayed, sanction.lifted = after.stayed_since, after.lifted
    session.flush()
    audit.append(
        session,
        service.clock(),
        given.doer,
        f"{audit.SANCTION}{given.document}",
        f"{sanction.business_number}-{sanction.sequence}",
        version=sanction.version,
        reason=audit.document_sum(given.form),
    )


def _read(sanction: Sanction, form: dict[str, Any]) -> None:
    """Take over what a notice, or its amendment, says."""
    sanction.form = {key: value for key, value in form.items() if key != "correction"}
    sanction.agency, sanction.name = form["agency"]["agency_name"], form["firm"]["name"]
    sanction.persons = [
        SanctionedPerson(name=row["name"], birth_date=_day(row.get("birth_date")))
        for row in form["representatives"]
    ]


def days(course: Course) -> dict[str, Any]:
    """Return the days of a sanction as the history keeps them."""
    return {
        "start": course.start.isoformat(),
        "end": course.end.isoformat(),
        "stayed": course.stayed_since.isoformat() if course.stayed_since else None,
        "lifted": course.lifted.isoformat() if course.lifted else None,
    }


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
