"""A filed application: its receipt, where the receipt is kept, and what comes next."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop_client.errors import ClientError
from desktop_client.parts import Parts
from desktop_client.views.language import say
from desktop_client.views.printing.buttons import paper_buttons
from desktop_client.views.review import texts
from desktop_client.views.review.copying import ReceiptCopy
from desktop_client.views.review.pages import Act, named
from desktop_client.views.signing import texts as signing_texts
from desktop_client.views.signing.facts import Facts, Row
from desktop_client.views.status.state_line import StateLine
from desktop_client.views.status.waiting import WaitingCard, waits_for_letter
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.card import Card
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.swap import Swap
from registration.field_types import show_business_number
from registration.korean_time import show_time
from registration.lifecycle import State
from registration.procedures import PROCEDURES
from registration.submission import Receipt
from registration.text import Text

if TYPE_CHECKING:
    from desktop_client.work import Work
    from desktop_client.workflows.filing import FiledApplication
    from registration.wire import Status


@dataclass(frozen=True, slots=True)
class Sent:
    """What was filed, and how the service says it stands: None where it could not be asked."""

    filed: "FiledApplication"
    status: "Status | None"


def ask_status(parts: Parts, work: "Work", filed: "FiledApplication") -> Sent:
    """Ask how it stands now; that it was taken in is certain even where nobody answers."""
    try:
        return Sent(filed, parts.following.status(work, filed.receipt.draft))
    except ClientError:
        return Sent(filed, None)


class SentPage(QWidget):
    """The receipt number and the state, what to do next, and the receipt."""

    def __init__(self, parts: Parts, sent: Sent, follow: Act, attach: Act) -> None:
        super().__init__()
        receipt, status = sent.filed.receipt, sent.status
        self._folder = sent.filed.path.parent
        held = receipt.state is State.ON_HOLD
        printing = status is not None and waits_for_letter(status)
        self._below = Swap()
        down = column(self)
        self.notice = Notice("warning" if held else "success", say(_words(receipt.state, printing)))
        verified = texts.VERIFIED if receipt.signature_sha256 else texts.VERIFIED_UNSIGNED
        self.notice.column.addWidget(Label(say(verified), "subtle"))
        down.addWidget(self.notice)
        down.addWidget(_number(say(texts.RECEIPT_NUMBER, number=receipt.receipt_number), receipt))
        if status and WaitingCard.is_needed(status):
            down.addWidget(WaitingCard(status))
        elif not held:
            down.addWidget(Label(say(texts.NEXT)))
        papers = paper_buttons(
            parts.jobs, parts.printing, receipt.draft, receipt.state, first=printing
        )
        attaching = [named(PrimaryButton(say(texts.ATTACH), attach), "review-attach")]
        following = Button if held or (printing and papers) else PrimaryButton
        self.follow_button = named(following(say(texts.FOLLOW), follow), "review-status")
        firsts = attaching if held else papers if printing else []
        self.first_button = next(iter(firsts), self.follow_button)
        folder = named(Button(say(texts.OPEN_FOLDER), self._open_folder), "receipt-folder")
        self._copy = ReceiptCopy(parts.jobs, parts.drafts, receipt.draft, receipt.receipt_number)
        others = [self.follow_button, folder, self._copy.button]
        for buttons in (firsts, others, [button for button in papers if button not in firsts]):
            if buttons:
                down.addWidget(wrapping_row(*buttons))
        down.addWidget(self._below)
        down.addWidget(self._copy)
        down.addWidget(Facts(_rows(sent.filed)))

    def _open_folder(self) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder))):
            notice = Notice("info", say(texts.FOLDER_NOT_OPENED, folder=self._folder))
            self._below.show_only(notice)
            notice.tell()


def _words(state: State, printing: bool) -> Text:
    if state is State.ON_HOLD:
        return texts.SENT_HELD
    return texts.SENT_TO_PRINT if printing else texts.SENT


def _number(words: str, receipt: Receipt) -> QWidget:
    card = Card()
    label = Label(words, "heading")
    label.setObjectName("receipt-number")
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    card.column.addWidget(label)
    card.column.addWidget(StateLine(receipt.state))
    return card


def _rows(filed: "FiledApplication") -> list[Row]:
    receipt = filed.receipt
    return [
        (signing_texts.KIND, say(PROCEDURES[receipt.kind].title)),
        (texts.APPLICANT, receipt.applicant),
        (signing_texts.BUSINESS_NUMBER, show_business_number(receipt.business_number)),
        (texts.RECEIVED, show_time(receipt.received)),
        (signing_texts.SERVICE, receipt.service),
        (texts.DIGEST, receipt.document_sha256),
        (texts.SIGNATURE_DIGEST, receipt.signature_sha256 or say(signing_texts.NONE)),
        (texts.RECEIPT_FILE, str(filed.path)),
    ]
