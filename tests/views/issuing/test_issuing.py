"""인증서 발급 step by step: each state of the screen, and each way out of it."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit

from desktop_client.pki.findings import NotWritten, PkiError, Unreachable
from desktop_client.pki.issuing.transaction import Transaction
from desktop_client.pki.judging.trust import TrustList
from desktop_client.pki.storage import placing
from desktop_client.pki.storage.store import load, open_entry
from desktop_client.views import routes
from desktop_client.views.issuing.wanted import Wanted
from desktop_client.work import Work
from desktop_client.workflows.issuing.judged import Expected
from practice.issuing.book import Code
from practice.samples import INSTITUTION
from tests.views.issuing.conftest import CODE, HOLDER, NUMBER, PASSWORD, REFERENCE, Hall


def test_an_application_s_numbers_lead_to_a_certificate_that_is_registered_next(
    hall: Hall,
) -> None:
    stage = hall.stage
    hall.enter()
    assert stage.find(QLineEdit, "issuing-reference").text() == REFERENCE
    assert "4단계 중 1단계" in stage.words()
    hall.to_password()
    hall.write("ask-new-password", "short")
    stage.press("issuing-issue")
    assert stage.find(QLineEdit, "ask-new-password").accessibleDescription()
    hall.write("ask-new-password", PASSWORD)
    stage.press("issuing-issue")
    assert "두 비밀번호가 서로 다릅니다." in stage.words()
    hall.issue()
    assert "인증서가 발급되어 저장되었습니다." in stage.words()
    assert stage.words().count("이상 없음") == 3
    (issued,) = hall.issued()
    assert open_entry(load(issued.parent), PASSWORD.encode()).random
    stage.press("issuing-enrol")
    (route,) = stage.went
    assert isinstance(route, routes.Enrolment)
    assert route.opened
    assert route.opened.certificate.der == issued.read_bytes()


def test_numbers_are_pasted_from_what_was_copied_and_sent_without_blanks(hall: Hall) -> None:
    stage = hall.stage
    hall.enter(wanted=None)
    stage.press("issuing-next")
    assert stage.find(QLineEdit, "issuing-reference").accessibleDescription()
    QApplication.clipboard().setText("안녕하세요")
    stage.press("issuing-paste")
    assert "찾지 못했습니다" in stage.words()
    QApplication.clipboard().setText(f"인증기관: 연습\n참조번호: {REFERENCE}\n인가코드: {CODE}")
    stage.press("issuing-paste")
    assert stage.find(QLineEdit, "issuing-code").text() == CODE
    hall.write("issuing-code", f" {CODE[:4]} {CODE[4:]} ")
    hall.to_password()
    hall.issue()
    assert len(hall.issued()) == 1
    assert stage.words().count("등록할 때 확인합니다") == 2


def test_hyphens_that_the_ca_does_not_know_are_left_out_when_the_user_says_so(hall: Hall) -> None:
    hall.book.give(Code(REFERENCE, "481902", HOLDER, NUMBER, INSTITUTION))
    hall.enter()
    hall.to_password()
    hall.issue()
    assert hall.issued() == []
    hall.stage.press("issuing-bare")
    assert len(hall.issued()) == 1


def test_a_code_without_hyphens_is_not_offered_to_be_sent_without_them(hall: Hall) -> None:
    hall.enter(wanted=Wanted(reference=REFERENCE, code="000000"))
    hall.to_password()
    hall.issue()
    assert hall.stage.sees("issuing-codes")
    assert not hall.stage.sees("issuing-bare")


def test_a_ca_that_keeps_its_way_to_itself_is_named_with_the_way_there_is(hall: Hall) -> None:
    stage = hall.stage
    hall.places.url = ""
    hall.enter(wanted=Wanted("yessign", reference=REFERENCE, code=CODE, given=True))
    assert "금융결제원(yessign): 발급 방식을 공개하지 않는" in stage.words()
    assert f"인가코드 {CODE}" in stage.words()
    assert not stage.sees("issuing-next")
    stage.press("issuing-manager")
    assert stage.went == [routes.Manager()]
    hall.places.url = "http://127.0.0.1:9/"
    hall.enter(wanted=Wanted("yessign", reference=REFERENCE, code=CODE, given=True))
    assert stage.find(QLineEdit, "issuing-address").text() == hall.places.url
    combo = stage.find(QComboBox, "issuing-authority")
    combo.setCurrentIndex(1)
    assert not stage.sees("issuing-next")
    combo.setCurrentIndex(0)
    assert stage.sees("issuing-next")


@pytest.mark.parametrize("address", ["", "ftp://ca.example.kr/"])
def test_an_address_that_will_not_do_is_told_before_anything_is_made(
    hall: Hall, address: str
) -> None:
    hall.enter()
    hall.write("issuing-address", address)
    hall.stage.press("issuing-next")
    assert hall.stage.find(QLineEdit, "issuing-address").accessibleDescription()


def test_a_wrong_code_is_entered_again(hall: Hall) -> None:
    stage = hall.stage
    hall.enter(wanted=Wanted(reference=REFERENCE, code="000-000"))
    hall.to_password()
    hall.issue()
    assert "참조번호나 인가코드가 받아들여지지 않았습니다." in stage.words()
    assert not stage.sees("issuing-go-on")
    stage.press("issuing-codes")
    hall.write("issuing-code", CODE)
    hall.to_password()
    hall.issue()
    assert len(hall.issued()) == 1


def test_what_was_cut_off_goes_on_at_once_or_at_the_next_start(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = hall.stage
    with monkeypatch.context() as patch:
        patch.setattr(Transaction, "ask_for_certificates", refuse(Unreachable()))
        hall.enter()
        hall.to_password()
        hall.issue()
        stage.press("issuing-go-on")  # with the same password, and in vain
    stage.press("issuing-later")
    assert stage.went == [routes.Home()]
    hall.enter(unfinished=True)
    assert "끝나지 않은 인증서 발급이 있습니다." in stage.words()
    hall.write("issuing-password", "another-password-1")
    stage.press("issuing-go-on")
    assert stage.find(QLineEdit, "issuing-password").accessibleDescription()
    hall.write("issuing-password", PASSWORD)
    stage.press("issuing-go-on")
    assert len(hall.issued()) == 1
    hall.enter(unfinished=True)
    assert "시작한 발급이 없습니다." in stage.words()


def test_numbers_that_were_begun_before_lead_to_what_was_begun(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = hall.stage
    with monkeypatch.context() as patch:
        patch.setattr(Transaction, "ask_for_certificates", refuse(Unreachable()))
        hall.enter()
        hall.to_password()
        hall.issue()
    hall.enter(wanted=None)
    stage.press("issuing-anew")
    hall.write("issuing-reference", REFERENCE)
    hall.write("issuing-code", CODE)
    hall.to_password()
    hall.issue("another-password-1")
    assert "끝나지 않은 채 남아 있습니다" in stage.words()
    hall.write("issuing-password", PASSWORD)
    stage.press("issuing-go-on")
    assert len(hall.issued()) == 1


def test_what_is_stopped_is_waited_for_and_can_be_gone_on_with(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage, asked, answered = hall.stage, threading.Event(), threading.Event()

    def wait(*_: object, **__: object) -> None:
        asked.set()
        answered.wait(30)
        raise Unreachable

    with monkeypatch.context() as patch:
        patch.setattr(Transaction, "ask_for_certificates", wait)
        hall.enter()
        hall.to_password()
        hall.write("ask-new-password", PASSWORD)
        hall.write("ask-repeat", PASSWORD)
        stage.click("issuing-issue")
        stage.qtbot.waitUntil(asked.is_set, timeout=30_000)
        assert "이어서 발급받을 수 있습니다" in stage.words()
        stage.click("issuing-stop")
        assert not stage.sees("issuing-go-on")
        answered.set()
        stage.settle()
    assert "발급을 중지하였습니다." in stage.words()
    hall.write("issuing-password", PASSWORD)
    stage.press("issuing-go-on")
    assert len(hall.issued()) == 1


def test_another_place_is_chosen_where_the_drive_is_gone(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stage = hall.stage
    with monkeypatch.context() as patch:
        patch.setattr(placing, "copy", refuse(NotWritten("drive_vanished")))
        screen = hall.enter()
        hall.to_password()
        hall.issue()
    stage.press("issuing-place")
    assert not stage.sees("issuing-bits")
    other = tmp_path / "other"
    other.mkdir()
    stage.click("issuing-folder")
    dialog = screen.findChild(QFileDialog)
    dialog.fileSelected.emit(str(other))
    dialog.close()
    stage.press("issuing-next")
    assert screen.place().obtained.holding.folder.is_relative_to(other)


def test_the_first_screen_leads_to_what_was_broken_off(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = hall.stage
    with monkeypatch.context() as patch:
        patch.setattr(Transaction, "ask_for_certificates", refuse(Unreachable()))
        hall.enter()
        hall.to_password()
        hall.issue()
    hall.parts.practice = True  # nothing else is looked for then
    stage.begin(routes.Home())
    stage.qtbot.waitUntil(lambda: stage.sees("home-unfinished"), timeout=30_000)
    stage.press("home-unfinished")
    assert stage.went == [routes.Issuing(unfinished=True)]


@pytest.mark.parametrize(
    ("asked", "words"), [(False, "인가코드는 그대로"), (True, "이미 발급되었을 수")]
)
def test_giving_up_says_what_may_exist_and_keeps_the_keys_by_default(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, asked: bool, words: str
) -> None:
    stage = hall.stage
    name = "ask_for_certificates" if asked else "encryption_certificate"
    with monkeypatch.context() as patch:
        patch.setattr(Transaction, name, refuse(Unreachable()))
        hall.enter()
        hall.to_password()
        hall.issue()
    stage.press("issuing-to-give-up")
    stage.press("issuing-give-up")
    assert words in stage.words()
    focus = stage.top.focusWidget()  # whether or not the window is the active one
    assert focus.objectName() == "issuing-keep"
    QTest.keyClick(focus, Qt.Key.Key_Return)
    assert stage.sees("issuing-go-on")
    stage.press("issuing-give-up")
    stage.press("issuing-give-up-yes")
    assert "키를 지웠습니다" in stage.words()
    assert list((hall.parts.folder / "issuing").iterdir()) == []


@pytest.mark.parametrize(
    ("expected", "words", "registrable"),
    [
        (Expected("1111111119", HOLDER), "다른 사업자등록번호의 인증서입니다", False),
        (
            Expected(NUMBER, "연습시청"),
            f"소유자가 신청서의 이름과 다릅니다. (소유자: {HOLDER})",
            True,
        ),
        (Expected(NUMBER, f"{HOLDER} "), "소유자 이름: 이상 없음", True),
    ],
)
def test_a_certificate_for_another_is_told_before_it_is_registered(
    hall: Hall, expected: Expected, words: str, registrable: bool
) -> None:
    hall.enter(wanted=Wanted(reference=REFERENCE, code=CODE), expected=expected)
    hall.to_password()
    hall.issue()
    assert words in hall.stage.words()
    assert hall.stage.sees("issuing-enrol") is registrable


def test_a_certificate_under_a_root_that_nobody_trusts_is_told_and_not_registered(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is kept all the same, with its key: the root may be added, and then it will do."""
    trust = replace(hall.places.trust(Work()), trust_list=TrustList(()))
    monkeypatch.setattr(hall.places, "trust", lambda _work: trust)
    hall.enter()
    hall.to_password()
    hall.issue()
    assert "이 프로그램이 갖고 있지 않은 최상위 인증기관" in hall.stage.words()
    assert not hall.stage.sees("issuing-enrol")
    assert len(hall.issued()) == 1


def test_codes_that_are_shown_once_are_not_left_by_chance(hall: Hall) -> None:
    screen = hall.enter()
    assert not screen.leave()
    assert "인가코드를 다시 볼 수 없을" in hall.stage.words()
    with hall.stage.qtbot.waitSignal(screen.released):
        hall.stage.press("issuing-leave")
    assert screen.leave()


def refuse(error: PkiError) -> object:
    """Stand in for a function that fails."""

    def stand_in(*_: object, **__: object) -> None:
        raise error

    return stand_in
