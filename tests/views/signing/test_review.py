"""Reviewing, signing and sending: the exact document, every outcome, nothing signed twice."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractButton,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
)

from desktop_client.drafts import Stage as DraftStage
from desktop_client.errors import ClientError, ServiceRefused
from desktop_client.views import routes
from desktop_client.views.language import set_language
from desktop_client.views.review import texts
from desktop_client.views.review.screen import ReviewScreen
from desktop_client.views.widgets.full_text import FullText
from desktop_client.work import Work
from desktop_client.workflows.certificates import Opened, Sought
from desktop_client.workflows.filing import FilingReview
from practice.applicants import supplier
from registration.forms import describe
from registration.forms.check import canonical
from registration.kinds import FilingPurpose, Kind
from registration.problems import Problem
from registration.submission import Application, sha256
from registration.text import Language
from testing.views import hands
from testing.views.acting import FakeParts, Stage
from testing.views.certificates import open_certificate
from testing.views.faking import Gate


def confirm(stage: Stage, parts: FakeParts, **general: Any) -> ReviewScreen:
    """Review a finished form up to the button that signs and sends."""
    screen: ReviewScreen = stage.enter(routes.Review(parts.draft(**general).id))
    stage.press("review-sign")
    open_certificate(stage)
    return screen


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, Any]]:
    """Every value of a document with the way to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*path, index))
    else:
        yield path, value


def as_read(path: tuple[Any, ...], value: Any, language: Language) -> str:
    """How a value of the form reads."""
    page = describe(Kind.SUPPLIER).page(path[1])
    field = page.field(path[3] if page.repeats else path[2])
    return field.show(value, language)


OTHER_WORDS: dict[tuple[str, ...], dict[Language, str]] = {
    ("purpose",): {"ko": "신규 등록 신청", "en": "New registration"},
    ("ticket", "kind"): {
        "ko": "조달업체 경쟁입찰참가자격 등록",
        "en": "Supplier registration for competitive bidding",
    },
    ("ticket", "expires"): {"ko": "2100-01-01 00:30", "en": "2100-01-01 00:30"},
}


STRANGE = "가  나 <b>다</b> &amp;"


@pytest.mark.parametrize("rows", [1, 40])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_value_of_the_document_can_be_read(
    ready: FakeParts, stage: Stage, language: Language, rows: int
) -> None:
    set_language(language)
    draft = ready.draft(venture=True, venture_year="2020", address=STRANGE)
    more = [
        {"product_number": f"{4321150301 + row}", "name": f"{STRANGE} {row}"} for row in range(rows)
    ]
    ready.drafts.save_form(draft.id, draft.form | {"supplied": draft.form["supplied"] + more})
    stage.enter(routes.Review(draft_id=draft.id))
    assert ready.filing.review is not None
    stage.press("signed-technical")
    application = Application.parse(ready.filing.review.content)
    words = stage.words()
    seen = 0
    for path, value in leaves(application.model_dump(mode="json", exclude_none=True)):
        if path[0] == "form":
            shown = as_read(path, value, language)
        else:
            shown = OTHER_WORDS.get(path, {}).get(language, str(value))
        assert shown
        assert shown in words, path
        seen += 1
    assert seen > 70
    assert f"{STRANGE} {rows - 1}" in words


def test_it_begins_with_what_a_person_reads(ready: FakeParts, stage: Stage) -> None:
    stage.enter(routes.Review(draft_id=ready.draft().id))
    assert ready.filing.review is not None
    ticket = ready.filing.review.application.ticket
    assert ticket.nonce not in stage.words()
    stage.press("signed-technical")
    assert ticket.nonce in stage.words()
    stage.press("signed-technical")
    assert ticket.nonce not in stage.words()


def test_a_word_is_found_by_the_keyboard(ready: FakeParts, stage: Stage) -> None:
    screen = stage.enter(routes.Review(draft_id=ready.draft(homepage="http://far.example").id))
    hands.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    line = stage.find(QLineEdit, "find-line")
    assert line.hasFocus()
    hands.type_text("far.example")
    assert screen.area.verticalScrollBar().value() == 0
    hands.key(Qt.Key.Key_Return)
    assert "1 / 1" in stage.words()
    assert screen.area.verticalScrollBar().value() > 0
    hands.type_text("zz")
    hands.key(Qt.Key.Key_Return)
    assert "찾는 말이 없습니다" in stage.words()


