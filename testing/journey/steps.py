"""What applicants of several kinds do alike: open a certificate, complete, register, log in."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QTabWidget

from desktop_client.drafts import Draft, Stage
from desktop_client.parts import Parts
from desktop_client.views.certificates.table import CertificateTable
from desktop_client.views.widgets.tabs import Tabs
from practice.place import SERVICE_ADDRESS
from testing.journey import officer
from testing.journey.filling import attach
from testing.journey.player import Player

PASSWORD = "practice-1234"
NEW_PASSWORD = "issued-here-5678"
"""Of a certificate that is issued on the way."""
HOLDER = "주식회사 연습상사(Practice)0001"
USER = {
    "name": "김이용",
    "department": "영업팀",
    "email": "user@practice.example.kr",
    "mobile": "010-0000-0002",
}


def open_certificate(
    player: Player, name: str, holder: str = HOLDER, password: str = PASSWORD
) -> None:
    """Choose the good certificate; type a wrong password first, then the right one."""
    candidates = player.find(CertificateTable, "certificate-list")

    def rows() -> list[int]:
        every = enumerate(candidates.certificates.rows)
        return [at for at, row in every if holder in row.words.spoken and row.fits]

    player.wait_for(rows, holder)  # the list is shown while it still grows
    player.step(
        f"{name}-certificates",
        "인증서 목록과 선택할 수 없는 사유 / certificates, and why some do not fit",
    )
    candidates.select_row(rows()[0])
    player.submit(player.find(QLineEdit, "certificate-password"), "wrong-password")
    player.find(QLabel, "password-problem")
    player.step(f"{name}-wrong-password", "틀린 비밀번호 안내 / a wrong password is told")
    player.submit(player.find(QLineEdit, "certificate-password"), password)


def review_and_send(
    player: Player,
    *,
    signed: bool,
    name: str = "",
    before: Callable[[Player], None] | None = None,
) -> None:
    """Read the document, sign it where that is needed, send it, see the receipt.

    `before`: what else is asked before it is sent.
    """
    prefix = f"{name}-" if name else ""
    player.press("form-review")
    player.find(QTabWidget, "signed-document")
    player.step(f"{prefix}review", "보낼 문서를 그대로 읽습니다 / the exact document to be sent")
    player.press("review-sign")
    if signed:
        open_certificate(player, f"{prefix}sign")
    if before:
        before(player)
    player.wait_for(lambda: player.sees("review-send"), "review-send")
    player.step(f"{prefix}confirm", "보내기 전의 마지막 화면 / the last screen before sending")
    player.press("review-send")
    player.find(QLabel, "receipt-number")
    player.step(f"{prefix}receipt", "보내고 접수증을 확인했습니다 / sent, receipt verified")


def tell_officers_pages(player: Player, parts: Parts) -> None:
    """Say where officers open their pages while the journey lasts."""
    about = json.loads((parts.folder / "practice" / SERVICE_ADDRESS).read_bytes())
    player.tell(f"담당자 화면 / the officers' pages: {about['officer_url']}")


def filed(parts: Parts) -> Draft:
    """Return the draft that was filed last."""
    drafts = [each for each in parts.drafts.all() if isinstance(each, Draft)]
    return max(
        (draft for draft in drafts if draft.stage is Stage.FILED), key=lambda each: each.saved
    )


def decided(player: Player, parts: Parts, number: str, action: str, reason: str = "") -> None:
    """Let the officer decide, and see the state change on the status screen."""
    officer.decide(parts.folder / "practice", action, number, reason)
    player.press("status-refresh")
    player.wait_for(lambda: player.sees("status-refresh"), "status")
    player.step(f"status-{action}", f"담당자 처리: {action} / the officer's decision")


def complete(player: Player, files: Iterable[Path], *, signed: bool) -> None:
    """Answer a 보류 from the status screen: attach what is missing, send again (보완)."""
    player.press("status-supplement")
    player.wait_for(lambda: player.sees("form-review"), "form")
    player.step("supplement-form", "보완할 신청서를 엽니다 / the application to complete")
    player.press("form-page-papers")
    attach(player, files)
    review_and_send(player, signed=signed, name="supplement")
    player.press("review-status")
    player.wait_for(lambda: player.sees("status-refresh"), "status")
    player.step("status-supplemented", "보완하여 다시 대기 / completed: pending again")


def issue(player: Player) -> None:
    """Have the certificate issued, from the codes of an approved application."""
    player.press("issuance-issue")
    player.step("issuing-codes", "발급 1단계: 번호 / getting the certificate: its numbers")
    player.press("issuing-next")
    player.find(QListWidget, "issuing-places")
    player.step("issuing-place", "발급 2단계: 저장 위치 / where it is kept")
    player.press("issuing-next")
    player.write(player.find(QLineEdit, "ask-new-password"), NEW_PASSWORD)
    player.write(player.find(QLineEdit, "ask-repeat"), NEW_PASSWORD)
    player.step("issuing-password", "발급 3단계: 비밀번호 / its password")
    player.press("issuing-issue")
    player.wait_for(lambda: player.sees("issuing-enrol"), "issuing-enrol")
    player.step("issued", "인증서가 발급되었습니다 / the certificate was issued")


def enrol_issued(player: Player) -> None:
    """Register the certificate that was just issued, without opening it once more."""
    player.press("issuing-enrol")
    _fill_in_user(player)
    _sign_enrolment(player)


def enrol(player: Player, holder: str = HOLDER) -> None:
    """Register the certificate of an approved application, from the status screen."""
    player.press("status-enrol")
    _fill_in_user(player)
    open_certificate(player, "enrol", holder)
    _sign_enrolment(player)


def _fill_in_user(player: Player) -> None:
    for key, answer in USER.items():
        player.write(player.find(QLineEdit, f"enrol-{key}"), answer)
    player.step("enrol-user", "이용자 정보를 채웠습니다 / who will use the certificate")
    player.press("enrol-sign")


def _sign_enrolment(player: Player) -> None:
    player.wait_for(lambda: player.sees("enrol-send"), "enrol-send")
    player.step("enrol-review", "서명할 등록 문서를 읽습니다 / the statement to be signed")
    player.press("enrol-send")
    player.wait_for(lambda: player.sees("enrol-login"), "enrol-login")
    player.step("enrolled", "인증서를 등록했습니다 / the certificate is registered")
    player.press("enrol-login")


def log_in(player: Player, holder: str = HOLDER, password: str = PASSWORD) -> None:
    """Log in by certificate, on the login screen."""
    open_certificate(player, "login", holder, password)
    player.find(QLabel, "session-left")
    player.step("registered", "로그인하여 등록 정보를 봅니다 / logged in: the registered data")


def log_in_by_password(player: Player, account_id: str, password: str) -> None:
    """Log in by ID and password, on the login screen."""
    player.find(Tabs, "login-tabs").setCurrentIndex(1)
    player.write(player.find(QLineEdit, "login-account"), account_id)
    player.write(player.find(QLineEdit, "login-password"), password)
    player.step("login-password", "아이디와 비밀번호를 입력했습니다 / ID and password")
    player.press("login-go")
    player.find(QLabel, "session-left")
    player.step("registered", "로그인하여 등록 정보를 봅니다 / logged in: the registered data")


def log_out(player: Player) -> None:
    """End the session."""
    player.press("session-logout")
    player.find(Tabs, "login-tabs")
    player.step("logged-out", "로그아웃했습니다 / logged out")
