"""Finds statements that go through a table, so that the tests of routes can rely on it."""

import threading

import pytest
from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from backend.storage.database import Database
from backend.storage.models import Submission
from testing.backend.plans import Plans
from testing.backend.world import World


def _asked_elsewhere(database: Database, by: InstrumentedAttribute[str]) -> None:
    """Ask in another thread, as the server does."""

    def ask() -> None:
        with database.read() as session:
            session.execute(select(Submission.id).where(by == "x")).all()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()


@pytest.mark.parametrize(
    ("by", "faults"), [(Submission.draft, 0), (Submission.applicant, 1)], ids=["index", "none"]
)
def test_what_goes_through_a_table_is_told(
    world: World, plans: Plans, by: InstrumentedAttribute[str], faults: int
) -> None:
    plans.faults.clear()
    _asked_elsewhere(world.service.database, by)
    assert len(plans.faults) == faults
