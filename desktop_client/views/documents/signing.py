"""Signs a document: which and how, with which certificate, what exactly, into which file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from desktop_client.pki.signing.document import Form
from desktop_client.views.certificates import CertificatePicker
from desktop_client.views.certificates.picker import PickerParts
from desktop_client.views.documents import texts
from desktop_client.views.documents.order_form import OrderForm
from desktop_client.views.documents.page import TaskPage
from desktop_client.views.language import say
from desktop_client.views.needs import HasDocuments
from desktop_client.views.papers.sizes import size_words
from desktop_client.views.signing import texts as signing_texts
from desktop_client.views.signing.certificate import certificate_rows
from desktop_client.views.signing.facts import Facts, Row
from desktop_client.views.widgets.action_bar import stand_in_bar
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.file_dialog import FileDialog
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from desktop_client.views.widgets.look import named
from desktop_client.views.widgets.notice import Notice
from desktop_client.workflows.certificates import Sought, reason_text
from desktop_client.workflows.documents import Order

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_client.errors import Failure
    from desktop_client.workflows.certificates import Opened
    from desktop_client.workflows.documents import DocumentReview, SavedSignature
    from registration.text import Text

NO_STAMP = "certificate.timestamp_missing"
CHANGED = "certificate.document_changed"


class SignParts(PickerParts, HasDocuments, Protocol):
    """What signing works with."""


class SignPage(TaskPage):
    """`verify` is called with a signature that was made, to look at it."""

    def __init__(self, parts: SignParts, verify: Callable[[Path], None]) -> None:
        super().__init__(parts.jobs)
        self._parts = parts
        self._verify = verify
        self._order = Order()
        self.show_start()

    def show_start(self) -> None:
        """Ask which document, and how."""
        self._form = OrderForm(self._order, self._why_unstamped())
        self._form.ordered.connect(self._review)
        self.start = self._form.document.line
        self._show(self._form, self.start)

    def _why_unstamped(self) -> Text | None:
        if self._parts.documents.servers:
            return None
        return texts.NO_STAMPS_IN_PRACTICE if self._parts.practice else texts.NO_SERVERS

    @property
    def typed(self) -> tuple[str, ...]:
        """The document, its original and the form, to come back to."""
        order = self._form.order
        return str(order.document), str(order.original or ""), order.form.value

    def fill(self, typed: tuple[str, ...]) -> None:
        """Take what was typed before."""
        if typed:
            document, original, form = typed
            self._order = Order(
                Path(document), Form(form), original=Path(original) if original else None
            )
            self.show_start()

    def begin(self) -> None:
        """Go on as the button does."""
        self._form.go.click()

    def _review(self, order: Order) -> None:
        self._order = order
        documents = self._parts.documents
        self._run(lambda work: documents.review(work, order), self._choose)

    def _choose(self, review: DocumentReview) -> None:
        picker = CertificatePicker(self._parts, Sought(for_document=True))
        picker.opened.connect(lambda opened: self._confirm(review, opened))
        page = QWidget()
        down = column(page)
        down.addWidget(Label(say(texts.CHOOSE), "title"))
        down.addWidget(picker)
        stand_in_bar(page, None, back=self._back())
        self._show(page, page)
        picker.search()

    def _confirm(self, review: DocumentReview, opened: Opened) -> None:
        page = QWidget()
        down = column(page)
        save = PrimaryButton(say(texts.SAVE), lambda: self._ask_file(review, opened))
        other = Button(say(texts.OTHER), lambda: self._choose(review))
        for widget in (
            Label(say(texts.CONFIRM), "title"),
            Facts(self._facts(review), texts.CONFIRM),
            Label(say(signing_texts.SIGNER), "strong"),
            Facts(certificate_rows(opened), signing_texts.SIGNER),
            Label(say(texts.ONLY_THIS), "subtle"),
        ):
            down.addWidget(widget)
        down.addStretch(1)
        stand_in_bar(
            page, named(save, "documents-save"), named(other, "documents-other"), back=self._back()
        )
        self._show(page, save)

    def _facts(self, review: DocumentReview) -> list[Row]:
        servers = say(texts.STAMPED_BY, servers=" ".join(self._parts.documents.servers))
        rows = [
            (texts.NAME, review.name),
            (texts.SIZE, size_words(review.size)),
            (texts.SHA256, review.sha256),
            (texts.WAY, say(texts.FORMS[review.order.form])),
            (texts.STAMPED, servers if review.order.stamped else say(texts.UNSTAMPED)),
        ]
        if review.signers:
            rows.insert(1, (texts.SIGNED_BEFORE, "\n".join(review.signers)))
        return rows

    def _ask_file(self, review: DocumentReview, opened: Opened) -> None:
        dialog = FileDialog(self, say(texts.SAVE_TITLE))
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setDirectory(str(review.proposed.parent))
        dialog.selectFile(review.proposed.name)
        stamped = review.order.stamped
        dialog.fileSelected.connect(
            lambda file: self._sign(review, opened, Path(file), stamped=stamped)
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _sign(self, review: DocumentReview, opened: Opened, file: Path, *, stamped: bool) -> None:
        documents = self._parts.documents

        def failed(failure: Failure) -> None:
            if failure.code == CHANGED:
                self._failed(
                    failure, named(Button(say(texts.AGAIN), self.show_start), "documents-again")
                )
                return
            again = Button(say(texts.SAVE), lambda: self._ask_file(review, opened))
            ways_out = [named(again, "documents-save")]
            if failure.code == NO_STAMP:
                plain = Button(
                    say(texts.WITHOUT_STAMP),
                    lambda: self._sign(review, opened, file, stamped=False),
                )
                ways_out.append(named(plain, "documents-unstamped"))
            self._failed(failure, *ways_out)

        self._run(
            lambda work: documents.sign(work, review, opened, file, stamped=stamped),
            self._signed,
            failed,
        )

    def _signed(self, signed: SavedSignature) -> None:
        page = QWidget()
        down = column(page)
        done = named(Notice("success", say(texts.SAVED, file=signed.file)), "documents-done")
        down.addWidget(done)
        for found in signed.findings:
            down.addWidget(Notice("warning", say(reason_text(found))))
        verify = PrimaryButton(say(texts.VERIFY_THIS), lambda: self._verify(signed.file))
        self._order = Order()
        another = Button(say(texts.SIGN_ANOTHER), self.show_start)
        down.addStretch(1)
        stand_in_bar(page, named(verify, "documents-check"), named(another, "documents-another"))
        self._show(page, verify)
        done.tell()

    def _back(self) -> Button:
        return named(Button(say(texts.BACK), self.show_start), "documents-back")
