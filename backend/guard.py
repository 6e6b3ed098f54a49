"""Stands before every route: bounds what comes in, answers for what goes wrong."""

import logging
import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from sqlalchemy.exc import DBAPIError
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.answers import FOR_PROGRAMS, Answer, Manner, is_for_people, new_request_id
from backend.bounds import SMALL, Bound, Bounds
from backend.config import Limits
from backend.logs import REQUEST
from backend.pace import PacedBody
from backend.rate import who_asks
from backend.refused import Refused
from backend.storage.failures import told as database_told
from backend.turns import Pauses, Turns
from registration.json_limits import holds_at_most
from registration.traces import trace

log = logging.getLogger(__name__)


MOST_VALUES = 1000
"""Values of a JSON body at the most: documents travel in it as one text."""

MEMORY = 64 * 1024**2
MEMORY_OF_ONE = MEMORY // 4
"""Bytes of larger bodies held at once, in all and of one address."""
LARGE_AT_ONCE = 2
"""Larger bodies at work at once: each takes a core for a while, and smaller ones are to go on."""

SHOWN_PATH = 100
_WORD = re.compile("(v1|[a-z-]{0,20})")


Seen = Callable[[Scope, int, str, float], None]
"""Is told of each request: its scope, the answer's status, its refusal's code, the seconds."""


def nobody_looks(scope: Scope, status: int, code: str, seconds: float) -> None:
    """See nothing."""


class Guard:
    """ASGI middleware: at most so many requests, each body read up to its limit and no longer.

    Parts of files are handed on as they come; others reach the routes whole.
    """

    def __init__(
        self, app: ASGIApp, limits: Limits, bounds: Bounds, pages: Manner, seen: Seen
    ) -> None:
        self._app, self._pages, self._seen = app, pages, seen
        self._limits, self._bounds = limits, bounds
        self._at_work = 0
        self._held: dict[str, int] = {}
        self._pauses = Pauses()
        waiting = MEMORY // SMALL.size
        self._large = Turns(LARGE_AT_ONCE, waiting, waiting, self._limits.body_seconds)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        bound = self._bounds.of(scope)
        body = PacedBody(receive, bound.size, self._limits.body_seconds)
        request_id, begun, code = new_request_id(), time.monotonic(), ""
        REQUEST.set(request_id)
        manner = self._pages if is_for_people(scope) else FOR_PROGRAMS
        answer = Answer(send, body, scope, request_id, manner)
        try:
            await self._serve(scope, body, bound, answer.send)
            if answer.status >= 400:
                log.info("%s %s: %d", request_id, _what(scope), answer.status)
        except ClientDisconnect:
            log.info("%s %s: gone", request_id, _what(scope))
        except Refused as refused:
            code = refused.code
            log.info("%s %s: %s", request_id, _what(scope), code)
            if code == "busy":
                await self._pauses.pause(who_asks(scope))
            await answer.refusal(refused)(scope, body.receive, answer.send)
        except Exception as error:  # noqa: BLE001 - whatever it is, its text may hold personal data
            code = "internal"
            log.error("%s %s: %s%s", request_id, _what(scope), trace(error), _cause(error))
            await answer.refusal(Refused(code))(scope, body.receive, answer.send)
        finally:
            self._seen(scope, answer.status, code, time.monotonic() - begun)

    async def _serve(self, scope: Scope, body: PacedBody, bound: Bound, send: Send) -> None:
        if bound.is_streamed:
            await self._app(scope, body.receive, send)
            return
        async with self._whole(scope, body, bound.size) as content, self._place():
            if bound.is_json and not holds_at_most(MOST_VALUES, content):
                raise Refused("malformed")
            await self._app(scope, _replay(content, body.receive), send)

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        """Count a request at work; while its body is awaited it takes no place."""
        if self._at_work >= self._limits.requests_at_once:
            raise Refused("busy")
        self._at_work += 1
        try:
            yield
        finally:
            self._at_work -= 1

    @asynccontextmanager
    async def _whole(self, scope: Scope, body: PacedBody, limit: int) -> AsyncIterator[bytes]:
        """Read a body whole; a larger one counts while it is held, and waits for its turn."""
        if int(Headers(scope=scope).get("content-length", "0")) > limit:
            raise Refused("too_large", limit=limit)
        address = who_asks(scope)
        content, held = bytearray(), 0
        try:
            while not body.is_over:
                message = await body.receive()
                if message["type"] == "http.disconnect":
                    raise ClientDisconnect
                content += message.get("body", b"")
                if len(content) > SMALL.size:
                    self._hold(address, len(content) - held)
                    held = len(content)
            if not held:
                yield bytes(content)
                return
            async with self._large.turn(address):
                yield bytes(content)
        finally:
            self._let_go(address, held)

    def _hold(self, address: str, more: int) -> None:
        own = self._held.get(address, 0) + more
        if own > MEMORY_OF_ONE or sum(self._held.values()) + more > MEMORY:
            raise Refused("busy")
        self._held[address] = own

    def _let_go(self, address: str, size: int) -> None:
        rest = self._held.pop(address, 0) - size
        if rest > 0:
            self._held[address] = rest


def _replay(body: bytes, receive: Receive) -> Receive:
    """Hand the body on as one message, then what the connection says."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replayed() -> Message:
        return messages.pop() if messages else await receive()

    return replayed


def _what(scope: Scope) -> str:
    """Return what was asked for, for the log: the route, since a path may name whom it is about.

    Where there is no such route it is the path, without what does not read like a word of ours.
    """
    route = getattr(scope.get("route"), "path", "")
    parts = scope["path"][:SHOWN_PATH].split("/")
    shown = "/".join(part if _WORD.fullmatch(part) else "…" for part in parts)
    return f"{scope['method']} {route or shown}"


def _cause(error: Exception) -> str:
    """Return what the disk or the database said, which names no person; else nothing."""
    if isinstance(error, OSError):
        return f" ({error.strerror})"
    return f" ({database_told(error)})" if isinstance(error, DBAPIError) else ""
