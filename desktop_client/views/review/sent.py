"""A filed application: its receipt, where the receipt is kept, and what comes next."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop_client.views.language import say
from desktop_client.views.printing.buttons import paper_buttons
from desktop_client.views.review import texts
from desktop_client.views.review.copying import ReceiptCopy
from desktop_client.views.review.pages import Act, named
from desktop_client.views.screen import Parts
from desktop_client.views.signing import texts as signing_texts
from desktop_client.views.signing.facts import Facts, Row
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.card import Card
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row
from desktop_client.views.widgets.notice import Notice
from registration.korean_time import show_time
from registration.lifecycle import STATE_NAMES
from registration.numbers import show_business_number
from registration.procedures import PROCEDURES

if TYPE_CHECKING:
    from desktop_client.workflows.filing import FiledApplication


class SentPage(QWidget):
    """The receipt number, the receipt, and the way to the status."""

    def __init__(self, parts: Parts, filed: "FiledApplication", follow: Act) -> None:
        super().__init__()
        receipt = filed.receipt
        self._folder = filed.path.parent
        down = column(self)
        self.notice = Notice("success", say(texts.SENT))
        verified = texts.VERIFIED if receipt.signature_sha256 else texts.VERIFIED_UNSIGNED
        self.notice.column.addWidget(Label(say(verified)))
        down.addWidget(self.notice)
        down.addWidget(_number(say(texts.RECEIPT_NUMBER, number=receipt.receipt_number)))
        down.addWidget(Label(say(texts.NEXT)))
        self.follow_button = named(PrimaryButton(say(texts.FOLLOW), follow), "review-status")
        folder = named(Button(say(texts.OPEN_FOLDER), self._open_folder), "receipt-folder")
        self._copy = ReceiptCopy(parts, receipt.draft, receipt.receipt_number)
        down.addWidget(wrapping_row(self.follow_button, folder, self._copy.button))
        down.addWidget(wrapping_row(*paper_buttons(parts, receipt.draft, receipt.state)))
        down.addWidget(self._copy)
        down.addWidget(Facts(_rows(filed)))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def _number(words: str) -> QWidget:
    card = Card()
    label = Label(words, "heading")
    label.setObjectName("receipt-number")
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    card.column.addWidget(label)
    return card


def _rows(filed: "FiledApplication") -> list[Row]:
    receipt = filed.receipt
    return [
        (signing_texts.KIND, say(PROCEDURES[receipt.kind].title)),
        (texts.APPLICANT, receipt.applicant),
        (signing_texts.BUSINESS_NUMBER, show_business_number(receipt.business_number)),
        (texts.RECEIVED, show_time(receipt.received)),
        (texts.STATE, say(STATE_NAMES[receipt.state])),
        (signing_texts.SERVICE, receipt.service),
        (texts.DIGEST, receipt.document_sha256),
        (texts.SIGNATURE_DIGEST, receipt.signature_sha256 or say(signing_texts.NONE)),
        (texts.RECEIPT_FILE, str(filed.path)),
    ]
