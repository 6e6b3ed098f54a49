"""Whether this instance can serve, as a load balancer asks again and again (`/readyz`)."""

import asyncio
import time
from collections.abc import Callable

import anyio
from anyio import CapacityLimiter, to_thread
from sqlalchemy.exc import SQLAlchemyError

from backend.refused import Refused
from backend.service import Service
from backend.storage.migrate import is_current

KEPT_SECONDS = 1.0
"""How long an answer counts: however many ask, the parts are asked no more often."""
PATIENCE_SECONDS = 2.0
"""How long a part may take to answer."""

OK = "ok"
LATE = "late"
"""A part that did not answer in time."""


class Readiness:
    """What each part of the service says of itself, kept for a moment.

    A part is asked in a thread of its own; one that hangs holds up that thread and nothing else.
    """

    def __init__(self, service: Service) -> None:
        self.stopping = False
        """Set once the service was told to stop: no new requests are to be sent here."""
        self._parts: dict[str, Callable[[], str]] = {
            "database": lambda: _database(service),
            "attachments": lambda: _attachments(service),
            "keys": lambda: _keys(service),
        }
        self._at_work: set[str] = set()
        self._threads = CapacityLimiter(len(self._parts))
        self._said: dict[str, str] = {}
        self._said_at = -KEPT_SECONDS
        self._asking = asyncio.Lock()

    async def parts(self) -> dict[str, str]:
        """Return what each part says: "ok", or one word for what is wrong with it."""
        async with self._asking:
            if time.monotonic() - self._said_at >= KEPT_SECONDS:
                await self._ask()
        return {"running": "stopping" if self.stopping else OK, **self._said}

    async def _ask(self) -> None:
        said = dict.fromkeys(self._parts, LATE)

        def answer(name: str) -> str:
            try:
                return self._parts[name]()
            finally:
                self._at_work.discard(name)

        async def ask(name: str) -> None:
            self._at_work.add(name)
            said[name] = await to_thread.run_sync(
                answer, name, limiter=self._threads, abandon_on_cancel=True
            )

        with anyio.move_on_after(PATIENCE_SECONDS):
            async with anyio.create_task_group() as tasks:
                for name in self._parts.keys() - self._at_work:
                    tasks.start_soon(ask, name)
        self._said, self._said_at = said, time.monotonic()


def _database(service: Service) -> str:
    try:
        if not is_current(service.database.engine):
            return "other_version"
        service.database.set_clock()
        return OK if service.database.has_room() else "storage_full"
    except (SQLAlchemyError, Refused):
        return "unreachable"


def _attachments(service: Service) -> str:
    try:
        service.attachments.try_out()
    except Refused as refused:
        return refused.code
    except OSError:
        return "not_writable"
    return OK


def _keys(service: Service) -> str:
    """Say whether both certificates are in date; their keys are open, or nothing had started."""
    now = service.clock()
    for pair in (service.keys.signing, service.keys.encryption):
        if not pair.certificate.not_before <= now <= pair.certificate.not_after:
            return "out_of_date"
    return OK
