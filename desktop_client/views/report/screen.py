"""The error report as it would be saved, to be read first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from desktop_client import logs
from desktop_client.views import routes
from desktop_client.views.language import language, say
from desktop_client.views.needs import HasCheckup, HasJobs, HasPractice
from desktop_client.views.report import texts
from desktop_client.views.screen import Navigate, Screen
from desktop_client.views.theme import px
from desktop_client.views.widgets.action_bar import stand_in_bar
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.failure import FailurePanel
from desktop_client.views.widgets.file_dialog import FileDialog
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from desktop_client.views.widgets.look import named
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.state_page import StatePage
from desktop_client.views.widgets.swap import Swap

if TYPE_CHECKING:
    from desktop_client.errors import Failure
    from desktop_client.work import Work

HEIGHT = 320
"""Pixels at 100 %."""
FILE = "g2b-client-report.txt"


class ReportParts(HasJobs, HasCheckup, HasPractice, Protocol):
    """What the report is made with."""


class ReportScreen(Screen):
    """Makes the report, shows it, and saves it where the person chooses."""

    title = texts.TITLE

    def __init__(self, parts: ReportParts, navigate: Navigate) -> None:
        super().__init__(navigate)
        self.parts = parts
        self.below = Swap()
        self.page = StatePage(self._content(), parts.jobs, "report")
        down = column(self.body, margin=24)
        down.addWidget(Label(say(texts.TITLE), "heading"))
        down.addWidget(Label(say(texts.LEAD)))
        down.addWidget(Label(say(texts.CONTENTS), "subtle"))
        down.addWidget(self.page, 1)
        down.addWidget(self.below)

    def place(self) -> routes.Route:
        """Come back here."""
        return routes.Report()

    def enter(self) -> None:
        """Make the report."""
        self.page.run(self._make, self._show, what=texts.MAKING, stopped=self._show_stopped)

    def save(self, file: str) -> None:
        """Write the report to this file."""
        from desktop_client.workflows.error_report import save_report

        report = self.text.toPlainText()
        # Not by a Task, which the next would stop: every file asked for is written.
        self.parts.jobs.run(
            lambda _work: save_report(report, Path(file)),
            done=lambda _saved: self._tell(Notice("success", say(texts.SAVED, file=file))),
            failed=self._failed,
            owner=self,
        )

    def _content(self) -> QWidget:
        content = QWidget()
        self.text = named(QPlainTextEdit(), "report-text")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(px(HEIGHT))
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(say(texts.REPORT_NAME))
        column(content).addWidget(self.text, 1)
        save = named(PrimaryButton(say(texts.SAVE), self._ask_file), "report-save")
        copy = named(Button(say(texts.COPY), self._copy), "report-copy")
        stand_in_bar(content, save, copy, back=self._back())
        return content

    def _back(self) -> Button:
        leave = Button(say(texts.TO_ABOUT), lambda: self.navigate(routes.About()))
        return named(leave, "report-back")

    def _make(self, work: Work) -> str:
        from desktop_client.workflows.error_report import write_report

        log = logs.kept_in()
        crashes = log.with_name(logs.CRASH_FILE) if log else None
        checkup, practice = self.parts.checkup, self.parts.practice
        return write_report(work, checkup, log, crashes, practice=practice, language=language())

    def _show(self, report: str) -> None:
        self.text.setPlainText(report)
        self.page.show_content()
        self.text.setFocus()

    def _show_stopped(self) -> None:
        again = named(PrimaryButton(say(texts.AGAIN), self.enter), "report-again")
        self.page.show_empty(say(texts.STOPPED), again)
        again.setFocus()

    def _ask_file(self) -> None:
        dialog = FileDialog(self, say(texts.SAVE_TITLE))
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(say(texts.KIND))
        dialog.setDefaultSuffix("txt")
        dialog.selectFile(FILE)
        dialog.fileSelected.connect(self.save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.text.toPlainText())
        announce(self, say(texts.COPIED))

    def _failed(self, failure: Failure) -> None:
        self._tell(FailurePanel(failure))

    def _tell(self, notice: Notice) -> None:
        self.below.show_only(notice)
        notice.tell()
