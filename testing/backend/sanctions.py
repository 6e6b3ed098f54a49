"""Sanctions as tests give notice of them."""

from typing import Any

from registration.korean_time import today
from registration.sanctions.course import Document, last_day
from testing.backend.world import World


def notice(world: World, number: str = "1111111119", **more: Any) -> dict[str, Any]:
    """A notice in order: six months from today on. `more` are whole pages, or terms."""
    start = today(world.clock())
    form: dict[str, Any] = {
        "agency": {"agency_name": "한국도로공사"},
        "firm": {"business_number": number, "name": "연습업체"},
        "representatives": [],
        "terms": {
            "basis": "state-27-1-1",
            "start": start.isoformat(),
            "end": last_day(start, 6).isoformat(),
            "reason": "계약 불이행",
        },
    }
    pages = {key: value for key, value in more.items() if key in form}
    form |= pages
    form["terms"] |= {key: value for key, value in more.items() if key not in form}
    return form


def entered(world: World, form: dict[str, Any]) -> dict[str, Any]:
    """What an officer gets for a notice that is in order."""
    answer = world.post("/v1/officer/sanctions", {"form": form}, world.officer())
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def followed(
    world: World, document: Document, version: int, number: str = "1111111119", **terms: str
) -> Any:
    """The answer to another document of the first sanction of a number, of today."""
    form = {"terms": {"on": today(world.clock()).isoformat(), "reason": "법원 결정"} | terms}
    path = f"/v1/officer/sanctions/{number}/1/{document}"
    return world.post(path, {"form": form, "version": version}, world.officer())
