"""One application: everything an officer weighs, and the decision."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from pydantic import ValidationError
from sqlalchemy.orm import Session
from starlette.responses import Response

from backend.pages import application_view as view
from backend.pages import application_words as words
from backend.pages import issuance_words
from backend.pages.access import pages
from backend.pages.desk import Desk, TheDesk
from backend.pages.files import PREVIEW_LIMIT
from backend.pages.forms import Posted
from backend.pages.rendering import redirect, render
from backend.refused import Refused
from backend.services.access import looks
from backend.services.applications import finding, printout_codes
from backend.services.applications.status import refused_items, submission
from backend.services.officer_rights import OfficerActing
from backend.services.review import (
    assignment,
    comparing,
    decisions,
    issuance,
    items,
    kept,
    notes,
    queue,
)
from backend.services.review.queue import Filter
from backend.storage.models import Submission
from registration import wire
from registration.field_types import show_business_number
from registration.forms import describe
from registration.kinds import FILING_PURPOSE_NAMES, Kind
from registration.korean_time import show_time, today
from registration.lifecycle import ACTOR_NAMES, REASON_LIMIT, STATE_NAMES, Action, Actor, transition
from registration.likeness import TRAIT_NAMES
from registration.phrases import SHIPPED
from registration.printouts import PrintoutKind
from registration.procedures import PROCEDURES
from registration.roles import OfficerRole
from registration.submission import ReceiptNumber
from registration.text import Language, Text
from registration.waiting import PAPER_WAY_NAMES, WAITS_NAMES

router = pages("/officer/applications")

CONFLICTS = frozenset({"version_stale", "transition_invalid", "taken_by_another", "closed_already"})
"""What came between the look at an application and the decision on it."""
_AT_FIELD = {
    "reason_required": "reason",
    "reason_too_long": "reason",
    "malformed": "reason",
    "items_undecided": "items",
    "no_item_approved": "items",
}


@router.get("/{receipt_number}")
def show_application(desk: TheDesk, receipt_number: ReceiptNumber) -> Response:
    """Show an application."""
    answer = show(desk, receipt_number, Filter.read(desk.request.query_params))
    looks.note(desk.service, desk.officer, receipt_number)
    return answer


@router.post("/{receipt_number}/decision")
def decide(desk: TheDesk, receipt_number: ReceiptNumber) -> Response:
    """Approve, hold, reject or resume an application."""
    try:
        decided = decisions.decide(desk.service, desk.officer, receipt_number, _decision(desk.form))
    except Refused as refused:
        if refused.code in CONFLICTS:
            return _conflict(desk, receipt_number)
        return show(desk, receipt_number, asked_by(desk.form), refused)
    done = words.decided_done.filled(
        number=receipt_number, state=STATE_NAMES[decided.summary.state]
    )
    return redirect(desk.request, page_of(desk.form, receipt_number), done)


def _decision(form: Posted) -> wire.Decision:
    """Read a decision. Raises Refused `reason_too_long`, `items_undecided`, `malformed`."""
    reason = " ".join(filter(None, (form.text("phrase"), form.text("reason"))))
    if len(reason) > REASON_LIMIT:
        raise Refused("reason_too_long")
    try:
        return wire.Decision(
            action=Action(form.text("action")),
            version=int(form.text("version")),
            reason=reason,
            refused_items=dict(_refused(form)) if form.text("action") == Action.APPROVE else {},
        )
    except (ValueError, ValidationError):
        raise Refused("malformed") from None


def _refused(form: Posted) -> Iterator[tuple[str, str]]:
    """Yield the items that are not approved. Raises Refused `items_undecided`."""
    for item in form.all("items"):
        chosen = form.text(f"item.{item}")
        if chosen not in ("approve", "refuse"):
            raise Refused("items_undecided")
        if chosen == "refuse":
            yield item, form.text(f"item_reason.{item}")


def asked_by(form: Posted) -> Filter:
    """Return the filter in the address of the page that a form came from."""
    return Filter.read(dict(parse_qsl(urlsplit(form.page).query)))


def page_of(form: Posted, receipt_number: str) -> str:
    """Return the address of the page that a form came from."""
    return form.page or f"/officer/applications/{receipt_number}"


def show(
    desk: Desk,
    receipt_number: str,
    asked: Filter,
    refused: Refused | None = None,
    problems: dict[str, Text] | None = None,
) -> Response:
    """Return the page of an application, with what was refused where something was.

    `problems`: what is wrong with what was typed, by the name of the field. Raises Refused
    `role_missing` to those who may not read what was filed, whatever they sent.
    """
    desk.require_reader()
    at = _AT_FIELD.get(refused.code) if refused else None
    if refused and at:
        problems = {at: refused.told.why}
    with desk.service.database.read() as session:
        application = submission(session, receipt_number)
        detail = decisions.detail_of(desk.service, session, application)
        return render(
            desk.request,
            "application.html",
            refused.status if refused else 422 if problems else 200,
            problems=problems,
            refusal=[*refused.told] if refused and not at else [],
            words=words,
            asked=asked,
            beside=_beside(session, desk.officer, asked, receipt_number),
            **_about(application),
            **_content(session, detail, application, desk.language),
            **_work(desk, session, application),
            **_issuing(session, desk.officer, application),
        )


def _issuing(session: Session, officer: OfficerActing, application: Submission) -> dict[str, Any]:
    """Return where the codes for the applicant's certificate stand, if one is asked for."""
    return {
        "issuance": issuance.standing(session, application),
        "issuance_words": issuance_words,
        "may_issue": officer.may_decide(application),
    }


