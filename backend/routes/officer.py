"""Routes of officers."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from backend.routes.access import Reader, TheOfficer, TheService
from backend.services.access import accounts, looks, officer_logins
from backend.services.organisations import parties
from backend.services.review import decisions, issuance
from registration import wire
from registration.field_types import AccountId
from registration.lifecycle import State
from registration.submission import ReceiptNumber

router = APIRouter(prefix="/v1/officer")

MOST_AT_ONCE = 200


@router.get("/applications")
def list_applications(
    service: TheService,
    officer: Reader,  # noqa: ARG001 - asked for, so that nobody else sees the queue
    state: State | None = None,
    after: ReceiptNumber | None = None,
    limit: Annotated[int, Query(ge=1, le=MOST_AT_ONCE)] = 50,
) -> wire.ApplicationPage:
    """Return the queue, newest first; `after` is the `next` of the page before."""
    return decisions.page(service, state, after, limit)


@router.get("/applications/{receipt_number}")
def look_at_application(
    service: TheService,
    officer: Reader,
    receipt_number: ReceiptNumber,
) -> wire.ApplicationDetail:
    """Return all of one application, the verdicts of the intake included."""
    found = decisions.detail(service, receipt_number)
    looks.note(service, officer, receipt_number)
    return found


@router.post("/applications/{receipt_number}/decision")
def decide(
    service: TheService,
    officer: TheOfficer,
    receipt_number: ReceiptNumber,
    decision: wire.Decision,
) -> wire.ApplicationDetail:
    """Approve, hold, reject or resume an application."""
    return decisions.decide(service, officer, receipt_number, decision)


@router.put("/applications/{receipt_number}/issuance", status_code=204)
def note_codes(
    service: TheService,
    officer: TheOfficer,
    receipt_number: ReceiptNumber,
    codes: wire.IssuedCodes,
) -> None:
    """Keep 참조번호 and 인가코드 that a CA gave for an approved institution."""
    issuance.note(service, officer, receipt_number, codes)


@router.post("/accounts/{account_id}/password")
def reset_password(
    service: TheService, officer: TheOfficer, account_id: AccountId
) -> wire.NewPassword:
    """Give an account of a cataloguing firm a new password, told once."""
    return accounts.reset(service, officer, account_id)


@router.delete("/sessions/current", status_code=204)
def log_out(
    service: TheService,
    officer: TheOfficer,
) -> None:
    """End the officer's session."""
    officer_logins.log_out(service, officer.session)


@router.get("/parties")
def export_parties(service: TheService, officer: TheOfficer) -> StreamingResponse:
    """Return every registered organisation as OCDS parties, for administrators."""
    return StreamingResponse(parties.export(service, officer), media_type="application/json")
