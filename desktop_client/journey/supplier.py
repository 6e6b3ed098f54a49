"""A supplier's way from the first screen to the login, as they would click and type it."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QTabWidget

from desktop_client.app import Parts
from desktop_client.drafts import Draft, Stage
from desktop_client.journey import officer
from desktop_client.journey.player import Player
from desktop_client.views.application import texts as form_texts
from desktop_client.views.application.controls import (
    CheckControl,
    ChoiceControl,
    ChoicesControl,
    TextControl,
)
from desktop_client.views.application.field_editor import FieldEditor
from desktop_client.views.home import texts as home_texts
from desktop_client.views.language import say
from practice.applicants import SUPPLIER
from registration.forms import PageDescription, describe
from registration.kinds import Kind

PASSWORD = "practice-1234"  # noqa: S105 - the practice certificates' well-known password
HOLD_REASON = "사업자등록증명을 확인하고 있습니다."
USER = {
    "name": "김이용",
    "department": "영업팀",
    "email": "user@practice.example.kr",
    "mobile": "010-0000-0002",
}
HOLDER = "주식회사 연습상사(Practice)0001"


def play_supplier(player: Player, parts: Parts) -> None:
    """Choose, fill in, review, sign, send, follow, register the certificate, log in and out.

    Raises `Stuck` where something expected does not come.
    """
    _choose(player)
    _fill_in(player)
    draft = _sign_and_send(player, parts)
    _follow(player, parts, draft)
    _enrol(player)
    _log_in_and_out(player)


def _choose(player: Player) -> None:
    start = say(home_texts.START)
    player.wait_for(lambda: player.sees(start), start)
    player.step("home", "처음 화면: 무엇을 등록할지 고릅니다 / the first screen")
    player.press(start)


def _fill_in(player: Player) -> None:
    player.wait_for(lambda: player.sees(say(form_texts.TO_REVIEW)), "form")
    pages = describe(Kind.SUPPLIER).pages
    for page in pages:
        answers = SUPPLIER[page.key]
        for number, row in enumerate(answers if page.repeats else [answers]):
            _answer(player, page, number, row)
        player.step(f"form-{page.key}", f"{page.page.title.ko}을(를) 채웠습니다 / filled in")
        if page is not pages[-1]:
            player.press(form_texts.NEXT)


def _answer(player: Player, page: PageDescription, number: int, answers: dict[str, Any]) -> None:
    if page.repeats and (number or not page.least_rows):
        player.press(say(form_texts.ABOUT_ROW, row=say(page.page.row), action=say(form_texts.ADD)))
    for key, answer in answers.items():
        if answer not in (False, ""):
            fill(player, page, key, answer)


def fill(player: Player, page: PageDescription, key: str, answer: Any) -> None:
    """Answer one question of the page that is open, by clicks and keys."""
    title = say(page.field(key).ask.title)

    def look() -> FieldEditor | None:
        seen = player.seen(FieldEditor)
        return next((editor for editor in seen if editor.field.key == key), None)

    control = player.wait_for(look, f"field {title}").control
    if isinstance(control, TextControl):
        player.write(control.line, str(answer))
    elif isinstance(control, ChoiceControl):
        choices = {choice.value: choice.title for choice in page.field(key).choices}
        player.choose(control.combo, say(choices[answer]))
    elif isinstance(control, ChoicesControl):
        for value in answer:
            player.click(control.boxes[value])
    elif isinstance(control, CheckControl):
        player.tick(control.target())


def _sign_and_send(player: Player, parts: Parts) -> Draft:
    player.press(form_texts.TO_REVIEW)
    player.find(QTabWidget, "signed-document")
    player.step("review", "서명할 문서를 그대로 읽습니다 / the exact document to be signed")
    player.press("review-sign")
    _open_certificate(player, "sign")
    player.wait_for(lambda: player.sees("review-send"), "review-send")
    player.step("confirm", "어느 인증서로 서명하는지 확인합니다 / which certificate signs")
    player.press("review-send")
    player.find(QLabel, "receipt-number")
    player.step("receipt", "서명하여 보내고 접수증을 확인했습니다 / sent, receipt verified")
    return _filed(parts)


def _open_certificate(player: Player, name: str) -> None:
    candidates = player.find(QListWidget, "certificate-list")
    player.step(
        f"{name}-certificates",
        "찾은 인증서와 맞지 않는 까닭 / certificates, and why some do not fit",
    )
    for row in range(candidates.count()):
        if HOLDER in str(candidates.item(row).data(Qt.ItemDataRole.AccessibleTextRole)):
            candidates.setCurrentRow(row)
            break
    player.press("certificate-choose")
    player.submit(player.find(QLineEdit, "certificate-password"), "wrong-password")
    player.find(QLabel, "password-problem")
    player.step(f"{name}-wrong-password", "틀린 비밀번호는 창을 닫지 않습니다 / a wrong password")
    player.submit(player.find(QLineEdit, "certificate-password"), PASSWORD)


def _filed(parts: Parts) -> Draft:
    drafts = [one for one in parts.drafts.all() if isinstance(one, Draft)]
    return next(one for one in drafts if one.stage is Stage.FILED)


def _follow(player: Player, parts: Parts, draft: Draft) -> None:
    assert draft.filing  # noqa: S101 - a filed draft has it
    folder: Path = parts.folder / "practice"
    number = draft.filing.receipt_number
    player.press("review-status")
    player.wait_for(lambda: player.sees("status-refresh"), "status")
    player.step("status-pending", "진행현황: 대기 / pending")
    for action, reason in (("hold", HOLD_REASON), ("resume", ""), ("approve", "")):
        officer.decide(folder, action, number, reason)
        player.press("status-refresh")
        player.wait_for(lambda: player.sees("status-refresh"), "status")
        player.step(f"status-{action}", f"담당자 처리: {action} / the officer's decision")


def _enrol(player: Player) -> None:
    player.press("status-enrol")
    for key, answer in USER.items():
        player.write(player.find(QLineEdit, f"enrol-{key}"), answer)
    player.step("enrol-user", "이용자 정보를 채웠습니다 / who will use the certificate")
    player.press("enrol-sign")
    _open_certificate(player, "enrol")
    player.wait_for(lambda: player.sees("enrol-send"), "enrol-send")
    player.step("enrol-review", "서명할 등록 문서를 읽습니다 / the statement to be signed")
    player.press("enrol-send")
    player.wait_for(lambda: player.sees("enrol-login"), "enrol-login")
    player.step("enrolled", "인증서를 등록했습니다 / the certificate is registered")


def _log_in_and_out(player: Player) -> None:
    player.press("enrol-login")
    _open_certificate(player, "login")
    player.wait_for(lambda: player.sees("session-login"), "session-login")
    player.step("login-review", "서명할 로그인 문서를 읽습니다 / what a login signs")
    player.press("session-login")
    player.find(QLabel, "session-left")
    player.step("registered", "로그인하여 등록 정보를 봅니다 / logged in: the registered data")
    player.press("session-logout")
    player.wait_for(lambda: player.sees("certificate-choose"), "logged out")
    player.step("logged-out", "로그아웃했습니다 / logged out")
