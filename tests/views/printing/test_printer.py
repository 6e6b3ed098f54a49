"""Every way to a printer, through the system's own dialog to a printed file."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_client.garbage import Garbage
from desktop_client.parts import Parts
from desktop_client.views.printing.dialog import PaperDialog
from desktop_client.views.status.issuance import CodesPage
from desktop_client.workflows.printouts.typeset import typeset
from registration.wire import Issuance
from testing.views import hands
from tests.views.printing.test_dialog import PAPER

CODES = Issuance(authority="KICA", reference_number="12345", authorisation_code="abcd-efgh")


def print_to(file: Path, above: QWidget) -> None:
    """Press 인쇄 in the system's dialog, with this file as its printer."""
    Garbage().collect()  # whatever only Python held is gone by now
    QApplication.processEvents()
    (dialog,) = above.findChildren(QPrintDialog)
    name = dialog.findChild(QLineEdit, "filename")
    assert isinstance(name, QLineEdit)
    name.setText(str(file))
    boxes = dialog.findChildren(QDialogButtonBox)
    (button,) = [
        one
        for box in boxes
        for one in box.buttons()
        if box.buttonRole(one) is QDialogButtonBox.ButtonRole.AcceptRole and one.isVisible()
    ]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def words(pdf: Path) -> str:
    done = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, timeout=30)
    return done.stdout.decode()


def test_the_one_time_codes_are_printed(qtbot: QtBot, tmp_path: Path) -> None:
    page = CodesPage(CODES, lambda: None, lambda: None)
    qtbot.addWidget(page)
    page.show()
    for number in range(2):
        hands.click(page.print_button)
        print_to(tmp_path / f"{number}.pdf", page)
        assert "abcd-efgh" in words(tmp_path / f"{number}.pdf")


def test_a_paper_is_printed(
    qtbot: QtBot, parts: Parts, settle: Callable[[], None], tmp_path: Path
) -> None:
    above = QWidget()
    qtbot.addWidget(above)
    dialog = PaperDialog(
        parts.jobs, parts.printing, "신청서 출력", lambda work: typeset(work, PAPER), above
    )
    dialog.open()
    settle()
    hands.click(dialog.print_button)
    print_to(tmp_path / "paper.pdf", dialog)
    assert (tmp_path / "paper.pdf").read_bytes()[:5] == b"%PDF-"
    dialog.close()


def test_a_printer_that_cannot_be_written_to_is_told(
    qtbot: QtBot, parts: Parts, settle: Callable[[], None], tmp_path: Path
) -> None:
    above = QWidget()
    qtbot.addWidget(above)
    dialog = PaperDialog(
        parts.jobs, parts.printing, "신청서 출력", lambda work: typeset(work, PAPER), above
    )
    dialog.open()
    settle()
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no such folder" / "paper.pdf"))
    dialog.print_on(printer)
    assert "not_printed" in " ".join(hands.texts(dialog))
    dialog.close()
