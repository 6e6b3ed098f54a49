"""A body on its way in: it comes at some pace, up to its limit, and is not awaited any longer."""

import asyncio

from starlette.types import Message, Receive

from backend.refused import Refused

SLOWEST = 16 * 1024
"""Bytes a second that the slowest line brings once the first seconds are over."""
LINGER_SECONDS = 1
LINGER_WHOLE_SECONDS = 3
"""How long a sender may go on after the answer, which it may read only when all is sent."""


class PacedBody:
    """What the connection brings of one body."""

    def __init__(self, receive: Receive, limit: int, seconds: int) -> None:
        self._receive, self._limit, self._seconds = receive, limit, seconds
        self._began: float | None = None
        self._size = 0
        self.is_over = False

    async def receive(self) -> Message:
        """Return what comes next. Raises Refused `too_large`, and `malformed` when it is too slow.

        What has come lengthens the time for the rest, so that a line of any pace is served and
        one that drips is not.
        """
        now = asyncio.get_running_loop().time()
        self._began = now if self._began is None else self._began
        until = self._began + self._seconds + self._size / SLOWEST
        try:
            async with asyncio.timeout_at(None if self.is_over else until):
                message = await self._next()
        except TimeoutError:
            raise Refused("malformed") from None
        if self._size > self._limit:
            raise Refused("too_large", limit=self._limit)
        return message

    async def linger(self) -> None:
        """Drop the rest for a moment, that its sender comes to read the answer."""
        end = asyncio.get_running_loop().time() + LINGER_WHOLE_SECONDS
        try:
            async with asyncio.timeout_at(end):
                while not self.is_over:
                    async with asyncio.timeout(LINGER_SECONDS):
                        await self._next()
        except TimeoutError:
            return

    async def _next(self) -> Message:
        message = await self._receive()
        self._size += len(message.get("body", b""))
        self.is_over = self.is_over or not message.get("more_body", False)
        return message
