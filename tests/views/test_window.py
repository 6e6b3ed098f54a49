"""The window as a user meets it: the menu, the mode, language, theme, size of text, closing."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
import shiboken6
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAccessible, QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_client import logs
from desktop_client.app import tell_unexpected
from desktop_client.parts import Parts
from desktop_client.pki.storage.store import Entry
from desktop_client.settings import Settings
from desktop_client.views import routes, screens, texts, theme
from desktop_client.views.header import NAVIGATION
from desktop_client.views.home.procedure_card import StepsCard
from desktop_client.views.home.screen import HomeScreen
from desktop_client.views.language import say
from desktop_client.views.screen import Navigate, Screen
from desktop_client.views.shortcuts import ShortcutsDialog
from desktop_client.views.view_menu import ViewMenu
from desktop_client.views.widgets.buttons import Button, MarkedButton
from desktop_client.views.widgets.failure import FailurePanel
from desktop_client.views.widgets.file_dialog import FileDialog
from desktop_client.views.widgets.layouts import column, scrolling
from desktop_client.views.window import MainWindow
from registration.kinds import Kind
from registration.text import Text
from testing.views import hands

OpenWindow = Callable[[], MainWindow]


class Held(Screen):
    """A screen that does not let go until told, and may be busy."""

    title = Text("붙잡는 화면", "Holding screen")

    def __init__(self, _parts: Parts, navigate: Navigate, route: routes.Route) -> None:
        super().__init__(navigate)
        self.route = route

    lets_go = False
    works = False

    def enter(self) -> None:
        self.field = Button("A")
        column(self.body).addWidget(self.field)

    def leave(self) -> bool:
        return self.lets_go

    def place(self) -> routes.Route:
        return routes.Status("d3")

    @property
    def busy(self) -> bool:
        return self.works


class Long(Screen):
    """A screen with more lines than a window shows, there a moment after it was entered."""

    title = Text("긴 화면", "Long screen")

    def __init__(self, parts: Parts, navigate: Navigate, _route: routes.Route) -> None:
        super().__init__(navigate)
        self.parts = parts

    def place(self) -> routes.Route:
        return routes.Status()

    def enter(self) -> None:
        self.fields: list[QLineEdit] = []
        self.lines = column(self.body)
        self.parts.jobs.run(lambda _work: 100, done=self._show, failed=print, owner=self)

    def _show(self, count: int) -> None:
        self.fields = [QLineEdit() for _ in range(count)]
        for field in self.fields:
            self.lines.addWidget(field)


@pytest.fixture
def held(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Held:
    for route, _ in NAVIGATION[1:]:
        monkeypatch.setitem(screens.SCREENS, type(route), Held)
    window.navigate(routes.Status(draft_id="d1"))
    assert isinstance(window.current, Held)
    return window.current


def test_it_opens_at_home_in_practice_mode(window: MainWindow) -> None:
    assert isinstance(window.current, HomeScreen)
    assert window.windowTitle() == "처음 - 나라장터 이용자등록 (연습)"
    assert window.mode_banner.label.text() == "연습 모드 – 실제로 제출되지 않습니다."
    assert window.mode_banner.label.isVisible()


def test_practice_opens_the_officers_pages_in_a_browser(
    window: MainWindow, parts: Parts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "http://127.0.0.1:9/officer/practice/key"
    opened: list[str] = []
    opens = [True, False]

    def open_url(url: QUrl) -> bool:
        opened.append(url.toString())
        return opens.pop(0)

    monkeypatch.setattr(parts.practice_mode, "officers_pages", lambda _work: address)
    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    button = hands.find(window, Button, "담당자 화면 열기")
    told = QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name)
    assert told == "담당자 화면을 브라우저에서 열기"
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: opened == [address])
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(address in label.text() for label in window.findChildren(QLabel)))


def test_an_assistive_program_goes_where_a_mouse_does(window: MainWindow, held: Held) -> None:
    (entry,) = (one for one in window.findChildren(MarkedButton) if one.text() == "처음")
    assert not entry.isChecked()
    held.lets_go = True
    acting = QAccessible.queryAccessibleInterface(entry).actionInterface()
    assert acting is not None
    acting.doAction("Toggle")
    assert isinstance(window.current, HomeScreen)
    assert entry.isChecked()
    steps = window.current.procedures[0].steps_button
    for shown in (True, False):
        acting = QAccessible.queryAccessibleInterface(steps).actionInterface()
        assert acting is not None
        acting.doAction("Toggle")
        assert steps.isChecked() is shown
        cards = window.current.findChildren(StepsCard)
        assert any(one.isVisible() for one in cards) is shown


def test_the_real_mode_names_the_service(parts: Parts, open_window: OpenWindow) -> None:
    parts.practice = False
    parts.settings.set("service_url", "https://g2b.example.kr")
    shown = open_window()
    assert "https://g2b.example.kr" in shown.mode_banner.label.text()
    assert "연습" not in shown.windowTitle()


def test_the_real_mode_says_that_no_service_is_set(parts: Parts, open_window: OpenWindow) -> None:
    parts.practice = False
    shown = open_window()
    assert shown.mode_banner.label.text() == say(texts.REAL_WITHOUT_ADDRESS)


@pytest.mark.parametrize("place", range(1, len(NAVIGATION)))
def test_alt_and_a_number_go_to_a_screen(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    route = NAVIGATION[place][0]
    monkeypatch.setitem(screens.SCREENS, type(route), Held)
    QTest.keyClick(window, Qt.Key(Qt.Key.Key_1 + place), Qt.KeyboardModifier.AltModifier)
    assert window.route == route
    buttons = window.header.findChildren(Button)
    assert [button.text() for button in buttons if button.isChecked()] == [
        say(NAVIGATION[place][1])
    ]


def test_the_menu_goes_home_by_click(window: MainWindow, held: Held) -> None:
    held.lets_go = True
    home = next(one for one in window.header.findChildren(Button) if one.text() == "처음")
    hands.click(home)
    assert isinstance(window.current, HomeScreen)
    assert home.isChecked()


def test_the_keyboard_goes_to_the_first_control_of_a_screen(held: Held) -> None:
    assert held.field.hasFocus()


def test_a_screen_that_does_not_let_go_stays_until_it_releases(
    window: MainWindow, held: Held
) -> None:
    window.navigate(routes.Home())
    assert window.current is held
    held.released.emit()
    assert isinstance(window.current, HomeScreen)


def test_closing_waits_for_a_screen_that_does_not_let_go(window: MainWindow, held: Held) -> None:
    window.close()
    assert window.isVisible()
    held.released.emit()
    assert not window.isVisible()


def test_the_language_changes_at_once_and_the_place_is_kept(
    window: MainWindow, held: Held, parts: Parts
) -> None:
    hands.click(window.header.language_button)
    assert window.windowTitle() == "Holding screen - KONEPS Registration (practice)"
    assert parts.settings.get("language") == "en"
    assert isinstance(window.current, Held)
    assert window.current.route == routes.Status("d3")
    hands.click(window.header.language_button)
    assert window.windowTitle() == "붙잡는 화면 - 나라장터 이용자등록 (연습)"


def test_while_work_is_under_way_the_language_stays_and_it_says_so(
    window: MainWindow, held: Held
) -> None:
    held.works = True
    hands.click(window.header.language_button)
    assert window.current is held
    assert say(texts.WAIT) in hands.texts(window)


def test_the_theme_changes_without_disturbing_the_screen(window: MainWindow, held: Held) -> None:
    held.works = True
    _choose(window, "어두운 화면")
    assert theme.colours() is theme.DARK
    assert window.current is held


def test_texts_grow(window: MainWindow, held: Held) -> None:
    before = held.field.fontMetrics().height()
    _choose(window, "글자 크기 200%")
    assert isinstance(window.current, Held)
    assert window.current.field.fontMetrics().height() > 1.8 * before


def test_a_screen_built_anew_is_seen_where_it_was(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setitem(screens.SCREENS, routes.Status, Long)
    window.navigate(routes.Status())

    def field() -> QLineEdit | None:
        assert isinstance(window.current, Long)
        return window.current.fields[50] if window.current.fields else None

    def is_seen() -> bool:
        shown = field()
        if shown is None or shown.visibleRegion().isEmpty():
            return False
        return window.focusWidget() is shown

    qtbot.waitUntil(lambda: field() is not None)
    before = field()
    assert before is not None
    before.setFocus()
    _choose(window, "글자 크기 200%")
    assert field() is None
    qtbot.waitUntil(is_seen)
    _choose(window, "글자 크기 100%")
    QTest.keyClick(window, Qt.Key.Key_Tab)  # the user acts before all is there
    qtbot.waitUntil(lambda: field() is not None)
    QApplication.processEvents()
    assert not is_seen()


def test_settings_that_cannot_be_read_are_told_and_kept(
    parts: Parts, open_window: OpenWindow
) -> None:
    file = parts.folder / "settings.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("{")
    parts.settings = Settings(file, parts.folder / "none")
    shown = open_window()
    assert say(texts.SETTINGS_UNREADABLE, files=file) in hands.texts(shown)
    hands.click(shown.header.language_button)
    aside = parts.folder / "settings.unreadable-1.json"
    assert aside.read_text() == "{"
    assert say(texts.SETTINGS_KEPT_ASIDE, file=aside) in hands.texts(shown)


def test_a_choice_that_cannot_be_kept_still_holds_now(
    window: MainWindow, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("desktop_client.settings.write_atomically", fail)
    hands.click(window.header.language_button)
    assert window.windowTitle() == "Home - KONEPS Registration (practice)"


def test_what_an_administrator_fixed_cannot_be_chosen(
    parts: Parts, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts.settings, "is_fixed", lambda _name: True)
    shown = open_window()
    assert not shown.header.language_button.isEnabled()
    hands.click(shown.header.view_button)
    assert [action.isEnabled() for action in _menu().actions() if action.isCheckable()] == [
        False
    ] * 9
    _menu().close()


def test_the_shortcuts_are_listed(window: MainWindow, qtbot: QtBot) -> None:
    window.show_shortcuts()
    dialog = window.findChild(ShortcutsDialog)
    assert dialog is not None
    assert dialog.isVisible()
    assert "Alt+1 … Alt+7" in hands.texts(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(ShortcutsDialog) is None)


NEEDING: dict[type[routes.Route], routes.Route] = {
    routes.NewApplication: routes.NewApplication(Kind.SUPPLIER),
    routes.Application: routes.Application("d1"),
    routes.Review: routes.Review("d1"),
    routes.Renewal: routes.Renewal(Entry(Path("/media/NPKI/yessign/USER/firm"))),
}
"""The routes that must say what they lead to."""


def test_every_route_leads_to_a_screen(window: MainWindow, parts: Parts) -> None:
    kinds = get_args(routes.Route)
    assert set(screens.SCREENS) == set(kinds)
    for kind in kinds:
        screen = screens.build(NEEDING.get(kind) or kind(), parts, window.navigate)
        assert isinstance(screen, Screen)
        shiboken6.delete(screen)


@pytest.mark.expects_warnings
@pytest.mark.parametrize("falls_in", ["__init__", "enter"])
def test_a_screen_that_cannot_be_shown_leaves_the_one_before(
    window: MainWindow, held: Held, monkeypatch: pytest.MonkeyPatch, falls_in: str
) -> None:
    def fall(*_: object) -> None:
        raise KeyError("a screen")

    held.lets_go = True
    monkeypatch.setattr(Long, falls_in, fall)
    monkeypatch.setitem(screens.SCREENS, routes.Lookup, Long)
    window.navigate(routes.Lookup())
    assert (window.current, window.route) == (held, routes.Status("d1"))
    assert held.isVisible()
    QApplication.processEvents()
    (told,) = [one for one in window.findChildren(FailurePanel) if one.isVisible()]
    assert told.failure.code == "unexpected"
    window.navigate(routes.Home())
    assert isinstance(window.current, HomeScreen)
    assert not told.isVisible()


def _choose(window: MainWindow, words: str) -> None:
    hands.click(window.header.view_button)
    menu = _menu()
    hands.entry(menu, words).trigger()
    menu.close()


def _menu() -> ViewMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, ViewMenu)
    return menu


@pytest.mark.expects_warnings
def test_what_fails_in_a_slot_is_told_and_logged_once(
    window: MainWindow,
    held: Held,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(sys, "excepthook", logs.record_uncaught)
    tell_unexpected(window)

    def fall() -> None:
        raise KeyError("a slot")

    button = Button("B", fall)
    column(held.field).addWidget(button)
    hands.click(button)
    QApplication.processEvents()  # what was just put into a layout is shown a moment later
    (told,) = [one for one in window.findChildren(FailurePanel) if one.isVisible()]
    assert told.failure.code == "unexpected"
    (logged,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert told.failure.reference in logged.getMessage()


def test_the_first_window_is_no_larger_than_the_screen(window: MainWindow) -> None:
    room = window.screen().availableGeometry()
    window.fit_screen()
    assert window.width() < room.width()
    assert window.height() <= room.height() - 40  # with its title bar


def test_the_window_stands_where_it_stood_last(
    window: MainWindow, open_window: Callable[[], MainWindow]
) -> None:
    window.fit_screen()
    window.setGeometry(20, 30, 700, 500)
    window.close()
    again = open_window()
    again.fit_screen()
    assert again.geometry() == window.geometry()


def test_a_window_of_a_screen_that_is_gone_comes_back_to_one_that_is_there(
    window: MainWindow, open_window: Callable[[], MainWindow]
) -> None:
    window.setGeometry(5000, 4000, 2600, 1900)
    window.close()
    again = open_window()
    again.fit_screen()
    assert again.screen().availableGeometry().contains(again.geometry())


def test_a_place_that_cannot_be_read_is_forgotten(window: MainWindow, parts: Parts) -> None:
    (parts.folder / "window.json").write_text('{"place": "none"}')
    another = MainWindow(parts)
    another.fit_screen()
    assert another.screen().availableGeometry().contains(another.geometry())
    another.close()


def test_a_file_is_asked_for_where_the_last_one_was(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    qtbot.waitUntil(lambda: FileDialog.remembered is window._remembered)
    FileDialog(window, "x").fileSelected.emit(str(tmp_path / "a.pdf"))
    assert FileDialog(window, "x").directory().path() == str(tmp_path)


def test_qt_speaks_the_language_of_the_screens(window: MainWindow) -> None:
    line = QLineEdit()
    assert "실행 취소" in line.createStandardContextMenu().actions()[0].text()
    window.choose("language", "en")
    assert "Undo" in line.createStandardContextMenu().actions()[0].text()
    window.choose("language", "ko")


def test_the_parts_of_an_area_that_scrolls_stay_for_assistive_programs(qtbot: QtBot) -> None:
    content = QWidget()
    area = scrolling(content)
    qtbot.addWidget(area)
    area.resize(300, 200)
    area.show()
    counts = []
    for height in (1000, 10):
        content.setMinimumHeight(height)
        QApplication.processEvents()
        counts.append(QAccessible.queryAccessibleInterface(area).childCount())
    assert counts == [2, 2]
