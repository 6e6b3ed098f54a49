"""Puts the theme on the whole application; widgets that paint ask here for colours and sizes."""

import sys
from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

import resources
from desktop_client.views.theme.palettes import (
    DARK,
    DARK_CONTRAST,
    LIGHT,
    LIGHT_CONTRAST,
    Colours,
)
from desktop_client.views.theme.tokens import TEXT_SIZES

RESOURCES = Path(resources.__file__).parent
LENGTHS = (*range(1, 25), 28, 32, 40, 48)
FOCUS_GROWTH = 2
"""Pixels by which a border grows on focus; padding shrinks by as much, so nothing moves."""

MIDDLE_LIGHTNESS = 128
THEMES = {"light": LIGHT, "dark": DARK, "contrast": DARK_CONTRAST}

NATIVE_STYLES = frozenset({"win32", "darwin"})
"""Where Qt would draw in the system's way; elsewhere Fusion is what it has."""

NATIVE_FONTS = {"win32": "Malgun Gothic", "darwin": "Apple SD Gothic Neo"}
FALLBACK_FONT = "Noto Sans CJK KR"
"""Complete for Korean, unlike the fonts bundled with KRDS, which lack most rare syllables."""


class _Current:
    colours: Colours = LIGHT
    scale: float = 1.0
    high_contrast: bool = False
    """What the system wanted when it was asked last."""


def colours() -> Colours:
    """Return the colours in force."""
    return _Current.colours


def worn() -> tuple[Colours, float]:
    """Return what is equal as long as neither colours nor sizes change."""
    return _Current.colours, _Current.scale


def px(length: int) -> int:
    """Return a length in pixels at 100 % as pixels at the text size in force."""
    return round(length * _Current.scale)


def apply(application: QApplication, theme: str, percent: int) -> None:
    """Show `theme` with texts of this size, 100 to 200 %.

    Themes are "light", "dark", "contrast" (light on black, as KRDS has it) and "system", which is
    whatever the system wants.
    """
    _Current.colours = THEMES[theme] if theme in THEMES else _systems(application)
    _Current.scale = percent / 100
    if sys.platform in NATIVE_STYLES:
        application.setStyle("Fusion")
    application.setPalette(_palette(_Current.colours))
    application.setFont(_font())
    sheet = _style_sheet()
    if application.styleSheet() != sheet:  # each widget is dressed anew, whatever the sheet says
        application.setStyleSheet(sheet)


def ask_for_contrast(application: QApplication) -> None:
    """Learn whether the system wants high contrast, for themes put on from now on.

    Not before the window stands: the answer loads all enumerations of Qt, a tenth of the start.
    """
    hints = application.styleHints()  # what it returns next lives as long as this name
    _Current.high_contrast = hints.accessibility().contrastPreference().name == "HighContrast"


def _systems(application: QApplication) -> Colours:
    application.setPalette(QPalette())  # back to the system's own
    dark = application.palette().window().color().lightness() < MIDDLE_LIGHTNESS
    if _Current.high_contrast:
        return DARK_CONTRAST if dark else LIGHT_CONTRAST
    return DARK if dark else LIGHT


def _font() -> QFont:
    font = QFont()
    native = NATIVE_FONTS.get(sys.platform)
    font.setFamilies([native, FALLBACK_FONT] if native else [FALLBACK_FONT])
    font.setPixelSize(px(TEXT_SIZES["body"]))
    return font


def _palette(chosen: Colours) -> QPalette:
    roles = QPalette.ColorRole
    table = {
        roles.Window: chosen.background,
        roles.Base: chosen.background,
        roles.AlternateBase: chosen.surface,
        roles.Button: chosen.background,
        roles.ToolTipBase: chosen.surface,
        roles.WindowText: chosen.text,
        roles.Text: chosen.text,
        roles.ButtonText: chosen.text,
        roles.ToolTipText: chosen.text,
        roles.PlaceholderText: chosen.text_subtle,
        roles.Highlight: chosen.selection,
        roles.HighlightedText: chosen.on_selection,
        roles.Link: chosen.text_primary,
        roles.LinkVisited: chosen.text_primary,
    }
    palette = QPalette()
    for role, colour in table.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(chosen.text_disabled))
    return palette


def _style_sheet() -> str:
    sheet = Template((RESOURCES / "theme" / "style.qss").read_text(encoding="utf-8"))
    lengths = {f"px{length}": f"{px(length)}px" for length in LENGTHS}
    focused = {f"px{length}f": f"{max(0, px(length) - FOCUS_GROWTH)}px" for length in LENGTHS}
    texts = {f"size_{name}": f"{px(size)}px" for name, size in TEXT_SIZES.items()}
    icons = {"icons": (RESOURCES / "icons").as_posix()}
    return sheet.substitute(_Current.colours._asdict() | lengths | focused | texts | icons)
