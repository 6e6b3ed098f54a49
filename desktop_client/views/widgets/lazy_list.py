"""Lists whose rows are described only once somebody looks at them, so that many cost little."""

from collections.abc import Callable, Iterable
from functools import cached_property
from html import escape
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

SUBJECT = Qt.ItemDataRole.UserRole
"""What the row stands for."""
WORDS = Qt.ItemDataRole.UserRole + 1
"""What is painted of it."""


class Spoken(Protocol):
    """The words of a row."""

    @property
    def holder(self) -> str:
        """What a typed letter finds it by."""

    @property
    def spoken(self) -> str:
        """All of it, as a screen reader says it."""


class LazyItem(QListWidgetItem):
    """Gives what it stands for and, described when first asked for, its words."""

    def __init__(self, subject: Any, describe: Callable[[Any], Spoken]) -> None:
        super().__init__()
        self._subject = subject
        self._describe = describe

    @cached_property
    def _words(self) -> Spoken:
        return self._describe(self._subject)

    def data(self, role: int) -> Any:
        """Answer the view, its delegate and the screen reader."""
        if role == SUBJECT:
            return self._subject
        if role == WORDS:
            return self._words
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words.holder
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._words.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<span>{escape(self._words.spoken)}</span>"
        return None


class LazyList(QListWidget):
    """A list of such rows."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[LazyItem] = []

    def fill(self, items: Iterable[LazyItem]) -> None:
        """Show these rows and no others."""
        self.clear()
        self._items = list(items)  # Qt keeps a row, but not the Python that describes it
        for item in self._items:
            self.addItem(item)
