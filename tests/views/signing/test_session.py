"""Logging in with a certificate, what is registered, and how a session ends."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from desktop_client.errors import ClientError, ServiceRefused
from desktop_client.views import routes
from desktop_client.views.language import set_language
from desktop_client.views.widgets.buttons import Button, MarkedButton
from desktop_client.views.widgets.tabs import Tabs
from desktop_client.views.window import MainWindow
from desktop_client.work import Work
from desktop_client.workflows.certificates import Opened, Sought
from registration.refusals import REFUSALS
from registration.submission import moment
from testing.views.acting import FakeParts, Stage
from testing.views.certificates import open_certificate, type_password
from testing.views.faking import Gate
from testing.views.made_up import RECORD, registration
from tests.views.signing.test_review import as_read, leaves


def in_minutes(minutes: float) -> str:
    """A moment from now."""
    return moment(datetime.now(UTC) + timedelta(minutes=minutes))


REGISTRATION = registration(in_minutes(24 * 60 * 100 + 30))


@pytest.fixture
def enrolled(ready: FakeParts) -> FakeParts:
    """A service that knows the supplier's certificate."""
    ready.sessions.reading.will(REGISTRATION)
    return ready


def log_in(stage: Stage) -> Any:
    """Log in with the one certificate there is."""
    screen = stage.enter(routes.Login())
    open_certificate(stage)
    return screen


def test_certificates_of_every_kind_are_offered(enrolled: FakeParts, stage: Stage) -> None:
    stage.enter(routes.Login())
    assert stage.sees("certificate-list")
    assert enrolled.certificates.found.calls == [(Sought(),)]


def test_what_a_login_signs_is_shown_in_full(
    enrolled: FakeParts, stage: Stage, opened: Opened
) -> None:
    stage.enter(routes.Login())
    stage.press("session-technical")
    words = stage.words()
    for part in (
        "로그인",
        "practice",
        "challenge-0123456789",
        "nonce-of-the-challenge",
        "2100-01-01 00:30",
        opened.certificate.fingerprint,
        "g2b-registration/login/2",
    ):
        assert part in words, part
    assert enrolled.sessions.logging_in.calls == []
    open_certificate(stage)
    ((review, used),) = enrolled.sessions.logging_in.calls
    assert review.content == review.login.canonical()
    assert used is opened
    assert len(enrolled.sessions.preparing.calls) == 1


def test_the_password_and_return_log_in(enrolled: FakeParts, stage: Stage) -> None:
    stage.enter(routes.Login())
    type_password(stage, "pass-word-1")
    stage.key(Qt.Key.Key_Return)
    stage.settle()
    assert stage.sees("session-left")
    assert len(enrolled.sessions.logging_in.calls) == 1


def test_the_id_stands_beside_the_certificate(enrolled: FakeParts, stage: Stage) -> None:
    stage.enter(routes.Login())
    assert not stage.sees("login-account")
    tabs = stage.find(Tabs, "login-tabs")
    tabs.setFocus()
    QTest.keyClick(tabs, Qt.Key.Key_Right)
    assert stage.find(QLineEdit, "login-account").hasFocus()
    assert not stage.sees("certificate-password")
    QTest.keyClick(tabs, Qt.Key.Key_Left)
    assert stage.sees("certificate-password")


def test_everything_registered_can_be_read(enrolled: FakeParts, stage: Stage) -> None:
    log_in(stage)
    words = "\n".join(tab_by_tab(stage))
    for part in (
        "주식회사 연습상사 · 김이용님",
        "111-11-11119",
        "2026000001",
        "2026-11-23 00:30",
        "(100일 남음)",
        "2020-02-01 (만료됨)",
        "김이용",
        "이갱신",
        "a" * 64,
        "b" * 64,
        "010-0000-0002",
    ):
        assert part in words, part
    for path, value in leaves(RECORD.form):
        assert as_read(("form", *path), value, "ko") in words, path


def tab_by_tab(stage: Stage) -> Iterator[str]:
    """Yield what each tab of the registered data says."""
    tabs = stage.find(Tabs, "registered-tabs")
    for at in range(tabs.count()):
        tabs.setCurrentIndex(at)
        yield stage.words()


def test_the_minutes_left_are_shown(enrolled: FakeParts, stage: Stage) -> None:
    enrolled.sessions.expires = in_minutes(29.5)
    log_in(stage)
    assert stage.find(QLabel, "session-left").text() == "자동 로그아웃까지 30분"


def test_a_session_that_runs_out_says_so_and_offers_the_login(
    enrolled: FakeParts, stage: Stage
) -> None:
    enrolled.sessions.expires = in_minutes(0.03)
    log_in(stage)
    stage.qtbot.waitUntil(lambda: stage.sees("session-ended"), timeout=10_000)
    assert "로그인 시간이 끝났습니다" in stage.words()
    assert not stage.sees("session-left")
    enrolled.sessions.current = None
    stage.press("session-login-again")
    assert stage.sees("certificate-list")


@pytest.mark.parametrize(
    "error",
    [
        ServiceRefused("session_expired"),
        ServiceRefused("not_authorised"),
        ClientError("not_logged_in"),
    ],
)
def test_a_session_the_service_ended_says_so(
    enrolled: FakeParts, stage: Stage, error: Exception
) -> None:
    log_in(stage)
    enrolled.sessions.reading.will(error)
    stage.press("session-refresh")
    assert stage.sees("session-ended")
    assert stage.sees("session-login-again")


