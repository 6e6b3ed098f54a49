"""A text as a document: its headings, paragraphs and tables, these by row and cell.

Qt tells of a text as one long string; a table is then a run of words without rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import shiboken6
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QTextCursor,
    QTextFrame,
    QTextTable,
)
from PySide6.QtWidgets import QAccessibleWidget, QTextEdit

Role = QAccessible.Role


# What PySide's stubs say is never None is None in Qt where there is nothing.


class TextInterface(QAccessibleWidget):
    """Speaks for a text: a table where it is nothing else, or a document."""

    def __init__(self, browser: QTextEdit) -> None:
        super().__init__(browser, Role.Document)
        self._browser = browser
        self._read_at = -1
        self._parts: list[Part] = []

    def role(self) -> Role:
        """Return what it is."""
        return Role.Table if self._is_table() else Role.Document

    def childCount(self) -> int:  # noqa: N802
        """Return how many parts it has."""
        return len(self._read())

    def child(self, index: int) -> Any:
        """Return one of its parts."""
        parts = self._read()
        return parts[index] if 0 <= index < len(parts) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802
        """Return where a part stands."""
        return next((n for n, part in enumerate(self._read()) if part is child), -1)

    def _is_table(self) -> bool:
        parts = self._read()
        return bool(parts) and parts[0].role() == Role.Row

    def _read(self) -> list[Part]:
        """Read the text, again once it has been written anew."""
        revision = self._browser.document().revision()
        if revision != self._read_at:
            self._read_at = revision
            found = list(_parts(self._browser))
            is_table = len(found) == 1 and found[0].role() == Role.Table
            self._parts = found[0].parts if is_table else found
            for part in self._parts:
                part.around = self
        return self._parts


class Part(QAccessibleInterface):
    """A heading, paragraph, table, row or cell of a text."""

    def __init__(self, browser: QTextEdit, role: Role, place: int, words: str = "") -> None:
        super().__init__()
        self._browser, self._role, self._place, self._words = browser, role, place, words
        self.around: QAccessibleInterface | None = None
        self.parts: list[Part] = []

    def put(self, *parts: Part) -> Part:
        """Have these inside; returns itself."""
        self.parts = [*parts]
        for part in parts:
            part.around = self
        return self

    def isValid(self) -> bool:  # noqa: N802
        """Whether the text is still there."""
        return bool(shiboken6.isValid(self._browser))

    def object(self) -> Any:
        """Return no object: it is a part of one."""

    def window(self) -> Any:
        """Return no window of its own."""

    def parent(self) -> Any:
        """Return what it is in."""
        return self.around

    def childCount(self) -> int:  # noqa: N802
        """Return how many parts it has."""
        return len(self.parts)

    def child(self, index: int) -> Any:
        """Return one of its parts."""
        return self.parts[index] if 0 <= index < len(self.parts) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802
        """Return where a part stands."""
        return next((n for n, part in enumerate(self.parts) if part is child), -1)

    def childAt(self, x: int, y: int) -> Any:  # noqa: N802
        """Return the part at a point of the screen."""
        point = QPoint(x, y)
        return next((part for part in self.parts if part.rect().contains(point)), None)

    def text(self, what: QAccessible.Text) -> str:
        """Return its words; a row is called by its cells."""
        if what != QAccessible.Text.Name:
            return ""
        if self._role == Role.Row:
            return ": ".join(part.text(what) for part in self.parts)
        return self._words

    def setText(self, what: QAccessible.Text, text: str) -> None:  # noqa: N802
        """Leave the text as it is."""

    def rect(self) -> QRect:
        """Return where it begins on the screen, and where its last part ends."""
        if not self.isValid():
            return QRect()
        cursor = QTextCursor(self._browser.document())
        cursor.setPosition(min(self._place, self._browser.document().characterCount() - 1))
        box = self._browser.cursorRect(cursor)
        box.setRight(self._browser.viewport().width())
        box.moveTopLeft(self._browser.viewport().mapToGlobal(box.topLeft()))
        for part in self.parts:
            box = box.united(part.rect())
        return box

    def role(self) -> Role:
        """Return what it is."""
        return self._role

    def state(self) -> QAccessible.State:
        """Return its state: it can be read."""
        state = QAccessible.State()
        state.readOnly = True
        return state


def _parts(browser: QTextEdit) -> Iterator[Part]:
    """Yield the parts of a text in their order."""
    frames: set[QTextFrame] = set()
    block = browser.document().begin()
    while block.isValid():
        cursor = QTextCursor(block)
        table, at = cursor.currentTable(), block.position()
        if table is not None:
            if table not in frames:
                frames.add(table)
                yield _table(browser, table)
        elif block.text().strip():
            is_heading = block.blockFormat().headingLevel() > 0
            yield Part(browser, Role.Heading if is_heading else Role.Paragraph, at, block.text())
        block = block.next()


def _table(browser: QTextEdit, table: QTextTable) -> Part:
    rows = [_row(browser, table, row) for row in range(table.rows())]
    return Part(browser, Role.Table, table.firstPosition()).put(*rows)


def _row(browser: QTextEdit, table: QTextTable, row: int) -> Part:
    cells = []
    for column in range(table.columns()):
        cell = table.cellAt(row, column)
        cursor = cell.firstCursorPosition()
        place = cursor.position()
        end = cell.lastCursorPosition().position()
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        words = " ".join(cursor.selectedText().split())
        cells.append(Part(browser, Role.Cell, place, words or "–"))
    start = table.cellAt(row, 0).firstPosition()
    return Part(browser, Role.Row, start).put(*cells)
