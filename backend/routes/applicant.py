"""Routes of applicants and of organisations that are logged in."""

from fastapi import APIRouter

from backend.routes.access import LoggedIn, OwnApplication, TheService
from backend.services import review, sessions
from registration import messages

router = APIRouter()


class Cancellation(messages.Message):
    """Which version of the application the applicant saw."""

    version: int


@router.get("/v1/submissions/{receipt_number}")
def look_at_status(service: TheService, receipt_number: OwnApplication) -> messages.Status:
    """Return where the application stands (진행현황)."""
    return review.status(service, receipt_number)


@router.post("/v1/submissions/{receipt_number}/cancel")
def cancel_application(
    service: TheService, receipt_number: OwnApplication, request: Cancellation
) -> messages.Status:
    """Withdraw the application (취소)."""
    return review.cancel(service, receipt_number, request.version)


@router.delete("/v1/sessions/current", status_code=204)
def log_out(service: TheService, user: LoggedIn) -> None:
    """End the session."""
    sessions.log_out(service, user.token)


@router.get("/v1/registration")
def look_at_registration(service: TheService, user: LoggedIn) -> messages.Registration:
    """Return the registered record of the organisation (등록 정보)."""
    return sessions.registration(service, user.organisation)
