"""Routes of applicants."""

from fastapi import APIRouter, Response

from backend.answers import as_json
from backend.routes.access import OwnApplication, TheService, Token
from backend.services.applications import status
from backend.services.review import issuance
from registration import wire
from registration.submission import ReceiptNumber, Version

router = APIRouter()


class Cancellation(wire.Message):
    """Which version of the application the applicant saw."""

    version: Version


@router.get("/v1/submissions/{receipt_number}", response_model=wire.Status)
def look_at_status(service: TheService, receipt_number: ReceiptNumber, token: Token) -> Response:
    """Return where the application stands (진행현황) to whom it belongs.

    Asked more often than all else: the right is shown and the answer found in one transaction.
    """
    return as_json(status.status(service, receipt_number, token))


@router.get("/v1/submissions/{receipt_number}/document")
def look_at_document(service: TheService, own: OwnApplication) -> wire.FiledDocument:
    """Return what was filed, to be printed again or completed."""
    return status.document(service, own.receipt_number)


@router.post("/v1/submissions/{receipt_number}/issuance")
def fetch_codes(
    service: TheService, own: OwnApplication, request: wire.IssuanceRequest
) -> wire.Issuance:
    """Return 참조번호 and 인가코드 to whoever knows the request ID; once."""
    return issuance.fetch(service, own, request.request_id)


@router.post("/v1/submissions/{receipt_number}/cancel")
def cancel_application(
    service: TheService, own: OwnApplication, request: Cancellation
) -> wire.Status:
    """Withdraw the application (취소)."""
    return status.cancel(service, own, request.version)
