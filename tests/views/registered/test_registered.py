"""What is done from the registered page: change, history, users, certificates, password."""

from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from desktop_client.errors import ServiceRefused
from desktop_client.views import routes
from desktop_client.views.registered import texts
from desktop_client.views.session.texts import ENDS, GOES_ON
from desktop_client.views.widgets.tabs import Tabs
from desktop_client.workflows.session_ends import End
from practice.applicants import applicant
from registration.forms.check import canonical
from registration.kinds import Key, Kind
from registration.lifecycle import State
from registration.refusals import REFUSALS
from registration.submission import User
from registration.wire import RecordChange, RecordHistory, Registration, Sanction
from testing.views import hands
from testing.views.acting import FakeParts, Stage
from testing.views.certificates import open_certificate
from testing.views.made_up import RECORD, status
from tests.views.signing.test_session import REGISTRATION, log_in

A, B = "a" * 8, "b" * 8


@pytest.fixture
def enrolled(ready: FakeParts) -> FakeParts:
    """A service that knows the supplier's certificate."""
    ready.sessions.reading.will(REGISTRATION)
    return ready


def seen_by_the_second_user() -> Registration:
    """The same data for somebody who is not the 대표수신자."""
    users = [one.model_copy(update={"is_self": one.id == 2}) for one in REGISTRATION.users]
    return REGISTRATION.model_copy(update={"users": users})


def part(stage: Stage, tab: int) -> Stage:
    """Go to a tab of the registered data."""
    stage.find(Tabs, "registered-tabs").setCurrentIndex(tab)
    return stage


def users(stage: Stage) -> Stage:
    """Go to the users and their certificates."""
    return part(stage, 1)


def test_a_change_begins_with_what_is_registered(enrolled: FakeParts, stage: Stage) -> None:
    draft = enrolled.draft()
    enrolled.members.change.will(draft)
    log_in(stage)
    stage.press("record-change-supplier")
    assert enrolled.members.change.calls == [(RECORD, None)]
    assert stage.went == [routes.Application(draft_id=draft.id)]


def test_a_change_begun_before_is_asked_about(enrolled: FakeParts, stage: Stage) -> None:
    begun, new = enrolled.draft(), enrolled.draft()
    enrolled.members.begun.will(begun)
    enrolled.members.change.will(new)
    log_in(stage)
    stage.press("record-change-supplier")
    assert not stage.went
    assert stage.top.focusWidget() is stage.find(QAbstractButton, "registered-keep")
    stage.press("registered-go-on")
    assert stage.went == [routes.Application(draft_id=begun.id)]
    stage.press("registered-anew")
    assert enrolled.members.change.calls == [(RECORD, begun.id)]
    assert stage.went[-1] == routes.Application(draft_id=new.id)


def test_an_open_application_is_shown_in_the_place_of_a_change(
    enrolled: FakeParts, stage: Stage
) -> None:
    record = RECORD.model_copy(update={"open_application": "2026000007"})
    enrolled.sessions.reading.will(REGISTRATION.model_copy(update={"records": [record]}))
    log_in(stage)
    assert not stage.sees("record-change-supplier")
    stage.press("record-open-supplier")
    assert stage.went == [routes.Status(receipt_number="2026000007")]


def test_every_application_leads_to_its_status(enrolled: FakeParts, stage: Stage) -> None:
    filed = status(State.ON_HOLD)
    enrolled.sessions.reading.will(REGISTRATION.model_copy(update={"applications": [filed]}))
    log_in(stage)
    part(stage, 2).press(f"registered-application-{filed.receipt_number}")
    assert stage.went == [routes.Status(receipt_number=filed.receipt_number)]


def test_the_history_shows_what_each_version_changed(enrolled: FakeParts, stage: Stage) -> None:
    old: dict[str, Any] = RECORD.form | {"general": RECORD.form["general"] | {"name": "옛 이름"}}
    versions = [
        RecordChange(
            version=number, at="2026-11-22T15:30:00Z", receipt_number="2026000001", form=form
        )
        for number, form in ((2, RECORD.form), (1, old))
    ]
    enrolled.members.history.will(RecordHistory(kind=Kind.SUPPLIER, versions=versions))
    log_in(stage)
    stage.press("record-history-supplier")
    words = stage.words()
    assert "옛 이름" in words
    assert "주식회사 연습상사" in words
    assert "최초 등록입니다." in words
    stage.press("registered-back")
    assert stage.sees("session-left")


def test_the_main_recipient_changes_particulars(enrolled: FakeParts, stage: Stage) -> None:
    log_in(stage)
    users(stage).press("user-edit-2")
    line = stage.find(QLineEdit, "enrol-name")
    line.clear()
    stage.top.activateWindow()
    line.setFocus()
    stage.qtbot.waitUntil(line.hasFocus)
    hands.type_text("이새로")
    stage.press("registered-save")
    ((user_id, given),) = enrolled.members.change_user.calls
    assert (user_id, given) == (
        2,
        User(name="이새로", email="user@practice.example.kr", mobile="01000000002"),
    )
    assert stage.sees("session-left")


