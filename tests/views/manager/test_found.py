"""What the manager finds where: on tokens, on drives that come and go."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from desktop_client.finding_texts import FINDING_TEXTS
from desktop_client.views import routes
from desktop_client.views.certificates import watch
from desktop_client.views.language import say
from desktop_client.views.manager import texts
from desktop_client.views.manager.screen import ManagerScreen
from desktop_client.work import Work
from desktop_client.workflows import holding
from practice.pki import Practice
from testing.pki.softhsm import PIN
from testing.views import certificates
from testing.views.acting import Stage
from testing.views.faking import Gate
from tests.views.manager.conftest import ManagerParts
from tests.views.manager.test_manager import SUPPLIER, choose, names, write


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Drives are looked for without a wait; grows with every time it was their turn."""
    counted: list[int] = []
    look = watch.PlaceWatch._look

    def look_and_count(one: watch.PlaceWatch) -> None:
        look(one)
        counted.append(len(counted))

    monkeypatch.setattr(watch, "INTERVAL", 10)
    monkeypatch.setattr(watch.PlaceWatch, "_look", look_and_count)
    return counted


@pytest.fixture
def drive(tmp_path: Path, practice_pki: Practice, parts: ManagerParts) -> Path:
    """A removable drive that is looked for and not there."""
    place = tmp_path / "usb" / "NPKI"
    parts.mode.folders.append(place)
    return place


def plug(drive: Path, practice_pki: Practice, sample: str = "supplier") -> None:
    folder = practice_pki.sample(sample).path
    shutil.copytree(folder, drive.parent / "copying" / "practiceCA" / "USER" / folder.name)
    (drive.parent / "copying").rename(drive)


@pytest.mark.usefixtures("looks")
def test_a_drive_that_comes_and_goes_is_noticed(
    stage: Stage, parts: ManagerParts, drive: Path, practice_pki: Practice, npki: Path
) -> None:
    shutil.rmtree(npki)
    stage.enter(routes.Manager())
    assert str(drive) in stage.words()
    assert not stage.sees("manager-list")
    plug(drive, practice_pki)
    stage.qtbot.waitUntil(lambda: stage.sees("manager-list") and names(stage) == [SUPPLIER])
    assert str(drive) in stage.words()
    shutil.rmtree(drive)
    stage.qtbot.waitUntil(lambda: not stage.sees("manager-list"))
    stage.settle()
    assert say(texts.NONE_FOUND, places=f"{npki}, {drive}") in stage.words()


def test_a_drive_is_not_noticed_while_a_dialog_is_open(
    stage: Stage, drive: Path, practice_pki: Practice, looks: list[int]
) -> None:
    stage.enter(routes.Manager())
    choose(stage, SUPPLIER)
    stage.press("manager-copy")
    plug(drive, practice_pki)
    before = len(looks)
    stage.qtbot.waitUntil(lambda: len(looks) > before + 5)
    stage.settle()
    assert str(drive) not in say_where(stage)
    stage.press("action-cancel")
    stage.qtbot.waitUntil(lambda: str(drive) in say_where(stage))
    assert names(stage).count(SUPPLIER) == 1


def say_where(stage: Stage) -> str:
    """Where the chosen certificate is said to be."""
    screen = stage.top.findChild(ManagerScreen)
    assert screen is not None
    row = screen.list.row
    return row.words.places if row else ""


def test_what_is_on_a_token_is_shown_and_only_read(
    stage: Stage, parts: ManagerParts, npki: Path, token_driver: Path
) -> None:
    shutil.rmtree(npki)
    parts.mode.token_drivers.append(token_driver)
    stage.enter(routes.Manager())
    (row,) = (
        at
        for at, row in enumerate(certificates.shown(stage, "manager-list"))
        if row.words.places.startswith("보안토큰 npki (")
    )
    certificates.table(stage, "manager-list").select_row(row)
    assert "보안토큰 npki" in stage.words()
    for name in ("change", "copy", "export", "delete"):
        assert not stage.sees(f"manager-{name}")
    stage.press("manager-identity")
    write(stage, number="111-11-11119", pin="wrong-pin")
    stage.press("action-ok")
    assert FINDING_TEXTS["token_pin_wrong"].why.ko in stage.words()
    write(stage, pin=PIN)
    stage.press("action-ok")
    assert say(texts.MINE) in stage.words()
    stage.press("action-cancel")
    stage.press("manager-technical")
    assert str(token_driver) in stage.words()


def test_no_other_certificate_is_shown_until_the_one_to_go_to_is_found(
    stage: Stage, parts: ManagerParts, monkeypatch: pytest.MonkeyPatch
) -> None:
    *others, wanted = parts.certificate_manager.find(Work())
    gate = Gate([*others, wanted])

    def find(work: Work) -> Any:
        work.give(others)
        return gate(work)

    monkeypatch.setattr(parts.certificate_manager, "find", find)
    screen = stage.begin(routes.Manager(current=wanted.places[0]))
    stage.qtbot.waitUntil(lambda: len(names(stage)) == len(others))
    assert not stage.sees("manager-delete")
    assert screen.place().current == wanted.places[0]
    gate.let_go()
    stage.settle()
    assert screen.kept == wanted
    assert stage.sees("manager-delete")


def test_a_token_that_is_plugged_in_is_noticed(
    parts: ManagerParts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "USB_DEVICES", tmp_path / "devices")
    before = parts.certificate_manager.present(Work())
    (tmp_path / "devices" / "1-1").mkdir(parents=True)
    assert parts.certificate_manager.present(Work()) == before
    parts.mode.token_drivers.append(tmp_path / "driver.so")
    assert parts.certificate_manager.present(Work()) - before == {tmp_path / "devices" / "1-1"}


def test_rows_are_there_before_they_are_judged(
    stage: Stage, parts: ManagerParts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "FIRST_SECONDS", 0.0)
    found = parts.certificate_manager.find(Work())
    given: list[list[Any]] = []
    assert parts.certificate_manager.find(Work(give=lambda one: given.append(list(one)))) == found
    assert [len(one) for one in given] == sorted(len(one) for one in given)
    whole = [one for one in given if len(one) == len(found)]
    assert not any(one.judged for one in whole[0] if one.certificate)
    waiting = [sum(not one.judged for one in snapshot) for snapshot in whole]
    assert waiting == sorted(waiting, reverse=True)
    assert all(one.judged for one in found)


def test_stopping_keeps_what_is_listed(
    stage: Stage, parts: ManagerParts, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = parts.certificate_manager.find(Work())

    def never_done(work: Work) -> Any:
        work.give(whole)
        while True:
            work.pause(0.01)

    monkeypatch.setattr(parts.certificate_manager, "find", never_done)
    stage.begin(routes.Manager())
    stage.qtbot.waitUntil(lambda: stage.sees("manager-list"))
    stage.press("manager-stop")
    assert say(texts.STOPPED) in stage.words()
    assert SUPPLIER in names(stage)
    assert not stage.sees("manager-stop")
