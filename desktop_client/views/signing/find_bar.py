"""Finds words in a long document, by keyboard: Ctrl+F, Return for the next place."""

from collections.abc import Iterator
from itertools import islice

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QScrollArea, QTextEdit, QWidget

from desktop_client.views.language import say
from desktop_client.views.signing import texts
from desktop_client.views.theme import px
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row
from desktop_client.views.widgets.look import named
from registration.characters import composed
from registration.text import Text

WIDTH = 200
MOST_PLACES = 1000

Readable = QTextEdit | QPlainTextEdit
Place = tuple[Readable, QTextCursor]


class FindBar(QWidget):
    """Looks in every text inside `where` that is shown.

    Its keys work wherever the keyboard is; where something else on the screen is searched by the
    same keys, it is not `alone`: then they work in `where`.
    """

    def __init__(self, where: QWidget, *, alone: bool = True) -> None:
        super().__init__()
        self._where = where
        self._place = -1
        self._count = 0
        self.line = named(QLineEdit(), "find-line")
        self.line.setPlaceholderText(say(texts.FIND))
        self.line.setAccessibleName(say(texts.FIND))
        self.line.setFixedWidth(px(WIDTH))
        self.line.textChanged.connect(self._begin)
        self.line.returnPressed.connect(lambda: self.step(1))
        before = Button(say(texts.FIND_BEFORE), lambda: self.step(-1))
        after = Button(say(texts.FIND_NEXT), lambda: self.step(1))
        self.told = Label("", "subtle")
        self.told.setWordWrap(False)
        self._row = wrapping_row(self.line, before, after, self.told)
        column(self).addWidget(self._row)
        for keys, act in (
            (QKeySequence(QKeySequence.StandardKey.Find), self._take_keyboard),
            (QKeySequence("F3"), lambda: self.step(1)),
            (QKeySequence("Shift+F3"), lambda: self.step(-1)),
        ):
            shortcut = QShortcut(keys, where)
            if not alone:
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) place, round and round, and say which it is."""
        places = self._places()
        if not places:
            self._tell(texts.FIND_NONE if self.line.text().strip() else None)
            return
        begins = self._place < 0 or len(places) != self._count
        self._place = 0 if begins else (self._place + by) % len(places)
        self._count = len(places)
        self._show(*places[self._place])
        self.told.setText(say(texts.FIND_PLACE, number=self._place + 1, count=len(places)))
        announce(self.line, self.told.text())

    def _begin(self) -> None:
        self._place = -1
        self._tell(None)

    def _tell(self, words: Text | None) -> None:
        self.told.setText(say(words) if words else "")
        if words:
            announce(self.line, self.told.text())

    def _take_keyboard(self) -> None:
        self.line.setFocus()
        self.line.selectAll()

    def _places(self) -> list[Place]:
        wanted = composed(self.line.text()).strip()
        if not wanted:
            return []
        every: list[Readable] = [
            *self._where.findChildren(QTextEdit),
            *self._where.findChildren(QPlainTextEdit),
        ]
        shown = [text for text in every if text.isVisible()]
        shown.sort(key=lambda text: text.mapTo(self._where, QPoint()).y())
        found = ((text, cursor) for text in shown for cursor in _found(text, wanted))
        return list(islice(found, MOST_PLACES))

    def _show(self, text: Readable, cursor: QTextCursor) -> None:
        text.setTextCursor(cursor)
        text.ensureCursorVisible()
        place = text.viewport().mapTo(self._where, text.cursorRect().center())
        around = self._where.parentWidget()
        while around is not None:
            content = around.widget() if isinstance(around, QScrollArea) else None
            if isinstance(around, QScrollArea) and content is not None:
                inside = self._where.mapTo(content, place)
                around.ensureVisible(inside.x(), inside.y(), 0, px(80))
            around = around.parentWidget()


def _found(text: Readable, wanted: str) -> Iterator[QTextCursor]:
    cursor = text.document().find(wanted, 0)
    while not cursor.isNull():
        yield cursor
        cursor = text.document().find(wanted, cursor)
