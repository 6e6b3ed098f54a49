"""A filed application: its receipt, where the receipt is kept, and what comes next."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop_client.errors import ClientError
from desktop_client.views.language import say
from desktop_client.views.needs import HasDrafts, HasFollowing, HasJobs, HasPrinting
from desktop_client.views.printing.buttons import paper_buttons
from desktop_client.views.review import texts
from desktop_client.views.review.copying import ReceiptCopy
from desktop_client.views.review.pages import Act, named
from desktop_client.views.signing import texts as signing_texts
from desktop_client.views.signing.facts import Facts, Row
from desktop_client.views.status.badge import StateBadge
from desktop_client.views.status.waiting import NextCard
from desktop_client.views.widgets.action_bar import stand_in_bar
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row
from desktop_client.views.widgets.look import set_look
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.swap import Swap
from registration.field_types import show_business_number
from registration.korean_time import show_time
from registration.lifecycle import State
from registration.next_steps import Next, next_step
from registration.procedures import PROCEDURES
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


def ask_status(parts: HasFollowing, work: "Work", filed: "FiledApplication") -> Sent:
    """Ask how it stands now; that it was accepted is certain even where nobody answers."""
    try:
        return Sent(filed, parts.following.status(work, filed.receipt.draft))
    except ClientError:
        return Sent(filed, None)


class SentParts(HasJobs, HasDrafts, HasPrinting, Protocol):
    """What is done after filing."""


class SentPage(QWidget):
    """What happens next, the receipt number, the papers to print, and the receipt.

    `follow`, `attach` and `home` are what the buttons do.
    """

    def __init__(self, parts: SentParts, sent: Sent, follow: Act, attach: Act, home: Act) -> None:
        super().__init__()
        receipt, status = sent.filed.receipt, sent.status
        self._folder = sent.filed.path.parent
        step = next_step(status) if status else None
        what = step.what if step else None
        held = receipt.state is State.ON_HOLD
        down = column(self)
        words = say(_words(receipt.state, printing=what is Next.SEND_LETTER))
        self.notice = Notice("warning" if held else "success", words)
        number = Label(say(texts.RECEIPT_NUMBER, number=receipt.receipt_number), "heading")
        number.setObjectName("receipt-number")
        number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.notice.column.addWidget(number)
        down.addWidget(self.notice)
        if status:
            down.addWidget(NextCard(status, attach))
        else:
            down.addWidget(StateBadge(receipt.state))
            down.addWidget(Label(say(texts.NEXT)))
        papers = paper_buttons(parts.jobs, parts.printing, receipt.draft, receipt.state)
        firsts = []
        if held and what is not Next.SEND_LETTER:
            firsts = [named(Button(say(texts.ATTACH), attach), "review-attach")]
        elif what is Next.SEND_LETTER:
            firsts, papers = papers[:1], papers[1:]
        follow_button = named(Button(say(texts.FOLLOW), follow), "review-status")
        firsts.append(follow_button)
        self.first_button = firsts[0]
        set_look(self.first_button, "primary")
        self._below = Swap()
        folder = named(Button(say(texts.OPEN_FOLDER), self._open_folder), "receipt-folder")
        self._copy = ReceiptCopy(parts.jobs, parts.drafts, receipt.draft, receipt.receipt_number)
        down.addWidget(wrapping_row(*papers, self._copy.button, folder))
        down.addWidget(self._below)
        down.addWidget(self._copy)
        verified = texts.VERIFIED if receipt.signature_sha256 else texts.VERIFIED_UNSIGNED
        down.addWidget(Label(say(verified), "subtle"))
        down.addWidget(Facts(_rows(sent.filed)))
        back = named(Button(say(texts.HOME), home), "review-home")
        stand_in_bar(self, self.first_button, *firsts[1:], back=back)

    def _open_folder(self) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder))):
            notice = Notice("info", say(texts.FOLDER_NOT_OPENED, folder=self._folder))
            self._below.show_only(notice)
            notice.tell()


def _words(state: State, *, printing: bool) -> Text:
    if state is State.ON_HOLD:
        return texts.SENT_HELD
    return texts.SENT_TO_PRINT if printing else texts.SENT


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
