"""The keyboard's ways round the window: F6 from part to part, Alt and a letter for every button."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop_client.views import routes
from desktop_client.views import window as window_module
from desktop_client.views.application.screen import ApplicationScreen
from desktop_client.views.main_menu import MainMenu
from desktop_client.views.view_menu import ViewMenu
from desktop_client.views.widgets.focus import holds_focus
from desktop_client.views.widgets.letters import LETTERS, sequences
from desktop_client.views.window import MainWindow
from registration.kinds import Kind
from testing.views import hands
from testing.views.patience import is_built

F6 = Qt.Key.Key_F6
SHIFT = Qt.KeyboardModifier.ShiftModifier
SCREENS: list[routes.Route] = [
    routes.Home(),
    routes.Lookup(),
    routes.Documents(),
    routes.Settings(),
    routes.About(),
    routes.NewApplication(Kind.SUPPLIER),
]


@pytest.fixture
def form(window: MainWindow, qtbot: QtBot) -> ApplicationScreen:
    window.navigate(routes.NewApplication(Kind.SUPPLIER))
    screen = window.current
    assert isinstance(screen, ApplicationScreen)
    qtbot.waitUntil(lambda: screen.form is not None and is_built())
    return screen


def test_f6_goes_from_the_page_to_its_list_the_bar_and_the_header(
    window: MainWindow, form: ApplicationScreen
) -> None:
    assert form.form is not None
    page, listed = form.form.regions[1:3]
    line = hands.focused()
    parts = [page, listed, form.bar, window.header]
    for part in [*parts[1:], window.header.parentWidget()]:
        hands.key(F6)
        assert part is not None
        assert holds_focus(part)
    while not holds_focus(page):
        hands.key(F6)
    assert hands.focused() is line  # where it was left
    hands.key(F6, SHIFT)
    assert not holds_focus(page)


@pytest.mark.expects_warnings
def test_f6_comes_to_what_is_told_above_the_screen(window: MainWindow) -> None:
    window.show_unexpected(ValueError())
    told = window._notice
    assert told is not None
    QApplication.processEvents()  # it is shown a moment later
    places = []
    for _ in range(5):
        hands.key(F6)
        places.append(holds_focus(told))
    assert any(places)


def _letters(window: MainWindow) -> list[str]:
    shown = [
        each
        for each in window.findChildren(QAbstractButton)
        if each.isVisible() and (each.text() or each.accessibleName())
    ]
    menu = [each for each in shown if each.property("look") == "nav"]
    return [each.shortcut().toString() for each in shown if each not in menu]


@pytest.mark.parametrize("route", SCREENS, ids=lambda route: type(route).__name__)
def test_every_button_has_a_letter_and_none_is_given_twice(
    window: MainWindow, route: routes.Route, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    window.navigate(route)
    settle()
    qtbot.waitUntil(lambda: all(_letters(window)))  # a moment after it is shown, without a key
    letters = _letters(window)
    assert len(set(letters)) == len(letters)


def test_letters_are_shown_while_alt_is_held_and_press_their_button(
    window: MainWindow, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    settle()
    QTest.keyPress(hands.focused(), Qt.Key.Key_Alt)
    tips = [each for each in window.findChildren(QLabel) if each.property("look") == "keytip"]
    checkup = next(
        each for each in window.findChildren(QAbstractButton) if each.objectName() == "home-lookup"
    )
    letter = checkup.shortcut().toString().removeprefix("Alt+")
    assert letter in {tip.text() for tip in tips}
    assert all(tip.isVisible() for tip in tips)
    QTest.keySequence(hands.focused(), checkup.shortcut())
    QTest.keyRelease(hands.focused(), Qt.Key.Key_Alt)
    qtbot.waitUntil(lambda: isinstance(window.route, routes.Lookup))
    QApplication.processEvents()
    left = [each for each in window.findChildren(QLabel) if each.property("look") == "keytip"]
    assert not [each for each in left if each.isVisible()]


def test_every_entry_of_a_menu_has_a_letter(window: MainWindow) -> None:
    hands.click(window.header.view_button)
    window.header._open_main_menu()
    for kind in (ViewMenu, MainMenu):
        menu = window.header.findChild(kind)
        assert menu is not None
        entries = [each.text() for each in menu.actions() if each.text()]
        letters = [words[words.index("&") + 1].upper() for words in entries]
        assert len(set(letters)) == len(entries)
        menu.close()


@pytest.mark.parametrize("count", [0, 3, 26, 27, 60, 300])
def test_letters_reach_for_any_number_of_buttons(count: int) -> None:
    free = list(LETTERS[1:])
    given = sequences(free, count)
    assert len(given) == min(count, 25 * 26)
    assert len(set(given)) == len(given)
    singles = {each for each in given if len(each) == 1}
    assert not [each for each in given if len(each) == 2 and each[0] in singles]


def test_without_a_free_letter_there_is_none() -> None:
    assert sequences([], 5) == []


def test_every_dialog_has_the_keys_of_the_window() -> None:
    views = Path(window_module.__file__).parent
    sources = [file.read_text("utf-8") for file in views.rglob("*.py")]
    dialogs = [source for source in sources if "(QDialog):" in source]
    assert len(dialogs) >= 4
    own = "class GuideWindow(QDialog):"  # it is the guide itself
    assert all("give_keys(self)" in source or own in source for source in dialogs)
