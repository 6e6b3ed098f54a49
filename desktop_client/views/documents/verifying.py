"""Verifies a signature: which file, what was signed, and what each signature is worth."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_client.pki.findings import Validity
from desktop_client.views.documents import texts
from desktop_client.views.documents.page import TaskPage
from desktop_client.views.documents.signer_card import SignerCard
from desktop_client.views.language import say
from desktop_client.views.papers.sizes import size_words
from desktop_client.views.widgets.action_bar import stand_in_bar
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.file_dialog import FileDialog
from desktop_client.views.widgets.file_line import FileLine
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, reveal, wrapping_row
from desktop_client.views.widgets.look import named
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.swap import Swap

if TYPE_CHECKING:
    from desktop_client.jobs import Jobs
    from desktop_client.workflows.documents import Documents, VerifiedSignature


class VerifyPage(TaskPage):
    """The files above, what was found below."""

    def __init__(self, jobs: Jobs, documents: Documents) -> None:
        super().__init__(jobs)
        self._documents = documents
        self.signature = FileLine(texts.SIGNATURE, "documents-signature", texts.SIGNATURE_KINDS)
        self.original = FileLine(texts.ORIGINAL, "documents-original")
        self.go = named(PrimaryButton(say(texts.VERIFY), self.begin), "documents-go")
        self._found = Swap()
        for file in (self.signature, self.original):
            file.changed.connect(self._enable)
            file.line.returnPressed.connect(self.go.click)
        self.start = self.signature.line
        self._questions = QWidget()
        down = column(self._questions)
        for widget in (self.signature, self.original, self._found):
            down.addWidget(widget)
        down.addStretch(1)
        stand_in_bar(self._questions, self.go)
        self._enable()
        self._show(self._questions, self.start)

    @property
    def typed(self) -> tuple[str, ...]:
        """The files that are named."""
        return self.signature.line.text(), self.original.line.text()

    def fill(self, typed: tuple[str, ...]) -> None:
        """Take what was typed before."""
        for file, text in zip((self.signature, self.original), typed, strict=False):
            file.line.setText(text)

    def show_start(self) -> None:
        """Show the questions; what was found before is no longer about them."""
        self._found.clear()
        self._go_on(self.start)

    def begin(self) -> None:
        """Verify the files that are named."""
        file, original = self.signature.path, self.original.path
        documents = self._documents
        if file:
            self._found.clear()
            self._run(lambda work: documents.verify(work, file, original), self._verified)

    def _verified(self, verified: VerifiedSignature) -> None:
        if verified.needs_original:
            notice = Notice("warning", say(texts.NEEDS_ORIGINAL))
            self._found.show_only(notice)
            self._go_on(self.original.line)
            notice.tell()
            return
        kind, words = texts.OUTCOMES[verified.validity]
        outcome = named(Notice(kind, say(words)), "documents-outcome")
        shown = QWidget()
        down = column(shown)
        down.addWidget(outcome)
        down.addWidget(self._content_row(verified))
        for number, (signer, chain) in enumerate(
            zip(verified.signers, verified.chains, strict=True), 1
        ):
            down.addWidget(SignerCard(number, signer, chain))
        self._found.show_only(shown)
        self._go_on(self.go)
        outcome.tell()
        reveal(outcome)

    def _content_row(self, verified: VerifiedSignature) -> QWidget:
        if verified.content is None:
            return Label(say(texts.OVER, file=verified.original), "subtle")
        size = size_words(len(verified.content))
        inside = QWidget()
        down = column(inside, gap=4)
        down.addWidget(Label(say(texts.INSIDE, size=size), "subtle"))
        if verified.validity is Validity.INVALID:
            down.addWidget(
                named(Label(say(texts.CONTENT_DOUBTFUL), "danger"), "documents-doubtful")
            )
        save = Button(say(texts.SAVE_CONTENT), lambda: self._ask_file(verified))
        down.addWidget(wrapping_row(named(save, "documents-content")))
        return inside

    def _ask_file(self, verified: VerifiedSignature) -> None:
        dialog = FileDialog(self, say(texts.SAVE_CONTENT))
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setDirectory(str(verified.proposed.parent))
        dialog.selectFile(verified.proposed.name)
        dialog.fileSelected.connect(lambda file: self._save(verified, Path(file)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save(self, verified: VerifiedSignature, file: Path) -> None:
        documents = self._documents
        self._run(lambda work: documents.save_content(work, verified, file), self._content_saved)

    def _content_saved(self, file: Path) -> None:
        notice = named(Notice("success", say(texts.CONTENT_SAVED, file=file)), "documents-saved")
        self._found.show_only(notice)
        self._go_on(self.go)
        notice.tell()

    def _enable(self) -> None:
        self.go.setEnabled(self.signature.path is not None)

    def _back(self) -> Button:
        return named(Button(say(texts.BACK), self.show_start), "documents-back")
