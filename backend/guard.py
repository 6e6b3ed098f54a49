"""Stands before every route: bounds what comes in, answers for what goes wrong."""

import asyncio
import logging
from contextlib import suppress

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.config import Limits
from backend.refused import Refused
from registration.attachments import PART_SIZE
from registration.submission import DOCUMENT_LIMIT
from registration.traces import trace

log = logging.getLogger(__name__)

SMALL_LIMIT = 64 * 1024
LIMITS = {
    "/v1/submissions": DOCUMENT_LIMIT + 256 * 1024,
    "/v1/agency/submissions": DOCUMENT_LIMIT + 256 * 1024,
    "/v1/submissions/unsigned": DOCUMENT_LIMIT * 4 // 3 + 4096,
}
"""Bytes of a body by path: a document and what a signature or base64 adds.

Elsewhere SMALL_LIMIT.
"""
PARTS = "/v1/attachments/"
DRAIN_LIMIT = 8 * DOCUMENT_LIMIT

_HEADERS = {
    b"cache-control": b"no-store",
    b"x-content-type-options": b"nosniff",
    b"content-security-policy": b"default-src 'none'",
}


def refusal(refused: Refused) -> Response:
    """Return the answer to a refused request."""
    return JSONResponse(refused.body.model_dump(mode="json"), refused.status)


class Guard:
    """ASGI middleware: at most so many requests, each body read up to its limit and no longer.

    Parts of files are handed on as they come.
    """

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app = app
        self._limits = limits
        self._present = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        self._present += 1
        try:
            await self._serve(scope, receive, _with_headers(send))
        finally:
            self._present -= 1

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            if self._present > self._limits.requests_at_once:
                raise Refused("busy")
            if _is_part(scope):
                await self._stream(scope, receive, send)
            else:
                body = await self._body(Request(scope, receive))
                await self._app(scope, _replay(body, receive), send)
        except ClientDisconnect:
            log.info("%s %r: gone", scope["method"], scope["path"])
        except Refused as refused:
            log.info("%s %r: %s", scope["method"], scope["path"], refused.code)
            await refusal(refused)(scope, receive, send)
        except Exception as error:  # noqa: BLE001 - whatever it is, its text may hold personal data
            log.error("%s", trace(error))
            await refusal(Refused("internal"))(scope, receive, send)

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the parts of a file on as they come: none is held in memory whole."""
        stream = _Stream(receive, PART_SIZE, self._limits.body_seconds)
        try:
            await self._app(scope, stream.receive, send)
        except Refused:
            await stream.drain()
            raise

    async def _body(self, request: Request) -> bytes:
        limit = LIMITS.get(request.url.path, SMALL_LIMIT)
        if int(request.headers.get("content-length", "0")) > DRAIN_LIMIT:
            raise Refused("too_large", limit=limit)
        try:
            async with asyncio.timeout(self._limits.body_seconds):
                return await _read(request, limit)
        except TimeoutError:
            raise Refused("malformed") from None


def _is_part(scope: Scope) -> bool:
    return bool(scope["method"] == "PUT" and scope["path"].startswith(PARTS))


class _Stream:
    """A body that is not read ahead; each piece of it must come within some seconds."""

    def __init__(self, receive: Receive, limit: int, seconds: int) -> None:
        self._receive, self._limit, self._seconds = receive, limit, seconds
        self._size, self._over = 0, False

    async def receive(self) -> Message:
        """Return what comes next. Raises Refused `too_large`, `malformed` when nothing comes."""
        message = await self._next()
        if self._size > self._limit:
            raise Refused("too_large", limit=self._limit)
        return message

    async def drain(self) -> None:
        """Drop the rest, for its sender may not listen before all is sent."""
        with suppress(Refused):
            while not self._over and self._size <= DRAIN_LIMIT:
                await self._next()

    async def _next(self) -> Message:
        try:
            async with asyncio.timeout(self._seconds):
                message = await self._receive()
        except TimeoutError:
            self._over = True
            raise Refused("malformed") from None
        self._size += len(message.get("body", b""))
        self._over = self._over or not message.get("more_body", False)
        return message


async def _read(request: Request, limit: int) -> bytes:
    """Keep up to `limit` bytes.

    The rest of a somewhat larger body is read and dropped, for its sender may not listen before
    all is sent.
    """
    body, size = bytearray(), 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= limit:
            body += chunk
        if size > DRAIN_LIMIT:
            break
    if size > limit:
        raise Refused("too_large", limit=limit)
    return bytes(body)


def _replay(body: bytes, receive: Receive) -> Receive:
    """Hand the body on as one message, then what the connection says."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replayed() -> Message:
        return messages.pop() if messages else await receive()

    return replayed


def _with_headers(send: Send) -> Send:
    async def extended(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *_HEADERS.items()]
        await send(message)

    return extended