@pytest.mark.parametrize(
    ("button", "call", "arguments"),
    [
        ("user-recipient-2", "name_recipient", (2,)),
        ("user-remove-2", "remove_user", (2,)),
        (f"certificate-end-{B}", "remove_certificate", ("b" * 64,)),
    ],
)
def test_what_cannot_be_undone_is_asked_first(
    enrolled: FakeParts, stage: Stage, button: str, call: str, arguments: tuple[Any, ...]
) -> None:
    told = getattr(enrolled.members, call)
    log_in(stage)
    users(stage).press(button)
    stage.press("registered-keep")
    assert told.calls == []
    users(stage).press(button)
    stage.press("registered-yes")
    assert told.calls == [arguments]
    assert stage.sees("session-left")


def test_a_certificate_is_given_to_another_user(enrolled: FakeParts, stage: Stage) -> None:
    log_in(stage)
    users(stage).press(f"certificate-give-{A}")
    stage.press("registered-give-2")
    assert not enrolled.members.transfer.calls  # one click on a name gives nothing away
    assert stage.top.focusWidget() is stage.find(QAbstractButton, "registered-keep")
    stage.press("registered-yes")
    assert "넘겼습니다" in stage.words()
    assert enrolled.members.transfer.calls == [("a" * 64, 2)]


def test_a_renewed_certificate_goes_on_with_its_user(enrolled: FakeParts, stage: Stage) -> None:
    log_in(stage)
    users(stage).press(f"certificate-renew-{B}")
    (route,) = stage.went
    assert isinstance(route, routes.Enrolment)
    assert route.replaces == "b" * 64
    assert route.answers["name"] == "이갱신"


def test_others_manage_themselves_only(enrolled: FakeParts, stage: Stage) -> None:
    enrolled.sessions.reading.will(seen_by_the_second_user())
    log_in(stage)
    assert users(stage).sees("user-edit-2")
    for name in ("user-edit-1", "user-remove-2", "user-recipient-2", f"certificate-end-{A}"):
        assert not stage.sees(name), name


def test_a_refused_deed_says_why_and_leads_back(enrolled: FakeParts, stage: Stage) -> None:
    enrolled.members.remove_certificate.will(ServiceRefused("last_key"))
    log_in(stage)
    users(stage).press(f"certificate-end-{A}")
    stage.press("registered-yes")
    assert REFUSALS["last_key"].told.why.ko in stage.words()
    stage.press("session-back")
    assert stage.sees("session-left")


def test_a_debarment_stands_above_everything(enrolled: FakeParts, stage: Stage) -> None:
    sanction = Sanction(agency="조달청", start="2026-01-01", end="2026-12-31", reason="불이행")
    sanctioned = REGISTRATION.model_copy(update={"sanctions": [sanction]})
    enrolled.sessions.reading.will(sanctioned, REGISTRATION)
    log_in(stage)
    assert "부정당업자 제재 중: 조달청, 2026-01-01부터 2026-12-31까지" in stage.words()
    assert "부정당제재 중" in stage.words()
    stage.press("session-refresh")
    assert "부정당" not in stage.words()


def test_logging_in_by_password(enrolled: FakeParts, stage: Stage) -> None:
    enrolled.sessions.by = Key.PASSWORD
    enrolled.sessions.logging_in.will(ServiceRefused("login_failed"), enrolled.sessions.begin)
    stage.enter(routes.Login())
    stage.find(Tabs, "login-tabs").setCurrentIndex(1)
    QTest.keyClicks(stage.find(QLineEdit, "login-account"), "catalogue1")
    QTest.keyClicks(stage.find(QLineEdit, "login-password"), "Wrong-pass-1")
    stage.press("login-go")
    assert REFUSALS["login_failed"].told.why.ko in stage.words()
    stage.top.activateWindow()
    stage.press("login-again")
    assert stage.find(QLineEdit, "login-account").text() == "catalogue1"
    password = stage.find(QLineEdit, "login-password")
    assert password.text() == ""
    stage.qtbot.waitUntil(password.hasFocus)
    QTest.keyClicks(password, "Good-pass-79")
    stage.press("login-go")
    assert enrolled.sessions.logging_in.calls[-1] == ("catalogue1", "Good-pass-79")
    assert stage.sees("session-left")

    stage.press("session-password")
    for name, typed in (
        ("password-present", "Good-pass-79"),
        ("password-new", "Better-pass-8"),
        ("password-new-again", "Better-pass-8"),
    ):
        QTest.keyClicks(stage.find(QLineEdit, name), typed)
    enrolled.members.change_password.will(ServiceRefused("password_wrong"), None)
    stage.press("password-change")
    assert REFUSALS["password_wrong"].told.why.ko in stage.words()
    stage.press("session-input")
    assert stage.find(QLineEdit, "password-new").text() == "Better-pass-8"
    stage.press("password-change")
    assert enrolled.members.change_password.calls[-1] == ("Good-pass-79", "Better-pass-8")
    assert texts.PASSWORD_CHANGED.ko in stage.words()


