"""Routes of organisations that are logged in: their record, users, certificates and password."""

from fastapi import APIRouter

from backend.routes.access import Address, InTurn, LoggedIn, TheService
from backend.services.access import accounts, sessions
from backend.services.organisations import overview, users
from registration import wire
from registration.kinds import Kind
from registration.submission import Sha256

router = APIRouter()


@router.delete("/v1/sessions/current", status_code=204)
def log_out(service: TheService, user: LoggedIn) -> None:
    """End the session."""
    sessions.log_out(service, user.token)


@router.put("/v1/password", status_code=204, dependencies=[InTurn])
def change_password(
    service: TheService, user: LoggedIn, address: Address, request: wire.PasswordChange
) -> None:
    """Change the password of one's own account (비밀번호 변경)."""
    accounts.change_password(service, user, request, address)


@router.get("/v1/registration")
def look_at_registration(service: TheService, user: LoggedIn) -> wire.Registration:
    """Return the organisation's records, users and applications (등록 정보)."""
    return overview.registration(service, user)


@router.get("/v1/registration/{kind}/history")
def look_at_history(service: TheService, user: LoggedIn, kind: Kind) -> wire.RecordHistory:
    """Return every version of a record (변경 이력)."""
    return overview.history(service, user, kind)


@router.put("/v1/users/{user_id}", status_code=204)
def change_user(
    service: TheService, user: LoggedIn, user_id: wire.UserId, request: wire.UserChange
) -> None:
    """Change the particulars of a user."""
    users.change(service, user, user_id, request.user)


@router.delete("/v1/users/{user_id}", status_code=204)
def remove_user(service: TheService, user: LoggedIn, user_id: wire.UserId) -> None:
    """Remove a user, with their certificates."""
    users.remove(service, user, user_id)


@router.post("/v1/users/{user_id}/recipient", status_code=204)
def appoint_recipient(service: TheService, user: LoggedIn, user_id: wire.UserId) -> None:
    """Make a user the 대표수신자."""
    users.appoint(service, user, user_id)


@router.delete("/v1/certificates/{fingerprint}", status_code=204)
def remove_certificate(service: TheService, user: LoggedIn, fingerprint: Sha256) -> None:
    """End the registration of a certificate."""
    users.remove_certificate(service, user, fingerprint)


@router.put("/v1/certificates/{fingerprint}/user", status_code=204)
def transfer_certificate(
    service: TheService,
    user: LoggedIn,
    fingerprint: Sha256,
    request: wire.CertificateTransfer,
) -> None:
    """Give a certificate to another user."""
    users.transfer(service, user, fingerprint, request.user)
