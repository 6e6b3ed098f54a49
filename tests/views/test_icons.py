"""The program's own icons: drawn for it, readable in every theme."""

import re
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop_client.views.icons import FOLDER, menu_icon, program_icon
from desktop_client.views.theme import colours
from desktop_client.views.view_menu import ViewMenu
from desktop_client.views.window import MainWindow
from testing.views import hands

MENU = sorted(file.stem for file in (FOLDER / "menu").glob("*.svg"))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", MENU)
def test_a_menu_icon_is_drawn_in_the_colour_of_text(
    name: str, theme: str, dress: Callable[..., None]
) -> None:
    dress("ko", theme)
    image = menu_icon(name).pixmap(24, 24).toImage()
    drawn = {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }
    assert colours().text.lower() in drawn


def test_the_window_and_its_header_wear_the_mark(window: MainWindow, qtbot: QtBot) -> None:
    def is_marked() -> bool:
        labels = window.header.findChildren(QLabel)
        return any(not label.pixmap().isNull() for label in labels)

    qtbot.waitUntil(is_marked)
    assert not program_icon().isNull()
    assert not QApplication.windowIcon().isNull()
    window.choose("language", "en")
    assert is_marked()
    window.choose("language", "ko")


def test_every_entry_of_the_view_menu_that_leads_somewhere_has_an_icon(window: MainWindow) -> None:
    hands.click(window.header.view_button)
    menu = window.header.findChild(ViewMenu)
    assert menu is not None
    leading = [each for each in menu.actions() if not each.isCheckable() and each.text()]
    assert all(not each.icon().isNull() for each in leading)
    menu.close()


def test_drawings_hold_no_colour_but_the_one_that_is_replaced() -> None:
    for name in MENU:
        drawing = (FOLDER / "menu" / f"{name}.svg").read_text("utf-8")
        assert set(re.findall(r"#[0-9a-fA-F]{3,6}", drawing)) == {"#000000"}
