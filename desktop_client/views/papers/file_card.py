"""One attached file: what it is, where it lies, a look at it, and the way to take it off."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImageReader, QPixmap
from PySide6.QtWidgets import QWidget

from desktop_client.drafts import Attached
from desktop_client.views.language import say
from desktop_client.views.papers import texts
from desktop_client.views.papers.sizes import size_words
from desktop_client.views.theme import px
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.calm_combo import CalmCombo
from desktop_client.views.widgets.card import Card
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row
from desktop_client.views.widgets.turning import TurningRow
from registration.enclosures import ENCLOSURE_NAMES, Enclosure

SIDE_BY_SIDE = 520
"""Pixels at 100 % from which a preview stands beside its file."""
PREVIEW = 120
"""Pixels at 100 % of the longer side of a preview."""
KEEP = Qt.AspectRatioMode.KeepAspectRatio


class FileCard(Card):
    """A file with its paper to choose, `remove` and `open`."""

    def __init__(
        self,
        attached: Attached,
        remove: Callable[[str], None],
        name_document: Callable[[str, Enclosure], None],
        not_opened: Callable[[str], None],
    ) -> None:
        super().__init__()
        self.attached, self._not_opened = attached, not_opened
        self.setAccessibleName(attached.name)
        across = TurningRow(SIDE_BY_SIDE)
        self.column.addWidget(across)
        picture = _preview(attached)
        if picture:
            across.add(picture)
        words = QWidget()
        down = column(words, gap=6)
        across.add(words, 1)
        down.addWidget(Label(breakable(attached.name), "strong"))
        down.addWidget(Label(_facts(attached), "subtle"))
        self.document = document_choice(Enclosure(attached.document), attached.name)
        self.document.currentIndexChanged.connect(
            lambda: name_document(attached.sha256, Enclosure(self.document.currentData()))
        )
        self.remove_button = Button(say(texts.REMOVE), lambda: remove(attached.sha256))
        self.open_button = Button(say(texts.OPEN), self._open)
        self.open_button.setEnabled(attached.path is not None)
        for button in (self.remove_button, self.open_button):
            about = say(texts.ABOUT_FILE, action=button.text(), name=attached.name)
            button.setAccessibleName(about)
        down.addWidget(wrapping_row(self.document, self.open_button, self.remove_button))

    def _open(self) -> None:
        url = QUrl.fromLocalFile(self.attached.path or "")
        if not QDesktopServices.openUrl(url):
            self._not_opened(self.attached.name)


def document_choice(chosen: Enclosure, about: str = "") -> CalmCombo:
    """Return a box with every kind of paper."""
    combo = CalmCombo()
    for document, title in ENCLOSURE_NAMES.items():
        combo.addItem(say(title), document.value)
    combo.setCurrentIndex(combo.findData(chosen.value))
    name = say(texts.AS_DOCUMENT)
    combo.setAccessibleName(say(texts.ABOUT_FILE, action=name, name=about) if about else name)
    combo.view().setAccessibleName(name)
    return combo


def breakable(words: str) -> str:
    """Let a long name without blanks wrap anywhere."""
    return "\u200b".join(words)


def _facts(attached: Attached) -> str:
    place = breakable(attached.path) if attached.path else say(texts.AT_THE_SERVICE)
    return say(texts.FILE_FACTS, size=size_words(attached.size), place=place)


def _preview(attached: Attached) -> QWidget | None:
    """Return a small picture of a picture; read at that size, whatever the file's own is."""
    if attached.path is None:
        return None
    reader = QImageReader(attached.path)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid():
        return None
    reader.setScaledSize(size.scaled(QSize(px(PREVIEW), px(PREVIEW)), KEEP))
    image = reader.read()
    if image.isNull():
        return None
    label = Label()
    label.setPixmap(QPixmap.fromImage(image))
    label.setWordWrap(False)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    label.setAccessibleName(say(texts.PICTURE, name=attached.name))
    return label