def _beside(
    session: Session, officer: OfficerActing, asked: Filter, number: str
) -> tuple[str | None, str | None]:
    """Return the applications before and after this one in the queue it was opened from."""
    previous = queue.beside(session, officer, asked, number, 1, onwards=False)
    following = queue.beside(session, officer, asked, number, 1, onwards=True)
    return next(iter(previous), None), next(iter(following), None)


def _about(application: Submission) -> dict[str, Any]:
    waits = application.waits
    return {
        "application": application,
        "kind": PROCEDURES[application.kind].title,
        "purpose": FILING_PURPOSE_NAMES[application.purpose],
        "office": view.office_title(application.office),
        "state": STATE_NAMES[application.state],
        "waits": WAITS_NAMES[waits] if waits else None,
        "is_institution": application.kind is Kind.INSTITUTION,
        "business_number": show_business_number(application.business_number),
        "filed": show_time(application.filed),
        "deadline": show_time(application.deadline)[:10] if application.deadline else "",
    }


def _content(
    session: Session,
    detail: wire.ApplicationDetail,
    application: Submission,
    language: Language,
) -> dict[str, Any]:
    """Return what was filed, and what the service and officers found and did."""
    marks = comparing.marks_of(session, application)
    sections = view.sections(application.kind, detail.form, language, marks)
    return {
        "detail": detail,
        "sections": sections,
        "marks_left": sum(line.mark is None for part in sections for line in part.lines),
        "changes": view.changed(detail, language),
        "verdicts": view.verdicts(detail, language),
        "papers": view.papers(session, application),
        "scans": view.scans(application),
        "preview_limit": PREVIEW_LIMIT,
        "way_names": PAPER_WAY_NAMES,
        "alike": [
            (other.application, STATE_NAMES[other.application.state], other.traits)
            for other in finding.alike(session, application)
        ],
        "trait_names": TRAIT_NAMES,
        "notes": [(note, show_time(note.at)) for note in notes.of(session, application)],
        "history": view.history(session, application),
        "actor_names": ACTOR_NAMES,
        "state_names": STATE_NAMES,
        "show_time": show_time,
    }


def _work(desk: Desk, session: Session, application: Submission) -> dict[str, Any]:
    """Return what the officer may do with it."""
    service, officer, language = desk.service, desk.officer, desk.language
    is_open = application.state.is_open
    why_not = officer.why_not(application)
    may_decide = why_not is None
    item_names = _item_names(language) if application.kind is Kind.STOCKPILE else {}
    actions = [
        action for action in words.ACTIONS if transition(application.state, action, Actor.OFFICER)
    ]
    weighed = items.applied_for(application) if Action.APPROVE in actions else []
    return {
        "may_decide": may_decide and is_open,
        "why_not": why_not.told.why if why_not else None,
        "may_note": officer.has(OfficerRole.OFFICER),
        "successors": assignment.successors(session, application) if may_decide else [],
        "actions": [(action, words.ACTIONS[action]) for action in actions],
        "phrases": _phrases(session, officer, language),
        "items": [(item, item_names[item]) for item in weighed],
        "refused_items": [
            (item_names.get(row.item, row.item), row.reason)
            for row in refused_items(session, application)
        ],
        "today": today(service.clock()).isoformat(),
        "printed_codes": printout_codes.filing_codes(service, application)
        if application.kind is Kind.INSTITUTION
        else {},
        "printed": PrintoutKind.APPLICATION,
    }


def _item_names(language: Language) -> dict[str, str]:
    field = describe(Kind.STOCKPILE).page("items").field("item")
    return {choice.value: choice.title.show(language) for choice in field.choices}


def _phrases(
    session: Session, officer: OfficerActing, language: Language
) -> list[tuple[Text, list[str]]]:
    """Return the phrases to choose from, by what is decided: one's own first."""
    own = kept.phrases(session, officer)
    return [
        (
            words.ACTIONS[action],
            [
                *(row.text for row in own if row.action is action),
                *(text.show(language) for text in SHIPPED[action]),
            ],
        )
        for action in SHIPPED
    ]


def _conflict(desk: Desk, receipt_number: str) -> Response:
    """Return what was done since the officer looked, with what they typed still in the form."""
    form, seen = desk.form, desk.form.text("version")
    chosen = _action(form)
    with desk.service.database.read() as session:
        application = submission(session, receipt_number)
        entries = view.history(session, application)
        known = max(
            (place for place, entry in enumerate(entries) if str(entry.version) == seen),
            default=-1,
        )
        return render(
            desk.request,
            "conflict.html",
            409,
            words=words,
            page_address=page_of(form, receipt_number),
            since=entries[known + 1 :],
            actor_names=ACTOR_NAMES,
            state_names=STATE_NAMES,
            chosen=words.ACTIONS.get(chosen) if chosen else None,
            **_about(application),
            **_work(desk, session, application),
        )


def _action(form: Posted) -> Action | None:
    try:
        return Action(form.text("action"))
    except ValueError:
        return None
