"""오류 보고서: read first, saved where the person chooses, without personal data."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_client import logs
from desktop_client.parts import Parts
from desktop_client.views import routes
from desktop_client.views.language import say
from desktop_client.views.report import texts
from desktop_client.views.report.screen import ReportScreen
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.window import MainWindow
from desktop_client.workflows.checkup.check import Check, fine
from desktop_client.workflows.checkup.checkup import Checkup
from desktop_client.workflows.error_report import without_personal_data
from registration.text import Text
from testing.views import hands


class Looked:
    name = "system"
    title = Text("시스템", "System")

    def look(self, _work: object) -> object:
        return fine(Text("이상 없음", "fine"))


@pytest.fixture
def screen(
    window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> ReportScreen:
    log = tmp_path / "client.log"
    told = [f"line {number}" for number in range(300)]
    log.write_text("\n".join([*told, f"of {Path.home()}/서류 and kim@example.kr"]), "utf-8")
    (tmp_path / logs.CRASH_FILE).write_text("Fatal Python error: Aborted\n", "utf-8")
    checkup = Checkup.__new__(Checkup)
    checks: list[Check] = [Looked()]  # type: ignore[list-item] # asks nobody
    checkup.checks = checks
    monkeypatch.setattr(Parts, "checkup", checkup)
    monkeypatch.setattr(logs, "kept_in", lambda: log)
    window.navigate(routes.Report())
    shown = window.current
    assert isinstance(shown, ReportScreen)
    qtbot.waitUntil(shown.text.isVisible)
    return shown


def test_the_report_can_be_read_and_copied_before_it_is_saved(screen: ReportScreen) -> None:
    report = screen.text.toPlainText()
    assert "g2b-registration " in report
    assert "[정상] 시스템: 이상 없음" in report
    assert "line 299" in report
    assert "line 50" not in report.splitlines()
    assert "Fatal Python error" in report
    assert screen.text.isReadOnly()
    hands.click(hands.find(screen, Button, say(texts.COPY)))
    assert QApplication.clipboard().text() == report


def test_it_names_neither_a_folder_of_a_person_nor_a_mail_address(screen: ReportScreen) -> None:
    report = screen.text.toPlainText()
    assert str(Path.home()) not in report
    assert "kim@" not in report
    assert "of ~/서류" in report


def test_it_is_saved_where_the_person_chooses(
    screen: ReportScreen, tmp_path: Path, settle: Callable[[], None]
) -> None:
    file = tmp_path / "report.txt"
    screen.save(str(file))
    settle()
    assert file.read_text("utf-8") == screen.text.toPlainText()
    assert any(str(file) in words for words in hands.texts(screen))


def test_where_it_cannot_be_written_that_is_said(
    screen: ReportScreen, tmp_path: Path, settle: Callable[[], None]
) -> None:
    screen.save(str(tmp_path / "none" / "report.txt"))
    settle()
    assert screen.below.isVisible()


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ("/home/kim/NPKI/x", "~/NPKI/x"),
        ("/Users/김철수/문서", "~/문서"),
        (r"C:\Users\kim\AppData", r"~\AppData"),
        ("111-11-11119", "(…)"),
        ("1111111119", "(…)"),
        ("900101-1234567", "(…)"),
        ("010-1234-5678", "(…)"),
        ("hong@practice.example.kr", "(…@…)"),
        ("2026-11-28 07:26:11,123 INFO", "2026-11-28 07:26:11,123 INFO"),
        ("Python 3.11.2, Linux-6.1.0-18", "Python 3.11.2, Linux-6.1.0-18"),
    ],
)
def test_what_tells_who_somebody_is_is_taken_out(
    told: str, left: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/nowhere/at/all"))
    assert without_personal_data(told) == left