def test_the_document_is_scrolled_by_the_keyboard(ready: FakeParts, stage: Stage) -> None:
    screen = stage.enter(routes.Review(draft_id=ready.draft().id))
    text = screen.findChildren(FullText)[-1]
    text.setFocus()
    bar = screen.area.verticalScrollBar()
    for keys, place in ((Qt.Key.Key_End, bar.maximum()), (Qt.Key.Key_Home, 0)):
        hands.key(keys)
        assert bar.value() == place
    hands.key(Qt.Key.Key_PageDown)
    assert 0 < bar.value() < bar.maximum()


def test_the_original_is_the_very_bytes(ready: FakeParts, stage: Stage) -> None:
    stage.enter(routes.Review(draft_id=ready.draft().id))
    review = ready.filing.review
    assert review is not None
    stage.find(QTabWidget, "signed-document").setCurrentIndex(1)
    original = stage.find(QPlainTextEdit, "signed-original")
    assert original.document().toRawText().encode() == review.content
    assert original.isReadOnly()
    assert sha256(review.content) in stage.words()
    assert str(len(review.content)) in stage.words()


@pytest.mark.expects_warnings
def test_a_document_the_screen_cannot_show_in_full_is_not_signed(
    ready: FakeParts, stage: Stage
) -> None:
    draft = ready.draft()
    review = ready.filing.prepare(Work(), draft.id)
    form = review.application.form
    hidden = form | {"general": form["general"] | {"hidden": "not on the screen"}}
    strange = Application(
        service_certificate="0" * 64, ticket=review.application.ticket, form=hidden
    )
    ready.filing.preparing.will(FilingReview(draft.id, strange, strange.canonical()))
    stage.enter(routes.Review(draft_id=draft.id))
    assert not stage.sees("review-sign")
    assert "unexpected" in stage.words()


def test_no_button_signs_before_the_document_was_shown(ready: FakeParts, stage: Stage) -> None:
    screen = stage.enter(routes.Review(draft_id=ready.draft().id))
    assert stage.sees("signed-document")
    assert not stage.sees("review-send")
    stage.press("review-sign")
    assert not stage.sees("review-send")
    open_certificate(stage)
    assert stage.sees("review-send")
    assert not screen.busy
    assert ready.filing.sending.calls == []


def test_it_confirms_which_certificate_signs_what(
    ready: FakeParts, stage: Stage, opened: Opened
) -> None:
    confirm(stage, ready)
    words = stage.words()
    assert opened.certificate.holder in words
    assert f"{opened.certificate.serial:x}" in words
    assert "111-11-11119" in words
    assert ready.filing.review is not None
    assert sha256(ready.filing.review.content) in words
    stage.press("review-document")
    assert stage.sees("signed-document")
    assert len(ready.filing.preparing.calls) == 1


def test_the_certificates_are_judged_for_the_business_of_the_form(
    ready: FakeParts, stage: Stage
) -> None:
    confirm(stage, ready)
    sought = Sought(Kind.SUPPLIER, "1111111119")
    assert ready.certificates.found.calls == [(sought,)]
    assert ready.certificates.opened.calls[0][2] == sought
    stage.press("review-other")
    assert stage.sees("certificate-list")


def test_warnings_stand_above_and_do_not_stop(ready: FakeParts, stage: Stage) -> None:
    stage.enter(routes.Review(draft_id=ready.draft(corporate_number="110111-1234560").id))
    assert "일반 › 법인등록번호: 법인등록번호의 검증 숫자가 맞지 않습니다." in stage.words()
    assert stage.sees("review-sign")


def test_without_warnings_nothing_is_said(ready: FakeParts, stage: Stage) -> None:
    stage.enter(routes.Review(draft_id=ready.draft().id))
    assert "확인이 필요한 항목" not in stage.words()


