"""Saves a copy of a receipt where the user wants it."""

from pathlib import Path
from typing import TYPE_CHECKING

from desktop_client.jobs import Jobs
from desktop_client.results import write_result
from desktop_client.views.language import say
from desktop_client.views.review import texts
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.failure import FailurePanel
from desktop_client.views.widgets.file_dialog import FileDialog
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.swap import Swap
from desktop_client.views.widgets.task import Task

if TYPE_CHECKING:
    from desktop_client.drafts import DraftStore
    from desktop_client.errors import Failure


class ReceiptCopy(Swap):
    """A `button` that asks for a file; says below how the copying went."""

    def __init__(
        self, jobs: Jobs, drafts: "DraftStore", draft_id: str, receipt_number: str
    ) -> None:
        super().__init__()
        self._drafts, self._draft_id, self._number = drafts, draft_id, receipt_number
        self._task = Task(jobs, self)
        self.button = Button(say(texts.SAVE_COPY), self._ask)
        self.button.setObjectName("receipt-save")

    def _ask(self) -> None:
        dialog = FileDialog(self, say(texts.SAVE_COPY))
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(say(texts.RECEIPT_KIND))
        dialog.setDefaultSuffix("p7s")
        dialog.selectFile(f"receipt-{self._number}.p7s")
        dialog.fileSelected.connect(self.save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, file: str) -> None:
        """Write the receipt (CMS, DER) to this file."""
        self._task.run(lambda _work: self._copy(Path(file)), self._copied, self._failed)

    def _copy(self, file: Path) -> Path:
        write_result(file, self._drafts.receipt(self._draft_id), replace=True)
        return file

    def _copied(self, file: Path) -> None:
        notice = Notice("success", say(texts.COPY_SAVED, file=file))
        self.show_only(notice)
        notice.tell()

    def _failed(self, failure: "Failure") -> None:
        panel = FailurePanel(failure)
        self.show_only(panel)
        panel.tell()
