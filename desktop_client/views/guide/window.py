"""The window of the guide: a page, found by what it says, beside the screen it is about."""

from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QImage,
    QKeySequence,
    QShortcut,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QDialog, QLineEdit, QTextBrowser, QWidget

from desktop_client.views.guide import texts
from desktop_client.views.guide.pages import INDEX
from desktop_client.views.guide.reading import picture_of, read
from desktop_client.views.language import language, say
from desktop_client.views.theme import px
from desktop_client.views.widgets.action_bar import ActionBar, stand_in_bar
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.focus import go_in_order
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row
from desktop_client.views.widgets.letters import Letters
from desktop_client.views.widgets.look import named
from desktop_client.views.widgets.regions import go_by_f6

SIZE = (640, 680)
"""Pixels at 100 %."""
LINE_PERCENT = 120
PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value


class GuideWindow(QDialog):
    """Shows a page; the window it was opened from stays usable. Open it with `show_page`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("guide")
        self.setWindowTitle(say(texts.TITLE))
        self.resize(min(px(SIZE[0]), parent.width()), min(px(SIZE[1]), parent.height()))
        self.browser = _Browser()
        self.bar = ActionBar()
        self._page = QWidget()
        self.back = named(Button(say(texts.BACK), self.browser.backward), "guide-back")
        index = named(Button(say(texts.INDEX), lambda: self.show_page(INDEX)), "guide-index")
        down = column(self._page, margin=16)
        down.addWidget(wrapping_row(index, self.back))
        down.addWidget(self.browser, 1)
        down.addWidget(self._search())
        close = named(PrimaryButton(say(texts.CLOSE), self.accept), "guide-close")
        stand_in_bar(self._page, close)
        whole = column(self, gap=0)
        whole.addWidget(self._page, 1)
        whole.addWidget(self.bar)
        for button in self.findChildren(Button):
            button.setAutoDefault(False)  # or Return in the search would press one
        go_by_f6(self, lambda: [self._page, self.bar])
        Letters(self)
        self.browser.sourceChanged.connect(self._arrived)
        self.browser.backwardAvailable.connect(self.back.setEnabled)
        self.back.setEnabled(False)

    def show_page(self, page: str) -> None:
        """Show a page from its beginning; the keyboard scrolls it."""
        self.browser.setSource(QUrl(f"{page}.md"), QTextDocument.ResourceType.MarkdownResource)
        self.show()
        self.raise_()
        self.activateWindow()
        self.browser.setFocus()

    @property
    def page(self) -> str:
        """The name of the page that is shown."""
        return self.browser.source().path().removesuffix(".md")

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Go on by Tab: through the page and its search, then the action bar."""
        return go_in_order(self, self._page, self.bar, forward=forward)

    def _search(self) -> QWidget:
        self.line = named(QLineEdit(), "guide-search")
        self.line.setPlaceholderText(say(texts.SEARCH_NAME))
        self.line.setAccessibleName(say(texts.SEARCH_NAME))
        self.line.setMinimumWidth(px(200))
        self.line.returnPressed.connect(self._find)
        QShortcut(QKeySequence.StandardKey.Find, self).activated.connect(self.line.setFocus)
        holder = QWidget()
        buttons = wrapping_row(
            self.line,
            named(Button(say(texts.NEXT), self._find), "guide-next"),
            named(Button(say(texts.PREVIOUS), self._find_back), "guide-previous"),
        )
        down = column(holder, gap=4)
        down.addWidget(buttons)
        self.told = Label("", "warning")
        self.told.hide()
        down.addWidget(self.told)
        return holder

    def _find(self) -> None:
        self._look_for(QTextDocument.FindFlag(0), QTextCursor.MoveOperation.Start)

    def _find_back(self) -> None:
        self._look_for(QTextDocument.FindFlag.FindBackward, QTextCursor.MoveOperation.End)

    def _look_for(self, way: QTextDocument.FindFlag, other_end: QTextCursor.MoveOperation) -> None:
        """Mark the next place that says it; after the last one comes the first."""
        words = self.line.text().strip()
        if not words:
            return
        is_found = self.browser.find(words, way)
        if not is_found:
            self.browser.moveCursor(other_end)
            is_found = self.browser.find(words, way)
        self.told.setText("" if is_found else say(texts.NOT_FOUND, words=words))
        self.told.setHidden(is_found)
        if is_found:
            announce(self.browser, self.browser.textCursor().block().text())
        else:
            announce(self, self.told.text())

    def _arrived(self) -> None:
        self.told.hide()
        _space_out(self.browser.document())
        title = self.browser.document().firstBlock().text()
        self.browser.setAccessibleName(title)
        self.setWindowTitle(f"{title} - {say(texts.TITLE)}")


def _space_out(document: QTextDocument) -> None:
    """Leave room between paragraphs, and more before a heading: Markdown says nothing of it."""
    block, cursor = document.begin(), QTextCursor(document)
    while block.isValid():
        shape = block.blockFormat()
        shape.setLineHeight(LINE_PERCENT, PROPORTIONAL)
        shape.setBottomMargin(px(6))
        shape.setTopMargin(px(14) if shape.headingLevel() > 1 else 0)
        cursor.setPosition(block.position())
        cursor.setBlockFormat(shape)
        block = block.next()


class _Browser(QTextBrowser):
    def __init__(self) -> None:
        super().__init__()
        self.setOpenExternalLinks(False)
        self.document().setDocumentMargin(px(12))

    def loadResource(self, _kind: int, name: QUrl | str) -> Any:  # noqa: N802
        """Return a page or picture of this program; nothing comes from elsewhere."""
        path = name.path() if isinstance(name, QUrl) else name
        if path.endswith(".md"):
            return read(path.removesuffix(".md"), language())
        picture = QImage(str(picture_of(path, language())))
        if picture.isNull():
            return None
        width = min(picture.width(), self.viewport().width() - px(48))
        ratio = self.devicePixelRatioF()
        smooth = Qt.TransformationMode.SmoothTransformation
        drawn = picture.scaledToWidth(round(width * ratio), smooth)
        drawn.setDevicePixelRatio(ratio)
        return drawn
