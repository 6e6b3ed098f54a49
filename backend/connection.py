"""One connection to a client, which is given up where nothing moves on it."""

import asyncio
import logging
import sys
from enum import IntEnum
from typing import Any

import h11
from h11._receivebuffer import ReceiveBuffer
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import STATUS_PHRASES, H11Protocol, RequestResponseCycle
from uvicorn.server import ServerState

from backend.answers import headers_of_all, new_request_id, refusal
from backend.refused import Refused

log = logging.getLogger(__name__)

MOST_HEAD = 16 * 1024
MOST_LINES = 100
"""Bytes and lines of a request's head: each line costs more to read than its bytes."""
CHUNK, SMALL_CHUNKS = 256, 64
"""Bytes of a body's chunks on average, but for so many: each takes as long as kilobytes do."""
TAKE_SECONDS = 30
"""How long an answer may lie here without any of it being taken."""


class Stage(IntEnum):
    """How far a connection has come; those that begin lose least when their place is taken."""

    HEAD = 1
    """No request has come, or a part of its head."""
    IDLE = 2
    """All that was asked is answered."""
    BODY = 3
    """The head has come, and not the whole body."""
    ANSWER = 4
    """A request is worked on, or its answer sent."""


class FewLines(ReceiveBuffer):
    """What h11 reads from: it has no limit of its own for the lines of a head, nor for chunks."""

    def __init__(self) -> None:
        super().__init__()
        self._chunks, self._size = 0, 0

    def maybe_extract_lines(self) -> list[bytearray] | None:
        """Return the lines of a head that is whole. Raises h11.RemoteProtocolError."""
        lines: list[bytearray] | None = super().maybe_extract_lines()
        if lines is not None:
            self._chunks, self._size = 0, 0
            if len(lines) > MOST_LINES or sum(map(len, lines)) > MOST_HEAD:
                raise h11.RemoteProtocolError("the head is too long", error_status_hint=431)
        return lines

    def maybe_extract_next_line(self) -> bytearray | None:
        """Return the line before a chunk. Raises h11.RemoteProtocolError."""
        line: bytearray | None = super().maybe_extract_next_line()
        self._chunks += line is not None
        if self._chunks > SMALL_CHUNKS + self._size // CHUNK:
            raise h11.RemoteProtocolError("the chunks are too small")
        return line

    def maybe_extract_at_most(self, count: int) -> bytearray | None:
        """Return a part of a body."""
        part: bytearray | None = super().maybe_extract_at_most(count)
        self._size += len(part or b"")
        return part


class Connection(H11Protocol):
    """uvicorn's protocol, with a limit of time on each state in which it would wait for ever.

    `head_seconds`: how long the head of a request may take, from its first byte or the connection.
    """

    def __init__(self, config: Config, state: ServerState, app: Any, head_seconds: int) -> None:
        super().__init__(config, state, app)
        self.conn._receive_buffer = FewLines()  # noqa: SLF001 - h11 has no way to say it
        self._head_seconds = head_seconds
        self.closed = asyncio.Event()
        self._head_since: float | None = self.loop.time()
        self._untaken, self._untaken_since = 0, 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a head, once more where TLS came first."""
        super().connection_made(transport)
        self._head_since = self.loop.time()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell that the place is free again."""
        super().connection_lost(exc)
        self.closed.set()

    def data_received(self, data: bytes) -> None:
        """Take what came; where it is no whole head, its time runs."""
        super().data_received(data)
        if self._is_answering():
            self._head_since = None
        elif self._head_since is None:
            self._head_since = self.loop.time()

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        if self._is_answering():
            return Stage.BODY if self.cycle.more_body else Stage.ANSWER
        return Stage.IDLE if self._head_since is None else Stage.HEAD

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP in the form of every other refusal, unless an answer has begun."""
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            self.transport.close()
            return
        error = sys.exception()
        too_long = isinstance(error, h11.RemoteProtocolError) and error.error_status_hint == 431
        refused = Refused("head_too_large" if too_long else "malformed")
        request_id = new_request_id()
        log.info("%s: %s before any request (%s)", request_id, refused.code, msg)
        answer = refusal(refused)
        reason = STATUS_PHRASES[answer.status_code]
        headers = [*answer.raw_headers, *headers_of_all(request_id), (b"connection", b"close")]
        for event in (
            h11.Response(status_code=answer.status_code, headers=headers, reason=reason),
            h11.Data(data=bytes(answer.body)),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event))
        self.transport.close()

    def shutdown(self) -> None:
        """End when the service does; a body that is still coming is not awaited."""
        if self._is_answering() and self.cycle.more_body:
            self.transport.abort()
        else:
            super().shutdown()

    def give_up_if_stuck(self) -> None:
        """Close where no head came in time, or nobody takes the answer."""
        now = self.loop.time()
        untaken = self.transport.get_write_buffer_size()
        if untaken != self._untaken or not untaken:
            self._untaken, self._untaken_since = untaken, now
        no_head = self._head_since is not None and now - self._head_since > self._head_seconds
        if no_head or now - self._untaken_since > TAKE_SECONDS:
            self.transport.abort()

    def _is_answering(self) -> bool:
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is not None and not cycle.response_complete
