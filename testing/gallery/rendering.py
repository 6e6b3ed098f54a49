"""Takes the pictures of scenes, and has each looked over for faults."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter

from practice.pki import build
from testing.gallery.scene import Scene
from testing.gallery.studio import Look, Store, Studio
from testing.views import looks

MEMORY = Path("/dev/shm")  # noqa: S108 - a private folder is made in it


@contextmanager
def store() -> Iterator[Store]:
    """Make the certificates that the scenes need."""
    with tempfile.TemporaryDirectory(prefix="gallery-", dir=_folder()) as folder:
        yield Store(build(Path(folder) / "practice"))


@contextmanager
def arranged(which: Scene, made: Store, look: Look) -> Iterator[Studio]:
    """Arrange a scene; it is gone afterwards."""
    studio = Studio(Path(tempfile.mkdtemp(prefix="scene-", dir=_folder())), made, look)
    try:
        which.arrange(studio)
        looks.settle()
        yield studio
    finally:
        studio.close()


def picture(studio: Studio, file: Path) -> None:
    """Keep a picture of the window, with the menu or dialog in front of it."""
    image, front = studio.window.grab(), studio.shown()
    if front is not studio.window:
        painter = QPainter(image)
        at = studio.window.mapFromGlobal(front.mapToGlobal(QPoint()))
        painter.drawPixmap(at, front.grab())
        painter.end()
    file.parent.mkdir(parents=True, exist_ok=True)
    image.save(str(file))


def _folder() -> Path | None:
    return MEMORY if MEMORY.is_dir() else None
