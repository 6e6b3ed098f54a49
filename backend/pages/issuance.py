"""인증서 발급: the codes that a CA gave, handed in for an approved application."""

from pydantic import ValidationError
from starlette.responses import Response

from backend.pages import issuance_words as words
from backend.pages import queue_words
from backend.pages.access import pages
from backend.pages.application import asked_by, page_of, show
from backend.pages.application_view import office_title
from backend.pages.desk import Desk, TheDesk
from backend.pages.rendering import redirect, render
from backend.refused import Refused
from backend.services.review import issuance
from registration import wire
from registration.korean_time import show_time
from registration.submission import ReceiptNumber
from registration.text import Text

router = pages()


@router.get("/issuances")
def show_awaited(desk: TheDesk) -> Response:
    """Show the approved applications that need codes."""
    desk.require_reader()
    with desk.service.database.read() as session:
        rows = [
            (row, office_title(row.office), show_time(row.decided) if row.decided else "")
            for row in issuance.awaited(session, desk.officer)
        ]
        return render(
            desk.request,
            "issuances.html",
            words=words,
            queue_words=queue_words,
            rows=rows,
            total=issuance.count_awaited(session, desk.officer),
        )


@router.post("/applications/{receipt_number}/issuance")
def note_codes(desk: TheDesk, receipt_number: ReceiptNumber) -> Response:
    """Keep the codes that a CA gave for an application."""
    try:
        codes = wire.IssuedCodes(
            reference_number=desk.form.text("reference_number"),
            authorisation_code=desk.form.text("authorisation_code"),
        )
    except ValidationError as error:
        return _again(desk, receipt_number, problems=_problems(error))
    try:
        issuance.note(desk.service, desk.officer, receipt_number, codes)
    except Refused as refused:
        if refused.code == "not_found":
            raise
        return _again(desk, receipt_number, refused)
    return redirect(desk.request, page_of(desk.form, receipt_number), words.noted_done)


def _again(
    desk: Desk,
    receipt_number: str,
    refused: Refused | None = None,
    problems: dict[str, Text] | None = None,
) -> Response:
    return show(desk, receipt_number, asked_by(desk.form), refused, problems)


def _problems(error: ValidationError) -> dict[str, Text]:
    """Return what is wrong by field; what was typed stands in no text."""
    return {str(found["loc"][0]): words.unreadable for found in error.errors()}
