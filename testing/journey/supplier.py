"""A supplier's way from the first screen to the login, as they would click and type it."""

from pathlib import Path

from desktop_client.parts import Parts
from practice.applicants import SUPPLIER
from registration.kinds import Kind
from testing.journey import steps
from testing.journey.filling import attach, fill_in
from testing.journey.player import Player

HOLD_REASON = "인감증명서를 첨부하여 보완하십시오."
PAPER = b"%PDF-1.4\n% practice\n%%EOF\n"
"""A file that passes for a scanned paper."""


def play_supplier(player: Player, parts: Parts) -> None:
    """Choose, fill in, review, sign, send, complete, register the certificate, log in and out.

    Raises `Stuck` where something expected does not come.
    """
    _choose(player)
    fill_in(player, Kind.SUPPLIER, SUPPLIER)
    attach(player, [_paper(parts, "임대차계약서.pdf")])
    steps.review_and_send(player, signed=True)
    steps.tell_officers_pages(player, parts)
    _follow(player, parts)
    steps.enrol(player)
    steps.log_in(player)
    steps.log_out(player)


def _choose(player: Player) -> None:
    start = f"start-{Kind.SUPPLIER}"
    player.wait_for(lambda: player.sees(start), start)
    player.step("home", "처음 화면: 무엇을 등록할지 고릅니다 / the first screen")
    player.press(start)


def _follow(player: Player, parts: Parts) -> None:
    filing = steps.filed(parts).filing
    assert filing
    number = filing.receipt_number
    player.press("review-status")
    player.wait_for(lambda: player.sees("status-refresh"), "status")
    player.step("status-pending", "진행현황: 대기 / pending")
    steps.decided(player, parts, number, "hold", HOLD_REASON)
    steps.complete(player, [_paper(parts, "인감증명서.pdf")], signed=True)
    steps.decided(player, parts, number, "approve")


def _paper(parts: Parts, name: str) -> Path:
    file = parts.folder / name
    file.write_bytes(PAPER + name.encode())
    return file
