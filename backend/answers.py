"""Answers on their way out: each with a request id, every refusal in the form its reader reads.

Programs get refusals in the one form of the wire, people a page.
"""

import secrets
from collections.abc import Callable, Iterable
from typing import NamedTuple

from pydantic import BaseModel
from starlette.datastructures import Headers
from starlette.responses import JSONResponse, Response
from starlette.types import Message, Scope, Send

from backend.pace import PacedBody
from backend.refused import Refused

REQUEST_ID = b"x-request-id"
"""The header that names a request in the answer as the log names it."""
HEADERS = {
    b"cache-control": b"no-store",
    b"x-content-type-options": b"nosniff",
    b"content-security-policy": b"default-src 'none'",
}
"""Of every answer to a program."""
_CODES = {
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    416: "range_unsatisfiable",
    431: "head_too_large",
}
AGAIN_SECONDS = 5
"""When whoever is told that something cannot be done now (503) may ask again: a database that
restarts, or another instance, is there by then."""
_OF_A_BODY = (b"content-length", b"content-type")

Fields = list[tuple[bytes, bytes]]


class Manner(NamedTuple):
    """How answers are given to those who ask for some of the addresses."""

    tell: Callable[[Refused, Scope, str], Response]
    """Makes the answer to a refused request, which has this request id."""
    media_type: bytes
    """Of every answer that says no; others are a library's own words."""
    headers: dict[bytes, bytes]
    """Of every answer that does not set them itself."""


def new_request_id() -> str:
    """Return a name for a request, which says nothing of it."""
    return secrets.token_hex(6)


def as_json(message: BaseModel, status: int = 200) -> Response:
    """Return an answer that is valid as it was built; a route's own would check it once more."""
    return Response(message.model_dump_json(), status, media_type="application/json")


def refusal(refused: Refused) -> Response:
    """Return the answer to a refused request."""
    return JSONResponse(refused.body.model_dump(mode="json"), refused.status)


def refused_as(status: int) -> Refused:
    """Return the refusal that stands for a framework's own answer of this status."""
    return Refused("internal" if status >= 500 else _CODES.get(status, "malformed"))


def headers_of_all(request_id: str) -> Fields:
    """Return the header fields of every answer to a program."""
    return [*HEADERS.items(), (REQUEST_ID, request_id.encode())]


FOR_PROGRAMS = Manner(lambda refused, _scope, _id: refusal(refused), b"application/json", HEADERS)


PROBES = ("/healthz", "/readyz")
"""Programs ask them, whatever they say they accept."""
PAGES = ("/officer/", "/sanctions", "/papers")
"""Below these are pages alone; elsewhere, outside the routes, a browser says that it wants one."""


def is_for_people(scope: Scope) -> bool:
    """Return whether a person reads the answer, in a browser."""
    path: str = scope["path"]
    if path.startswith("/v1/") or path in PROBES:
        return False
    return path.startswith(PAGES) or "text/html" in Headers(scope=scope).get("accept", "")


class Answer:
    """An answer on its way out; the connection's last one where the body was not read whole.

    A refusal that a library words in its own way is put into the form of all others.
    """

    def __init__(
        self, send: Send, body: PacedBody, scope: Scope, request_id: str, manner: Manner
    ) -> None:
        self._send, self._body, self._scope = send, body, scope
        self._request_id, self._manner = request_id, manner
        self._is_awaited = "100-continue" in Headers(scope=scope).get("expect", "").lower()
        self._instead: Response | None = None
        self.status = 0
        """Of what was sent; 0 before anything was."""

    async def send(self, message: Message) -> None:
        """Send a part of the answer; whoever still sends gets a moment to come to read it."""
        if message["type"] == "http.response.start":
            message = self._begun(message)
        elif self._instead is not None:
            if message.get("more_body", False):
                return  # the library's own words
            message = {"type": "http.response.body", "body": self._instead.body}
        if message["type"] == "http.response.body":
            message = await self._last_if_unread(message)
        await self._send(message)

    def _begun(self, message: Message) -> Message:
        fields: Fields = list(message.get("headers", ()))
        self.status = message["status"]
        if self.status >= 400 and not _is_of(self._manner.media_type, fields):
            self._instead = self.refusal(refused_as(self.status))
            self.status = self._instead.status_code
            fields = [field for field in fields if field[0].lower() not in _OF_A_BODY]
            fields += self._instead.raw_headers
        fields += _but(fields, self._manner.headers)
        fields.append((REQUEST_ID, self._request_id.encode()))
        if self.status == 503:
            fields.append((b"retry-after", str(AGAIN_SECONDS).encode()))
        if not self._body.is_over:
            fields.append((b"connection", b"close"))
        return {**message, "status": self.status, "headers": fields}

    def refusal(self, refused: Refused) -> Response:
        """Return the answer to the request, which is refused."""
        return self._manner.tell(refused, self._scope, self._request_id)

    async def _last_if_unread(self, message: Message) -> Message:
        """Send the last part of an answer to a body that still comes; return what ends it."""
        if message.get("more_body", False) or self._body.is_over:
            return message
        await self._send({**message, "more_body": True})
        if not self._is_awaited:
            await self._body.linger()
        return {"type": "http.response.body", "body": b"", "more_body": False}


def _is_of(media_type: bytes, fields: Iterable[tuple[bytes, bytes]]) -> bool:
    return any(
        name.lower() == b"content-type" and value.startswith(media_type) for name, value in fields
    )


def _but(given: Fields, fields: dict[bytes, bytes]) -> Fields:
    """Return the fields but those that the answer has set itself."""
    own = {name.lower() for name, _value in given}
    return [(name, value) for name, value in fields.items() if name not in own]
