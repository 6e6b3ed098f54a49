"""One certificate in several places: the dialogs act on the copy that is chosen, and say so."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from desktop_client.finding_texts import FINDING_TEXTS
from desktop_client.pki.storage import keeping
from desktop_client.pki.storage.pfx import read_pfx
from desktop_client.pki.storage.store import load, open_entry
from desktop_client.views import routes
from desktop_client.views.language import say
from desktop_client.views.manager import texts
from practice.pki import PASSWORD
from testing.views.acting import Stage
from tests.views.manager.test_manager import NEW_ONE, SUPPLIER, choose, dialog, names, write

OLD, NEW, OTHER = PASSWORD.encode(), NEW_ONE.decode(), "of-the-stick-1"
TWICE = {"new_password": NEW, "repeat": NEW}

pytestmark = pytest.mark.usefixtures("alone")


@pytest.fixture
def folders(stage: Stage, npki: Path) -> tuple[Path, Path]:
    """Show the manager at a certificate that lies in two folders: its own, and another."""
    screen = stage.enter(routes.Manager())
    choose(stage, SUPPLIER)
    own = Path(screen.kept.entry.folder)
    other = Path(shutil.copytree(own, own.with_name("other")))
    stage.press("manager-again")
    choose(stage, SUPPLIER)
    entry = screen.kept.entry
    return entry.folder, ({own, other} - {entry.folder}).pop()


def pick(stage: Stage, folder: Path) -> None:
    """Choose a copy by keyboard."""
    combo = stage.find(QComboBox, "action-copy")
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Home)
    while combo.currentText() != str(folder):
        before = combo.currentIndex()
        QTest.keyClick(combo, Qt.Key.Key_Down)
        assert combo.currentIndex() > before


def state(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir()}


def test_of_one_copy_nothing_is_asked(stage: Stage) -> None:
    stage.enter(routes.Manager())
    choose(stage, SUPPLIER)
    for action in ("change", "copy", "export", "delete"):
        stage.press(f"manager-{action}")
        assert not stage.sees("action-copy")
        stage.press("action-cancel")


def test_the_password_of_one_copy_is_changed_alone(
    stage: Stage, folders: tuple[Path, Path]
) -> None:
    own, other = folders
    stage.press("manager-change")
    assert dialog().focusWidget() is stage.find(QLineEdit, "ask-password")
    assert say(texts.CHANGE_LEAD, folders=f"{own}, {other}") in stage.words()
    pick(stage, other)
    assert say(texts.CHANGE_LEAD, folders=str(other)) in stage.words()
    assert say(texts.CHANGE_OTHERS, folders=str(own)) in stage.words()
    before = state(own)
    write(stage, password=PASSWORD, **TWICE)
    stage.press("action-ok")
    assert say(texts.CHANGED, folders=str(other)) in stage.words()
    assert state(own) == before
    open_entry(load(other), NEW_ONE)


def test_a_wrong_password_is_forgotten_with_another_copy(
    stage: Stage, folders: tuple[Path, Path]
) -> None:
    own, other = folders
    keeping.change_password(load(other), OLD, OTHER.encode())
    stage.press("manager-change")
    pick(stage, other)
    write(stage, password=PASSWORD, **TWICE)
    stage.press("action-ok")
    assert FINDING_TEXTS["wrong_password"].why.ko in stage.words()
    pick(stage, own)
    assert FINDING_TEXTS["wrong_password"].why.ko not in stage.words()
    stage.press("action-ok")
    assert say(texts.CHANGED, folders=str(own)) in stage.words()
    open_entry(load(own), NEW_ONE)
    open_entry(load(other), OTHER.encode())


def test_the_copy_that_is_chosen_is_copied(
    stage: Stage, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    _, other = folders
    keeping.change_password(load(other), OLD, OTHER.encode())
    drive = tmp_path / "drive"
    drive.mkdir()
    stage.press("manager-copy")
    pick(stage, other)
    assert say(texts.COPY_LEAD, folder=str(other)) in stage.words()
    write(stage, folder=str(drive))
    stage.press("action-ok")
    (key,) = drive.rglob("signPri.key")
    assert key.read_bytes() == (other / "signPri.key").read_bytes()


def test_the_copy_that_is_chosen_is_exported(
    stage: Stage, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    own, other = folders
    keeping.change_password(load(other), OLD, OTHER.encode())
    file = tmp_path / "one.pfx"
    stage.press("manager-export")
    assert say(texts.EXPORT_FIRST, folders=f"{own}, {other}") in stage.words()
    pick(stage, own)
    assert say(texts.EXPORT_FROM, folders=str(own)) in stage.words()
    write(stage, save_file=str(file), password=OTHER, **TWICE)
    stage.press("action-ok")
    assert FINDING_TEXTS["wrong_password"].why.ko in stage.words()
    assert not file.exists()
    pick(stage, other)
    stage.press("action-ok")
    assert read_pfx(file.read_bytes(), NEW_ONE)


def test_a_damaged_copy_keeps_no_other_from_being_exported(
    stage: Stage, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    """Nor does it hide that a password is wrong."""
    own, other = folders
    keeping.change_password(load(own), OLD, OTHER.encode())
    (other / "signPri.key").write_bytes(b"damaged")
    file = tmp_path / "one.pfx"
    stage.press("manager-export")
    write(stage, save_file=str(file), password=PASSWORD, **TWICE)
    stage.press("action-ok")
    assert FINDING_TEXTS["wrong_password"].why.ko in stage.words()
    write(stage, password=OTHER)
    stage.press("action-ok")
    assert file.exists()


@pytest.mark.parametrize("which", [0, 1])
def test_the_copy_that_is_chosen_is_deleted_and_the_other_stays(
    stage: Stage, folders: tuple[Path, Path], which: int
) -> None:
    deleted, stays = folders[which], folders[1 - which]
    before = state(stays)
    stage.press("manager-delete")
    pick(stage, deleted)
    assert say(texts.DELETE_OTHERS, folders=str(stays)) in stage.words()
    for name in before:
        assert name in stage.words()
    stage.press("action-ok")
    assert say(texts.DELETED, path=str(deleted)) in stage.words()
    assert not deleted.exists()
    assert state(stays) == before
    assert SUPPLIER in names(stage)
