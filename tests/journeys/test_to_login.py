"""Every kind from the first screen to the login, by way of 보완 or a rejection."""

from pathlib import Path

from playwright.sync_api import Page
from PySide6.QtWidgets import QLineEdit

from desktop_client.drafts import Draft
from desktop_client.parts import Parts
from desktop_client.work import Work
from practice.applicants import APPLICANTS
from practice.pki import Practice
from registration.forms import name_of
from registration.kinds import Kind
from registration.lifecycle import State
from testing.journey import steps
from testing.journey.kinds import ACCOUNT_PASSWORD, play_to_receipt
from testing.pki import openssl
from tests.journeys.conftest import Desk
from tests.journeys.deciding import decide, open_application, receive_papers, words

REASON = "서류를 다시 확인하여 보완하십시오."


def receipt_number(draft: Draft) -> str:
    assert draft.filing
    return draft.filing.receipt_number


def to_status(desk: Desk) -> None:
    desk.player.press("review-status")
    desk.player.wait_for(lambda: desk.player.sees("status-refresh"), "status")


def state_of(parts: Parts, draft: Draft) -> State:
    return parts.following.status(Work(), draft.id).state


def test_an_institution_has_its_certificate_issued_and_logs_in(desk: Desk) -> None:
    player, parts = desk.player, desk.parts
    draft = play_to_receipt(player, parts, Kind.INSTITUTION)
    number = receipt_number(draft)
    to_status(desk)
    steps.decided(player, parts, number, "hold", REASON)
    assert REASON in words(desk)
    steps.complete(player, [], signed=False)
    steps.decided(player, parts, number, "approve")
    player.press("status-codes")
    player.write(player.find(QLineEdit, "issuance-request-id"), "CITY0001")
    player.press("issuance-fetch")
    player.wait_for(lambda: player.sees("issuance-noted"), "codes")
    player.step("codes", "참조번호와 인가코드 / the codes")
    before = set(desk.pki.npki.rglob("signCert.der"))
    steps.issue(player)
    (issued,) = set(desk.pki.npki.rglob("signCert.der")) - before
    assert verified(desk.pki, issued)
    steps.enrol_issued(player)
    steps.log_in(player, name_of(draft.kind, draft.form), steps.NEW_PASSWORD)
    steps.log_out(player)


def test_a_supplier_held_and_approved_in_the_browser_logs_in(desk: Desk, page: Page) -> None:
    player, parts = desk.player, desk.parts
    draft = play_to_receipt(player, parts, Kind.SUPPLIER)
    to_status(desk)
    open_application(page, desk, draft)
    decide(page, "보류", REASON)
    player.press("status-refresh")
    player.wait_for(lambda: REASON in words(desk), REASON)
    steps.complete(player, [desk.file], signed=True)
    assert state_of(parts, draft) is State.PENDING
    open_application(page, desk, draft)
    receive_papers(page)
    decide(page, "승인")
    player.press("status-refresh")
    player.wait_for(lambda: player.sees("status-enrol"), "status-enrol")
    steps.enrol(player)
    steps.log_in(player)
    steps.log_out(player)


def test_a_firm_without_a_certificate_logs_in_by_its_password(desk: Desk) -> None:
    player, parts = desk.player, desk.parts
    draft = play_to_receipt(player, parts, Kind.CATALOGUE)
    to_status(desk)
    steps.decided(player, parts, receipt_number(draft), "hold", REASON)
    steps.complete(player, [], signed=False)
    steps.decided(player, parts, receipt_number(draft), "approve")
    player.press("status-login")
    account = APPLICANTS[Kind.CATALOGUE]["account"]["account_id"]
    steps.log_in_by_password(player, account, ACCOUNT_PASSWORD)
    steps.log_out(player)


def test_a_stockpile_user_is_rejected_in_the_browser_applies_anew_and_logs_in(
    desk: Desk, page: Page
) -> None:
    player, parts = desk.player, desk.parts
    first = play_to_receipt(player, parts, Kind.STOCKPILE, desk.file)
    to_status(desk)
    open_application(page, desk, first)
    decide(page, "반려", REASON)
    player.press("status-refresh")
    player.wait_for(lambda: REASON in words(desk), REASON)
    assert not player.sees("status-enrol")
    player.press("처음")
    again = play_to_receipt(player, parts, Kind.STOCKPILE, desk.file)
    assert again.id != first.id
    to_status(desk)
    open_application(page, desk, again)
    receive_papers(page)
    page.locator("[role=group]", has_text="알루미늄").get_by_label("승인", exact=True).check()
    decide(page, "승인")
    player.press("status-refresh")
    player.wait_for(lambda: player.sees("status-enrol"), "status-enrol")
    steps.enrol(player)
    steps.log_in(player)
    steps.log_out(player)
    assert state_of(parts, first) is State.REJECTED


def verified(pki: Practice, certificate: Path) -> bool:
    """Whether openssl finds the way from a certificate to the practice root."""
    pem = openssl.output("x509", "-inform", "DER", "-in", certificate)
    chain = ("-CAfile", pki.root, "-untrusted", pki.ca)
    return openssl.output("verify", *chain, "/dev/stdin", data=pem).endswith(b"OK\n")
