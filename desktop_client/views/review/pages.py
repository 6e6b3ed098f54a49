"""The pages of the review: the document, who signs it, and how the sending went."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop_client.views.language import say
from desktop_client.views.review import texts
from desktop_client.views.review.begin import Reviewed
from desktop_client.views.review.changes import Changes
from desktop_client.views.review.password import PasswordForm, PasswordParts, enabled_with
from desktop_client.views.review.problems import problem_list
from desktop_client.views.signing import texts as signing_texts
from desktop_client.views.signing.certificate import certificate_rows
from desktop_client.views.signing.document import SignedDocument, readable_page
from desktop_client.views.signing.facts import Facts, Row
from desktop_client.views.signing.find_bar import FindBar
from desktop_client.views.signing.readable import application_rows, attachment_names
from desktop_client.views.widgets.action_bar import stand_in_bar
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.summary import FormSummary
from registration.comparison import compare_forms
from registration.enclosures import ENCLOSURE_NAMES
from registration.field_types import show_business_number
from registration.forms import describe, name_of
from registration.kinds import FilingPurpose, Kind
from registration.lifecycle import HOLD_DAYS, State
from registration.procedures import PROCEDURES
from registration.routing import route
from registration.signing_rules import asks_password
from registration.submission import Application, sha256

if TYPE_CHECKING:
    from desktop_client.workflows.certificates import Opened

Act = Callable[[], object]


def named(button: Button, name: str) -> Button:
    """Return the button with its object name set."""
    button.setObjectName(name)
    return button


class DocumentPage(QWidget):
    """The whole document to be signed, with what should be looked at first."""

    def __init__(self, reviewed: Reviewed, choose: Act, back: Act, attach: Act) -> None:
        super().__init__()
        review = reviewed.review
        down = column(self)
        introduction = texts.INTRODUCTION if review.signed else texts.INTRODUCTION_UNSIGNED
        if reviewed.shown.purpose is not FilingPurpose.NEW:
            down.addWidget(Label(say(texts.INTRODUCTION_OF[reviewed.shown.purpose])))
        down.addWidget(Label(say(introduction)))
        if reviewed.warnings:
            warning = Notice("warning", say(texts.WARNINGS))
            warning.column.addWidget(problem_list(reviewed.shown.kind, reviewed.warnings))
            down.addWidget(warning)
        papers = papers_notice(reviewed, attach)
        if papers:
            down.addWidget(papers)
        if review.before is not None:
            down.addWidget(Label(say(texts.CHANGES), "title"))
            down.addWidget(_what_changes(reviewed.shown, review.before))
            down.addWidget(Label(say(texts.WHOLE_DOCUMENT), "title"))
        form = FormSummary(describe(reviewed.shown.kind), reviewed.shown.form)
        readable = readable_page(application_rows(reviewed.shown), form)
        self.document = SignedDocument(readable, review.content)
        down.addWidget(FindBar(self.document))
        down.addWidget(self.document)
        words = texts.CHOOSE if review.signed else texts.GO_ON
        self.choose_button = named(PrimaryButton(say(words), choose), "review-sign")
        if not form.is_complete:  # it is signed after it could be read
            self.choose_button.setEnabled(False)
            form.completed.connect(
                lambda: self.choose_button.setEnabled(not changes_nothing(reviewed))
            )
        if changes_nothing(reviewed):
            self.choose_button.setEnabled(False)
            down.insertWidget(0, Notice("danger", say(texts.NOTHING_CHANGED)))
        back_button = named(Button(say(texts.BACK), back), "review-back")
        stand_in_bar(self, self.choose_button, back=back_button)


def changes_nothing(reviewed: Reviewed) -> bool:
    """Whether it is a change that changes nothing, which the service refuses."""
    shown, before = reviewed.shown, reviewed.review.before
    if shown.purpose is not FilingPurpose.CHANGE or before is None:
        return False
    return not compare_forms(shown.kind, before, shown.form)


def papers_notice(reviewed: Reviewed, attach: Act) -> Notice | None:
    """Return what becomes of the application without the papers that are not attached.

    A change asks only for the papers of what it changes.
    """
    application = reviewed.shown
    before = reviewed.review.before if application.purpose is FilingPurpose.CHANGE else None
    kind, given = application.kind, [file.document for file in application.attachments]
    if kind is Kind.INSTITUTION:
        return Notice("info", say(texts.LETTER_FOLLOWS))
    routed = route(kind, application.form, given, before)
    if not routed.missing:
        return None
    names = ", ".join(say(ENCLOSURE_NAMES[need.document]) for need in routed.missing)
    held = routed.state is State.ON_HOLD
    words = texts.PAPERS_MISSING_HELD if held else texts.PAPERS_MISSING
    button = named(Button(say(texts.TO_PAPERS), attach), "review-papers")
    notice = Notice("warning", say(words, names=names, days=HOLD_DAYS), button)
    notice.setObjectName("review-missing")
    return notice


def _what_changes(application: Application, before: Mapping[str, Any]) -> QWidget:
    """Return what is filed differently than before, and which papers are added."""
    holder = QWidget()
    down = column(holder, gap=8)
    changes = Changes(application.kind, before, application.form)
    if changes.changes or not application.attachments:
        down.addWidget(changes)
    if application.attachments:
        names = attachment_names(application.attachments)
        down.addWidget(Facts([(texts.ADDED_PAPERS, names)], texts.ADDED_PAPERS))
    return holder


class ConfirmPage(QWidget):
    """Which certificate signs what; the last step before it is sent."""

    def __init__(
        self, reviewed: Reviewed, opened: "Opened", send: Act, see_again: Act, other: Act
    ) -> None:
        super().__init__()
        down = column(self)
        down.addWidget(Label(say(texts.CONFIRM_TITLE), "title"))
        down.addWidget(Label(say(texts.CONFIRM)))
        down.addWidget(Label(say(signing_texts.SIGNER), "strong"))
        self.signer = Facts(certificate_rows(opened), signing_texts.SIGNER)
        down.addWidget(self.signer)
        down.addWidget(Label(say(texts.DOCUMENT), "strong"))
        down.addWidget(Facts(_document_rows(reviewed), texts.DOCUMENT))
        self.send_button = named(PrimaryButton(say(texts.SEND), send), "review-send")
        again = named(Button(say(texts.SEE_AGAIN), see_again), "review-document")
        another = named(Button(say(texts.OTHER), other), "review-other")
        stand_in_bar(self, self.send_button, another, back=again)


class UnsignedPage(QWidget):
    """What is sent without a certificate, and the password of the account it opens."""

    def __init__(
        self,
        parts: PasswordParts,
        reviewed: Reviewed,
        send: Callable[[str], object],
        see_again: Act,
    ) -> None:
        super().__init__()
        down = column(self)
        down.addWidget(Label(say(texts.UNSIGNED_TITLE), "title"))
        down.addWidget(Label(say(texts.CONFIRM_UNSIGNED)))
        self.facts = Facts(_document_rows(reviewed), texts.DOCUMENT)
        down.addWidget(self.facts)
        self.password: PasswordForm | None = None
        if reviewed.review.asks_password:
            self.password = PasswordForm(parts, reviewed.shown)
            down.addWidget(self.password)
        button = PrimaryButton(say(texts.SEND_UNSIGNED), lambda: send(self._take()))
        self.send_button = named(button, "review-send")
        if self.password:
            enabled_with(self.send_button, self.password)
        again = named(Button(say(texts.SEE_AGAIN), see_again), "review-document")
        stand_in_bar(self, self.send_button, back=again)

    def _take(self) -> str:
        return self.password.password if self.password else ""


def _document_rows(reviewed: Reviewed) -> list[Row]:
    shown = reviewed.shown
    return [
        (signing_texts.KIND, say(PROCEDURES[shown.kind].title)),
        (texts.APPLICANT, name_of(shown.kind, shown.form)),
        (signing_texts.BUSINESS_NUMBER, show_business_number(reviewed.business_number)),
        (signing_texts.SERVICE, shown.ticket.service),
        (texts.DIGEST, sha256(reviewed.review.content)),
    ]


class InterruptedPage(QWidget):
    """A draft that was made final, but whose receipt never came.

    `unsigned`: the document that was sent without a signature; its password is asked for again.
    """

    def __init__(
        self,
        parts: PasswordParts,
        unsigned: Application | None,
        send_again: Callable[[str], object],
        home: Act,
    ) -> None:
        super().__init__()
        down = column(self)
        words = texts.INTERRUPTED_UNSIGNED if unsigned else texts.INTERRUPTED
        down.addWidget(Notice("warning", say(words)))
        self.password: PasswordForm | None = None
        button = PrimaryButton(say(texts.SEND_AGAIN), lambda: send_again(self._take()))
        self.send_button = named(button, "review-resend")
        if unsigned and asks_password(unsigned.kind, unsigned.purpose):
            self.password = PasswordForm(parts, unsigned)
            enabled_with(self.send_button, self.password)
            down.addWidget(self.password)
        home_button = named(Button(say(texts.HOME), home), "review-home")
        stand_in_bar(self, self.send_button, back=home_button)

    def _take(self) -> str:
        return self.password.password if self.password else ""