@pytest.mark.parametrize("new", ["Good-pass-79", "abcXYZ-7788x", "short1"])
def test_a_password_that_will_not_do_is_told_while_it_is_typed(
    enrolled: FakeParts, stage: Stage, new: str
) -> None:
    enrolled.sessions.by = Key.PASSWORD
    log_in(stage)
    stage.press("session-password")
    for name, typed in (
        ("password-present", "Good-pass-79"),
        ("password-new", new),
        ("password-new-again", new),
    ):
        QTest.keyClicks(stage.find(QLineEdit, name), typed)
    assert not stage.find(QAbstractButton, "password-change").isEnabled()
    assert stage.find(QLineEdit, "password-new").property("problem") == "error"


@pytest.mark.parametrize("end", End)
def test_the_end_of_a_session_is_told_by_its_cause(
    enrolled: FakeParts, stage: Stage, end: End
) -> None:
    log_in(stage)
    enrolled.sessions.end = end
    enrolled.sessions.reading.will(ServiceRefused("session_expired"))
    stage.press("session-refresh")
    assert ENDS[end].ko in stage.words()


def test_ending_ones_own_certificate_says_that_it_is_done(
    enrolled: FakeParts, stage: Stage
) -> None:
    log_in(stage)
    users(stage).press(f"certificate-end-{A}")
    enrolled.sessions.reading.will(ServiceRefused("session_expired"))
    stage.press("registered-yes")
    assert "등록을 해지하였습니다" in stage.words()
    assert ENDS[End.CERTIFICATE_ENDED].ko in stage.words()
    assert enrolled.sessions.expected is End.CERTIFICATE_ENDED


def test_what_was_typed_outlives_the_session(enrolled: FakeParts, stage: Stage) -> None:
    screen = log_in(stage)
    users(stage).press("user-edit-2")
    line = stage.find(QLineEdit, "enrol-name")
    line.selectAll()
    QTest.keyClicks(line, "Lee")
    enrolled.members.change_user.will(ServiceRefused("session_expired"))
    stage.press("registered-save")
    assert GOES_ON.ko in stage.words()
    stage.press("session-login-again")
    open_certificate(stage)
    assert stage.find(QLineEdit, "enrol-name").text() == "Lee"
    stage.press("registered-back")
    screen.log_out()
    stage.settle()
    open_certificate(stage)
    assert stage.sees("session-left")
    assert not stage.sees("enrol-name")


def test_what_was_typed_is_for_the_same_organisation(enrolled: FakeParts, stage: Stage) -> None:
    log_in(stage)
    users(stage).press("user-edit-2")
    enrolled.members.change_user.will(ServiceRefused("session_expired"))
    stage.press("registered-save")
    enrolled.sessions.reading.will(REGISTRATION.model_copy(update={"users": []}))
    stage.press("session-login-again")
    open_certificate(stage)
    assert stage.sees("session-left")
    assert not stage.sees("enrol-name")


def test_a_firm_whose_registrations_differ_is_told_to_change_each(
    enrolled: FakeParts, stage: Stage
) -> None:
    form = canonical(Kind.STOCKPILE, applicant(Kind.STOCKPILE))
    form["general"] |= {"name": "주식회사 새이름"}
    other = RECORD.model_copy(update={"kind": Kind.STOCKPILE, "form": form})
    enrolled.sessions.reading.will(REGISTRATION.model_copy(update={"records": [RECORD, other]}))
    log_in(stage)
    words = stage.words()
    assert "다르게 등록된 항목이 있습니다: 상호" in words
    assert "달라진 등록마다 변경 신청하십시오" in words


def test_what_is_typed_is_there_in_another_size_of_text(enrolled: FakeParts, stage: Stage) -> None:
    screen = log_in(stage)
    users(stage).press("user-edit-2")
    line = stage.find(QLineEdit, "enrol-name")
    line.selectAll()
    QTest.keyClicks(line, "Lee")
    screen = stage.enter(screen.place())
    assert stage.find(QLineEdit, "enrol-name").text() == "Lee"
    stage.press("registered-back")
    screen = stage.enter(screen.place())
    assert stage.sees("session-left")

    stage.press("record-export-supplier")
    QTest.keyClicks(stage.find(QLineEdit, "export-address"), "https://x")
    stage.enter(screen.place())
    assert stage.find(QLineEdit, "export-address").text() == "https://x"
