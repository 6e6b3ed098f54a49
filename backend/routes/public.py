"""Routes open to everyone."""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Response
from pydantic import StringConstraints

from backend.refused import Refused
from backend.routes.access import Counted, RawBody, TheService
from backend.services import enrolment, intake, officers, sessions, tickets
from registration import messages
from registration.submission import Challenge, Purpose, Ticket, moment
from registration.submission import Token as DraftId

router = APIRouter()

SealedRandom = Annotated[str, StringConstraints(max_length=8192)]

SIGNED: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/pkcs7-mime": {"schema": {"type": "string", "format": "binary"}}},
    }
}
"""The body is a CMS SignedData in DER with the document inside."""


@router.get("/v1/service")
async def who_are_you(service: TheService) -> messages.ServiceInfo:
    """Return the service's name, time and certificates."""
    return messages.ServiceInfo(
        name=service.config.name,
        practice=service.config.practice,
        time=moment(service.clock()),
        signing_certificates=service.keys.signing_chain,
        encryption_certificate=service.keys.encryption_certificate,
    )


@router.post("/v1/tickets", status_code=201, dependencies=[Counted])
async def ask_for_ticket(service: TheService, request: messages.TicketRequest) -> Ticket:
    """Return a ticket (접수표) for one draft."""
    return tickets.issue_ticket(service, request)


@router.post("/v1/challenges", status_code=201, dependencies=[Counted])
async def ask_for_challenge(service: TheService, request: messages.ChallengeRequest) -> Challenge:
    """Return a challenge for an enrolment or a login."""
    try:
        purpose = Purpose(request.purpose)
    except ValueError:
        raise Refused("malformed") from None
    return tickets.issue_challenge(service, purpose)


@router.post("/v1/submissions", status_code=201, openapi_extra=SIGNED)
def file_application(
    service: TheService,
    body: RawBody,
    draft: Annotated[DraftId, Header(alias=messages.DRAFT_HEADER)],
    sealed_random: Annotated[SealedRandom, Header(alias=messages.IDENTITY_HEADER)],
    response: Response,
) -> messages.Filed:
    """Take a signed application in (접수); the same again answers 200 with the same receipt."""
    filed = intake.take_in(service, body, draft, sealed_random)
    response.status_code = 201 if filed.is_new else 200
    return filed.answer


@router.post("/v1/enrolments", status_code=201, openapi_extra=SIGNED)
def enrol_certificate(service: TheService, body: RawBody) -> messages.Enrolled:
    """Bind the signing certificate to an approved organisation (인증서 등록)."""
    return enrolment.enrol(service, body)


@router.post("/v1/sessions", status_code=201, openapi_extra=SIGNED)
def log_in(service: TheService, body: RawBody) -> messages.Session:
    """Log in with a registered certificate."""
    return sessions.log_in(service, body)


@router.post("/v1/officer/sessions", status_code=201, dependencies=[Counted])
def officer_log_in(service: TheService, request: messages.OfficerLogin) -> messages.OfficerSession:
    """Log in as an officer."""
    return officers.login(service, request)
