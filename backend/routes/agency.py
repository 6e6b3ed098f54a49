"""Routes of other agencies' services."""

from typing import Annotated

from fastapi import APIRouter, Header, Response

from backend.bounds import body
from backend.routes.access import AgencyName, RawBody, TheService
from backend.routes.filing import SIGNATURE_ROOM, SIGNED, SealedRandom
from backend.services.filing import intake
from registration import wire
from registration.submission import DOCUMENT_LIMIT

router = APIRouter(prefix="/v1/agency")


@router.post("/submissions", status_code=201, openapi_extra=SIGNED)
@body(DOCUMENT_LIMIT + SIGNATURE_ROOM)
def forward_package(
    service: TheService,
    agency: AgencyName,
    content: RawBody,
    response: Response,
    sealed_random: Annotated[SealedRandom, Header(alias=wire.IDENTITY_HEADER)] = "",
) -> wire.Filed:
    """Take in a record of another service, signed by its holder; the same again answers 200."""
    filed = intake.take_in_package(service, content, agency, sealed_random)
    response.status_code = 201 if filed.is_new else 200
    return filed.answer
