"""중지 in the dialogs that write: what is said to be stopped has not been done."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_client import results
from desktop_client.pki.storage import disk, keeping, lock
from desktop_client.pki.storage.store import load
from desktop_client.views import routes
from desktop_client.views.language import say
from desktop_client.views.widgets import texts
from desktop_client.views.widgets.buttons import Button
from desktop_client.work import Work
from practice.pki import PASSWORD
from testing.views.acting import Stage
from testing.views.faking import Gate
from tests.views.manager.test_manager import NEW_ONE, SUPPLIER, choose, dialog, names, write

NEW = NEW_ONE.decode()
TWICE = {"new_password": NEW, "repeat": NEW}


@pytest.fixture
def folder(stage: Stage) -> Path:
    """Show the manager at a certificate; its folder."""
    screen = stage.enter(routes.Manager())
    choose(stage, SUPPLIER)
    return Path(screen.kept.entry.folder)


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    drive = tmp_path / "drive"
    drive.mkdir()
    return drive


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Holds up whatever is written just when it begins."""
    gate = Gate(None)

    def held(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            gate(Work())
            return real(*arguments, **options)

        return call

    monkeypatch.setattr(disk, "commit", held(disk.commit))
    monkeypatch.setattr(disk, "remove", held(disk.remove))
    writing = "desktop_client.workflows.certificate_manager.write_result"
    monkeypatch.setattr(writing, held(results.write_result))
    yield gate
    gate.let_go()


def fill(stage: Stage, action: str, folder: Path, drive: Path) -> None:
    """Open the dialog of an action and answer what it asks."""
    if action == "import":
        data = keeping.export_pfx(load(folder), PASSWORD.encode(), b"pfx")
        (drive / "one.pfx").write_bytes(data)
    stage.press(f"manager-{action}")
    answers: dict[str, str] = {
        "change": {"password": PASSWORD, **TWICE},
        "copy": {"folder": str(drive)},
        "export": {"save_file": str(drive / "new.pfx"), "password": PASSWORD, **TWICE},
        "import": {
            "open_file": str(drive / "one.pfx"),
            "pfx_password": "pfx",
            "folder": str(drive),
            **TWICE,
        },
        "delete": {},
    }[action]
    write(stage, **answers)


def state(*folders: Path) -> dict[Path, bytes]:
    return {one: one.read_bytes() for top in folders for one in top.rglob("*") if one.is_file()}


@pytest.mark.parametrize("action", ["change", "copy", "export", "delete"])
def test_what_is_stopped_while_it_waits_has_not_been_done(
    stage: Stage, folder: Path, drive: Path, action: str
) -> None:
    fill(stage, action, folder, drive)
    before = state(folder, drive)
    with lock.owned(folder):
        stage.click("action-ok")
        stage.click("action-stop")
        assert not stage.sees("action-stop")
    stage.settle()
    assert state(folder, drive) == before
    assert dialog().focusWidget() is stage.find(Button, "action-ok")
    stage.press("action-cancel")
    assert SUPPLIER in names(stage)


@pytest.mark.parametrize("action", ["change", "copy", "export", "import", "delete"])
def test_what_is_being_written_is_waited_for_and_told(
    stage: Stage, folder: Path, drive: Path, gate: Gate, action: str
) -> None:
    fill(stage, action, folder, drive)
    before = state(folder, drive)
    stage.click("action-ok")
    stage.qtbot.waitUntil(lambda: say(texts.TOO_LATE) in stage.words(), timeout=10_000)
    assert gate.reached.wait(10)
    for name in ("action-stop", "action-cancel"):
        button = stage.find(Button, name)
        assert not button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    shown = dialog()
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    shown.close()
    assert QApplication.activeModalWidget() is shown
    gate.let_go()
    stage.settle()
    assert QApplication.activeModalWidget() is None
    assert state(folder, drive) != before
    assert "습니다: " in stage.words()  # what was done, and where
    assert (SUPPLIER in names(stage)) is (action != "delete")


def test_what_fails_while_it_is_written_leaves_a_dialog_that_can_be_closed(
    stage: Stage, folder: Path, drive: Path, gate: Gate
) -> None:
    fill(stage, "copy", folder, drive)
    stage.click("action-ok")
    stage.qtbot.waitUntil(lambda: say(texts.TOO_LATE) in stage.words(), timeout=10_000)
    assert gate.reached.wait(10)
    shutil.rmtree(drive)
    gate.let_go()
    stage.settle()
    assert dialog().focusWidget() is stage.find(Button, "action-cancel")
    stage.press("action-cancel")
    assert QApplication.activeModalWidget() is None


def test_the_list_is_looked_through_again_however_it_ended(
    stage: Stage, folder: Path, drive: Path
) -> None:
    """Something else may have changed meanwhile; and nothing was tried, nothing is looked for."""
    shutil.rmtree(folder)
    stage.press("manager-copy")
    stage.press("action-cancel")
    assert SUPPLIER in names(stage)
    fill(stage, "copy", folder, drive)
    stage.press("action-ok")
    stage.press("action-cancel")
    assert SUPPLIER not in names(stage)
