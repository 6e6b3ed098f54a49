"""정보: what a help desk asks for, and every library's licence, by keyboard too."""

import re
import tomllib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop_client.parts import Parts
from desktop_client.views import routes
from desktop_client.views import texts as window_texts
from desktop_client.views.about import texts
from desktop_client.views.about.screen import AboutScreen
from desktop_client.views.language import say
from desktop_client.views.view_menu import ViewMenu
from desktop_client.views.widgets import texts as widget_texts
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.labels import Label
from desktop_client.views.window import MainWindow
from desktop_client.work import Stopped, Work
from desktop_client.workflows.components import Component, components
from testing.views import hands

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def about(window: MainWindow, qtbot: QtBot) -> AboutScreen:
    window.navigate(routes.About())
    screen = window.current
    assert isinstance(screen, AboutScreen)
    qtbot.waitUntil(lambda: screen.list.count() > 0)
    return screen


def test_the_view_menu_leads_here(window: MainWindow, settle: Callable[[], None]) -> None:
    hands.click(window.header.view_button)
    menu = window.header.findChild(ViewMenu)
    assert menu is not None
    entry = hands.entry(menu, say(window_texts.ABOUT))
    entry.trigger()
    menu.close()
    assert isinstance(window.current, AboutScreen)
    settle()


def test_a_help_desk_is_told_version_folder_and_log(about: AboutScreen, parts: Parts) -> None:
    hands.click(about.copy)
    told = QApplication.clipboard().text()
    assert f"g2b-registration {version('g2b-registration')}" in told
    assert str(parts.folder) in told


def test_source_and_day_of_the_code_tables_are_shown(about: AboutScreen) -> None:
    shown = [label.text() for label in about.tables.findChildren(Label)]
    assert any("업종 2770개 · 2026-09-05 기준" in line for line in shown)
    assert all("출처" in line for line in shown[1:])


def test_a_licence_is_read_by_keyboard(about: AboutScreen) -> None:
    about.list.setFocus()
    hands.key(Qt.Key.Key_End)
    row = about.list.count() - 1
    assert about.list.currentRow() == row
    hands.key(hands.TAB)
    assert about.text.hasFocus()
    hands.key(hands.TAB)
    assert not about.text.hasFocus()
    name = about.list.item(row).text().split()[0]
    assert about.text.accessibleName() == say(texts.LICENCE_NAME, name=name)


def test_the_place_is_kept_when_the_language_changes(
    about: AboutScreen, window: MainWindow
) -> None:
    window.choose("language", "en")
    assert isinstance(window.current, AboutScreen)
    assert window.route == routes.About()


def test_every_pinned_package_of_the_product_is_listed() -> None:
    found = {each.name.lower().replace("_", "-"): each for each in components(Work())}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"]]
    for extra in ("client", "server"):
        asked += project["optional-dependencies"][extra]
    for requirement in asked:
        name = re.split(r"[^A-Za-z0-9._-]", requirement)[0].lower().replace("_", "-")
        assert name in found, name
    assert "pytest" not in found
    pins = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / "requirements.lock").read_text(), re.M))
    assert {name for name in found if name in pins and found[name].version != pins[name]} == set()


def test_licences_are_named_and_their_texts_are_there() -> None:
    found = components(Work())
    named = [each for each in found if each.licence]
    assert len(named) == len(found)
    assert next(each for each in found if each.name == "requests").text


def test_a_library_without_a_text_says_its_licence(about: AboutScreen) -> None:
    about._components = [Component("x", "1", "MIT", "")]
    about._choose(0)
    assert about.text.toPlainText() == say(texts.NO_TEXT, licence="MIT")


def test_the_look_can_be_stopped() -> None:
    work = Work()
    work.stop()
    with pytest.raises(Stopped):
        components(work)


def test_a_folder_that_nothing_opens_is_named_to_be_copied(
    about: AboutScreen, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts.folder.mkdir(exist_ok=True)
    asked: list[str] = []

    def open_nothing(url: QUrl) -> bool:
        asked.append(url.toLocalFile())
        return False

    monkeypatch.setattr(QDesktopServices, "openUrl", open_nothing)
    hands.click(hands.find(about, Button, say(texts.OPEN_DATA)))
    path = hands.find(about, QLineEdit)
    assert asked == [str(parts.folder)]
    assert path.selectedText() == str(parts.folder)
    assert path.hasFocus()


def test_the_error_report_is_made_from_here(
    about: AboutScreen, window: MainWindow, settle: Callable[[], None]
) -> None:
    hands.click(hands.find(about, Button, say(texts.REPORT)))
    assert isinstance(window.route, routes.Report)
    window.current.leave()
    hands.click(hands.find(window.current, Button, say(widget_texts.STOP)))
    settle()
