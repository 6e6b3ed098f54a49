"""The document that is about to be signed: readable, and as the very bytes."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QTabWidget, QWidget

from desktop_client.views.language import say
from desktop_client.views.signing import texts
from desktop_client.views.signing.facts import Facts
from desktop_client.views.signing.readable import Rows
from desktop_client.views.signing.technical import TechnicalPart
from desktop_client.views.theme import px
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from registration.submission import Canonical, sha256

ORIGINAL_HEIGHT = 320


def readable_page(rows: Rows, *middle: QWidget) -> QWidget:
    """Return a document in words: what a person reads first, the rest, 기술 정보 folded."""
    holder = QWidget()
    down = column(holder, gap=8, margin=8)
    down.addWidget(Facts(rows.first))
    for widget in middle:
        down.addWidget(widget)
    down.addWidget(TechnicalPart(rows.technical))
    down.addStretch(1)
    return holder


class SignedDocument(QTabWidget):
    """Two tabs: `readable`, and the text of `content`, which is what is signed."""

    def __init__(self, readable: QWidget, content: Canonical) -> None:
        super().__init__()
        self.setObjectName("signed-document")
        self.setAccessibleName(say(texts.DOCUMENT_NAME))
        self._content = content
        self.original = _original()
        self._original_page = _page(self.original, content)
        self._pages = readable, self._original_page
        for page, title in zip(self._pages, (texts.READABLE, texts.ORIGINAL), strict=True):
            self.addTab(page, say(title))
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.tabBar().setAccessibleName(say(texts.DOCUMENT_NAME))
        self.currentChanged.connect(self._fit)
        self._fit(0)

    def _fit(self, current: int) -> None:
        """Take the height of the tab in front, not of the longest.

        The bytes are laid out once they are looked at: there may be many.
        """
        if self._pages[current] is self._original_page and not self.original.toPlainText():
            self.original.setPlainText(self._content.decode())
        policies = QSizePolicy.Policy
        for index, page in enumerate(self._pages):
            vertical = policies.Preferred if index == current else policies.Ignored
            page.setSizePolicy(policies.Preferred, vertical)
        self.updateGeometry()


def _original() -> QPlainTextEdit:
    text = QPlainTextEdit()
    text.setObjectName("signed-original")
    text.setReadOnly(True)
    text.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByKeyboard
        | Qt.TextInteractionFlag.TextSelectableByMouse
    )
    text.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
    text.setAccessibleName(say(texts.ORIGINAL_NAME))
    text.setTabChangesFocus(True)
    text.setMinimumHeight(px(ORIGINAL_HEIGHT))
    return text


def _page(original: QPlainTextEdit, content: Canonical) -> QWidget:
    page = QWidget()
    down = column(page, gap=8, margin=8)
    down.addWidget(Label(say(texts.ORIGINAL_NOTE, size=len(content)), "subtle"))
    down.addWidget(original, 1)
    down.addWidget(Facts([(texts.DIGEST, sha256(content))]))
    return page
