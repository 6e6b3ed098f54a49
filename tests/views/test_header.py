"""The header leaves the window to the screen, however large the texts are."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop_client.parts import Parts
from desktop_client.views import routes, texts
from desktop_client.views.header import NAVIGATION
from desktop_client.views.language import say
from desktop_client.views.widgets.action_bar import without_letter
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.failure import FailurePanel
from desktop_client.views.window import MainWindow
from registration.text import LANGUAGES, Language
from testing.views import hands, looks

SHARE = 6
"""The part of the window that the header may take, at the smallest usual size of a screen."""


@pytest.fixture
def large(parts: Parts, open_window: Callable[[], MainWindow], language: Language) -> MainWindow:
    """The window, 1024 x 768, with texts of 200 %."""
    parts.settings.set("language", language)
    parts.settings.set("text_scale", 200)
    return open_window()


@pytest.mark.parametrize("language", LANGUAGES)
def test_large_texts_fold_the_main_menu(large: MainWindow, qtbot: QtBot) -> None:
    header = large.header
    assert header.height() * SHARE <= large.height()
    assert looks.clipped(header) + looks.unnamed(header) == []
    looks.picture(large, "header", large.current.accessibleName())
    assert not any(button.isVisible() for button in header._menu.values())
    hands.click(header.menu_button)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    titles = [without_letter(action.text()).partition("\t")[0] for action in menu.actions()]
    assert titles == [say(title) for _, title in NAVIGATION]
    assert [action.isChecked() for action in menu.actions()] == [True] + [False] * 6
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(large.route, routes.Status))
    QTest.keyClick(large, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert isinstance(large.route, routes.Home)


@pytest.mark.expects_warnings
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_helps_after_a_failure_is_seen_with_large_texts(large: MainWindow) -> None:
    large.show_unexpected(ValueError())
    looks.settle()
    panel = large.findChildren(FailurePanel)[0]
    for button in panel.findChildren(Button):
        if button.isVisible():
            low = button.mapTo(large, button.rect().bottomLeft()).y()
            assert low < large.height(), button.text()


def test_the_folded_menu_has_its_name(window: MainWindow) -> None:
    named = QAccessible.queryAccessibleInterface(window.header.menu_button)
    assert named.text(QAccessible.Text.Name) == say(texts.NAVIGATION_NAME)


def test_the_menu_unfolds_where_there_is_room(parts: Parts, window: MainWindow) -> None:
    window.choose("text_scale", 200)
    looks.settle()
    assert window.header.menu_button.isVisible()
    window.choose("text_scale", 100)
    looks.settle()
    assert not window.header.menu_button.isVisible()
    assert all(button.isVisible() for button in window.header._menu.values())
