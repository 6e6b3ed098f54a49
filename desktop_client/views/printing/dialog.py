"""A paper before it is printed: its pages as they will come out, to print or to save as PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from desktop_client.errors import ClientError, explain
from desktop_client.views.dialog_keys import give_keys
from desktop_client.views.language import say
from desktop_client.views.printing import texts
from desktop_client.views.theme import px
from desktop_client.views.widgets.action_bar import ActionBar, stand_in_bar
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.failure import FailurePanel
from desktop_client.views.widgets.file_dialog import FileDialog
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, scrolling
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.state_page import StatePage
from desktop_client.views.widgets.swap import Swap

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from desktop_client.errors import Failure
    from desktop_client.jobs import Jobs
    from desktop_client.work import Work
    from desktop_client.workflows.printouts.printing import Printing
    from desktop_client.workflows.printouts.typeset import Printed

SIZE = (720, 700)
PAGE_WIDTH = 640

Make = Callable[["Work"], "Printed"]


class PaperDialog(QDialog):
    """Makes a paper and shows it. Show it with `open`."""

    def __init__(
        self, jobs: Jobs, printing: Printing, title: str, make: Make, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._jobs, self._printing, self._make = jobs, printing, make
        self._printed: Printed | None = None
        self.setObjectName("paper-dialog")
        give_keys(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._pages = QWidget()
        self._page_column = column(self._pages, gap=12)
        self._page = StatePage(self._pages, jobs, "paper")
        self._below = Swap()
        self._lay_out(title)
        self.resize(px(SIZE[0]), px(SIZE[1]))
        self._begin()

    def done(self, result: int) -> None:
        """Close; work under way is stopped."""
        self._page.stop()
        super().done(result)

    def _lay_out(self, title: str) -> None:
        self.print_button = PrimaryButton(say(texts.PRINT), self._ask_printer)
        self.print_button.setObjectName("paper-print")
        self.save_button = Button(say(texts.SAVE), self._ask_file)
        self.save_button.setObjectName("paper-save")
        self._close = Button(say(texts.CLOSE), self.reject)
        self._close.setObjectName("paper-close")
        self._ready(False)
        area = scrolling(self._page)
        area.setAccessibleName(say(texts.PREVIEW))
        self.bar = ActionBar()
        page = QWidget()
        down = column(page, gap=8, margin=16)
        down.addWidget(Label(title, "title"))
        down.addWidget(area, 1)
        down.addWidget(self._below)
        stand_in_bar(page, self.print_button, self.save_button, back=self._close)
        whole = column(self, gap=0)
        whole.addWidget(page, 1)
        whole.addWidget(self.bar)

    def _ready(self, ready: bool) -> None:
        self.print_button.setEnabled(ready)
        self.save_button.setEnabled(ready)

    def _begin(self) -> None:
        self._page.run(self._make, self._show, self._not_made, stopped=self.reject)

    def _not_made(self, failure: Failure) -> None:
        close = Button(say(texts.CLOSE), self.reject)
        self._page.show_failure(failure, self._begin, back=close)

    def _show(self, printed: Printed) -> None:
        self._printed = printed
        count = len(printed.pages)
        for number, page in enumerate(printed.pages, 1):
            self._page_column.addWidget(_picture(page, say(texts.PAGE, number=number, count=count)))
        self._page_column.addWidget(Label(say(texts.CODE, code=printed.paper.code), "subtle"))
        self._page.show_content()
        self._ready(True)
        self.print_button.setFocus()

    def _ask_file(self) -> None:
        if not self._printed:
            return
        paper = self._printed.paper
        dialog = FileDialog(self, say(texts.SAVE))
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(say(texts.PDF_KIND))
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{paper.title}-{paper.receipt_number}.pdf")
        dialog.fileSelected.connect(self.save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, file: str) -> None:
        """Write the PDF to this file."""
        printed = self._printed
        if printed:
            # Not by a Task, which the next would stop: every file asked for is written.
            self._jobs.run(
                lambda _work: self._printing.save(printed, Path(file)),
                done=lambda saved: self._tell(say(texts.SAVED, file=saved)),
                failed=self._failed,
                owner=self,
            )

    def _ask_printer(self) -> None:
        from desktop_client.views.printing.printer import ask_printer

        ask_printer(self, self.print_on)

    def print_on(self, printer: QPrinter) -> None:
        """Print every page on a sheet of its own."""
        if not self._printed:
            return
        printer.setFullPage(True)
        painter = QPainter(printer)
        if not painter.isActive():
            self._failed(explain(ClientError("not_printed")))
            return
        for number, page in enumerate(self._printed.pages):
            if number:
                printer.newPage()
            sheet = QRect(0, 0, printer.width(), printer.height())
            painter.drawPixmap(sheet, _pixmap(page))
        painter.end()
        self._tell(say(texts.PRINTED))

    def _tell(self, words: str) -> None:
        notice = Notice("success", words)
        self._below.show_only(notice)
        notice.tell()

    def _failed(self, failure: Failure) -> None:
        panel = FailurePanel(failure)
        self._below.show_only(panel)
        panel.tell()


def _pixmap(png: bytes) -> QPixmap:
    pixmap = QPixmap()
    pixmap.loadFromData(png, "PNG")
    return pixmap


def _picture(png: bytes, words: str) -> QLabel:
    label = QLabel()
    ratio = label.devicePixelRatioF()
    width = round(px(PAGE_WIDTH) * ratio)
    pixmap = _pixmap(png).scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
    pixmap.setDevicePixelRatio(ratio)
    label.setPixmap(pixmap)
    label.setAccessibleName(words)
    label.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return label
