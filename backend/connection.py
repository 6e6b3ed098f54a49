"""One connection to a client, which is given up where nothing moves on it."""

import asyncio
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle
from uvicorn.server import ServerState

TAKE_SECONDS = 30
"""How long an answer may lie here without any of it being taken."""


class Connection(H11Protocol):
    """uvicorn's protocol, with a limit of time on each state in which it would wait for ever.

    `head_seconds`: how long the head of a request may take, from its first byte or the connection.
    """

    def __init__(self, config: Config, state: ServerState, app: Any, head_seconds: int) -> None:
        super().__init__(config, state, app)
        self._head_seconds = head_seconds
        self.closed = asyncio.Event()
        self._head_since: float | None = None
        self._untaken, self._untaken_since = 0, 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a head."""
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
