"""Filings at once through a proxy, while instances behind it are killed."""

import base64
import json
import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

import requests
from sqlalchemy import select

from backend.services import audit
from backend.storage.models import Submission
from desktop_client.pki.signing import cms_verify
from practice.applicants import supplier
from testing.backend.instances import Instances
from testing.backend.world import World, business_number

T = TypeVar("T")

AT_ONCE = 4
PATIENCE_SECONDS = 60


@dataclass
class Load:
    """What was sent and what was acknowledged; each filing is sent until it is."""

    world: World
    url: str
    acknowledged: dict[str, str] = field(default_factory=dict)
    """Receipt numbers by draft."""
    refused: int = 0
    """How often an answer was that the service is busy, or none came."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def file_all(self, first: int, number: int) -> None:
        """File for so many firms at once, until each has its receipt."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(self._file, range(first, first + number)))

    def _file(self, serial: int) -> None:
        number = business_number(serial)
        signer = self.world.firm(number)
        application = self._until_it_works(
            lambda: self.world.application(supplier(business_number=number))
        )
        draft, cms = application.ticket.draft, signer.sign(application.canonical())
        headers = self._until_it_works(lambda: self.world.filing(cms, draft))
        answer = self._until_it_works(lambda: self._posted(cms, headers))
        content = cms_verify.verify(base64.b64decode(answer["receipt"])).content
        with self._lock:
            self.acknowledged[draft] = str(json.loads(content or b"")["receipt_number"])

    def _posted(self, cms: bytes, headers: dict[str, str]) -> dict[str, str]:
        answer = requests.post(f"{self.url}/v1/submissions", data=cms, headers=headers, timeout=20)
        assert answer.status_code in {200, 201}, answer.text
        told: dict[str, str] = answer.json()
        return told

    def _until_it_works(self, act: Callable[[], T]) -> T:
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                return act()
            except (requests.RequestException, AssertionError, KeyError, ValueError):
                if time.monotonic() > end:
                    raise
            with self._lock:
                self.refused += 1
            time.sleep(0.05)

    def faults(self) -> Iterator[str]:
        """Yield what was lost or doubled, and what the audit record says."""
        with self.world.service.database.read() as session:
            kept = {row.draft: row.receipt_number for row in session.scalars(select(Submission))}
            yield from audit.verify(session).faults
        for draft, number in self.acknowledged.items():
            if kept.get(draft) != number:
                yield f"acknowledged {number} is {kept.get(draft)}"
        if sorted(int(number[4:]) for number in kept.values()) != list(range(1, len(kept) + 1)):
            yield "receipt numbers have gaps"


def kill_in_turn(instances: Instances, number: int, kills: int, load: Load, each: int) -> None:
    """File `each` for every kill, and kill an instance in the middle; it starts again."""
    for kill in range(kills):
        victim = kill % number
        filing = threading.Thread(target=load.file_all, args=(100 + kill * each, each))
        filing.start()
        time.sleep(random.uniform(0.05, 0.6))  # noqa: S311 - any moment will do
        instances.kill(victim)
        instances.start(victim)
        filing.join()
        instances.wait_for(victim)
