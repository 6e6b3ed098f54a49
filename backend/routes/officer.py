"""Routes of officers."""

from typing import Annotated

from fastapi import APIRouter, Query

from backend.routes.access import OfficerName, TheService
from backend.services import issuing, review
from registration import messages
from registration.lifecycle import State
from registration.submission import ReceiptNumber

router = APIRouter(prefix="/v1/officer/applications")

MOST_AT_ONCE = 200


@router.get("")
def list_applications(
    service: TheService,
    officer: OfficerName,  # noqa: ARG001 - asked for, so that only officers see the queue
    state: State | None = None,
    after: ReceiptNumber | None = None,
    limit: Annotated[int, Query(ge=1, le=MOST_AT_ONCE)] = 50,
) -> messages.ApplicationPage:
    """Return the queue, newest first; `after` is the `next` of the page before."""
    return review.page(service, state, after, limit)


@router.get("/{receipt_number}")
def look_at_application(
    service: TheService,
    officer: OfficerName,  # noqa: ARG001
    receipt_number: ReceiptNumber,
) -> messages.ApplicationDetail:
    """Return all of one application, the verdicts of the intake included."""
    return review.detail(service, receipt_number)


@router.post("/{receipt_number}/decision")
def decide(
    service: TheService,
    officer: OfficerName,
    receipt_number: ReceiptNumber,
    decision: messages.Decision,
) -> messages.ApplicationDetail:
    """Approve, hold, reject or resume an application."""
    return review.decide(service, officer, receipt_number, decision)


@router.put("/{receipt_number}/issuance", status_code=204)
def note_codes(
    service: TheService,
    officer: OfficerName,
    receipt_number: ReceiptNumber,
    codes: messages.IssuedCodes,
) -> None:
    """Keep 참조번호 and 인가코드 that a CA gave for an approved institution."""
    issuing.note(service, officer, receipt_number, codes)
