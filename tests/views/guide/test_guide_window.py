"""The guide's window: F1 from screens and dialogs, search, back, and the keyboard in it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_client.views import routes
from desktop_client.views.guide import texts
from desktop_client.views.guide.window import GuideWindow
from desktop_client.views.language import say
from desktop_client.views.shortcuts import ShortcutsDialog
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.window import MainWindow
from testing.views import hands


@pytest.fixture
def guide(window: MainWindow, qtbot: QtBot) -> GuideWindow:
    QTest.keyClick(window, Qt.Key.Key_F1)
    return opened(window, qtbot)


def opened(window: MainWindow, qtbot: QtBot) -> GuideWindow:
    found = window.findChild(GuideWindow)
    assert found is not None
    qtbot.waitUntil(found.isActiveWindow)
    return found


def test_f1_opens_the_page_of_the_screen(
    window: MainWindow, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    window.navigate(routes.Lookup())
    QTest.keyClick(window, Qt.Key.Key_F1)
    guide = opened(window, qtbot)
    assert guide.page == "lookup"
    assert guide.browser.hasFocus()
    assert "문서 진위 확인" in guide.browser.toPlainText()
    assert guide.windowTitle().startswith("조회·문서 확인")
    QTest.keyClick(guide, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(GuideWindow) is None)
    settle()


def test_f1_in_a_dialog_opens_it_before_the_dialog(window: MainWindow, qtbot: QtBot) -> None:
    window.show_shortcuts()
    dialog = window.findChild(ShortcutsDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    guide = opened(window, qtbot)
    assert guide.parentWidget() is dialog
    guide.close()
    dialog.close()


def test_contents_and_back(guide: GuideWindow) -> None:
    assert guide.page == "home"
    assert not guide.back.isEnabled()
    hands.click(hands.find(guide, Button, say(texts.INDEX)))
    assert guide.page == "index"
    hands.click(guide.back)
    assert guide.page == "home"
    guide.close()


def test_words_are_found_again_and_again_and_what_is_missing_is_said(guide: GuideWindow) -> None:
    QTest.keyClick(guide, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert guide.line.hasFocus()
    guide.line.setText("신청")
    places = []
    for _ in range(40):
        QTest.keyClick(guide.line, Qt.Key.Key_Return)
        places.append(guide.browser.textCursor().position())
    assert len(set(places)) > 3
    assert places[0] in places[1:]  # after the last comes the first
    guide.line.setText("없는 말")
    QTest.keyClick(guide.line, Qt.Key.Key_Return)
    assert guide.told.text() == say(texts.NOT_FOUND, words="없는 말")
    assert guide.told.isVisible()
    guide.close()


def test_the_page_is_scrolled_by_keyboard(guide: GuideWindow) -> None:
    guide.resize(400, 300)
    bar = guide.browser.verticalScrollBar()
    assert bar.maximum() > 0
    QTest.keyClick(guide.browser, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    guide.close()


def test_it_goes_with_the_language(window: MainWindow, guide: GuideWindow, qtbot: QtBot) -> None:
    window.choose("language", "en")
    qtbot.waitUntil(lambda: window.findChild(GuideWindow) is None)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_F1)
    again = opened(window, qtbot)
    assert "The first screen" in again.browser.toPlainText()
    again.close()
    window.choose("language", "ko")
