"""`make gallery`: pictures of every screen in every state, with an index; faults make it fail."""

import argparse
import multiprocessing
import os
import sys
from collections.abc import Iterable, Sequence
from fnmatch import fnmatch
from itertools import product
from pathlib import Path

from registration.text import LANGUAGES
from testing.gallery.sizes import SIZES
from testing.gallery.taking import Lot, Shot, take

FOLDER = Path("build/gallery")
PROCESSES = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures that were asked for; 1 where any has a fault."""
    from testing.gallery.page import write_page
    from testing.gallery.scenes import SCENES
    from testing.gallery.studio import THEMES

    parser = argparse.ArgumentParser(prog="python -m testing.gallery", description=__doc__)
    parser.add_argument("--scene", nargs="*", default=["*"], help="names, such as status-*")
    parser.add_argument("--language", nargs="*", default=LANGUAGES, choices=LANGUAGES)
    parser.add_argument("--theme", nargs="*", default=THEMES, choices=THEMES)
    parser.add_argument(
        "--size",
        nargs="*",
        default=[each.name for each in SIZES],
        choices=[each.name for each in SIZES],
    )
    parser.add_argument("--folder", type=Path, default=FOLDER)
    options = parser.parse_args(arguments)
    scenes = [name for name in SCENES if any(fnmatch(name, each) for each in options.scene)]
    if not scenes:
        parser.error(f"no such scene; there are {', '.join(SCENES)}")
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
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")  # much is not there
    sys.exit(main())
