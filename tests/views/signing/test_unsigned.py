"""Reviewing and sending what nobody signs, a new password, and what a change changes."""

from typing import NoReturn
from unittest.mock import ANY, create_autospec

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit

from desktop_client.drafts import Draft
from desktop_client.errors import ClientError
from desktop_client.views import routes
from desktop_client.views.language import say, set_language
from desktop_client.views.review import texts
from desktop_client.views.review.changes import Changes
from desktop_client.views.widgets import texts as widget_texts
from desktop_client.work import Work
from desktop_client.workflows.enquiries import Enquiries
from desktop_client.workflows.filing import FilingReview
from practice.applicants import applicant, supplier
from registration.forms.check import canonical
from registration.kinds import Kind
from registration.text import LANGUAGES, Language
from registration.wire import AccountAvailability
from testing.views import looks
from testing.views.acting import FakeParts, Stage

GOOD = "Good-pass-79"


@pytest.fixture
def unsigned(parts: FakeParts, stage: Stage) -> Stage:
    """A stage whose applications are sent without a signature."""
    prepare = parts.filing.prepare

    def prepared(work: object, draft_id: str) -> FilingReview:
        review = prepare(work, draft_id)  # type: ignore[arg-type]
        return FilingReview(review.draft_id, review.application, review.content, signed=False)

    parts.filing.prepare = prepared  # type: ignore[method-assign]
    return stage


def draft(parts: FakeParts, kind: Kind) -> Draft:
    return parts.drafts.create(kind, form=applicant(kind))


def type_passwords(stage: Stage, first: str, again: str) -> None:
    for name, words in (("review-password", first), ("review-password-again", again)):
        line = stage.find(QLineEdit, name)
        line.clear()
        QTest.keyClicks(line, words)


def sendable(stage: Stage) -> bool:
    from PySide6.QtWidgets import QPushButton

    return stage.find(QPushButton, "review-send").isEnabled()


def test_an_institution_is_sent_without_a_certificate_or_a_password(
    unsigned: Stage, parts: FakeParts
) -> None:
    unsigned.enter(routes.Review(draft_id=draft(parts, Kind.INSTITUTION).id))
    assert say(texts.INTRODUCTION_UNSIGNED) in unsigned.words()
    unsigned.press("review-sign")
    assert not unsigned.sees("certificate-choose")
    assert not unsigned.sees("review-password")
    unsigned.press("review-send")
    assert unsigned.sees("receipt-number")
    ((review, password),) = parts.filing.sending.calls
    assert review.application.kind is Kind.INSTITUTION
    assert password is None


@pytest.mark.parametrize(
    ("first", "again", "told"),
    [
        ("short1", "short1", "10자 이상"),
        ("abcXYZ-7788x", "abcXYZ-7788x", "3자 이상 이어서"),
        ("Practice1-xyw", "Practice1-xyw", "아이디"),
        (GOOD, "Good-pass-78", "서로 다릅니다"),
    ],
)
def test_a_bad_password_is_told_while_it_is_typed_and_never_sent(
    unsigned: Stage, parts: FakeParts, first: str, again: str, told: str
) -> None:
    unsigned.enter(routes.Review(draft_id=draft(parts, Kind.CATALOGUE).id))
    unsigned.press("review-sign")
    type_passwords(unsigned, first, again)
    assert told in unsigned.words()
    assert not sendable(unsigned)


def test_a_good_password_is_sent_once_and_leaves_the_screen(
    unsigned: Stage, parts: FakeParts
) -> None:
    unsigned.enter(routes.Review(draft_id=draft(parts, Kind.CATALOGUE).id))
    unsigned.press("review-sign")
    line = unsigned.find(QLineEdit, "review-password")
    assert line.hasFocus()
    assert line.echoMode() is QLineEdit.EchoMode.Password
    type_passwords(unsigned, GOOD, GOOD)
    unsigned.find(QCheckBox, "review-password-show").setFocus()
    unsigned.key(Qt.Key.Key_Space)
    assert line.echoMode() is QLineEdit.EchoMode.Normal
    assert say(widget_texts.PASSWORDS_AGREE) in unsigned.words()
    unsigned.press("review-send")
    assert unsigned.sees("receipt-number")
    assert [password for _, password in parts.filing.sending.calls] == [GOOD]
    assert not any(one.text() == GOOD for one in unsigned.top.findChildren(QLineEdit))


@pytest.mark.parametrize("free", [True, False])
def test_whether_the_id_is_free_is_asked_of_the_service(
    unsigned: Stage, parts: FakeParts, free: bool
) -> None:
    enquiries = create_autospec(Enquiries, instance=True)
    enquiries.account.return_value = AccountAvailability(account_id="practice1", free=free)
    parts.enquiries = enquiries
    unsigned.enter(routes.Review(draft_id=draft(parts, Kind.CATALOGUE).id))
    unsigned.press("review-sign")
    unsigned.press("review-account")
    words = texts.ACCOUNT_FREE if free else texts.ACCOUNT_TAKEN
    assert say(words, account="practice1") in unsigned.words()
    enquiries.account.assert_called_once_with(ANY, "practice1")


def test_after_an_interruption_the_password_is_asked_again(
    unsigned: Stage, parts: FakeParts
) -> None:
    made = draft(parts, Kind.CATALOGUE)

    def lose(_work: Work) -> NoReturn:
        assert parts.filing.review
        parts.drafts.keep_document(made.id, parts.filing.review.content)
        raise ClientError("service_unreachable")

    parts.filing.sending.will(lose)
    unsigned.enter(routes.Review(draft_id=made.id))
    unsigned.press("review-sign")
    type_passwords(unsigned, GOOD, GOOD)
    unsigned.press("review-send")
    assert "service_unreachable" in unsigned.words()
    unsigned.press("review-resend")
    assert say(texts.INTERRUPTED_UNSIGNED) in unsigned.words()
    type_passwords(unsigned, GOOD, GOOD)
    unsigned.press("review-resend")
    assert parts.filing.resending.calls == [(made.id, GOOD)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_change_shows_before_and_after_of_what_changed_alone(
    parts: FakeParts, stage: Stage, language: Language
) -> None:
    set_language(language)
    prepare = parts.filing.prepare
    before = canonical(Kind.SUPPLIER, supplier(capital="1000"))

    def prepared(work: object, draft_id: str) -> FilingReview:
        review = prepare(work, draft_id)  # type: ignore[arg-type]
        return FilingReview(review.draft_id, review.application, review.content, before=before)

    parts.filing.prepare = prepared  # type: ignore[method-assign]
    stage.enter(routes.Review(draft_id=parts.draft(capital="2,000", fax="042-000-0003").id))
    (table,) = stage.seen(Changes)
    assert [one.field.key for one in table.changes] == ["capital", "fax"]
    for words in ("1,000", "2,000", "042-000-0003"):
        assert words in table.toPlainText()
    assert looks.clipped(stage.top) + looks.unnamed(stage.top) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_cut_or_without_a_name(
    unsigned: Stage, parts: FakeParts, language: Language
) -> None:
    set_language(language)
    unsigned.enter(routes.Review(draft_id=draft(parts, Kind.CATALOGUE).id))
    unsigned.press("review-sign")
    type_passwords(unsigned, "a", "b")
    unsigned.words()
    assert looks.clipped(unsigned.top) + looks.unnamed(unsigned.top) == []
