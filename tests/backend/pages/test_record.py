"""The audit record in a browser: who saw and did what, and whether it is whole."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect
from sqlalchemy import select, update

import backend
from backend.pages.event_words import EVENTS
from backend.services.audit import LOOKED
from backend.storage.models import AuditRecord
from registration.lifecycle import Action
from testing.backend.world import World
from tests.backend.pages.conftest import looks_right

SOURCES = Path(backend.__file__).parent


def test_each_look_at_an_application_is_recorded_once_a_login(world: World) -> None:
    number, token = world.file_form()["number"], world.officer()
    for _ in range(3):
        assert world.get(f"/v1/officer/applications/{number}", token).status_code == 200
    world.get("/v1/officer/applications/2026999999", token)
    world.get(f"/v1/officer/applications/{number}", world.officer())
    with world.service.database.read() as session:
        found = session.scalars(select(AuditRecord).where(AuditRecord.event == LOOKED))
        assert [(row.subject, row.actor_name) for row in found] == [(number, "officer")] * 2


def test_an_auditor_finds_who_did_what(world: World, desk: Page) -> None:
    page = desk
    number = world.file_form()["number"]
    for serial in range(60):
        world.account(f"담당{serial}")
    page.get_by_role("link", name="감사 기록").first.click()
    looks_right(page)
    expect(page.get_by_role("row")).to_have_count(51)
    page.get_by_role("link", name="이전 기록").click()
    expect(page.get_by_role("row", name=number)).to_be_visible()
    page.goto(f"{world.url}/officer/record")
    page.get_by_label("대상 (").fill(number)
    page.get_by_label("이 날까지").fill("내일")
    page.get_by_role("button", name="조회").click()
    expect(page.get_by_text("2026-01-31처럼")).to_be_visible()
    looks_right(page)
    page.get_by_label("이 날까지").fill("")
    page.get_by_label("처리 내용").select_option("접수")
    page.get_by_role("button", name="조회").click()
    expect(page.get_by_role("row")).to_have_count(2)
    page.get_by_role("link", name="사슬 확인").click()
    expect(page.get_by_text("사슬이 온전합니다.")).to_be_visible()
    looks_right(page)
    with world.service.database.write() as session:
        session.execute(
            update(AuditRecord).where(AuditRecord.subject == number).values(reason="바꿈")
        )
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("was changed")
    looks_right(page)


def test_every_action_has_a_name_in_both_languages() -> None:
    """What the service appends is read out of its sources, so that no new action is forgotten."""
    appended = re.compile(
        r"(?:audit\.append|_note)\(\s*(?:[^,()]+(?:\(\))?,\s*){3}\"(?P<event>[a-z_]+)\"", re.DOTALL
    )
    sources = [path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py")]
    found = {match["event"] for source in sources for match in appended.finditer(source)}
    assert len(found) > 30
    assert found | {action.value for action in Action} <= set(EVENTS)
