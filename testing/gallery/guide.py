"""`make guide`: the pictures of the user's guide, taken of the gallery's scenes.

Each picture keeps what was to be read on the screen when it was taken, as a digest; a test takes
the same scenes and fails where a screen says something else by now.
"""

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from registration.text import LANGUAGES, Language

if TYPE_CHECKING:
    from testing.gallery.studio import Store, Studio

PICTURES = {
    "home": "home-applications",
    "form": "form-supplier-general",
    "review": "review-document",
    "status": "status-on_hold",
    "login": "login-certificate",
    "certificates": "manager-list",
}
"""By the page that shows it: the scene."""
WORDS = "Words"
"""The text of a picture that holds the digest."""


@contextmanager
def scene_of(page: str, language: Language, made: "Store") -> Iterator["Studio"]:
    """Arrange the scene of a page's picture."""
    from testing.gallery.rendering import arranged
    from testing.gallery.scenes import SCENES
    from testing.gallery.studio import Look

    with arranged(SCENES[PICTURES[page]], made, Look(language)) as studio:
        yield studio


def digest_of(studio: "Studio") -> str:
    """Return the digest of what is to be read in the window."""
    from PySide6.QtWidgets import QAbstractButton, QLabel

    labels = studio.window.findChildren(QLabel)
    buttons = studio.window.findChildren(QAbstractButton)
    shown = [label.text() for label in labels if label.isVisible()]
    shown += [button.text() for button in buttons if button.isVisible()]
    return hashlib.sha256("\n".join(sorted(shown)).encode()).hexdigest()[:16]


def take(studio: "Studio", file: Path) -> None:
    """Keep a picture, small enough to be shipped."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage

    flat = Qt.ImageConversionFlag.AvoidDither | Qt.ImageConversionFlag.ThresholdDither
    seen = studio.window.grab().toImage()
    image = seen.convertToFormat(QImage.Format.Format_Indexed8, flat)
    image.setText(WORDS, digest_of(studio))
    file.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(file)):
        raise OSError(file)


def main() -> int:
    """Take every picture anew."""
    from PySide6.QtWidgets import QApplication

    from desktop_client.views.guide.reading import picture_of
    from testing.gallery.rendering import store
    from testing.gallery.studio import fixed_clock

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    application.setCursorFlashTime(0)
    with fixed_clock(), store() as made:
        for language in LANGUAGES:
            for page in PICTURES:
                with scene_of(page, language, made) as studio:
                    take(studio, picture_of(f"{page}.png", language))
    return 0


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")  # much is not there
    sys.exit(main())
