"""Following filed applications: every state, its history, cancelling, and the next step."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QTextBrowser,
)

from desktop_client.errors import ClientError, ServiceRefused
from desktop_client.views import routes
from desktop_client.views.language import say, set_language
from desktop_client.views.status import screen as status_screen
from desktop_client.views.status import texts
from desktop_client.views.widgets.action_bar import without_letter
from registration.enclosures import Enclosure
from registration.forms import describe
from registration.kinds import FilingPurpose, Kind
from registration.lifecycle import STATE_NAMES, State
from registration.offices import ASK
from registration.procedures import PROCEDURES
from registration.submission import moment
from registration.wire import Issuance
from testing.views.acting import FakeParts, Stage
from testing.views.faking import Gate
from testing.views.made_up import REASON, status


def state_of(stage: Stage) -> str:
    """What the badge says."""
    return stage.find(QLabel, "status-state").text()


@pytest.fixture
def filed(parts: FakeParts) -> FakeParts:
    """One filed application, pending."""
    parts.filed_draft()
    parts.following.asking.will(status())
    return parts


def test_with_nothing_filed_it_says_so(parts: FakeParts, stage: Stage) -> None:
    parts.draft()
    stage.enter(routes.Status())
    assert "접수한 신청이 없습니다" in stage.words()
    stage.press("status-home")
    assert stage.went == [routes.Home()]


@pytest.mark.parametrize("state", State)
def test_each_state_has_its_word_and_says_what_it_means(
    filed: FakeParts, stage: Stage, state: State
) -> None:
    filed.following.asking.will(status(state))
    stage.enter(routes.Status())
    word = STATE_NAMES[state].ko
    assert state_of(stage) == word
    words = stage.words()
    needs_reason = state in (State.ON_HOLD, State.REJECTED)
    assert (f"사유: {REASON}" in words) is needs_reason
    assert stage.sees("status-cancel") is state.is_open
    assert stage.sees("status-enrol") is (state is State.APPROVED)
    assert not stage.sees("status-login")
    assert "111-11-11119" in words


def test_the_meanings_differ_and_are_all_there(filed: FakeParts, stage: Stage) -> None:
    said = set()
    for state in State:
        filed.following.asking.will(status(state))
        screen = stage.enter(routes.Status())
        said.add(screen._detail.shown.next.spoken)
    assert len(said) == len(State)


def test_the_history_tells_when_who_what_and_why_in_korean_time(
    filed: FakeParts, stage: Stage
) -> None:
    filed.following.asking.will(status(State.ON_HOLD))
    stage.enter(routes.Status())
    words = stage.find(QTextBrowser, "status-history").toPlainText()
    cells = [cell.strip() for cell in words.split("\n") if cell.strip()]
    assert cells == [
        *("시각(한국시간)", "처리자", "상태 변화", "사유"),
        *("2026-11-22 19:30", "신청인", "접수 → 대기", "–"),
        *("2026-11-23 00:30", "조달청 담당자", "대기 → 보류", REASON.strip()),
    ]


def test_an_officer_is_told_by_office_and_role(filed: FakeParts, stage: Stage) -> None:
    held = status(State.ON_HOLD)
    decided = held.history[-1].model_copy(update={"office": "12"})
    filed.following.asking.will(held.model_copy(update={"history": [decided]}))
    stage.enter(routes.Status())
    words = stage.find(QTextBrowser, "status-history").toPlainText()
    assert "서울지방조달청 담당자" in words


def test_f5_and_the_button_ask_again(filed: FakeParts, stage: Stage) -> None:
    screen = stage.enter(routes.Status())
    filed.following.asking.will(status(State.ON_HOLD))
    stage.press("status-refresh")
    assert "보류" in stage.words()
    filed.following.asking.will(status(State.APPROVED))
    QTest.keyClick(screen, Qt.Key.Key_F5)
    stage.settle()
    assert state_of(stage) == "승인"
    assert len(filed.following.asking.calls) == 3


def test_an_approved_one_leads_to_the_enrolment(filed: FakeParts, stage: Stage) -> None:
    filed.following.asking.will(status(State.APPROVED))
    screen = stage.enter(routes.Status())
    stage.press("status-enrol")
    assert stage.went == [routes.Enrolment(screen.place())]


def test_an_enrolled_one_leads_to_the_login(filed: FakeParts, stage: Stage) -> None:
    filed.following.asking.will(status(State.APPROVED, enrolled=True))
    stage.enter(routes.Status())
    assert not stage.sees("status-enrol")
    stage.press("status-login")
    assert stage.went == [routes.Login()]


def test_cancelling_asks_first(filed: FakeParts, stage: Stage) -> None:
    filed.following.asking.will(status(version=7))
    filed.following.cancelling.will(status(State.CANCELLED, version=8))
    stage.enter(routes.Status())
    stage.press("status-cancel")
    assert "되돌릴 수 없고" in stage.words()
    stage.press("status-cancel-no")
    assert not stage.sees("status-cancel-yes")
    assert filed.following.cancelling.calls == []
    stage.press("status-cancel")
    stage.press("status-cancel-yes")
    ((_draft, version),) = filed.following.cancelling.calls
    assert version == 7
    assert state_of(stage) == "취소"
    assert not stage.sees("status-cancel")


def test_a_decision_meanwhile_is_told_and_the_state_looked_up_again(
    filed: FakeParts, stage: Stage
) -> None:
    filed.following.cancelling.will(ServiceRefused("version_stale"))
    stage.enter(routes.Status())
    stage.press("status-cancel")
    filed.following.asking.will(status(State.APPROVED))
    stage.press("status-cancel-yes")
    assert "그 사이 다른 처리가 있었습니다." in stage.words()
    stage.press("status-retry")
    assert state_of(stage) == "승인"


def test_without_the_service_it_can_be_tried_again(filed: FakeParts, stage: Stage) -> None:
    filed.following.asking.will(ClientError("service_unreachable"), status())
    stage.enter(routes.Status())
    assert "service_unreachable" in stage.words()
    assert stage.sees("status-list")
    stage.press("status-retry")
    assert state_of(stage) == "대기"


def test_asking_can_be_stopped(filed: FakeParts, stage: Stage) -> None:
    gate = Gate(status())
    filed.following.asking.will(gate)
    stage.begin(routes.Status())
    stage.qtbot.waitUntil(gate.reached.is_set)
    stage.press("status-stop")
    assert "중지하였습니다" in stage.words()
    filed.following.asking.will(status())
    stage.press("status-refresh")
    assert state_of(stage) == "대기"


def test_each_filed_application_can_be_chosen_by_keys(parts: FakeParts, stage: Stage) -> None:
    first, second = parts.filed_draft("2026000001"), parts.filed_draft("2026000002")
    for draft, number in ((first, "2026000001"), (second, "2026000002")):
        parts.following.by_draft[draft.id] = status(receipt_number=number)
    screen = stage.enter(routes.Status(draft_id=first.id))
    listed = stage.find(QListWidget, "status-list")
    titles = [listed.item(row).text() for row in range(listed.count())]
    kind = say(PROCEDURES[Kind.SUPPLIER].title)
    assert sorted(titles) == [f"202600000{n} · {kind} · 주식회사 연습상사 · 대기" for n in (1, 2)]
    assert "2026000001" in listed.currentItem().text()
    assert screen.place() == routes.Status(first.id)
    QTest.keyClick(listed, Qt.Key.Key_Up if listed.currentRow() else Qt.Key.Key_Down)
    stage.settle()
    assert screen.place() == routes.Status(second.id)
    assert "2026000002" in stage.words()


def test_an_unconfirmed_one_leads_back_to_sending(parts: FakeParts, stage: Stage) -> None:
    draft = parts.draft()
    parts.drafts.keep_signed(draft.id, b"signed", b"sealed")
    stage.enter(routes.Status(draft_id=draft.id))
    assert "접수가 확인되지 않은 신청" in stage.words()
    assert parts.following.asking.calls == []
    stage.press("status-confirm")
    assert stage.went == [routes.Review(draft_id=draft.id)]


def test_the_receipt_can_be_copied_from_here(filed: FakeParts, stage: Stage, tmp_path: Any) -> None:
    screen = stage.enter(routes.Status())
    assert stage.sees("receipt-save")
    screen._detail.shown._copy.save(str(tmp_path / "copy.p7s"))
    stage.settle()
    assert (tmp_path / "copy.p7s").read_bytes() == b"receipt 2026000001"


def test_it_speaks_english(filed: FakeParts, stage: Stage) -> None:
    set_language("en")
    filed.following.asking.will(status(State.REJECTED))
    stage.enter(routes.Status())
    assert state_of(stage) == "Rejected"
    assert "Procurement officer" in stage.find(QTextBrowser, "status-history").toPlainText()


def test_on_hold_it_says_until_when_and_what_is_missing_and_leads_to_the_completion(
    filed: FakeParts, stage: Stage
) -> None:
    deadline = moment(datetime.now(UTC).replace(microsecond=0) + timedelta(days=3))
    missing = [Enclosure.LICENCE, Enclosure.SEAL]
    filed.following.asking.will(status(State.ON_HOLD, deadline=deadline, missing=missing))
    stage.enter(routes.Status())
    words = stage.words()
    assert "(3일 남음)" in words
    assert "· 면허·등록·신고증" in words
    assert "· 인감증명서 원본" in words
    draft = filed.draft()
    filed.following.supplement.will(draft)
    assert (
        without_letter(stage.find(QAbstractButton, "status-supplement").text()) == texts.ATTACH.ko
    )
    assert stage.find(QAbstractButton, "status-supplement").property("look") == "primary"
    stage.press("status-supplement")
    (route,) = stage.went
    assert isinstance(route, routes.Application)
    assert (route.draft_id, route.page) == (draft.id, "papers")
    assert REASON.strip() in route.why
    assert "(3일 남음)" in route.why


def test_an_institution_is_told_to_print_to_seal_and_where_to_send(
    filed: FakeParts, stage: Stage
) -> None:
    missing = [Enclosure.INSTITUTION_APPLICATION]
    filed.following.asking.will(status(kind=Kind.INSTITUTION, missing=missing))
    stage.enter(routes.Status())
    words = stage.words()
    assert texts.MEANINGS["send_letter"].ko in words
    assert "보내는 곳: 대전지방조달청" in words
    assert ASK.ko in words
    looks = {
        one.objectName(): one.property("look")
        for one in stage.seen(QAbstractButton)
        if one.property("look") == "primary"
    }
    assert list(looks) == ["paper-cover_letter"]  # the first paper of the fake's supplier draft
    filed.following.asking.will(status(kind=Kind.INSTITUTION, missing=[]))
    stage.press("status-refresh")
    assert texts.MEANINGS["wait"].ko in stage.words()


def test_a_completion_that_was_signed_is_sent_on(filed: FakeParts, stage: Stage) -> None:
    filed.following.asking.will(status(State.ON_HOLD))
    stage.enter(routes.Status())
    draft = filed.draft()
    filed.drafts.keep_signed(draft.id, b"signed", b"sealed")
    filed.following.supplement.will(filed.drafts.load(draft.id))
    stage.press("status-supplement")
    assert stage.went == [routes.Review(draft_id=draft.id)]


@pytest.mark.parametrize(
    ("changes", "said", "button"),
    [
        ({"kind": Kind.CATALOGUE}, "아이디와 비밀번호로 로그인", "status-login"),
        (
            {"kind": Kind.INSTITUTION, "issuance_ready": True},
            "참조번호와 인가코드를 받아",
            "status-codes",
        ),
        ({"kind": Kind.INSTITUTION}, "인증서를 등록하면", "status-enrol"),
        ({"kind": Kind.STOCKPILE}, "인증서를 등록하면", "status-enrol"),
        ({"purpose": FilingPurpose.CHANGE}, "등록 정보에 반영", "status-enrol"),
    ],
)
def test_what_comes_after_approval_depends_on_the_kind(
    filed: FakeParts, stage: Stage, changes: dict[str, Any], said: str, button: str
) -> None:
    filed.following.asking.will(status(State.APPROVED, **changes))
    stage.enter(routes.Status())
    assert said in stage.words()
    assert stage.sees(button)


@pytest.fixture
def with_codes(filed: FakeParts, stage: Stage) -> Any:
    """The screen with the codes of an institution on it."""
    filed.following.asking.will(status(State.APPROVED, kind=Kind.INSTITUTION, issuance_ready=True))
    filed.following.issuance.will(
        Issuance(authority="연습 인증기관", reference_number="1234567", authorisation_code="ABC-9")
    )
    screen = stage.enter(routes.Status())
    stage.press("status-codes")
    assert "이 컴퓨터에 저장되지 않습니다" in stage.words()
    stage.find(QLineEdit, "issuance-request-id").setText(" REQ1 ")
    stage.press("issuance-fetch")
    return screen


def test_the_codes_are_shown_once_and_leaving_is_held_up(
    filed: FakeParts, stage: Stage, with_codes: Any
) -> None:
    screen = with_codes
    assert filed.following.issuance.calls[0][1] == "REQ1"
    assert "1234567" in stage.find(QTextBrowser, "issuance-codes").toPlainText()
    assert not screen.leave()
    assert "다시 볼 수 없습니다" in stage.words()
    QTest.keyClick(screen, Qt.Key.Key_F5)
    assert stage.sees("issuance-codes")
    filed.following.asking.will(status(State.APPROVED, kind=Kind.INSTITUTION))
    with stage.qtbot.waitSignal(screen.released):
        stage.press("issuance-noted")
    assert screen.leave()
    assert not stage.sees("issuance-codes")


def test_the_codes_can_be_copied_and_are_nowhere_on_disk(
    filed: FakeParts, stage: Stage, with_codes: Any, tmp_path: Any
) -> None:
    stage.press("issuance-copy")
    assert "인가코드: ABC-9" in QApplication.clipboard().text()
    QApplication.clipboard().clear()
    stage.press("issuance-noted")
    kept = [one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()]
    assert kept
    assert not any(b"ABC-9" in one for one in kept)


def test_a_wrong_request_id_is_told(filed: FakeParts, stage: Stage, with_codes: Any) -> None:
    stage.press("issuance-noted")
    filed.following.issuance.will(ClientError("service_unreachable"))
    stage.press("status-codes")
    stage.press("issuance-back")
    stage.press("status-codes")
    stage.find(QLineEdit, "issuance-request-id").setText("x")
    stage.press("issuance-fetch")
    assert "service_unreachable" in stage.words()
    stage.press("issuance-again")
    assert stage.find(QLineEdit, "issuance-request-id").text() == "x"
    stage.press("issuance-back")
    stage.press("status-refresh")
    assert stage.sees("status-codes")


def test_an_application_filed_elsewhere_is_followed_by_its_number(
    parts: FakeParts, stage: Stage
) -> None:
    parts.following.asking.will(status(receipt_number="2026000077"))
    screen = stage.enter(routes.Status(receipt_number="2026000077"))
    assert state_of(stage) == "대기"
    assert not stage.sees("receipt-save")
    assert screen.place() == routes.Status(receipt_number="2026000077")


def test_what_an_agency_handed_over_is_opened_from_a_file(
    parts: FakeParts, stage: Stage, tmp_path: Path
) -> None:
    """The application is kept as if it had been filed here, and its status is asked for."""
    file = tmp_path / "package.handover.json"
    parts.following.take_over.will(lambda _work: parts.filed_draft())
    parts.following.asking.will(status())
    stage.enter(routes.Status())
    stage.click("status-handover")
    dialog = stage.top.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(file))
    dialog.close()
    stage.settle()
    assert parts.following.take_over.calls == [(file,)]
    assert "2026000001" in stage.words()


@pytest.mark.parametrize("state", [State.REJECTED, State.CANCELLED])
def test_a_change_that_fell_leaves_the_registration_and_is_begun_anew(
    filed: FakeParts, stage: Stage, state: State
) -> None:
    filed.following.asking.will(status(state, purpose=FilingPurpose.CHANGE))
    stage.enter(routes.Status())
    assert "등록은 그대로 유효하며 바뀐 것이 없습니다." in stage.words()
    filed.members.begin_again.will(ClientError("not_logged_in"))
    stage.press("status-change")
    stage.press("status-login")
    assert stage.went.pop() == routes.Login()
    stage.press("status-refresh")
    draft = filed.draft()
    filed.members.begin_again.will(draft)
    stage.press("status-change")
    assert stage.went == [routes.Application(draft_id=draft.id)]


@pytest.mark.parametrize("state", [State.REJECTED, State.CANCELLED])
def test_who_was_rejected_or_cancelled_applies_anew_from_there(
    filed: FakeParts, stage: Stage, state: State
) -> None:
    answer = status(state)
    filed.following.asking.will(answer)
    stage.enter(routes.Status())
    stage.press("status-anew")
    assert stage.went == [routes.NewApplication(answer.kind)]


def test_items_that_were_not_approved_are_told_with_their_reasons(
    filed: FakeParts, stage: Stage
) -> None:
    item = describe(Kind.STOCKPILE).page("items").field("item").choices[0]
    reason = "제조 사실을 확인할 수 없습니다."
    refused = [{"item": item.value, "reason": reason}]
    given = status(State.APPROVED, kind="stockpile", refused_items=refused)
    filed.following.asking.will(given)
    stage.enter(routes.Status())
    assert f"{item.title.ko}: {reason}" in stage.words()


def test_it_asks_again_by_itself_and_nobody_loses_their_place(
    filed: FakeParts, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status_screen, "DELAYS", (0.02,))
    screen = stage.enter(routes.Status())
    stage.qtbot.waitUntil(lambda: len(filed.following.asking.calls) > 2)
    stage.find(QAbstractButton, "status-refresh").setFocus()
    shown = screen._detail.shown
    filed.following.asking.will(status(State.ON_HOLD))
    stage.qtbot.waitUntil(lambda: screen._detail.shown is not shown)
    assert state_of(stage) == "보류"
    assert stage.find(QAbstractButton, "status-refresh").hasFocus()
    stage.click("status-cancel")
    filed.following.asking.will(status())
    asked = len(filed.following.asking.calls)
    stage.qtbot.waitUntil(lambda: len(filed.following.asking.calls) > asked + 1)
    assert stage.sees("status-cancel-no")  # the question stays
    stage.top.hide()
    stage.settle()
    asked = len(filed.following.asking.calls)
    assert not screen.again.timer.isActive()
    assert len(filed.following.asking.calls) == asked
