"""Registering a certificate: the firm, the user, the statement in full, and every refusal."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
)

from desktop_client.errors import ClientError, ServiceRefused
from desktop_client.views import routes, theme
from desktop_client.views.certificates.table import CertificateTable
from desktop_client.views.language import set_language
from desktop_client.views.widgets.layouts import reveal
from desktop_client.work import Work
from desktop_client.workflows.certificates import Candidate, Opened
from practice.applicants import supplier
from registration.forms.user import USER_FIELDS
from registration.lifecycle import State
from registration.refusals import REFUSALS
from registration.submission import User
from testing.views import hands
from testing.views.acting import FakeParts, Stage
from testing.views.certificates import open_certificate
from testing.views.faking import EXPIRES, Gate
from testing.views.made_up import status
from tests.views.signing.test_session import REGISTRATION

USER = {
    "name": "김이용",
    "department": "영업팀",
    "email": "user@practice.example.kr",
    "mobile": "010-0000-0002",
}
REFUSED = (
    "organisation_not_approved",
    "identity_unprovable",
    "institution_certificate",
    "policy_not_allowed",
    "certificate_rejected",
    "certificate_undecided",
    "identity_mismatch",
    "signature_wrong",
    "challenge_unknown",
    "challenge_expired",
    "certificate_registered",
    "busy",
)
"""How an enrolment may be refused, in the order of the service's checks."""


@pytest.fixture
def approved(ready: FakeParts) -> FakeParts:
    """One approved application."""
    ready.filed_draft()
    ready.following.asking.will(status(State.APPROVED))
    return ready


def write_user(stage: Stage, **changes: str) -> None:
    """Type the user."""
    for key, answer in (USER | changes).items():
        field = stage.find(QLineEdit, f"enrol-{key}")
        field.setFocus()
        stage.qtbot.waitUntil(field.hasFocus)
        hands.type_text(answer)


@pytest.mark.parametrize("from_session", [True, False])
def test_another_certificate_of_whoever_is_logged_in_is_selected(
    approved: FakeParts, stage: Stage, candidates: dict[str, Candidate], from_session: bool
) -> None:
    names = ("other_number", "supplier", "folder_starts_with_ou")
    approved.certificates.found.will([candidates[name] for name in names])
    approved.sessions.begin(Work())
    registered = REGISTRATION.model_copy(update={"applications": [status(State.APPROVED)]})
    approved.sessions.reading.will(registered)
    approved.sessions.certificate = candidates["supplier"].certificate
    stage.enter(routes.Enrolment(from_session=from_session))
    write_user(stage)
    stage.press("enrol-sign")
    selected = stage.find(CertificateTable, "certificate-list").candidate
    assert selected == candidates["folder_starts_with_ou" if from_session else "other_number"]


def to_the_statement(stage: Stage) -> Any:
    """Go as far as the document to sign."""
    screen = stage.enter(routes.Enrolment())
    write_user(stage)
    stage.press("enrol-sign")
    open_certificate(stage)
    return screen


def test_the_questions_are_those_of_the_signed_user() -> None:
    assert [field.key for field in USER_FIELDS] == list(User.model_fields)
    required = [field.key for field in USER_FIELDS if field.required]
    assert required == [key for key, info in User.model_fields.items() if info.is_required()]


def test_with_nothing_filed_it_says_what_comes_first(parts: FakeParts, stage: Stage) -> None:
    stage.enter(routes.Enrolment())
    assert "접수한 신청이 없습니다" in stage.words()
    stage.press("enrol-home")
    assert stage.went == [routes.Home()]


def test_with_nothing_approved_it_leads_to_the_status(parts: FakeParts, stage: Stage) -> None:
    parts.filed_draft()
    parts.following.asking.will(status(State.PENDING))
    stage.enter(routes.Enrolment())
    assert "승인된 신청이 아직 없습니다" in stage.words()
    stage.press("enrol-status")
    assert stage.went == [routes.Status()]


def test_approved_firms_stand_first_and_only_they_can_be_chosen(
    approved: FakeParts, stage: Stage
) -> None:
    waiting, gone = approved.filed_draft("2026000002"), approved.filed_draft("2026000003")
    approved.following.by_draft[waiting.id] = status(State.PENDING)
    approved.following.asking.will(status(State.APPROVED))
    approved.following.by_draft[gone.id] = ServiceRefused("not_found")
    stage.enter(routes.Enrolment())
    listed = stage.find(QListWidget, "enrol-list")
    items = [listed.item(row) for row in range(3)]
    assert "승인" in items[0].text()
    assert any("대기" in item.text() for item in items[1:])
    assert any("2026000003 · 서비스에 없는 신청" in item.text() for item in items[1:])
    enabled = [bool(item.flags() & Qt.ItemFlag.ItemIsSelectable) for item in items]
    assert enabled == [True, False, False]


