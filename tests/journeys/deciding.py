"""What the officer does in the browser while the applicant waits at the window."""

import json

from playwright.sync_api import Page, expect
from PySide6.QtWidgets import QLabel

from desktop_client.drafts import Draft
from practice.place import SERVICE_ADDRESS
from tests.journeys.conftest import Desk


def open_application(page: Page, desk: Desk, draft: Draft) -> None:
    """Go from the practice officer's link by the queue to what was filed."""
    assert draft.filing
    about = json.loads((desk.parts.folder / "practice" / SERVICE_ADDRESS).read_bytes())
    page.goto(about["officer_url"])
    page.get_by_role("link", name=draft.filing.receipt_number).click()


def receive_papers(page: Page) -> None:
    """Note every paper that is awaited as received."""
    waiting = page.get_by_role("button", name="받은 것으로 적기")
    for _ in range(waiting.count()):
        waiting.first.click()
        expect(page.get_by_role("status").first).to_contain_text("받은 것으로")


def decide(page: Page, name: str, reason: str = "") -> None:
    """Press a button of the decision."""
    page.get_by_label("사유", exact=True).fill(reason)
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_role("status").first).to_be_visible()


def words(desk: Desk) -> str:
    """All that stands in the window."""
    return " ".join(label.text() for label in desk.player.window.findChildren(QLabel))