def test_f5_reads_again(enrolled: FakeParts, stage: Stage) -> None:
    screen = log_in(stage)
    changed = REGISTRATION.model_copy(update={"organisation": "새 이름"})
    enrolled.sessions.reading.will(changed)
    stage.top.activateWindow()
    stage.qtbot.waitUntil(stage.top.isActiveWindow)
    QTest.keyClick(screen, Qt.Key.Key_F5)
    stage.settle()
    assert "새 이름" in stage.words()


def test_someone_logged_in_sees_the_data_at_once(enrolled: FakeParts, stage: Stage) -> None:
    log_in(stage)
    stage.enter(routes.Login())
    assert stage.sees("session-left")
    assert len(enrolled.sessions.logging_in.calls) == 1


def test_logging_out(enrolled: FakeParts, stage: Stage) -> None:
    screen = log_in(stage)
    screen.log_out()
    stage.settle()
    assert "로그아웃했습니다." in stage.words()
    assert stage.sees("certificate-list")
    assert enrolled.sessions.current is None


def test_logging_out_without_the_service(enrolled: FakeParts, stage: Stage) -> None:
    screen = log_in(stage)
    enrolled.sessions.leaving.will(ClientError("service_unreachable"))
    screen.log_out()
    stage.settle()
    assert "서비스에 알리지 못했습니다" in stage.words()
    assert enrolled.sessions.current is None


def test_logging_out_asks_where_something_is_typed(enrolled: FakeParts, stage: Stage) -> None:
    screen = log_in(stage)
    stage.find(Tabs, "registered-tabs").setCurrentIndex(1)
    stage.press("user-edit-2")
    screen.log_out()
    assert enrolled.sessions.current
    assert stage.find(Button, "session-input").hasFocus()
    stage.press("session-input")
    assert stage.sees("registered-save")
    screen.log_out()
    stage.press("session-logout-yes")
    assert enrolled.sessions.current is None


@pytest.fixture
def window(enrolled: FakeParts, stage: Stage) -> MainWindow:
    """The window of somebody who is logged in."""
    enrolled.sessions.begin(Work())
    window = MainWindow(enrolled)
    stage.show(window)
    return window


def test_the_header_names_who_is_logged_in_and_logs_out(
    window: MainWindow, enrolled: FakeParts, stage: Stage
) -> None:
    assert stage.find(QLabel, "session-who").accessibleName() == "김이용 · 주식회사 연습상사"
    window.navigate(routes.Login())
    stage.settle()
    titles = [button.text() for button in stage.seen(MarkedButton)]
    assert "등록 정보" in titles
    assert "로그인" not in titles
    stage.press("session-logout")
    assert enrolled.sessions.current is None
    assert not stage.sees("session-who")
    assert "로그인" in [button.text() for button in stage.seen(MarkedButton)]


def test_a_session_that_has_ended_leaves_the_header(
    window: MainWindow, enrolled: FakeParts, stage: Stage
) -> None:
    assert stage.sees("session-who")
    enrolled.sessions.current = None
    window.navigate(routes.Home())
    assert not stage.sees("session-who")


@pytest.mark.parametrize(
    "code",
    ["certificate_not_registered", "challenge_expired", "certificate_rejected", "signature_wrong"],
)
def test_a_refused_login_says_why(enrolled: FakeParts, stage: Stage, code: str) -> None:
    enrolled.sessions.logging_in.will(ServiceRefused(code), enrolled.sessions.begin)
    log_in(stage)
    assert REFUSALS[code].told.why.ko in stage.words()
    assert stage.sees("session-enrol") is (code == "certificate_not_registered")
    stage.press("session-again")
    assert stage.sees("session-left")


def test_an_unregistered_certificate_leads_to_the_enrolment(
    enrolled: FakeParts, stage: Stage
) -> None:
    enrolled.sessions.logging_in.will(ServiceRefused("certificate_not_registered"))
    log_in(stage)
    stage.press("session-enrol")
    assert stage.went == [routes.Enrolment()]


def test_another_certificate_can_be_taken(enrolled: FakeParts, stage: Stage) -> None:
    enrolled.sessions.logging_in.will(ServiceRefused("certificate_not_registered"))
    log_in(stage)
    stage.press("session-other")
    assert stage.sees("certificate-list")


def test_a_failed_reading_is_tried_again(enrolled: FakeParts, stage: Stage) -> None:
    enrolled.sessions.reading.will(ClientError("service_unreachable"), REGISTRATION)
    log_in(stage)
    assert "service_unreachable" in stage.words()
    stage.press("session-retry")
    assert stage.sees("session-left")


def test_reading_can_be_stopped(enrolled: FakeParts, stage: Stage) -> None:
    log_in(stage)
    gate = Gate(REGISTRATION)
    enrolled.sessions.reading.will(gate)
    stage.click("session-refresh")
    stage.qtbot.waitUntil(gate.reached.is_set)
    stage.press("session-stop")
    assert "중지하였습니다" in stage.words()
    gate.let_go()
    stage.press("session-refresh")
    assert stage.sees("session-left")


def test_a_login_can_be_stopped(enrolled: FakeParts, stage: Stage) -> None:
    gate = Gate(None)
    enrolled.sessions.preparing.will(gate)
    stage.enter(routes.Login())
    type_password(stage, "pass-word-1")
    stage.click("certificate-choose")
    stage.qtbot.waitUntil(gate.reached.is_set)
    stage.press("session-stop")
    assert stage.sees("certificate-list")


def test_it_speaks_english(enrolled: FakeParts, stage: Stage) -> None:
    set_language("en")
    enrolled.sessions.expires = in_minutes(29.5)
    log_in(stage)
    assert stage.find(QLabel, "session-left").text() == "30 minutes until you are logged out"
