"""The keyboard stays where it can be seen: not in the next line by chance, not off the screen."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from desktop_client.errors import ClientError, ServiceRefused
from desktop_client.views import routes
from desktop_client.views.certificates.table import CertificateTable
from desktop_client.views.session.screen import SessionScreen
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.focus import follow_focus
from desktop_client.views.widgets.layouts import column, scrolling
from desktop_client.views.widgets.state_page import StatePage
from desktop_client.views.widgets.swap import Swap
from desktop_client.views.widgets.tabs import Tabs
from desktop_client.views.window import MainWindow
from desktop_client.workflows.certificates import Candidate, Opened
from registration.kinds import Kind
from registration.lifecycle import State
from registration.wire import Status
from testing.views import hands
from testing.views.acting import FakeParts, Stage
from testing.views.faking import Gate
from testing.views.made_up import status


@pytest.fixture
def login(
    parts: FakeParts, stage: Stage, candidates: dict[str, Candidate], opened: Opened
) -> SessionScreen:
    """The login in the window, its certificates found a moment after it was entered."""
    gate = Gate([candidates["supplier"]])
    parts.certificates.found.will(gate, [candidates["supplier"]])
    parts.certificates.opened.will(ServiceRefused("identity_mismatch"))
    window = MainWindow(parts)
    stage.show(window)
    stage.qtbot.waitUntil(window.isActiveWindow)
    window.navigate(routes.Login())
    stage.qtbot.waitUntil(gate.reached.is_set)
    gate.let_go()
    stage.settle()
    assert isinstance(window.current, SessionScreen)
    return window.current


def test_a_password_never_lands_in_sight(login: SessionScreen, stage: Stage) -> None:
    assert stage.find(CertificateTable, "certificate-list").hasFocus()
    for _ in range(2):  # the second time, after a certificate that will not do
        QTest.keyClicks(hands.focused(), "practice-1234")
        line = stage.find(QLineEdit, "certificate-password")
        assert (line.text(), line.hasFocus()) == ("practice-1234", True)
        assert "practice" not in line.displayText()
        stage.press("certificate-choose")
        stage.settle()
        login.activateWindow()
        stage.qtbot.waitUntil(login.isActiveWindow)
        stage.qtbot.waitUntil(stage.find(CertificateTable, "certificate-list").hasFocus)


def test_a_wrong_password_is_typed_again_in_sight(
    login: SessionScreen, stage: Stage, parts: FakeParts
) -> None:
    parts.sessions.logging_in.will(ServiceRefused("login_failed"))
    stage.find(Tabs, "login-tabs").setCurrentIndex(1)
    QTest.keyClicks(stage.find(QLineEdit, "login-account"), "practice1")
    QTest.keyClicks(stage.find(QLineEdit, "login-password"), "wrong-pass-1")
    stage.press("login-go")
    stage.press("login-again")
    assert stage.find(QLineEdit, "login-account").text() == "practice1"
    line = stage.find(QLineEdit, "login-password")
    assert line.hasFocus()
    assert not line.text()
    follow_focus()
    assert not line.visibleRegion().isEmpty()


def test_a_wrong_request_id_is_typed_again(parts: FakeParts, stage: Stage) -> None:
    parts.filed_draft()
    parts.following.asking.will(status(State.APPROVED, kind=Kind.INSTITUTION, issuance_ready=True))
    parts.following.issuance.will(ClientError("unexpected"))
    stage.enter(routes.Status())
    stage.press("status-codes")
    QTest.keyClicks(hands.focused(), "REQ9")
    stage.press("issuance-fetch")
    stage.press("issuance-again")
    line = stage.find(QLineEdit, "issuance-request-id")
    assert (line.text(), line.hasFocus()) == ("REQ9", True)


@pytest.mark.parametrize("answer", [status(), ClientError("service_unreachable")])
def test_reading_again_keeps_the_keyboard_on_the_screen(
    parts: FakeParts, stage: Stage, answer: Status | ClientError
) -> None:
    parts.filed_draft()
    parts.following.asking.will(status())
    screen = stage.enter(routes.Status())
    stage.find(QAbstractButton, "status-refresh").setFocus()
    parts.following.asking.will(answer)
    stage.press("status-refresh")
    assert isinstance(hands.focused(), QAbstractButton)
    assert screen.isAncestorOf(hands.focused())


def test_what_is_hidden_leaves_the_keyboard_with_its_surroundings(stage: Stage) -> None:
    holder = QWidget()
    after = QLineEdit()
    first, second = Button("A"), Button("B")
    swap = Swap()
    page = StatePage(swap, stage.parts.jobs, "test")
    down = column(holder)
    down.addWidget(page)
    down.addWidget(after)
    stage.show(holder)
    stage.qtbot.waitUntil(holder.isActiveWindow)
    swap.show_only(first)
    QApplication.processEvents()
    first.setFocus()
    swap.show_only(second)
    assert QApplication.focusWidget() is holder
    second.setFocus()
    page.show_empty("")
    assert QApplication.focusWidget() is holder
    assert not after.hasFocus()


def test_the_keyboard_scrolls_into_sight(stage: Stage) -> None:
    content = QWidget()
    down = column(content)
    buttons = [Button(str(number)) for number in range(60)]
    for button in buttons:
        down.addWidget(button)
    stage.show(scrolling(content))
    stage.qtbot.waitUntil(content.isActiveWindow)
    buttons[-1].setFocus()
    assert buttons[-1].visibleRegion().isEmpty()
    follow_focus()
    assert not buttons[-1].visibleRegion().isEmpty()
