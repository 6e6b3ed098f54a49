"""Routes open to everyone."""

from fastapi import APIRouter

from backend.bounds import SMALL, body
from backend.refused import Refused
from backend.routes.access import (
    Address,
    Counted,
    InTurn,
    OptionalToken,
    RawBody,
    TheService,
    counted,
)
from backend.routes.filing import SIGNED
from backend.services.access import accounts, officer_logins, sessions
from backend.services.organisations import enrolment
from backend.services.proofs import tickets
from registration import wire
from registration.submission import Challenge, ChallengePurpose, Ticket, moment

router = APIRouter()


@router.get("/v1/service")
async def who_are_you(service: TheService) -> wire.ServiceInfo:
    """Return the service's name, time and certificates."""
    return wire.ServiceInfo(
        name=service.config.name,
        practice=service.config.practice,
        time=moment(service.clock()),
        signing_certificates=service.keys.signing_chain,
        encryption_certificate=service.keys.encryption_certificate,
    )


@router.post("/v1/tickets", status_code=201, dependencies=[Counted])
async def ask_for_ticket(service: TheService, request: wire.TicketRequest) -> Ticket:
    """Return a ticket (접수표) for one draft."""
    return tickets.issue_ticket(service, request)


@router.post("/v1/challenges", status_code=201, dependencies=[Counted])
async def ask_for_challenge(service: TheService, request: wire.ChallengeRequest) -> Challenge:
    """Return a challenge for an enrolment or a login."""
    try:
        purpose = ChallengePurpose(request.purpose)
    except ValueError:
        raise Refused("malformed") from None
    if purpose is ChallengePurpose.OFFICER_LOGIN:  # the officers' pages give those out
        raise Refused("malformed")
    return tickets.issue_challenge(service, purpose)


@router.post(
    "/v1/enrolments", status_code=201, openapi_extra=SIGNED, dependencies=[counted("signed")]
)
@body(SMALL.size)
def enrol_certificate(service: TheService, content: RawBody, token: OptionalToken) -> wire.Enrolled:
    """Bind the signing certificate to an approved organisation (인증서 등록).

    A session that comes along shows who registers it: the holder of an ID, who goes on as its
    user, or the 대표수신자, who may bring an ended one back.
    """
    return enrolment.enrol(service, content, token)


@router.post(
    "/v1/sessions", status_code=201, openapi_extra=SIGNED, dependencies=[counted("signed")]
)
@body(SMALL.size)
def log_in(service: TheService, content: RawBody) -> wire.Session:
    """Log in with a registered certificate."""
    return sessions.log_in(service, content)


@router.post("/v1/password-sessions", status_code=201, dependencies=[Counted, InTurn])
def log_in_by_password(
    service: TheService, address: Address, request: wire.PasswordLogin
) -> wire.Session:
    """Log in with an ID and a password (목록화요청업체)."""
    return accounts.log_in(service, request, address)


@router.post("/v1/officer/sessions", status_code=201, dependencies=[Counted, InTurn])
def officer_log_in(
    service: TheService, address: Address, request: wire.OfficerLogin
) -> wire.OfficerSession:
    """Log in as an officer."""
    return officer_logins.login(service, request, address)
