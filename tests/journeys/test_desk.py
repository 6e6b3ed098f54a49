"""The applicant at the client's window, the officer in a browser, over one practice service."""

from playwright.sync_api import Page, expect

from desktop_client.work import Work
from registration.kinds import Kind
from registration.lifecycle import State
from testing.journey import steps
from testing.journey.kinds import play_to_receipt
from tests.journeys.conftest import Desk
from tests.journeys.deciding import decide, open_application, receive_papers, words

REASON = "공문의 대표전화가 신청서와 다릅니다."


def test_an_institution_at_the_window_and_its_officer_in_the_browser(
    desk: Desk, page: Page
) -> None:
    player, parts = desk.player, desk.parts
    draft = play_to_receipt(player, parts, Kind.INSTITUTION)
    player.press("review-status")
    player.wait_for(lambda: player.sees("status-refresh"), "status")
    open_application(page, desk, draft)
    page.get_by_role("button", name="내가 맡기").click()
    row = page.locator("tr", has=page.locator("#line-general\\.\\.phone"))
    row.get_by_label("불일치").check()
    page.get_by_role("button", name="대조 결과 저장").click()
    decide(page, "보류", REASON)
    player.press("status-refresh")
    player.wait_for(lambda: REASON in words(desk), REASON)
    steps.complete(player, [], signed=False)
    open_application(page, desk, draft)
    receive_papers(page)
    page.get_by_label("표시하지 않은 항목은 모두 일치").check()
    page.get_by_role("button", name="대조 결과 저장").click()
    expect(page.get_by_text("0개 항목이 남았습니다.")).to_be_visible()
    decide(page, "승인")
    player.press("status-refresh")
    player.wait_for(lambda: player.sees("status-codes"), "status-codes")
    assert parts.following.status(Work(), draft.id).state is State.APPROVED
