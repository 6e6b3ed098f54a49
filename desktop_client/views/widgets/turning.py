"""Parts side by side where the width allows it, one above the other where it does not."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop_client.views.theme import px

LOW = 760
"""Pixels at 100 % of a window below which it is low: what may be short is short there."""
UNLIMITED = 16777215
"""QWIDGETSIZE_MAX: no limit."""


def is_low(widget: QWidget) -> bool:
    """Whether the window of a widget leaves little height."""
    return widget.window().height() < px(LOW)


class TurningRow(QWidget):
    """A row that turns into a column below `least_width`.

    `first_width` is the first part's width while they stand side by side. Pixels at 100 %.
    """

    def __init__(
        self, least_width: int, gap: int = 12, narrow_gap: int = 4, first_width: int | None = None
    ) -> None:
        super().__init__()
        self._first_width = px(first_width) if first_width else None
        self._least_width = px(least_width)
        self._gaps = px(gap), px(narrow_gap)
        self.box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(self._gaps[0])

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Add a part."""
        self.box.addWidget(widget, stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Turn where the width asks for it."""
        super().resizeEvent(event)
        wide = event.size().width() >= self._least_width
        directions = QBoxLayout.Direction
        self.box.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self.box.setSpacing(self._gaps[0 if wide else 1])
        self._size_first(wide=wide)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Need no more width than the widest part."""
        least = QSize()
        for index in range(self.box.count()):
            item = self.box.itemAt(index)
            if item:
                least = least.expandedTo(item.minimumSize())
        return least

    def _size_first(self, *, wide: bool) -> None:
        first = self.box.itemAt(0)
        widget = first.widget() if first else None
        if widget and self._first_width:
            widget.setMinimumWidth(self._first_width if wide else 0)
            widget.setMaximumWidth(self._first_width if wide else UNLIMITED)