def test_sending_ends_with_the_receipt(ready: FakeParts, stage: Stage, opened: Opened) -> None:
    confirm(stage, ready)
    stage.press("review-send")
    review = ready.filing.review
    assert review is not None
    assert ready.filing.sending.calls == [(review, opened)]
    assert stage.find(QLabel, "receipt-number").text() == "접수번호 2026000123"
    words = stage.words()
    for part in ("주식회사 연습상사", "111-11-11119", "2026-11-23 00:30", "대기"):
        assert part in words
    assert sha256(review.content) in words
    assert "receipt.p7s" in words
    assert "확인하였습니다" in words
    stage.press("review-status")
    assert stage.went == [routes.Status(draft_id=review.draft_id)]


def test_progress_is_shown_while_it_is_sent(ready: FakeParts, stage: Stage) -> None:
    gate = Gate(ready.filing.file)
    ready.filing.sending.will(gate)
    screen = confirm(stage, ready)
    stage.click("review-send")
    stage.qtbot.waitUntil(gate.reached.is_set)
    assert stage.sees("review-stop")
    assert not stage.sees("review-send")
    assert screen.busy
    gate.let_go()
    stage.settle()
    assert stage.sees("receipt-number")
    assert not screen.busy


def test_the_screen_cannot_be_left_while_it_is_sent(ready: FakeParts, stage: Stage) -> None:
    gate = Gate(ready.filing.file)
    ready.filing.sending.will(gate)
    screen = confirm(stage, ready)
    assert screen.leave()
    stage.click("review-send")
    assert not screen.leave()
    stage.qtbot.waitUntil(lambda: "떠날 수 없습니다" in stage.words())
    gate.let_go()
    stage.settle()
    assert screen.leave()


def test_stopping_before_the_signature_goes_back_to_the_document(
    ready: FakeParts, stage: Stage
) -> None:
    gate = Gate(ready.filing.file)
    ready.filing.sending.will(gate)
    screen = confirm(stage, ready)
    stage.click("review-send")
    stage.qtbot.waitUntil(gate.reached.is_set)
    stage.press("review-stop")
    assert stage.sees("signed-document")
    assert not screen.busy


def test_stopping_after_the_signature_offers_the_same_again(ready: FakeParts, stage: Stage) -> None:
    gate = Gate(None)
    draft_ids: list[str] = []

    def sign_then_wait(work: Any) -> Any:
        draft_ids.append(ready.filing.review.draft_id)  # type: ignore[union-attr]
        ready.drafts.keep_signed(draft_ids[0], b"signed", b"sealed")
        return gate(work)

    ready.filing.sending.will(sign_then_wait)
    confirm(stage, ready)
    stage.click("review-send")
    stage.qtbot.waitUntil(gate.reached.is_set)
    stage.press("review-stop")
    assert "두 번 접수되지 않습니다" in stage.words()
    stage.press("review-resend")
    assert stage.sees("receipt-number")
    assert len(ready.filing.sending.calls) == 1
    assert ready.filing.resending.calls == [(draft_ids[0], None)]


def test_a_lost_connection_says_what_was_kept_and_never_signs_again(
    ready: FakeParts, stage: Stage
) -> None:
    ready.filing.sending.will(ready.filing.lose)
    ready.filing.resending.will(ClientError("service_unreachable"), ready.filing.file)
    confirm(stage, ready)
    stage.press("review-send")
    words = stage.words()
    assert "service_unreachable" in words
    assert "서명한 신청서는 이 컴퓨터에 보관되어 있습니다" in words
    assert not stage.sees("review-again")
    stage.press("review-resend")
    assert "service_unreachable" in stage.words()
    stage.press("review-resend")
    assert stage.sees("receipt-number")
    assert len(ready.filing.sending.calls) == 1
    assert len(ready.filing.resending.calls) == 2


def test_a_draft_signed_before_opens_at_sending_again(ready: FakeParts, stage: Stage) -> None:
    confirm(stage, ready)
    ready.filing.sending.will(ready.filing.lose)
    stage.press("review-send")
    assert ready.filing.review is not None
    draft_id = ready.filing.review.draft_id
    assert ready.drafts.load(draft_id).stage is DraftStage.SIGNED

    stage.enter(routes.Review(draft_id=draft_id))
    assert "접수되었는지 확인되지 않았습니다" in stage.words()
    assert not stage.sees("review-sign")
    assert len(ready.filing.preparing.calls) == 1
    stage.press("review-resend")
    assert stage.sees("receipt-number")


