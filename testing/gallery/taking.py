"""The pictures that one process takes without a break.

They stand apart from the command: a process of a pool looks for them by the name of a module, which
a program started as `-m` does not have.
"""

import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from registration.text import Language
from testing.gallery.sizes import Size

if TYPE_CHECKING:
    from testing.gallery.studio import Store


class Lot(NamedTuple):
    """The pictures that one process takes without a break."""

    scenes: Sequence[str]
    language: Language
    size: Size
    themes: Sequence[str]
    folder: Path


class Shot(NamedTuple):
    """A picture, and what is wrong with it."""

    scene: str
    language: str
    theme: str
    size: str
    file: str
    faults: list[str]


def take(lot: Lot) -> list[Shot]:
    """Take the pictures of a lot; a scene that cannot be arranged has that for a fault."""
    from PySide6.QtWidgets import QApplication

    from testing.gallery.rendering import store
    from testing.gallery.studio import fixed_clock

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    application.setCursorFlashTime(0)
    shots = []
    with fixed_clock(), store() as made:
        for name in lot.scenes:
            try:
                shots += list(_shots(name, made, lot))
            except Exception:  # noqa: BLE001 - the other scenes are looked at all the same
                first = (name, lot.language, lot.themes[0], lot.size.name, f"{name}/not-there.png")
                shots.append(Shot(*first, [f"not arranged: {traceback.format_exc()}"]))
    return shots


def _shots(name: str, made: "Store", lot: Lot) -> Iterator[Shot]:
    from testing.gallery.faults import all_faults
    from testing.gallery.rendering import arranged, picture
    from testing.gallery.scenes import SCENES
    from testing.gallery.studio import Look, fixed_clock
    from testing.views import looks

    look = Look(lot.language, lot.themes[0], lot.size)
    with fixed_clock(), arranged(SCENES[name], made, look) as studio:
        for theme in lot.themes:
            if theme != lot.themes[0]:
                studio.window.choose("theme", theme)
                looks.settle()
            file = f"{name}/{lot.language}-{theme}-{lot.size.name}.png"
            picture(studio, lot.folder / file)
            found = all_faults(studio.shown(), lot.language)
            yield Shot(name, lot.language, theme, lot.size.name, file, found)
