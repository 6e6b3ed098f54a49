"""One whole registration by the keyboard alone, from the first screen to the receipt."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop_client.parts import Parts
from desktop_client.views.application.field_editor import FieldEditor
from desktop_client.views.routes import Review
from desktop_client.views.window import MainWindow
from practice.applicants import APPLICANTS
from registration.kinds import Kind
from testing.journey.kinds import ACCOUNT_PASSWORD
from testing.views import hands

KIND = Kind.CATALOGUE
ROUND = 200
"""Presses of Tab after which a control counts as out of reach."""


@pytest.fixture
def window(qtbot: QtBot, practice_home: Path) -> Iterator[MainWindow]:
    parts = Parts(practice=True, folder=practice_home, administrator_file=practice_home / "none")
    opened = MainWindow(parts)
    opened.show()
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    yield opened
    shiboken6.delete(opened)
    parts.close()


class Keys:
    """Two hands on the keyboard; each step looks where the keyboard is."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self._qtbot, self._window = qtbot, window

    def go_to(self, is_there: Callable[[QWidget], bool]) -> QWidget:
        """Press Tab until the keyboard is there; each stop on the way can be seen."""
        for _ in range(ROUND):
            focus = hands.focused()
            QApplication.processEvents()
            if is_there(focus):
                return focus
            hands.key(hands.TAB)
            QApplication.processEvents()
            assert not hands.focused().visibleRegion().isEmpty(), hands.focused()
        raise AssertionError(f"out of reach; at {hands.focused()}")

    def press(self, name: str) -> None:
        """Press a button by the keys it shows, once it is there and can be pressed."""
        button = self.wait_for(QAbstractButton, name)
        self._qtbot.waitUntil(button.isEnabled)
        self._qtbot.waitUntil(lambda: not button.shortcut().isEmpty())
        QTest.keySequence(hands.focused(), button.shortcut())

    def wait_for(self, kind: type[Any], name: str) -> Any:
        """Return what is shown and called so, once it is."""

        def seen() -> list[Any]:
            found = self._window.findChildren(kind, name)
            return [each for each in found if each.isVisible()]

        self._qtbot.waitUntil(lambda: bool(seen()))
        return seen()[0]


def test_a_registration_is_filed_by_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    keys = Keys(qtbot, window)
    keys.go_to(lambda focus: focus.objectName() == f"start-{KIND}")
    hands.key(Qt.Key.Key_Return)
    keys.wait_for(QWidget, "form-review")
    pages = APPLICANTS[KIND]
    for page in pages.values():
        for key, answer in page.items():
            _answer(keys, key, answer)
        keys.press("form-next")

    keys.press("form-review")
    keys.press("review-sign")
    keys.press("review-account")
    for name in ("review-password", "review-password-again"):
        keys.wait_for(QWidget, name)
        keys.go_to(partial(_is_called, name))
        hands.type_text(ACCOUNT_PASSWORD)
    keys.press("review-send")
    assert keys.wait_for(QLabel, "receipt-number").text()


def _is_called(name: str, widget: QWidget) -> bool:
    return widget.objectName() == name


def _answer(keys: Keys, key: str, answer: Any) -> None:
    focus = keys.go_to(lambda widget: _field(widget) == key)
    if isinstance(focus, QComboBox):
        place = focus.findData(answer)
        while focus.currentIndex() < place:
            hands.key(Qt.Key.Key_Down)
    else:
        hands.type_text(str(answer))


def _field(widget: QWidget) -> str:
    """Return the key of the field a widget belongs to, "" where it belongs to none."""
    around: QWidget | None = widget
    while around is not None and not isinstance(around, FieldEditor):
        around = around.parentWidget()
    return around.field.key if around is not None else ""


def test_the_document_to_be_signed_is_read_to_its_end_by_keyboard(
    window: MainWindow, qtbot: QtBot
) -> None:
    draft = window._parts.drafts.create(KIND, form=APPLICANTS[KIND])
    window.navigate(Review(draft.id))
    keys = Keys(qtbot, window)
    keys.wait_for(QWidget, "review-sign")
    areas = [each for each in window.current.findChildren(QScrollArea) if each.isVisible()]
    area = next(each for each in areas if each.verticalScrollBar().maximum())
    keys.go_to(area.isAncestorOf)
    for _ in range(50):
        hands.key(Qt.Key.Key_PageDown)
        QApplication.processEvents()
    assert area.verticalScrollBar().value() == area.verticalScrollBar().maximum()