def test_a_filed_draft_goes_to_its_status(ready: FakeParts, stage: Stage) -> None:
    draft = ready.filed_draft()
    stage.enter(routes.Review(draft_id=draft.id))
    assert stage.went == [routes.Status(draft_id=draft.id)]


def test_a_refusal_leads_back_to_a_new_review(ready: FakeParts, stage: Stage) -> None:
    ready.filing.sending.will(ServiceRefused("ticket_expired"), ready.filing.file)
    confirm(stage, ready)
    stage.press("review-send")
    words = stage.words()
    assert "접수표의 유효 시간이 지났습니다." in words
    assert "service.ticket_expired" in words
    assert "그대로 저장되어 있습니다" in words
    assert not stage.sees("review-resend")
    stage.press("review-again")
    assert stage.sees("signed-document")
    assert len(ready.filing.preparing.calls) == 2


def test_a_version_that_may_not_submit_says_so_and_that_the_form_stays(
    ready: FakeParts, stage: Stage
) -> None:
    told = ClientError("version_unsupported", version="1.4.1", latest="2.1.0")
    ready.filing.preparing.will(told)
    stage.enter(routes.Review(ready.draft().id))
    words = stage.words()
    assert "1.4.1 버전의 지원을 끝냈습니다" in words
    assert "2.1.0 버전을 설치하십시오" in words
    assert "그대로 남아 있습니다" in words
    assert not stage.sees("review-sign")


def test_a_form_changed_meanwhile_is_reviewed_anew(ready: FakeParts, stage: Stage) -> None:
    ready.filing.sending.will(ClientError("form_changed"))
    confirm(stage, ready)
    stage.press("review-send")
    assert "검토한 뒤에 신청서가 바뀌었습니다." in stage.words()
    stage.press("review-again")
    assert stage.sees("signed-document")


def test_problems_the_service_finds_are_listed_with_their_places(
    ready: FakeParts, stage: Stage
) -> None:
    problems = (
        Problem(("representatives", 0, "name"), "required"),
        Problem(("general", "email"), "unknown_field"),
        Problem(("elsewhere",), "unknown_field"),
    )
    ready.filing.sending.will(ServiceRefused("form_invalid", problems))
    confirm(stage, ready)
    stage.press("review-send")
    assert "대표자 1 › 성명: 필수 항목입니다." in stage.words()
    assert "elsewhere: 이 신청서에 없는 항목입니다." in stage.words()
    stage.press("review-back")
    assert isinstance(stage.went[-1], routes.Application)


def test_a_wrong_receipt_is_not_sent_again(ready: FakeParts, stage: Stage) -> None:
    def wrong(work: Any) -> Any:
        assert ready.filing.review is not None
        ready.drafts.keep_signed(ready.filing.review.draft_id, b"signed", b"sealed")
        raise ClientError("receipt_wrong")

    ready.filing.sending.will(wrong)
    confirm(stage, ready)
    stage.press("review-send")
    assert "receipt_wrong" in stage.words()
    assert "보관되어 있습니다" in stage.words()
    assert not stage.sees("review-resend")
    stage.press("review-home")
    assert stage.went == [routes.Home()]


def test_an_unfinished_form_is_sent_back_with_its_problems(ready: FakeParts, stage: Stage) -> None:
    draft = ready.draft(name="")
    stage.enter(routes.Review(draft_id=draft.id))
    assert "일반 › 상호: 필수 항목입니다." in stage.words()
    assert not stage.sees("review-sign")
    stage.press("review-back")
    assert stage.went == [routes.Application(draft_id=draft.id)]


def test_without_the_service_it_can_be_tried_again(ready: FakeParts, stage: Stage) -> None:
    ready.filing.preparing.will(ClientError("service_unreachable"), None)
    stage.enter(routes.Review(draft_id=ready.draft().id))
    assert "service_unreachable" in stage.words()
    stage.press("review-retry")
    assert stage.sees("signed-document")


def test_a_missing_draft_is_told(ready: FakeParts, stage: Stage) -> None:
    stage.enter(routes.Review(draft_id="gone"))
    assert "draft_missing" in stage.words()
    assert not stage.sees("review-retry")


