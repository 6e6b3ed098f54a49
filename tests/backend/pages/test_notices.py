"""알림 발송 in the browser: what went wrong is seen, and sent again."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from backend.services.notices import sending
from backend.storage.models import Notice
from registration.notices import NoticeState
from registration.roles import OfficerRole
from testing.backend.world import World
from tests.backend.pages.conftest import enter, looks_right
from tests.backend.pages.test_login import log_in


def _failed(world: World) -> str:
    """An application whose message could not be written to the disk."""
    spool = Path(world.service.config.notices.spool)
    spool.write_bytes(b"")
    number = str(world.file_form()["number"])
    sending.send_due(world.service)
    with world.service.database.write() as session:
        session.execute(update(Notice).values(state=NoticeState.FAILED))
    spool.unlink()
    return number


def test_an_administrator_sends_what_failed_again(world: World, page: Page) -> None:
    number = _failed(world)
    enter(world, page)
    page.get_by_role("link", name="알림 발송").first.click()
    row = page.get_by_role("row", name=number)
    expect(row).to_contain_text("알림 폴더에 쓸 수 없습니다")
    looks_right(page)
    page.get_by_role("link", name="실패 1건").click()
    page.get_by_role("button", name="다시 보내기").click()
    expect(page.get_by_role("status")).to_contain_text("알림을 다시 보냅니다")
    while sending.send_due(world.service):
        pass
    page.goto(f"{world.url}/officer/notices/sent")
    expect(page.get_by_text(f"접수번호 {number}")).to_be_visible()
    looks_right(page)
    page.get_by_role("link", name="목록으로").click()
    expect(page.get_by_role("row", name=number)).to_contain_text("보냄")
    expect(page.get_by_role("button", name="다시 보내기")).to_have_count(0)


def test_the_pages_are_english_too(world: World, page: Page) -> None:
    _failed(world)
    with world.service.database.write() as session:
        session.execute(update(Notice).values(state=NoticeState.UNCLEAR, why="process_ended"))
    enter(world, page)
    page.get_by_role("button", name="English").click()
    page.goto(f"{world.url}/officer/notices")
    expect(page.get_by_text("Unclear: it may have arrived.")).to_be_visible()
    looks_right(page, "en")
    page.goto(f"{world.url}/officer/notices/sent")
    expect(page.get_by_text("No messages.")).to_be_visible()
    looks_right(page, "en")


@pytest.mark.parametrize(
    ("role", "status", "buttons"),
    [(OfficerRole.AUDITOR, 200, 0), (OfficerRole.OFFICER, 403, 0)],
)
def test_others_send_nothing_again(
    world: World, page: Page, role: OfficerRole, status: int, buttons: int
) -> None:
    _failed(world)
    world.account("김담당", role)
    page.goto(f"{world.url}/officer/login")
    log_in(page)
    expect(page.get_by_text("김담당 님")).to_be_visible()
    answer = page.goto(f"{world.url}/officer/notices")
    assert answer is not None
    assert answer.status == status
    expect(page.get_by_role("button", name="다시 보내기")).to_have_count(buttons)
