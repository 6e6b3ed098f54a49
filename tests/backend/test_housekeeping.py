"""What the service does by itself while it runs."""

import pytest

from backend.services import housekeeping
from backend.services.attachments import uploads
from backend.services.review import deadlines
from practice.applicants import supplier
from registration.lifecycle import HOLD_DAYS
from testing.backend.world import World
from tests.backend.test_routing import plain


def held(world: World) -> dict[str, str]:
    """An application that lacks a paper."""
    filed = world.file_form(plain(licences=supplier()["licences"]))
    assert state(world, filed) == "on_hold"
    return filed


def state(world: World, filed: dict[str, str]) -> str:
    status = world.get(f"/v1/submissions/{filed['number']}", filed["key"]).json()
    return str(status["state"])


def test_on_day_twenty_one_an_incomplete_application_is_rejected(world: World) -> None:
    filed = held(world)
    world.clock.move(days=HOLD_DAYS)
    housekeeping.tidy(world.service)
    assert state(world, filed) == "on_hold"
    world.clock.move(days=1)
    housekeeping.tidy(world.service)
    assert state(world, filed) == "rejected"
    status = world.get(f"/v1/submissions/{filed['number']}", filed["key"]).json()
    assert (status["history"][-1]["actor"], status["missing"]) == ("system", [])


@pytest.mark.expects_warnings
def test_a_chore_that_fails_keeps_no_other_from_being_done(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    filed = held(world)
    world.clock.move(days=HOLD_DAYS + 1)

    def fail(_service: object) -> int:
        raise OSError("홍길동")

    monkeypatch.setattr(uploads, "sweep", fail)
    housekeeping.tidy(world.service)
    assert state(world, filed) == "rejected"
    assert "unfiled files removed: OSError" in caplog.text
    assert "홍길동" not in caplog.text
    assert deadlines.reject_overdue(world.service) == []
