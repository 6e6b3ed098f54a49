"""The draft saves itself: after a pause, on leaving, after a failure; a kill loses nothing."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from desktop_client.drafts import DraftStore
from desktop_client.errors import ClientError
from desktop_client.parts import Parts
from desktop_client.views import routes
from desktop_client.views.application import saving, texts
from desktop_client.views.application.screen import ApplicationScreen
from desktop_client.views.home.screen import HomeScreen
from desktop_client.views.language import say
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.failure import FailurePanel
from registration.kinds import Kind
from registration.text import Text
from testing.views import hands
from tests.views.application.conftest import Desk

TYPING = """
import sys
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from desktop_client.parts import Parts
from desktop_client.views import routes
from desktop_client.views.window import MainWindow
from registration.kinds import Kind

application = QApplication([])
window = MainWindow(Parts(practice=True, folder=Path(sys.argv[1])))
window.show()
window.navigate(routes.NewApplication(kind=Kind.SUPPLIER))
while window.current.form is None:
    QTest.qWait(10)
field = window.current.form.page.section.fields["business_number"]
QTest.keyClicks(field.control.target(), "1234567891")
while window.current.opened.saver.unsaved:
    QTest.qWait(10)
print(window.current.opened.draft_id, flush=True)
application.exec()
"""


class FullDisk:
    """Stands before `save_form`: refuses while the disk is full."""

    def __init__(self, drafts: DraftStore, monkeypatch: pytest.MonkeyPatch) -> None:
        self.full = True
        save = drafts.save_form

        def guarded(*arguments: object) -> object:
            if self.full:
                raise ClientError("draft_not_saved", folder="/full")
            return save(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(drafts, "save_form", guarded)


@pytest.fixture
def disk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> FullDisk:
    monkeypatch.setattr(saving, "AFTER_FAILURE", 60_000)
    return FullDisk(desk.parts.drafts, monkeypatch)


def test_a_change_is_saved_by_itself_and_the_time_is_told(desk: Desk) -> None:
    desk.fill("name", "가나상사")
    assert desk.saved()["general"] == {"nationality": "KR", "name": "가나상사"}
    assert any("자동 저장됨" in text for text in hands.texts(desk.screen))


def test_leaving_saves_at_once(desk: Desk) -> None:
    desk.go_to("name")
    hands.type_text("가나상사")
    draft_id = desk.draft_id
    desk.window.navigate(routes.Home())
    assert desk.parts.drafts.load(draft_id).form["general"] == {
        "nationality": "KR",
        "name": "가나상사",
    }


def test_closing_the_window_saves_at_once(desk: Desk) -> None:
    desk.go_to("name")
    hands.type_text("가나")
    draft_id = desk.draft_id
    desk.window.close()
    assert desk.parts.drafts.load(draft_id).form["general"] == {"nationality": "KR", "name": "가나"}


def test_a_reopened_draft_holds_everything(desk: Desk) -> None:
    desk.fill("name", "가나상사")
    desk.form.show_page("representatives")
    desk.fill("name", "홍길동")
    draft_id = desk.draft_id
    desk.window.navigate(routes.Home())
    desk.open(routes.Application(draft_id=draft_id))
    assert desk.field("name").control.target().text() == "가나상사"  # type: ignore[attr-defined]
    desk.form.show_page("representatives")
    assert desk.form.editing.rows("representatives") == [{"name": "홍길동", "is_main": True}]


def test_a_failure_is_told_until_a_later_save_succeeds(desk: Desk, disk: FullDisk) -> None:
    desk.fill("name", "가나상사")
    desk.qtbot.waitUntil(lambda: desk.screen.findChild(FailurePanel) is not None)
    panel = hands.find(desk.screen, FailurePanel)
    assert panel.failure.code == "draft_not_saved"
    assert say(texts.SAVE_FAILED) in hands.texts(desk.screen)
    desk.fill("phone", "0212345678")
    assert hands.find(desk.screen, FailurePanel) is panel
    disk.full = False
    hands.click(hands.find(panel, Button, say(texts.SAVE_NOW)))
    assert not panel.isVisible()
    assert desk.saved()["general"] == {
        "nationality": "KR",
        "name": "가나상사",
        "phone": "02-1234-5678",
    }


def test_saving_is_tried_again_by_itself(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "AFTER_FAILURE", 10)
    disk = FullDisk(desk.parts.drafts, monkeypatch)
    desk.fill("name", "가나")
    desk.qtbot.waitUntil(lambda: desk.screen.findChild(FailurePanel) is not None)
    disk.full = False
    assert desk.saved()["general"] == {"nationality": "KR", "name": "가나"}


def test_what_cannot_be_saved_holds_the_user_back_until_they_give_it_up(
    desk: Desk, disk: FullDisk
) -> None:
    desk.fill("name", "가나상사")
    desk.window.navigate(routes.Home())
    assert isinstance(desk.window.current, ApplicationScreen)
    assert desk.field("name").control.target().text() == "가나상사"  # type: ignore[attr-defined]
    hands.click(hands.find(desk.screen, Button, say(texts.LEAVE_UNSAVED)))
    assert isinstance(desk.window.current, HomeScreen)


def test_nothing_is_lost_when_the_language_changes_while_saving_fails(
    desk: Desk, disk: FullDisk
) -> None:
    desk.fill("name", "가나상사")
    desk.qtbot.waitUntil(lambda: desk.screen.findChild(FailurePanel) is not None)
    hands.click(desk.window.header.language_button)
    assert "Not saved" in hands.texts(desk.screen)
    assert desk.field("name").control.target().text() == "가나상사"  # type: ignore[attr-defined]
    disk.full = False
    desk.fill("phone", "0212345678")
    assert desk.saved()["general"] == {
        "nationality": "KR",
        "name": "가나상사",
        "phone": "02-1234-5678",
    }


def changed_elsewhere(desk: Desk) -> None:
    """Type a name here after another window has saved a telephone number."""
    elsewhere = DraftStore(desk.parts.folder / "practice-drafts")
    assert elsewhere.load(desk.draft_id).id == desk.draft_id
    elsewhere.save_form(desk.draft_id, {"general": {"phone": "02-1234-5678"}})
    desk.fill("name", "가나상사")
    desk.qtbot.waitUntil(lambda: desk.screen.findChild(FailurePanel) is not None)
    assert hands.find(desk.screen, FailurePanel).failure.code == "draft_changed"
    desk.window.navigate(routes.Home())
    assert isinstance(desk.window.current, ApplicationScreen)
    assert desk.parts.drafts.load(desk.draft_id).form == {"general": {"phone": "02-1234-5678"}}


def go_on(desk: Desk, button: Text) -> None:
    before = desk.screen
    hands.click(hands.find(desk.screen, Button, say(button)))
    desk.qtbot.waitUntil(lambda: desk.window.current is not before and bool(desk.screen.form))


def test_what_another_window_saved_is_not_lost_and_mine_becomes_a_copy(desk: Desk) -> None:
    first = desk.draft_id
    changed_elsewhere(desk)
    go_on(desk, texts.KEEP_MINE)
    assert desk.draft_id != first
    assert desk.saved()["general"] == {"nationality": "KR", "name": "가나상사"}
    assert desk.parts.drafts.load(first).form == {"general": {"phone": "02-1234-5678"}}


def test_what_another_window_saved_can_be_taken(desk: Desk) -> None:
    first = desk.draft_id
    changed_elsewhere(desk)
    go_on(desk, texts.TAKE_THEIRS)
    assert desk.draft_id == first
    desk.fill("name", "다라상사")
    assert desk.saved()["general"] == {"name": "다라상사", "phone": "02-1234-5678"}


def test_an_older_state_never_replaces_a_newer_one(parts: Parts) -> None:
    draft = parts.drafts.create(Kind.SUPPLIER)
    writer = saving._OrderedWriter(parts.drafts, draft)
    writer.write(2, {"general": {"name": "new"}})
    assert writer.write(1, {"general": {"name": "old"}}) is None
    assert parts.drafts.load(draft.id).form == {"general": {"name": "new"}}


def test_a_change_during_a_save_is_saved_too(
    parts: Parts, qtbot: object, settle: Callable[[], None]
) -> None:
    draft = parts.drafts.create(Kind.SUPPLIER)
    form = {"general": {"name": "1"}}
    owner = QObject()
    saver = saving.Saver(parts.drafts, parts.jobs, draft, lambda: dict(form), owner)
    saver.touch()
    saver._save()
    form["general"] = {"name": "2"}
    saver.touch()
    settle()
    assert saver.unsaved
    assert saver.flush()
    assert parts.drafts.load(draft.id).form == {"general": {"name": "2"}}


def test_a_signed_draft_is_not_edited_but_followed(desk: Desk) -> None:
    draft = desk.parts.drafts.create(Kind.SUPPLIER)
    desk.parts.drafts.keep_signed(draft.id, b"signed", b"identity")
    desk.window.navigate(routes.Application(draft_id=draft.id))
    desk.qtbot.waitUntil(lambda: say(texts.CLOSED) in hands.texts(desk.screen))
    assert hands.find(desk.screen, Button, say(texts.SHOW_STATUS)).hasFocus()
    assert desk.screen.form is None


def test_a_damaged_draft_says_so(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "practice-drafts" / "broken"
    folder.mkdir()
    (folder / "draft.json").write_text("[]")
    desk.window.navigate(routes.Application(draft_id="broken"))
    desk.qtbot.waitUntil(lambda: desk.screen.findChild(FailurePanel) is not None)
    assert hands.find(desk.screen, FailurePanel).failure.code == "draft_damaged"


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")
def test_the_draft_is_there_after_the_program_was_killed(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", TYPING, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as program:
        try:
            assert program.stdout
            draft_id = program.stdout.readline().strip()
        finally:
            program.send_signal(signal.SIGKILL)
    draft = DraftStore(tmp_path / "practice-drafts").load(draft_id)
    assert draft.form["general"] == {"nationality": "KR", "business_number": "1234567891"}


def test_a_draft_in_which_nothing_was_typed_is_not_kept(desk: Desk) -> None:
    assert len(desk.parts.drafts.all()) == 1
    desk.window.navigate(routes.Home())
    assert desk.parts.drafts.all() == []
    desk.open(routes.NewApplication(Kind.SUPPLIER))
    draft_id = desk.draft_id
    desk.fill("name", "가나상사")
    desk.window.navigate(routes.Home())
    assert [draft.id for draft in desk.parts.drafts.all()] == [draft_id]
