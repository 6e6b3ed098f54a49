"""첨부파일: chosen or dropped, read in a job, listed, taken off again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from desktop_client.drafts import Attached
from desktop_client.views.language import say
from desktop_client.views.papers import texts
from desktop_client.views.papers.file_card import FileCard, document_choice
from desktop_client.views.papers.sizes import size_words
from desktop_client.views.widgets.buttons import SecondaryButton
from desktop_client.views.widgets.drops import take_copy
from desktop_client.views.widgets.failure import FailurePanel
from desktop_client.views.widgets.file_dialog import FileDialog
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import clear, column, wrapping_row
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.swap import Swap
from desktop_client.views.widgets.task import Task
from desktop_client.views.widgets.working import WorkingPanel
from registration.attachments import FILE_TYPES, MOST_FILES
from registration.enclosures import Enclosure

if TYPE_CHECKING:
    from desktop_client.errors import Failure
    from desktop_client.jobs import Jobs
    from desktop_client.work import Work
    from desktop_client.workflows.attaching import Attaching, AttachResult


class AttachedFiles(QWidget):
    """The files of one draft; `changed` comes when the list did."""

    changed = Signal()

    def __init__(
        self, jobs: Jobs, attaching: Attaching, draft_id: str, attached: Iterable[Attached]
    ) -> None:
        super().__init__()
        self._jobs, self._attaching, self._draft_id = jobs, attaching, draft_id
        self.attached = tuple(attached)
        self._adding = Task(jobs, self)
        self._wanted: dict[str, Enclosure] = {}
        self._naming = False
        self._shown: list[str] | None = None
        self.setAcceptDrops(True)
        self.choose_button = SecondaryButton(say(texts.CHOOSE_FILES), self._choose)
        self.choose_button.setObjectName("papers-choose")
        self.document = document_choice(Enclosure.OTHER)
        self.document.setObjectName("papers-document")
        question = Label(say(texts.AS_DOCUMENT))
        question.setWordWrap(False)
        self._below = Swap()
        self._total = Label("", "subtle")
        listing = QWidget()
        self._list = column(listing, gap=8)
        down = column(self, gap=8)
        down.addWidget(Label(say(texts.FILES), "title"))
        down.addWidget(Label(say(texts.RULES, most=MOST_FILES), "subtle"))
        down.addWidget(wrapping_row(question, self.document, self.choose_button))
        for widget in (self._below, listing, self._total, Label(say(texts.NOT_COPIED), "subtle")):
            down.addWidget(widget)
        self._show_list()

    @property
    def busy(self) -> bool:
        """Whether files are being read."""
        return self._adding.running

    def suggest(self, document: Enclosure) -> None:
        """Have the next files be this paper, unless the user says otherwise."""
        self.document.setCurrentIndex(self.document.findData(document.value))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take files, and nothing else."""
        if any(url.isLocalFile() for url in event.mimeData().urls()) and not self.busy:
            take_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Attach what was dropped."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        take_copy(event)
        self.add(files)

    def add(self, files: list[Path]) -> None:
        """Read files away from the screen and attach them as the chosen paper."""
        if self.busy or not files:
            return
        document, attaching = Enclosure(self.document.currentData()), self._attaching
        panel = WorkingPanel(stop=self.stop)
        panel.stop_button.setObjectName("papers-stop")
        self._below.show_only(panel)
        panel.stop_button.setFocus()
        self._adding.run(
            lambda work: attaching.add(work, self._draft_id, files, document),
            self._added,
            self._not_added,
            progress=panel.report,
        )
        self._show_busy()

    def stop(self) -> None:
        """Stop reading; files read to their end stay attached."""
        if not self.busy:
            return
        self._adding.stop()
        self._show_busy()
        attaching = self._attaching
        self._change(lambda: attaching.attached(self._draft_id))
        self._tell(Notice("info", say(texts.STOPPED)))

    def _choose(self) -> None:
        dialog = FileDialog(self, say(texts.CHOOSE_FILES))
        dialog.setFileMode(FileDialog.FileMode.ExistingFiles)
        endings = " ".join(f"*{ending}" for file_type in FILE_TYPES for ending in file_type.endings)
        dialog.setNameFilter(say(texts.FILE_FILTER, endings=endings))
        dialog.filesSelected.connect(lambda names: self.add([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _added(self, added: AttachResult) -> None:
        self._show_busy()
        count = len(added.attachments) - len(self.attached)
        self._listed(added.attachments)
        if not added.refused:
            self._tell(Notice("success", say(texts.ADDED, count=count)))
            return
        notice = Notice("danger", say(texts.REFUSED_SOME))
        for refused in added.refused:
            why = say(texts.REFUSED, name=refused.name, why=say(refused.failure.why))
            notice.column.addWidget(Label(why))
            notice.column.addWidget(Label(say(refused.failure.next), "subtle"))
        self._tell(notice)

    def _remove(self, sha256: str) -> None:
        attaching = self._attaching
        self._change(lambda: attaching.remove(self._draft_id, sha256))
        self.choose_button.setFocus()

    def _name_document(self, sha256: str, document: Enclosure) -> None:
        """Keep which paper a file is; walking down the list of papers keeps the last one."""
        self._wanted[sha256] = document
        if not self._naming:
            self._name_wanted()

    def _name_wanted(self) -> None:
        attaching, wanted = self._attaching, self._wanted
        self._wanted, self._naming = {}, True
        self._change(lambda: attaching.name_documents(self._draft_id, wanted), self._named)

    def _named(self, attached: tuple[Attached, ...]) -> None:
        self._naming = False
        self._listed(attached)
        if self._wanted:
            self._name_wanted()

    def _change(
        self,
        change: Callable[[], tuple[Attached, ...]],
        done: Callable[[tuple[Attached, ...]], None] | None = None,
    ) -> None:
        def task(_work: Work) -> tuple[Attached, ...]:
            return change()

        # Not by a Task, which the next would stop: each change is made.
        self._jobs.run(task, done=done or self._listed, failed=self._failed, owner=self)

    def _not_added(self, failure: Failure) -> None:
        self._show_busy()
        self._tell(FailurePanel(failure))

    def _failed(self, failure: Failure) -> None:
        self._naming = False
        self._tell(FailurePanel(failure))

    def _listed(self, attached: tuple[Attached, ...]) -> None:
        self.attached = attached
        self._show_list()
        self.changed.emit()

    def _show_list(self) -> None:
        files = [file.sha256 for file in self.attached]
        if files != self._shown:  # otherwise only papers changed, which the cards show already
            self._shown = files
            clear(self._list)
            for file in self.attached:
                card = FileCard(file, self._remove, self._name_document, self._not_opened)
                self._list.addWidget(card)
        size = size_words(sum(file.size for file in self.attached))
        count = len(self.attached)
        words = say(texts.TOTAL, count=count, size=size) if count else say(texts.NO_FILES)
        self._total.setText(words)

    def _not_opened(self, name: str) -> None:
        self._tell(Notice("warning", say(texts.NOT_OPENED, name=name)))

    def _tell(self, notice: Notice) -> None:
        self._below.show_only(notice)
        notice.tell()

    def _show_busy(self) -> None:
        self.choose_button.setEnabled(not self.busy)
        if not self.busy:
            self.choose_button.setFocus()
        self.setCursor(Qt.CursorShape.BusyCursor if self.busy else Qt.CursorShape.ArrowCursor)
