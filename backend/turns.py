"""Few turns at what takes much time and memory; whoever waits for one takes no thread."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from backend.refused import Refused

AT_ONCE = 2
MOST_PRESENT = 40
MOST_OF_ONE = 8
"""Requests at work or waiting, in all and of one address."""
WAIT_SECONDS = 5


class Turns:
    """Turns by the order of coming, of which one address cannot take all."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._present: Counter[str] = Counter()

    @asynccontextmanager
    async def turn(self, who: str) -> AsyncIterator[None]:
        """Give a turn. Raises Refused `busy` when too many wait, or one waits too long."""
        if self._present.total() >= MOST_PRESENT or self._present[who] >= MOST_OF_ONE:
            raise Refused("busy")
        self._present[who] += 1
        try:
            await self._wait()
            try:
                yield
            finally:
                self._turns.release()
        finally:
            self._present[who] -= 1
            if not self._present[who]:
                del self._present[who]

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                await self._turns.acquire()
        except TimeoutError:
            raise Refused("busy") from None