def test_the_application_it_was_entered_with_is_chosen(approved: FakeParts, stage: Stage) -> None:
    second = approved.filed_draft("2026000002")
    approved.following.by_draft[second.id] = status(State.APPROVED, applicant="다른 상사")
    stage.enter(routes.Enrolment(routes.Status(second.id)))
    assert "다른 상사" in stage.find(QListWidget, "enrol-list").currentItem().text()


def test_an_incomplete_user_goes_no_further(approved: FakeParts, stage: Stage) -> None:
    stage.enter(routes.Enrolment())
    stage.press("enrol-sign")
    assert stage.words().count("필수 항목입니다") == 3
    assert stage.find(QLineEdit, "enrol-name").hasFocus()
    write_user(stage, mobile="123")
    stage.press("enrol-sign")
    assert "휴대폰 번호 형식이 아닙니다" in stage.words()
    assert "필수 항목입니다" not in stage.words()
    assert not stage.sees("certificate-list")


def test_what_is_wrong_is_brought_into_view(approved: FakeParts, stage: Stage) -> None:
    theme.apply(QApplication.instance(), "light", 200)  # type: ignore[arg-type]
    stage.enter(routes.Enrolment())
    button = stage.find(QPushButton, "enrol-sign")
    button.setFocus()
    reveal(button)
    assert stage.find(QLineEdit, "enrol-name").visibleRegion().isEmpty()
    stage.press("enrol-sign")
    assert not stage.find(QLineEdit, "enrol-name").visibleRegion().isEmpty()


def test_the_statement_is_shown_in_full_before_it_is_signed(
    approved: FakeParts, stage: Stage, opened: Opened
) -> None:
    to_the_statement(stage)
    ((number, user, used),) = approved.enrolling.preparing.calls
    assert (number, used) == ("1111111119", opened)
    assert user == User(
        name="김이용", department="영업팀", email="user@practice.example.kr", mobile="01000000002"
    )
    stage.press("signed-technical")
    words = stage.words()
    for part in (
        "이용자(인증서) 등록",
        "practice",
        "challenge-0123456789",
        "nonce-of-the-challenge",
        "2100-01-01 00:30",
        "111-11-11119",
        *USER.values(),
        opened.certificate.fingerprint,
        opened.certificate.holder,
        "c2VhbGVk" * 90,
        "g2b-registration/enrolment/3",
    ):
        assert part in words, part
    assert EXPIRES not in words
    stage.find(QTabWidget, "signed-document").setCurrentIndex(1)
    original = stage.find(QPlainTextEdit, "signed-original").document().toRawText()
    assert original.startswith('{"certificate_sha256":"')
    assert '"1111111119"' in original
    assert approved.enrolling.sending.calls == []


def test_it_signs_what_was_shown_and_leads_to_the_login(
    approved: FakeParts, stage: Stage, opened: Opened
) -> None:
    to_the_statement(stage)
    stage.press("enrol-send")
    ((review, used),) = approved.enrolling.sending.calls
    assert review.content == review.enrolment.canonical()
    assert used is opened
    assert "등록되었습니다" in stage.words()
    assert "김이용" in stage.words()
    stage.press("enrol-login")
    assert stage.went == [routes.Login()]


@pytest.mark.parametrize("code", REFUSED)
def test_each_refusal_says_why_and_what_to_do(approved: FakeParts, stage: Stage, code: str) -> None:
    approved.enrolling.sending.will(ServiceRefused(code))
    to_the_statement(stage)
    stage.press("enrol-send")
    told = REFUSALS[code].told
    words = stage.words()
    for sentence in told:
        assert sentence.ko in words
    assert f"service.{code}" in words
    assert stage.sees("enrol-login") is (code == "certificate_registered")
    assert stage.sees("enrol-other")


def test_the_refusals_are_told_apart() -> None:
    assert len({REFUSALS[code].told.why for code in REFUSED}) == len(REFUSED)


