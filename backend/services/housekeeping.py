"""What the service does by itself, again and again: terms that end, and what is kept too long."""

import logging
from collections.abc import Callable

import anyio
from anyio import to_thread

from backend.service import Service
from backend.services import anchors
from backend.services.applications import finding
from backend.services.attachments import uploads
from backend.services.notices import expiry, outbox
from backend.services.review import deadlines, issuance
from backend.storage import counts
from registration.traces import trace

log = logging.getLogger(__name__)

EVERY_SECONDS = 600


async def keep_house(service: Service) -> None:
    """Tidy now and every ten minutes, until cancelled."""
    while True:
        await to_thread.run_sync(tidy, service)
        await anyio.sleep(EVERY_SECONDS)


def tidy(service: Service) -> None:
    """Do each chore once; one that fails is logged, and done next time."""
    chores: dict[str, Callable[[], int]] = {
        "rejected": lambda: len(deadlines.reject_overdue(service)),
        "unfiled files removed": lambda: uploads.sweep(service),
        "codes forgotten": lambda: issuance.forget_fetched(service),
        "name search settled": lambda: finding.settle(service),
        "audit anchored": lambda: anchors.drop(service),
        "expiry notices": lambda: expiry.write_due(service),
        "counts forgotten": lambda: counts.forget_old(service.database),
        "notices forgotten": lambda: outbox.forget_old(service),
    }
    for name, chore in chores.items():
        try:
            number = chore()
        except Exception as error:  # noqa: BLE001 - its text may hold personal data
            log.error("%s: %s", name, trace(error))
        else:
            if number:
                log.info("%s: %d", name, number)
