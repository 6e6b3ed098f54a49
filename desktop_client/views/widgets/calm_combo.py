"""A box to choose from that leaves the wheel to the page around it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate

from desktop_client.views.theme import px

MOST_SEEN = 24
"""Choices seen at once where the screen has the room: lists of codes are no longer than that."""
ROUNDING = 4
"""Pixels at 100 % that unhinted letters may add to the width of a choice."""


class CalmCombo(QComboBox):
    """Never changes by scrolling past it; as wide as its widest choice where there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setItemDelegate(QStyledItemDelegate(self))  # follows the style sheet's lines
        self.setMaxVisibleItems(MOST_SEEN)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Allow for fonts without hinting, whose widths Qt rounds down letter by letter."""
        hint = super().sizeHint()
        return QSize(hint.width() + px(ROUNDING), hint.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Where there is little room, be only as wide as what is chosen."""
        hint, metrics = self.sizeHint(), self.fontMetrics()
        widths = [metrics.horizontalAdvance(self.itemText(index)) for index in range(self.count())]
        spare = max(widths, default=0) - metrics.horizontalAdvance(self.currentText())
        return QSize(hint.width() - max(0, spare), hint.height())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to the page."""
        event.ignore()
