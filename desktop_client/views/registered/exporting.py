"""등록 정보 내보내기: to which service, with which certificate, what is signed, into which file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_client.views.certificates import CertificatePicker
from desktop_client.views.certificates.picker import PickerParts
from desktop_client.views.language import say
from desktop_client.views.needs import HasExporting, HasSessions
from desktop_client.views.registered import texts
from desktop_client.views.signing import texts as signing_texts
from desktop_client.views.signing.certificate import certificate_rows
from desktop_client.views.signing.document import SignedDocument, readable_page
from desktop_client.views.signing.facts import Facts
from desktop_client.views.signing.find_bar import FindBar
from desktop_client.views.signing.readable import package_rows
from desktop_client.views.theme import px
from desktop_client.views.widgets.action_bar import stand_in_bar
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.file_dialog import FileDialog
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from desktop_client.views.widgets.look import named
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.state_page import StatePage
from desktop_client.views.widgets.summary import FormSummary
from desktop_client.views.widgets.swap import Swap, scroll_to_top
from desktop_client.workflows.certificates import Sought
from desktop_client.workflows.exported import ENDING
from registration.forms import business_number_of, describe
from registration.submission import Package

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_client.errors import Failure
    from desktop_client.work import Work
    from desktop_client.workflows.certificates import Opened
    from desktop_client.workflows.exporting import PackageReview
    from desktop_client.workflows.service_identity import ServiceIdentity
    from registration.wire import Record

T = TypeVar("T")

LINE_WIDTH = 440
"""Pixels at 100 %."""


class ExportParts(PickerParts, HasExporting, HasSessions, Protocol):
    """What handing a record on works with."""


class ExportPage(StatePage):
    """Address, certificate, the document to sign, then the file; `back` leaves it."""

    def __init__(
        self, parts: ExportParts, record: Record, back: Callable[[], object], address: str = ""
    ) -> None:
        self._parts, self._record, self._back = parts, record, back
        self.address = address
        self._page = Swap()
        super().__init__(self._page, parts.jobs, "export")
        self.start: QWidget = self
        self._ask_address()

    def _ask_address(self) -> None:
        page = QWidget()
        down = column(page)
        down.addWidget(Label(say(texts.EXPORT), "title"))
        down.addWidget(Label(say(texts.EXPORT_INTRODUCTION)))
        title = Label(say(texts.ADDRESS), "strong")
        line = named(QLineEdit(self.address), "export-address")
        line.setAccessibleName(say(texts.ADDRESS))
        line.setPlaceholderText(say(texts.ADDRESS_EXAMPLE))
        line.setMaximumWidth(px(LINE_WIDTH))
        title.setBuddy(line)
        ask = PrimaryButton(say(texts.ASK_SERVICE), lambda: self._identify(line.text().strip()))
        line.returnPressed.connect(ask.click)
        line.textChanged.connect(self._typed)
        down.addWidget(title)
        down.addWidget(line)
        stand_in_bar(page, named(ask, "export-ask"), back=self._leave())
        self._show(page)
        self.start = line
        line.setFocus()

    def _typed(self, address: str) -> None:
        self.address = address

    def _identify(self, address: str) -> None:
        self.address = address
        exporting = self._parts.exporting
        if address:
            self._run(lambda work: exporting.identify(work, address), self._choose)

    def _choose(self, target: ServiceIdentity) -> None:
        record = self._record
        number = business_number_of(record.kind, record.form)
        own = self._parts.sessions.is_own
        picker = CertificatePicker(self._parts, Sought(record.kind, number), own)
        picker.opened.connect(lambda opened: self._prepare(target, opened))
        page = QWidget()
        down = column(page)
        down.addWidget(Label(say(texts.TARGET, name=target.name), "title"))
        down.addWidget(picker)
        stand_in_bar(page, None, back=self._leave())
        self._show(page)
        picker.search()

    def _prepare(self, target: ServiceIdentity, opened: Opened) -> None:
        exporting, record = self._parts.exporting, self._record
        self._run(
            lambda work: exporting.prepare(work, record, target, opened),
            lambda review: self._review(review, opened),
        )

    def _review(self, review: PackageReview, opened: Opened) -> None:
        shown = Package.parse(review.content)
        page = QWidget()
        form = FormSummary(describe(shown.kind), shown.form)
        document = SignedDocument(readable_page(package_rows(shown), form), review.content)
        down = column(page)
        down.addWidget(Label(say(texts.EXPORT_REVIEW)))
        down.addWidget(Label(say(signing_texts.SIGNER), "strong"))
        down.addWidget(Facts(certificate_rows(opened), signing_texts.SIGNER))
        down.addWidget(FindBar(document))
        down.addWidget(document)
        save = PrimaryButton(say(texts.SIGN_AND_SAVE), lambda: self._ask_file(review, opened))
        stand_in_bar(page, named(save, "export-save"), back=self._leave())
        self._show(page)
        save.setFocus()

    def _ask_file(self, review: PackageReview, opened: Opened) -> None:
        dialog = FileDialog(self, say(texts.SIGN_AND_SAVE))
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(say(texts.PACKAGE_KIND))
        dialog.setDefaultSuffix(ENDING)
        dialog.selectFile(f"registration-{self._record.receipt_number}{ENDING}")
        dialog.fileSelected.connect(lambda file: self.save(review, opened, file))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, review: PackageReview, opened: Opened, file: str) -> None:
        """Sign the reviewed document into this file."""
        exporting = self._parts.exporting
        self._run(lambda work: exporting.save(work, review, opened, Path(file)), self._saved)

    def _saved(self, file: Path) -> None:
        page = QWidget()
        notice = named(Notice("success", say(texts.EXPORTED, file=file)), "export-done")
        down = column(page)
        down.addWidget(notice)
        leave = self._leave()
        stand_in_bar(page, None, back=leave)
        self._show(page)
        notice.tell()
        leave.setFocus()

    def _run(self, task: Callable[[Work], T], done: Callable[[T], None]) -> None:
        self.run(task, done, self._failed, stopped=self._ask_address)

    def _failed(self, failure: Failure) -> None:
        again = named(Button(say(texts.EXPORT_AGAIN), self._ask_address), "export-again")
        self.show_failure(failure, None, again, back=self._leave())

    def _show(self, page: QWidget) -> None:
        self._page.show_only(page)
        self.show_content()
        scroll_to_top(self)

    def _leave(self) -> Button:
        return named(Button(say(texts.BACK), self._back), "registered-back")
