"""조직: records, users and certificates of organisations, and what officers end in them."""

from typing import Annotated, Any

from fastapi import Query
from sqlalchemy.orm import Session
from starlette.responses import Response

from backend.pages import application_view as view
from backend.pages import organisation_words as words
from backend.pages.access import pages
from backend.pages.desk import Desk, TheDesk
from backend.pages.rendering import redirect, render
from backend.refused import Refused
from backend.services.access import looks
from backend.services.organisations import oversight
from backend.storage.models import Organisation, Record
from registration.field_types import show_business_number
from registration.korean_time import show_time
from registration.lifecycle import REASON_LIMIT
from registration.procedures import PROCEDURES
from registration.text import Language

router = pages("/officer/organisations")

Number = Annotated[int, Query(ge=0, le=2**31)]


@router.get("")
def show_organisations(
    desk: TheDesk,
    q: Annotated[str, Query(max_length=100)] = "",
    after: Number | None = None,
) -> Response:
    """Show the organisations that were looked for, or the newest."""
    desk.require_reader()
    with desk.service.database.read() as session:
        found = oversight.search(session, q.strip(), after)
        return render(
            desk.request,
            "organisations.html",
            words=words,
            q=q.strip(),
            rows=[
                (
                    row,
                    show_business_number(row.business_number),
                    [PROCEDURES[record.kind].title for record in row.records],
                    show_time(row.registered)[:10],
                )
                for row in found.organisations
            ],
            after=found.after,
        )


@router.get("/{organisation}")
def show_organisation(desk: TheDesk, organisation: int) -> Response:
    """Show one organisation."""
    desk.require_reader()
    return _page(desk, organisation)


def _page(
    desk: Desk,
    organisation: int,
    refused: Refused | None = None,
) -> Response:
    language = desk.language
    with desk.service.database.read() as session:
        found = oversight.find(session, organisation)
        looks.note(desk.service, desk.officer, found.key)
        return render(
            desk.request,
            "organisation.html",
            refused.status if refused else 200,
            words=words,
            refusal=[*refused.told] if refused else [],
            organisation=found,
            business_number=show_business_number(found.business_number),
            records=[_record(record, language) for record in found.records],
            ended=oversight.ended_certificates(session, found),
            may_end=oversight.may_end(desk.officer, found),
            show_time=show_time,
            reason_limit=REASON_LIMIT,
        )


def _record(record: Record, language: Language) -> dict[str, Any]:
    return {
        "record": record,
        "title": PROCEDURES[record.kind].title,
        "sections": view.sections(record.kind, record.form, language),
    }


@router.get("/{organisation}/records/{record}/versions")
def show_versions(
    desk: TheDesk,
    organisation: int,
    record: int,
    older: Number = 0,
    newer: Number = 0,
) -> Response:
    """Show what changed between two versions of a record, at first the last two."""
    desk.require_reader()
    with desk.service.database.read() as session:
        found = _found_record(session, oversight.find(session, organisation), record)
        newer = newer or found.version
        older = older or max(newer - 1, 1)
        changes = oversight.changes(session, found, older, newer)
        return render(
            desk.request,
            "versions.html",
            words=words,
            organisation=found.organisation,
            record=found,
            title=PROCEDURES[found.kind].title,
            older=older,
            newer=newer,
            changes=view.changes(changes, desk.language),
            versions=[
                (row.version, show_time(row.at), row.submission.receipt_number)
                for row in found.versions
            ],
        )


def _found_record(session: Session, organisation: Organisation, record: int) -> Record:
    found = session.get(Record, record)
    if found is None or found.organisation_id != organisation.id:
        raise Refused("not_found")
    return found


@router.post("/{organisation}/users/{user}/end")
def end_user(
    desk: TheDesk,
    organisation: int,
    user: int,
) -> Response:
    """End a user with all they log in with."""
    try:
        oversight.end_user(desk.service, desk.officer, organisation, user, desk.form.text("reason"))
    except Refused as refused:
        return _page(desk, organisation, refused)
    return redirect(desk.request, f"/officer/organisations/{organisation}", words.user_ended)


@router.post("/{organisation}/certificates/{fingerprint}/end")
def end_certificate(
    desk: TheDesk,
    organisation: int,
    fingerprint: str,
) -> Response:
    """End a certificate's registration."""
    try:
        oversight.end_certificate(
            desk.service, desk.officer, organisation, fingerprint, desk.form.text("reason")
        )
    except Refused as refused:
        return _page(desk, organisation, refused)
    return redirect(desk.request, f"/officer/organisations/{organisation}", words.certificate_ended)
