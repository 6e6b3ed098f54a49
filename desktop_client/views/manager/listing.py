"""The list of certificates: painted, so that a thousand are there at once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop_client.views.language import say
from desktop_client.views.manager import texts
from desktop_client.views.manager.words import KeptWords
from desktop_client.views.theme import colours, px

if TYPE_CHECKING:
    from desktop_client.workflows.keeping import Kept

ROWS = 4
"""Certificates seen without scrolling."""
_KEPT = Qt.ItemDataRole.UserRole
_WORDS = Qt.ItemDataRole.UserRole + 1
AnyIndex = QModelIndex | QPersistentModelIndex


class KeptList(QListWidget):
    """One certificate is current; arrow keys move, a letter goes to the next such name."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("manager-list")
        self.setAccessibleName(say(texts.LIST_NAME))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_Delegate(self))

    def show_all(self, shown: Sequence["Kept"], current: object) -> None:
        """List these; the one at the place `current`, or the first, is selected, silently."""
        self.blockSignals(True)
        self.clear()
        for kept in shown:
            words = KeptWords.about(kept)
            item = QListWidgetItem(words.holder, self)
            item.setData(_KEPT, kept)
            item.setData(_WORDS, words)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words.spoken)
            item.setToolTip(words.spoken)
        rows = [row for row, one in enumerate(shown) if one.places[0] == current]
        self.setCurrentRow(rows[0] if rows else 0)
        self.blockSignals(False)
        self._fit()

    @property
    def kept(self) -> "Kept | None":
        """The one that is current."""
        return self.currentItem().data(_KEPT) if self.currentRow() >= 0 else None

    def _fit(self) -> None:
        rows = min(self.count(), ROWS)
        height = self.sizeHintForRow(0) if rows else 0
        self.setFixedHeight(rows * height + 2 * self.frameWidth() + px(8))


class _Delegate(QStyledItemDelegate):
    """Paints name and state, issuer and purpose, and when it ends, in three lines."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:  # noqa: N802
        super().initStyleOption(option, index)
        option.text = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: N802, ARG002
        return QSize(px(200), 3 * option.fontMetrics.lineSpacing() + px(20))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        super().paint(painter, option, index)
        words: KeptWords = index.data(_WORDS)
        line = option.fontMetrics.lineSpacing()
        option_rect: QRect = option.rect
        rect = option_rect.adjusted(px(12), px(10), -px(12), 0)
        rect.setHeight(line)
        painter.save()
        bold = QFont(option.font)
        bold.setBold(True)
        state = QFontMetrics(bold).horizontalAdvance(words.state)
        _write(painter, bold, rect, words.state, words.state_look, right=True)
        _write(painter, bold, rect.adjusted(0, 0, -state - px(12), 0), words.holder, "body")
        _write(painter, option.font, rect.translated(0, line), words.issued, "subtle")
        end = rect.translated(0, 2 * line)
        _write(painter, option.font, end, words.expiry, words.expiry_look)
        painter.restore()


def _write(
    painter: QPainter, font: QFont, rect: QRect, text: str, look: str, *, right: bool = False
) -> None:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.setFont(font)
    painter.setPen(QColor(_colour(look)))
    fitting = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, fitting)


def _colour(look: str) -> str:
    if look == "body":
        return colours().text
    name = "text_subtle" if look == "subtle" else f"{look}_text"
    colour: str = getattr(colours(), name)
    return colour
