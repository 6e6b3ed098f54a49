"""What the service does outside, of its own accord, while requests are answered.

Each errand has a thread of its own, so that a registry that hangs keeps no message from going out,
and neither takes a thread from the requests.
"""

import logging
from collections.abc import Callable

import anyio
from anyio import CapacityLimiter, to_thread

from backend.service import Service
from backend.services.notices import sending
from backend.services.registry import asking
from registration.traces import trace

log = logging.getLogger(__name__)

EVERY_SECONDS = 2
AFTER_FAILURE_SECONDS = 30

ERRANDS: dict[str, Callable[[Service], int]] = {
    "asked the registry": asking.ask_due,
    "notices sent": sending.send_due,
}
"""What does a part of what is due and returns how much; again at once where that is anything."""


async def run_errands(service: Service) -> None:
    """Run all errands until cancelled; what is under way is finished within its time limit."""
    async with anyio.create_task_group() as tasks:
        for name, errand in ERRANDS.items():
            tasks.start_soon(_run, service, name, errand)


async def _run(service: Service, name: str, errand: Callable[[Service], int]) -> None:
    own = CapacityLimiter(1)
    while True:
        try:
            done = await to_thread.run_sync(errand, service, limiter=own)
        except Exception as error:  # noqa: BLE001 - its text may hold personal data
            log.error("%s: %s", name, trace(error))
            await anyio.sleep(AFTER_FAILURE_SECONDS)
            continue
        if done:
            log.info("%s: %d", name, done)
        await anyio.sleep(0 if done else EVERY_SECONDS)