def test_after_a_failure_it_asks_for_a_new_challenge(approved: FakeParts, stage: Stage) -> None:
    approved.enrolling.sending.will(ServiceRefused("challenge_expired"), None)
    to_the_statement(stage)
    stage.press("enrol-send")
    stage.press("enrol-again")
    assert len(approved.enrolling.preparing.calls) == 2
    stage.press("enrol-send")
    assert "등록되었습니다" in stage.words()


def test_back_from_a_failure_the_user_is_as_typed(approved: FakeParts, stage: Stage) -> None:
    approved.enrolling.preparing.will(ClientError("service_unreachable"))
    to_the_statement(stage)
    assert "service_unreachable" in stage.words()
    stage.press("enrol-back")
    assert stage.find(QLineEdit, "enrol-name").text() == "김이용"
    assert stage.find(QLineEdit, "enrol-mobile").text() == "010-0000-0002"


def test_registering_can_be_stopped_but_not_left(approved: FakeParts, stage: Stage) -> None:
    gate = Gate(None)
    approved.enrolling.sending.will(gate)
    screen = to_the_statement(stage)
    assert screen.leave()
    stage.click("enrol-send")
    stage.qtbot.waitUntil(gate.reached.is_set)
    assert screen.busy
    assert not screen.leave()
    stage.qtbot.waitUntil(lambda: "떠날 수 없습니다" in stage.words())
    stage.press("enrol-stop")
    assert not screen.busy
    assert stage.sees("enrol-name")


def test_looking_for_approved_ones_can_fail_and_be_tried_again(
    approved: FakeParts, stage: Stage
) -> None:
    approved.following.asking.will(ClientError("service_unreachable"), status(State.APPROVED))
    stage.enter(routes.Enrolment())
    assert "service_unreachable" in stage.words()
    stage.press("enrol-retry")
    assert stage.sees("enrol-list")


def test_looking_for_approved_ones_can_be_stopped(approved: FakeParts, stage: Stage) -> None:
    gate = Gate(status(State.APPROVED))
    approved.following.asking.will(gate)
    stage.begin(routes.Enrolment())
    stage.qtbot.waitUntil(gate.reached.is_set)
    stage.press("enrol-stop")
    assert "중지하였습니다" in stage.words()
    gate.let_go()
    stage.press("enrol-retry")
    assert stage.sees("enrol-list")


def test_a_change_of_language_keeps_what_was_typed(approved: FakeParts, stage: Stage) -> None:
    screen = stage.enter(routes.Enrolment())
    write_user(stage)
    set_language("en")
    stage.enter(screen.place())
    assert stage.find(QLineEdit, "enrol-name").text() == "김이용"
    assert "Register a certificate and its user" in stage.words()


def test_a_change_of_language_keeps_the_end(approved: FakeParts, stage: Stage) -> None:
    screen = to_the_statement(stage)
    stage.press("enrol-send")
    set_language("en")
    stage.enter(screen.place())
    assert "The certificate and its user are registered." in stage.words()


def test_the_fields_can_be_walked_through_by_keys(approved: FakeParts, stage: Stage) -> None:
    stage.enter(routes.Enrolment())
    listed = stage.find(QListWidget, "enrol-list")
    stage.qtbot.waitUntil(listed.hasFocus)
    seen = []
    for _ in range(6):
        QTest.keyClick(hands.focused(), Qt.Key.Key_Tab)
        seen.append(hands.focused().objectName())
    fields = [f"enrol-{key}" for key in USER]
    assert seen == ["enrol-known", *fields, "enrol-sign"]


def test_what_was_typed_is_there_when_one_comes_back(approved: FakeParts, stage: Stage) -> None:
    screen = to_the_statement(stage)
    assert screen.leave()
    stage.enter(routes.Enrolment())
    assert stage.find(QLineEdit, "enrol-name").text() == USER["name"]
    stage.enter(routes.Enrolment(routes.Status("another")))
    assert stage.find(QLineEdit, "enrol-name").text() == ""
    screen = stage.enter(routes.Enrolment())
    stage.press("enrol-sign")
    open_certificate(stage)
    stage.press("enrol-send")
    assert screen.leave()
    stage.enter(routes.Enrolment())
    assert stage.find(QLineEdit, "enrol-name").text() == ""


def test_who_the_application_names_is_offered_as_the_user(
    approved: FakeParts, stage: Stage
) -> None:
    stage.enter(routes.Enrolment())
    assert not stage.find(QLineEdit, "enrol-email").text()
    stage.press("enrol-known")
    assert stage.find(QLineEdit, "enrol-email").text() == supplier()["reception"]["email"]
    assert not stage.sees("enrol-known")
