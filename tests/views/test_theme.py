"""Colours by the numbers: WCAG's 4.5:1 for texts and 3:1 for borders, in every theme."""

import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication

from desktop_client.views import theme
from desktop_client.views.theme import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST, Colours
from testing.views.looks import BORDER_CONTRAST, TEXT_CONTRAST, contrast

ALL = {
    "light": LIGHT,
    "dark": DARK,
    "light contrast": LIGHT_CONTRAST,
    "dark contrast": DARK_CONTRAST,
}
THEMES = pytest.mark.parametrize("colours", ALL.values(), ids=ALL)
KINDS = ("danger", "warning", "success", "info")


def ratio(one: str, other: str) -> float:
    return contrast(QColor(one), QColor(other))


def test_the_measure_is_that_of_wcag() -> None:
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@THEMES
def test_texts_are_readable_on_every_ground(colours: Colours) -> None:
    for ground in (colours.background, colours.surface, colours.raised, colours.secondary):
        for text in (colours.text, colours.text_subtle, colours.text_primary):
            assert ratio(text, ground) >= TEXT_CONTRAST
    for filled in (colours.primary, colours.primary_hover, colours.primary_pressed):
        assert ratio(colours.on_primary, filled) >= TEXT_CONTRAST
    assert ratio(colours.on_selection, colours.selection) >= TEXT_CONTRAST
    for kind in KINDS:
        surface = getattr(colours, f"{kind}_surface")
        assert ratio(getattr(colours, f"{kind}_text"), surface) >= TEXT_CONTRAST
        assert ratio(getattr(colours, f"{kind}_text"), colours.background) >= TEXT_CONTRAST
        assert ratio(colours.text, surface) >= TEXT_CONTRAST


@THEMES
def test_borders_and_focus_stand_out(colours: Colours) -> None:
    grounds = (colours.background, *(getattr(colours, f"{kind}_surface") for kind in KINDS))
    for border in (colours.border, colours.primary, colours.secondary_border):
        assert ratio(border, colours.background) >= BORDER_CONTRAST
    for ground in grounds:
        assert ratio(colours.input_border, ground) >= BORDER_CONTRAST
        assert ratio(colours.focus, ground) >= BORDER_CONTRAST
    for ground in (colours.background, colours.surface):
        assert ratio(colours.selection, ground) >= BORDER_CONTRAST
    assert ratio(colours.focus_on_primary, colours.primary) >= BORDER_CONTRAST
    for kind in KINDS:
        assert ratio(getattr(colours, kind), getattr(colours, f"{kind}_surface")) >= BORDER_CONTRAST


def test_the_system_decides_unless_the_user_does(
    qapp: QApplication, dress: Callable[..., None]
) -> None:
    dress("ko", "dark")
    assert theme.colours() is DARK
    dress("ko", "contrast")
    assert theme.colours() is DARK_CONTRAST
    dress("ko", "system")  # the screen of the tests is light
    assert theme.colours() is LIGHT


@pytest.mark.parametrize(("ground", "worn"), [("#fff", LIGHT_CONTRAST), ("#000", DARK_CONTRAST)])
def test_the_contrast_that_the_system_asks_for_is_worn(
    dress: Callable[..., None],
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    ground: str,
    worn: Colours,
) -> None:
    wanted = SimpleNamespace(contrastPreference=lambda: Qt.ContrastPreference.HighContrast)
    monkeypatch.setattr(QStyleHints, "accessibility", lambda _hints: wanted)
    monkeypatch.setattr(QApplication, "palette", lambda *_: QPalette(QColor(ground)))
    theme.ask_for_contrast(qapp)
    dress("ko", "system")
    assert theme.colours() is worn
    monkeypatch.undo()
    theme.ask_for_contrast(qapp)
    dress("ko", "system")
    assert theme.colours() is LIGHT


def test_lengths_grow_with_the_texts(dress: Callable[..., None], qapp: QApplication) -> None:
    dress("ko", "light", 100)
    assert (theme.px(15), qapp.font().pixelSize()) == (15, 15)
    dress("ko", "light", 200)
    assert (theme.px(15), qapp.font().pixelSize()) == (30, 30)


@pytest.mark.parametrize("percent", [100, 200])
def test_themes_differ_in_colours_alone(
    dress: Callable[..., None], qapp: QApplication, percent: int
) -> None:
    """So that what is neither cut nor over another in a theme is so in every theme."""
    worn = set()
    for name in ("light", "dark", "contrast"):
        dress("ko", name, percent)
        sheet, colours = re.subn("#[0-9a-f]{6}", "a colour", qapp.styleSheet())
        assert colours > 100
        worn.add((sheet, qapp.font().toString()))
    assert len(worn) == 1
