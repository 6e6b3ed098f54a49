"""No page of the manager is cut, unnamed or faint, in every language, theme and size."""

from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop_client.views import routes, theme
from desktop_client.views.language import set_language
from practice.pki import PASSWORD
from registration.text import LANGUAGES, Language
from testing.views import looks
from testing.views.acting import Stage
from tests.views.manager.test_manager import SUPPLIER, choose, dialog, write

LOOKS: list[tuple[Language, str, int]] = [
    *((language, "light", percent) for language, percent in product(LANGUAGES, (100, 200))),
    ("ko", "dark", 100),
]
"""What fits in a theme fits in all, which differ in colours alone: tests/views/test_theme.py."""


def faults(stage: Stage, page: str, look: str) -> list[str]:
    looks.settle()
    shown = QApplication.activeModalWidget() or stage.top
    looks.picture(shown, page, look)
    checks = (looks.clipped, looks.unnamed, looks.faint_texts, looks.faint_borders)
    return [f"{page}: {fault}" for check in checks for fault in check(shown)]


@pytest.mark.parametrize(("language", "name", "percent"), LOOKS)
def test_every_page(stage: Stage, npki: Path, language: Language, name: str, percent: int) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    set_language(language)
    theme.apply(application, name, percent)
    look = f"{language}-{name}-{percent}"
    stage.enter(routes.Manager())
    found = faults(stage, "manager-list", look)
    choose(stage, SUPPLIER.replace("0001", "0002"))
    stage.press("manager-technical")
    found += faults(stage, "manager-expired", look)
    choose(stage, SUPPLIER)
    stage.press("manager-check")
    found += faults(stage, "manager-checked", look)
    for action in ("identity", "change", "copy", "export", "delete", "import"):
        stage.press(f"manager-{action}")
        found += faults(stage, f"manager-{action}", look)
        if action == "change":
            write(stage, password="wrong-1", new_password="new", repeat="new")
            stage.press("action-ok")
            found += faults(stage, "manager-wrong", look)
            QTest.keyClicks(stage.find(QLineEdit, "ask-password"), PASSWORD)
        QTest.keyClick(dialog(), Qt.Key.Key_Escape)
    npki.rename(npki.parent / "aside")
    stage.press("manager-again")
    found += faults(stage, "manager-empty", look)
    assert found == []
