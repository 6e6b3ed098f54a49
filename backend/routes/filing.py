"""Routes by which applications come in; open to everyone."""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Response
from pydantic import StringConstraints

from backend.answers import as_json
from backend.bounds import body
from backend.routes.access import (
    Address,
    Counted,
    InTurn,
    OptionalToken,
    RawBody,
    TheService,
    counted,
)
from backend.services.applications import status
from backend.services.filing import intake
from backend.services.filing.checks import UNSIGNED_LIMIT
from registration import wire
from registration.submission import DOCUMENT_LIMIT
from registration.submission import Token as DraftId

router = APIRouter()

SealedRandom = Annotated[str, StringConstraints(max_length=8192)]
Draft = Annotated[DraftId, Header(alias=wire.DRAFT_HEADER)]

SIGNATURE_ROOM = 256 * 1024
"""Bytes that a signature with its certificates adds to a document."""
SIGNED: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/pkcs7-mime": {"schema": {"type": "string", "format": "binary"}}},
    }
}
"""The body is a CMS SignedData in DER with the document inside."""


@router.post(
    "/v1/submissions",
    status_code=201,
    response_model=wire.Filed,
    openapi_extra=SIGNED,
    dependencies=[counted("filed")],
)
@body(DOCUMENT_LIMIT + SIGNATURE_ROOM)
def file_application(
    service: TheService,
    content: RawBody,
    draft: Draft,
    sealed_random: Annotated[SealedRandom, Header(alias=wire.IDENTITY_HEADER)] = "",
) -> Response:
    """Take a signed application in (접수); the same again answers 200 with the same receipt.

    A change signed with a registered certificate needs no identity proof beside it.
    """
    filed = intake.take_in(service, content, draft, sealed_random)
    return as_json(filed.answer, 201 if filed.is_new else 200)


@router.post("/v1/submissions/unsigned", status_code=201, dependencies=[counted("filed"), InTurn])
@body(UNSIGNED_LIMIT * 4 // 3 + 4096, is_json=True)
def file_unsigned(
    *,
    service: TheService,
    sent: wire.UnsignedFiling,
    draft: Draft,
    token: OptionalToken,
    address: Address,
    response: Response,
) -> wire.Filed:
    """Take an application in that nobody signs; the same again answers 200 with the same receipt.

    A 보완 is filed with the status key or a session, a change with a session.
    """
    filed = intake.take_in_unsigned(service, sent, draft, token, address)
    response.status_code = 201 if filed.is_new else 200
    return filed.answer


@router.post("/v1/lookups", dependencies=[Counted])
def look_up(service: TheService, asked: wire.Lookup) -> wire.LookedUp:
    """Return where an application stands to whoever knows both its numbers (진행현황 조회)."""
    service.lookups.count(asked.receipt_number, "receipt")
    service.lookups.count(asked.key, "applicant")
    return status.look_up(service, asked)
