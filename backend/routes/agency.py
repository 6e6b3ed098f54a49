"""Routes of other agencies' services."""

from fastapi import APIRouter, Response

from backend.routes.access import AgencyName, RawBody, TheService
from backend.routes.filing import SIGNED
from backend.services import intake
from registration import messages

router = APIRouter(prefix="/v1/agency")


@router.post("/submissions", status_code=201, openapi_extra=SIGNED)
def forward_package(
    service: TheService, agency: AgencyName, body: RawBody, response: Response
) -> messages.Filed:
    """Take in a record of another service, signed by its holder; the same again answers 200."""
    filed = intake.take_in_package(service, body, agency)
    response.status_code = 201 if filed.is_new else 200
    return filed.answer
