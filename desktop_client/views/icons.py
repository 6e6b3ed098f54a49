"""The icons drawn for this program, in the colours of the theme.

Nothing here is loaded before the window is up: reading SVG takes a while.
"""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPixmap

import resources
from desktop_client.views.theme import colours, px

FOLDER = Path(resources.__file__).parent / "icons"
DRAWN_IN = "#000000"
"""What stands for the colour of text in the drawings of menus."""


@lru_cache(maxsize=1)
def program_icon() -> QIcon:
    """Return the program's icon, for the window, the tray and the header."""
    return QIcon(str(FOLDER / "g2b-client.svg"))


def mark(size: int, ratio: float) -> QPixmap:
    """Return the program's mark; `size` in pixels at 100 %."""
    return program_icon().pixmap(QSize(px(size), px(size)), ratio)


def menu_icon(name: str) -> QIcon:
    """Return the icon of a menu's entry, in the colour of the text beside it."""
    drawing = (FOLDER / "menu" / f"{name}.svg").read_text("utf-8")
    pixmap = QPixmap()
    pixmap.loadFromData(drawing.replace(DRAWN_IN, colours().text).encode(), "SVG")
    return QIcon(pixmap)
