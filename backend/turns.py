"""Few turns at what takes much time and memory, and pauses for those who come for nothing.

Whoever waits here takes no thread.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from backend.refused import Refused

PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.2, 3.0
REFUSALS_A_SECOND = 50
"""Of one address: each asks again at once, and to take that in costs others their time."""


class Turns:
    """Turns by the order of coming, of which one address has one at a time and cannot take all.

    `at_once`: how many are given at once. `most`, `most_of_one`: requests at work or waiting, in
    all and of one address. `wait_seconds`: how long one waits at the most.
    """

    def __init__(
        self, at_once: int = 2, most: int = 40, most_of_one: int = 8, wait_seconds: float = 5
    ) -> None:
        self._turns = asyncio.Semaphore(at_once)
        self._most, self._most_of_one, self._wait_seconds = most, most_of_one, wait_seconds
        self._present: Counter[str] = Counter()
        self._own: dict[str, asyncio.Lock] = {}

    @asynccontextmanager
    async def turn(self, who: str) -> AsyncIterator[None]:
        """Give a turn. Raises Refused `busy` when too many wait, or one waits too long."""
        if self._present.total() >= self._most or self._present[who] >= self._most_of_one:
            raise Refused("busy")
        self._present[who] += 1
        own = self._own.setdefault(who, asyncio.Lock())
        try:
            await self._wait(own)
            try:
                yield
            finally:
                self._turns.release()
                own.release()
        finally:
            self._present[who] -= 1
            if not self._present[who]:
                del self._present[who], self._own[who]

    async def _wait(self, own: asyncio.Lock) -> None:
        """Wait for one's turn among those of the address, then among addresses."""
        try:
            async with asyncio.timeout(self._wait_seconds):
                await own.acquire()
                try:
                    await self._turns.acquire()
                except BaseException:  # the time is over, or the client gone
                    own.release()
                    raise
        except TimeoutError:
            raise Refused("busy") from None


class Pauses:
    """Keeps those waiting who are told to come again later: a flood comes again less often."""

    def __init__(self) -> None:
        self._pausing: Counter[str] = Counter()

    async def pause(self, who: str) -> None:
        """Wait, the longer the more of the same address do."""
        self._pausing[who] += 1
        try:
            await asyncio.sleep(self.seconds(who))
        finally:
            self._pausing[who] -= 1
            if not self._pausing[who]:
                del self._pausing[who]

    def seconds(self, who: str) -> float:
        """Return how long one more of this address waits."""
        wanted = self._pausing[who] / REFUSALS_A_SECOND
        return min(max(wanted, PAUSE_SECONDS), LONGEST_PAUSE_SECONDS)
