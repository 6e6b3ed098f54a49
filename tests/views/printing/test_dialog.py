"""A paper on the screen: made by the real typesetter, printed and saved by real clicks."""

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_client.parts import Parts
from desktop_client.results import ResultRefused
from desktop_client.views.printing.dialog import PaperDialog
from desktop_client.work import Work
from desktop_client.workflows.printouts import fonts
from desktop_client.workflows.printouts.typeset import Printed, typeset
from registration import printouts
from registration.kinds import Kind
from testing.views import hands
from tests.registration.test_printouts import CODE, FORM, filed, receipt

ADDRESS = f"https://service.example.kr/v1/papers/{CODE}"
PAPER = replace(printouts.application(filed(), receipt(), CODE), address=ADDRESS)


def text_of(pdf: Path) -> str:
    """The words of a PDF, as poppler reads them."""
    done = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=30
    )
    return done.stdout.decode()


@pytest.fixture
def shown(
    qtbot: QtBot, parts: Parts, settle: Callable[[], None]
) -> Iterator[Callable[[Callable[[Work], Printed]], PaperDialog]]:
    """Opens the dialog and waits until the paper is made, or is not."""

    above = QWidget()
    qtbot.addWidget(above)
    opened = []

    def show(make: Callable[[Work], Printed]) -> PaperDialog:
        dialog = PaperDialog(parts.jobs, parts.printing, "신청서 출력", make, above)
        opened.append(dialog)
        dialog.open()
        settle()
        return dialog

    yield show
    for dialog in opened:
        if shiboken6.isValid(dialog):
            dialog.close()


def test_a_paper_is_shown_page_by_page_and_saved_as_a_pdf_that_says_the_same(
    shown: Callable[..., PaperDialog], settle: Callable[[], None], tmp_path: Path
) -> None:
    dialog = shown(lambda work: typeset(work, PAPER))
    pages = [one for one in dialog.findChildren(QLabel) if one.pixmap().width()]
    assert [one.accessibleName() for one in pages] == ["1쪽 / 전체 2쪽", "2쪽 / 전체 2쪽"]
    assert dialog.print_button.hasFocus()
    file = tmp_path / "신청서.pdf"
    dialog.save(str(file))
    settle()
    words = text_of(file)
    for part in (
        "조달업체 경쟁입찰참가자격 등록 신청서",
        "111-11-11119",
        "주식회사 연습상사",
        CODE,
    ):
        assert part in words
    assert "1/2" in words.replace(" ", "")
    listed = subprocess.run(
        ["pdffonts", str(file)], check=True, capture_output=True, timeout=30
    ).stdout.decode()
    rows = [line.split() for line in listed.splitlines()[2:]]
    assert rows
    assert all(row[-5] == "yes" for row in rows)  # the column "emb"
    hands.key(Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_it_is_printed_a_page_a_sheet(shown: Callable[..., PaperDialog], tmp_path: Path) -> None:
    dialog = shown(lambda work: typeset(work, PAPER))
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.print_on(printer)
    told = subprocess.run(
        ["pdfinfo", str(tmp_path / "printed.pdf")], check=True, capture_output=True, timeout=30
    ).stdout.decode()
    assert "Pages:           2" in told


def test_a_paper_that_cannot_be_made_says_why_and_can_be_tried_again(
    shown: Callable[..., PaperDialog], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "FOLDERS", {"linux": ()})
    monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    dialog = shown(lambda work: typeset(work, PAPER))
    words = " ".join(hands.texts(dialog))
    assert "한글 글꼴" in words
    assert "fonts_missing" in words
    assert not dialog.print_button.isEnabled()


def test_a_disk_that_is_full_is_told_and_the_old_file_stays(
    shown: Callable[..., PaperDialog],
    settle: Callable[[], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "old.pdf"
    file.write_bytes(b"old")

    def full(_printed: Printed, wanted: Path) -> Path:
        raise ResultRefused(file=str(wanted))

    dialog = shown(lambda work: typeset(work, PAPER))
    monkeypatch.setattr(dialog._printing, "save", full)
    dialog.save(str(file))
    settle()
    assert "output_not_written" in " ".join(hands.texts(dialog))
    assert file.read_bytes() == b"old"


def test_every_paper_fits_its_template(parts: Parts) -> None:
    of = printouts.Registered(
        Kind.SUPPLIER, FORM, "2026000123", "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", CODE
    )
    for paper in (
        printouts.cover_letter(filed(), receipt(), CODE),
        printouts.receipt_printout(filed(), receipt(), CODE),
        printouts.registration_certificate(of, date(2026, 11, 26)),
    ):
        printed = typeset(Work(), paper)
        assert printed.pdf.startswith(b"%PDF-")
        assert printed.pages
