"""The buttons that take rows from a CSV file and save a template for one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_client.results import write_result
from desktop_client.views.application import csv_texts as texts
from desktop_client.views.application.csv_rows import CsvRead, read_file, template
from desktop_client.views.language import language, say
from desktop_client.views.screen import screen_around
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.failure import FailurePanel
from desktop_client.views.widgets.look import named
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.task import Task
from registration.korean_time import today

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_client.errors import Failure
    from desktop_client.jobs import Jobs
    from registration.forms import PageDescription

MOST_TOLD = 8
"""Faults of a file that are listed; of the others it is told how many there are."""


@runtime_checkable
class WorksInJobs(Protocol):
    """A screen that lets work be done away from it."""

    jobs: Jobs


class CsvTools(QObject):
    """Two buttons; `imported` carries the rows of a file, `told` a widget that says how it went.

    `room` returns how many rows may still come.
    """

    imported = Signal(list)
    told = Signal(object)

    def __init__(self, page: PageDescription, room: Callable[[], int], around: QWidget) -> None:
        super().__init__(around)
        self._page, self._room, self._around = page, room, around
        self._task: Task | None = None
        self.import_button = named(Button(say(texts.IMPORT), self._ask), "rows-import")
        self.template_button = named(Button(say(texts.TEMPLATE), self._ask_where), "rows-template")

    def take(self, file: str) -> None:
        """Read this file."""
        page, room = self._page, self._room()
        task = self._task_of_screen()
        if task:
            task.run(lambda _work: read_file(page, Path(file), room, today()), self._read, self._no)

    def save(self, file: str) -> None:
        """Save the template as this file."""
        data, where = template(self._page, language()), Path(file)
        task = self._task_of_screen()
        if task:
            task.run(
                lambda _work: write_result(where, data, replace=True),
                lambda _none: self.told.emit(Notice("success", say(texts.SAVED, file=where))),
                self._no,
            )

    def _task_of_screen(self) -> Task | None:
        screen = screen_around(self._around)
        if self._task is None and isinstance(screen, WorksInJobs):
            self._task = Task(screen.jobs, self)
        return self._task

    def _ask(self) -> None:
        dialog = self._dialog(say(texts.IMPORT))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take)
        dialog.open()

    def _ask_where(self) -> None:
        dialog = self._dialog(say(texts.TEMPLATE))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(f"{say(self._page.page.title)}.csv")
        dialog.fileSelected.connect(self.save)
        dialog.open()

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._around, title.removesuffix("…"))
        dialog.setNameFilter(say(texts.FILES))
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _read(self, read: CsvRead) -> None:
        if not read.faults:
            self.imported.emit(read.rows)
            self.told.emit(Notice("success", say(texts.IMPORTED, count=len(read.rows))))
            return
        lines = [say(texts.REFUSED), *(say(fault) for fault in read.faults[:MOST_TOLD])]
        if len(read.faults) > MOST_TOLD:
            lines.append(say(texts.MORE, count=len(read.faults) - MOST_TOLD))
        self.told.emit(Notice("danger", "\n".join(lines)))

    def _no(self, failure: Failure) -> None:
        self.told.emit(FailurePanel(failure))
