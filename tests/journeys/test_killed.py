"""A program killed while the form is being filled in: what was typed is there afterwards."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_client.drafts import Draft
from desktop_client.parts import Parts
from desktop_client.views.application import texts as form_texts
from desktop_client.views.application.field_editor import FieldEditor
from desktop_client.views.home import texts as home_texts
from desktop_client.views.language import say
from desktop_client.views.window import MainWindow
from testing.journey.player import Player
from testing.views.patience import is_built

TYPING = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from desktop_client.parts import Parts
from testing.journey.player import Player
from testing.journey.filling import fill
from desktop_client.views.window import MainWindow
from registration.forms import describe
from registration.kinds import Kind

application = QApplication([])
parts = Parts(practice=True, folder=Path(sys.argv[1]))
window = MainWindow(parts)
window.show()
player = Player(window, None, print)
player.press(f"start-{Kind.SUPPLIER}")
general = describe(Kind.SUPPLIER).page("general")
fill(player, general, "business_number", "111-11-11119")
fill(player, general, "name", "주식회사 연습상사")

def saved():
    return any("연습상사" in str(draft.form) for draft in parts.drafts.all())

player.wait_for(saved, "the draft saved by itself")
print("saved", flush=True)
application.exec()
"""


def test_a_killed_program_loses_nothing_that_was_typed(tmp_path: Path, qtbot: QtBot) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", TYPING, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout
        assert program.stdout.readline() == "saved\n"
        program.kill()

    parts = Parts(practice=True, folder=tmp_path, administrator_file=tmp_path / "none")
    (draft,) = parts.drafts.all()
    assert isinstance(draft, Draft)
    assert draft.form["general"]["business_number"] == "111-11-11119"

    window = MainWindow(parts)
    qtbot.addWidget(window)
    window.show()
    player = Player(window, None, print)
    player.press(home_texts.CONTINUE)
    player.wait_for(
        lambda: player.sees(say(form_texts.TO_REVIEW)) and is_built(), "the form, all of it"
    )
    shown = {
        editor.field.key: editor.control.target().text()  # type: ignore[attr-defined]
        for editor in player.seen(FieldEditor)
        if editor.field.key in ("business_number", "name")
    }
    assert shown == {"business_number": "111-11-11119", "name": "주식회사 연습상사"}
    window.close()
    parts.close()
    QApplication.processEvents()
