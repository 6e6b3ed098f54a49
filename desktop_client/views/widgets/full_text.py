"""A text that shows all of itself: it wraps anywhere, grows to its full height, never scrolls."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QTextBrowser

from desktop_client.views import theme
from desktop_client.views.widgets.layouts import scroll_by_key


class FullText(QTextBrowser):
    """Selectable text from `html`, written anew when the theme changes."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setOpenLinks(False)
        self.document().setDocumentMargin(0)
        self._written = ""
        self._worn: object = None
        self._grown_for: tuple[int, QFont] | None = None

    def html(self) -> str:
        """Return what is shown, in the colours in force."""
        raise NotImplementedError

    def write(self) -> None:
        """Show what `html` returns now."""
        self._put()
        self._grow()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Take the height the text needs at this width."""
        super().resizeEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Write anew in the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:  # also when it is put into a layout
            if self._worn != theme.worn():
                self._put()
            # What is not shown yet will be resized, often to another width.
            if self.isVisible():
                self._grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Scroll what it stands in: it never scrolls itself."""
        if not scroll_by_key(self, event):
            super().keyPressEvent(event)

    def _put(self) -> None:
        self._worn = theme.worn()
        html = self.html()
        if html != self._written:
            self._written = html
            self.setHtml(html)
            self._grown_for = None

    def _grow(self) -> None:
        width = self.viewport().width()
        if self._grown_for == (width, self.font()):
            return
        self._grown_for = (width, QFont(self.font()))
        self.document().setTextWidth(width)
        frame = self.height() - self.viewport().height()
        needed = int(self.document().size().height()) + max(frame, 0) + 1
        if needed != self.minimumHeight():
            self.setFixedHeight(needed)
