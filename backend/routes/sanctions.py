"""Routes of sanctions (부정당업자): officers', other agencies', and everyone's look-up."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response

from backend.bounds import body
from backend.routes.access import AgencyName, Counted, RawBody, TheOfficer, TheService
from backend.routes.filing import SIGNATURE_ROOM, SIGNED
from backend.services.access import looks
from backend.services.sanctions import effect, officers, packages
from registration.sanctions.course import Document
from registration.sanctions.messages import (
    DocumentRequest,
    NoticeRequest,
    PublicSanctions,
    SanctionDetail,
    SanctionPage,
    SanctionQuery,
    SanctionTaken,
)

router = APIRouter()

PACKAGE_LIMIT = 256 * 1024
"""Bytes of the signed document: a notice of 50 persons takes some 20 kB."""


async def _key(
    business_number: Annotated[str, Path(pattern="^[0-9F][0-9]{9}$")],
    sequence: Annotated[int, Path(ge=1, le=2**31 - 1)],
) -> tuple[str, int]:
    return business_number, sequence


Key = Annotated[tuple[str, int], Depends(_key)]
"""Which sanction: the business number, and which of its sanctions."""


@router.get("/v1/sanctions", dependencies=[Counted])
def look_up_sanctions(
    service: TheService, business_number: Annotated[str, Query(max_length=100)]
) -> PublicSanctions:
    """Return the sanctions of a business number that are in force now (부정당업자 조회)."""
    return effect.look_up(service, business_number)


@router.get("/v1/officer/sanctions")
def list_sanctions(
    service: TheService,
    officer: TheOfficer,  # noqa: ARG001 - asked for, so that only officers see them
    asked: Annotated[SanctionQuery, Query()],
) -> SanctionPage:
    """Return sanctions, the newest first; `after` is the `next` of the page before."""
    return officers.page(service, asked)


@router.post("/v1/officer/sanctions", status_code=201)
def give_notice(service: TheService, officer: TheOfficer, request: NoticeRequest) -> SanctionDetail:
    """Enter a notice of sanction (제재통보)."""
    return officers.enter_notice(service, officer, request.form)


@router.get("/v1/officer/sanctions/{business_number}/{sequence}")
def look_at_sanction(
    service: TheService,
    officer: TheOfficer,
    key: Key,
) -> SanctionDetail:
    """Return a sanction with all its documents."""
    detail = officers.detail(service, *key)
    looks.note(service, officer, officers.subject(key))
    return detail


@router.post("/v1/officer/sanctions/{business_number}/{sequence}/{document}")
def enter_document(
    service: TheService,
    officer: TheOfficer,
    key: Key,
    document: Document,
    request: DocumentRequest,
) -> SanctionDetail:
    """Enter a stay, resumption, lifting or amendment (정지, 재개, 해제, 수정)."""
    return officers.enter(service, officer, key, document, request)


@router.post("/v1/agency/sanctions", status_code=201, openapi_extra=SIGNED)
@body(PACKAGE_LIMIT + SIGNATURE_ROOM)
def send_sanction(
    service: TheService, agency: AgencyName, content: RawBody, response: Response
) -> SanctionTaken:
    """Take in a document signed by another agency; the same again answers 200."""
    taken = packages.take_in(service, agency, content)
    response.status_code = 201 if taken.is_new else 200
    return taken.answer