def test_a_change_of_language_keeps_the_place(ready: FakeParts, stage: Stage) -> None:
    screen = confirm(stage, ready)
    set_language("en")
    again = stage.enter(screen.place())
    assert "Certificate that signs" in stage.words()
    assert stage.sees("review-send")
    stage.press("review-send")
    stage.enter(again.place())
    assert stage.find(QLabel, "receipt-number").text() == "Receipt number 2026000123"
    assert len(ready.filing.preparing.calls) == 1


def test_the_receipt_can_be_copied(ready: FakeParts, stage: Stage, tmp_path: Path) -> None:
    confirm(stage, ready)
    stage.press("review-send")
    stage.click("receipt-save")
    dialog = stage.top.findChild(QFileDialog)
    assert dialog is not None
    dialog.setDirectory(str(tmp_path))
    assert dialog.selectedFiles()[0].endswith("receipt-2026000123.p7s")
    dialog.accept()
    stage.settle()
    copy = tmp_path / "receipt-2026000123.p7s"
    assert copy.read_bytes() == b"the receipt"
    assert str(copy) in stage.words()


def test_a_copy_that_cannot_be_written_is_told(
    ready: FakeParts, stage: Stage, tmp_path: Path
) -> None:
    screen = confirm(stage, ready)
    stage.press("review-send")
    (tmp_path / "taken").write_bytes(b"")
    screen._page.shown._copy.save(str(tmp_path / "taken" / "x.p7s"))  # type: ignore[union-attr]
    stage.settle()
    assert "output_not_written" in stage.words()
    assert str(tmp_path / "taken") in stage.words()


def test_the_folder_of_the_receipt_is_opened(
    ready: FakeParts, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile()))
    confirm(stage, ready)
    stage.press("review-send")
    stage.press("receipt-folder")
    assert ready.filing.review is not None
    assert shown == [str(ready.drafts._folder / ready.filing.review.draft_id)]


def test_a_change_that_changes_nothing_is_told_before_it_is_signed(
    ready: FakeParts, stage: Stage
) -> None:
    form = canonical(Kind.SUPPLIER, supplier())
    same = ready.drafts.create(
        Kind.SUPPLIER, form=form, purpose=FilingPurpose.CHANGE, record_version=1
    )
    prepare = ready.filing.prepare

    def prepared(work: Work, draft_id: str) -> FilingReview:
        review = prepare(work, draft_id)
        changed = review.application.model_copy(
            update={"purpose": FilingPurpose.CHANGE, "record_version": 1}
        )
        return FilingReview(draft_id, changed, changed.canonical(), signed=True, before=form)

    ready.filing.prepare = prepared  # type: ignore[method-assign]
    stage.enter(routes.Review(draft_id=same.id))
    assert texts.NOTHING_CHANGED.ko in stage.words()
    assert not stage.find(QAbstractButton, "review-sign").isEnabled()
    ready.drafts.save_form(same.id, {**form, "branches": []})
    stage.enter(routes.Review(draft_id=same.id))
    assert stage.find(QAbstractButton, "review-sign").isEnabled()


def test_an_open_application_of_somebody_else_can_be_looked_at(
    ready: FakeParts, stage: Stage
) -> None:
    ready.filing.sending.will(ServiceRefused("application_open", receipt_number="2026000077"))
    confirm(stage, ready)
    stage.press("review-send")
    stage.press("review-open")
    assert stage.went == [routes.Status(receipt_number="2026000077")]


def test_a_record_changed_meanwhile_is_loaded_with_ones_own_changes(
    ready: FakeParts, stage: Stage
) -> None:
    ready.filing.sending.will(ServiceRefused("record_version_stale"))
    again = ready.draft()
    ready.members.begin_again.will(again)
    confirm(stage, ready)
    stage.press("review-send")
    stage.press("review-present")
    assert stage.went == [routes.Application(draft_id=again.id)]


@pytest.mark.parametrize(
    "refusal", [ClientError("not_logged_in"), ServiceRefused("session_user_removed")]
)
def test_a_session_that_is_over_leads_to_the_login(
    ready: FakeParts, stage: Stage, refusal: Exception
) -> None:
    ready.filing.sending.will(refusal)
    confirm(stage, ready)
    stage.press("review-send")
    stage.press("review-login")
    assert stage.went == [routes.Login()]
