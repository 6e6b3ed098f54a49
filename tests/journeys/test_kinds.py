"""Kinds from the first screen to the decision: the real window, the officer in a browser.

Here a rejection; what is held, completed and approved is in `test_desk`.
"""

from playwright.sync_api import Page

from desktop_client.work import Work
from registration.kinds import Kind
from registration.lifecycle import State
from registration.submission import Application, Receipt
from testing.journey.kinds import ACCOUNT_PASSWORD, play_to_receipt
from testing.workflows.oracle import signed_content
from tests.journeys.conftest import Desk
from tests.journeys.deciding import decide, open_application, words


def test_a_stockpile_user_with_a_file_that_the_signature_covers(desk: Desk) -> None:
    draft = play_to_receipt(desk.player, desk.parts, Kind.STOCKPILE, desk.file)
    content = signed_content(desk.folder(draft) / "signed.p7s", desk.pki)
    application = Application.parse(content)
    (attached,) = application.attachments
    assert (attached.name, attached.size) == (desk.file.name, desk.file.stat().st_size)
    assert attached.sha256 == draft.attachments[0].sha256
    status = desk.parts.following.status(Work(), draft.id)
    assert (status.kind, status.state, status.missing) == (Kind.STOCKPILE, State.PENDING, [])


def test_a_cataloguing_firm_without_a_certificate_is_rejected(desk: Desk, page: Page) -> None:
    player = desk.player
    draft = play_to_receipt(player, desk.parts, Kind.CATALOGUE)
    receipt = Receipt.parse(signed_content(desk.folder(draft) / "receipt.p7s", desk.pki))
    assert (receipt.kind, receipt.signature_sha256) == (Kind.CATALOGUE, None)
    assert desk.parts.following.status(Work(), draft.id).state is State.PENDING
    kept = b"".join(one.read_bytes() for one in desk.folder(draft).iterdir())
    assert ACCOUNT_PASSWORD.encode() not in kept

    player.press("review-status")
    player.wait_for(lambda: player.sees("status-refresh"), "status")
    open_application(page, desk, draft)
    decide(page, "반려", "폐업한 사업자입니다.")
    player.press("status-refresh")
    player.wait_for(lambda: "폐업한 사업자입니다." in words(desk), "the reason")
    assert desk.parts.following.status(Work(), draft.id).state is State.REJECTED
