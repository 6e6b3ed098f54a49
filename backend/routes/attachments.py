"""Routes of files (첨부파일): in by parts, out whole."""

from typing import Annotated
from urllib.parse import quote

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Depends, Header, Request, Response
from fastapi.responses import FileResponse, StreamingResponse

from backend.bounds import body
from backend.rate import who_asks
from backend.refused import Refused
from backend.routes.access import (
    OptionalToken,
    OwnApplication,
    Reader,
    TheService,
    counted,
)
from backend.service import Service
from backend.services.access import looks
from backend.services.attachments import uploads
from backend.services.attachments.uploads import LEAST_CHARGED, Range
from backend.storage.attachments import Part
from registration.attachments import PART_SIZE
from registration.submission import ReceiptNumber, Sha256
from registration.wire import TICKET_HEADER, AttachmentState

router = APIRouter()

WRITE_SIZE = 256 * 1024
"""Bytes that are gathered before a thread writes them."""


def _draft(
    service: TheService, sha256: Sha256, ticket: Annotated[str, Header(alias=TICKET_HEADER)]
) -> uploads.Draft:
    return uploads.Draft.of(service, ticket, sha256)


Draft = Annotated[uploads.Draft, Depends(_draft)]


@router.get("/v1/attachments/{sha256}", dependencies=[counted("attached")])
def look_at_attachment(
    service: TheService,
    draft: Draft,
    token: OptionalToken,
    supplements: ReceiptNumber | None = None,
) -> AttachmentState:
    """Return how much of a file has come: the next part begins there.

    With the application that a 보완 completes and its status key or a session: also whether that
    application has it already.
    """
    return uploads.state_for(service, draft, supplements, token)


@router.put("/v1/attachments/{sha256}", dependencies=[counted("attached")])
@body(PART_SIZE, is_streamed=True)
async def send_part(
    request: Request,
    service: TheService,
    draft: Draft,
    content_range: Annotated[str, Header()],
) -> AttachmentState:
    """Take the next part of a file; what came of it is kept, also when the line breaks."""
    where = Range.read(content_range)
    await service.received.counted(who_asks(request.scope), amount=max(where.length, LEAST_CHARGED))
    limiter: CapacityLimiter = request.app.state.uploading
    receiving = draft.part(where)
    part = await to_thread.run_sync(receiving.__enter__, limiter=limiter)
    try:
        await _receive(request, part, where.length, limiter)
    finally:
        await to_thread.run_sync(receiving.__exit__, None, None, None, limiter=limiter)
    return await to_thread.run_sync(draft.state, limiter=limiter)


async def _receive(request: Request, part: Part, length: int, limiter: CapacityLimiter) -> None:
    """Write what comes, as far as it comes. Raises Refused `malformed` beyond the length."""
    gathered = bytearray()
    try:
        async for chunk in request.stream():
            length -= len(chunk)
            if length < 0:
                raise Refused("malformed", header="Content-Range")
            gathered += chunk
            if len(gathered) >= WRITE_SIZE:
                await to_thread.run_sync(part.write, bytes(gathered), limiter=limiter)
                gathered.clear()
    finally:
        await to_thread.run_sync(part.write, bytes(gathered), limiter=limiter)


@router.get("/v1/submissions/{receipt_number}/attachments/{sha256}")
def fetch_attachment(service: TheService, own: OwnApplication, sha256: Sha256) -> Response:
    """Return a file of the application."""
    return _file(service, uploads.find(service, own.receipt_number, sha256))


@router.get("/v1/officer/applications/{receipt_number}/attachments/{sha256}")
def fetch_attachment_as_officer(
    service: TheService,
    officer: Reader,
    receipt_number: ReceiptNumber,
    sha256: Sha256,
) -> Response:
    """Return a file of an application to an officer."""
    found = uploads.find(service, receipt_number, sha256)
    looks.note(service, officer, receipt_number)
    return _file(service, found)


def _file(service: Service, found: uploads.Found) -> Response:
    name = quote(found.name, safe="")
    return content_response(
        service,
        found,
        found.media_type,
        {"Content-Disposition": f"attachment; filename*=utf-8''{name}"},
    )


def content_response(
    service: Service, found: uploads.Found, media_type: str, headers: dict[str, str]
) -> Response:
    """Return a file as it lies in the store. Raises Refused `not_found` where it lies no more."""
    path = service.attachments.local(found.sha256)
    if path is not None:
        return FileResponse(path, media_type=media_type, headers=headers)
    try:
        size, chunks = service.attachments.open(found.sha256)
    except FileNotFoundError:
        raise Refused("not_found") from None
    return StreamingResponse(
        chunks, media_type=media_type, headers=headers | {"Content-Length": str(size)}
    )
