"""`make gallery`: pictures of every screen in every state, with an index; faults make it fail."""

import argparse
import multiprocessing
import os
import sys
import traceback
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatch
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")  # offscreen, much is not there

from registration.text import LANGUAGES, Language
from testing.gallery.sizes import SIZES, Size

if TYPE_CHECKING:
    from testing.gallery.studio import Store

FOLDER = Path("build/gallery")
PROCESSES = 2


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


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures that were asked for; 1 where any has a fault."""
    from testing.gallery.page import write_page
    from testing.gallery.scenes import SCENES
    from testing.gallery.studio import THEMES

    parser = argparse.ArgumentParser(prog="python -m testing.gallery", description=__doc__)
    parser.add_argument("--scene", nargs="*", default=["*"], help="names, such as status-*")
    parser.add_argument("--language", nargs="*", default=LANGUAGES, choices=LANGUAGES)
    parser.add_argument("--theme", nargs="*", default=THEMES, choices=THEMES)
    parser.add_argument("--size", nargs="*", default=[each.name for each in SIZES])
    parser.add_argument("--folder", type=Path, default=FOLDER)
    options = parser.parse_args(arguments)
    scenes = [name for name in SCENES if any(fnmatch(name, each) for each in options.scene)]
    sizes = [size for size in SIZES if size.name in options.size]
    lots = [
        Lot(scenes, language, size, options.theme, options.folder)
        for language, size in product(options.language, sizes)
    ]
    shots = [shot for taken in _spread(lots) for shot in taken]
    write_page(options.folder, shots)
    faulty = [shot for shot in shots if shot.faults]
    for shot in faulty:
        for fault in shot.faults:
            print(f"{shot.file}: {fault}")
    print(f"{len(shots)} pictures, {len(faulty)} with a fault: {options.folder / 'index.html'}")
    return 1 if faulty else 0


def _spread(lots: Sequence[Lot]) -> Iterable[list[Shot]]:
    if len(lots) == 1:
        return [take(lots[0])]
    context = multiprocessing.get_context("spawn")
    with context.Pool(PROCESSES, maxtasksperchild=1) as pool:
        return pool.map(take, lots, chunksize=1)


if __name__ == "__main__":
    sys.exit(main())
