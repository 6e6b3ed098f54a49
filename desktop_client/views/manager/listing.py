"""The list of certificates: painted, so that a thousand are there at once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop_client.views.language import say
from desktop_client.views.manager import texts
from desktop_client.views.manager.words import KeptWords
from desktop_client.views.theme import px
from desktop_client.views.widgets.lazy_list import SUBJECT, WORDS, LazyItem, LazyList
from desktop_client.views.widgets.painting import bold, write_line

if TYPE_CHECKING:
    from desktop_client.workflows.certificate_manager import ManagedCertificate

ROWS = 4
"""Certificates seen without scrolling."""
AnyIndex = QModelIndex | QPersistentModelIndex


class KeptList(LazyList):
    """One certificate is current; arrow keys move, a letter goes to the next such name."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("manager-list")
        self.setAccessibleName(say(texts.LIST_NAME))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_Delegate(self))

    def show_all(self, shown: Sequence["ManagedCertificate"], current: object) -> None:
        """List these; the one at the place `current`, or the first, is selected, silently."""
        self.blockSignals(True)
        self.fill(LazyItem(kept, KeptWords.about) for kept in shown)
        rows = [row for row, certificate in enumerate(shown) if certificate.places[0] == current]
        self.setCurrentRow(rows[0] if rows else 0)
        self.blockSignals(False)
        self._fit()

    @property
    def kept(self) -> "ManagedCertificate | None":
        """The one that is current."""
        return self.currentItem().data(SUBJECT) if self.currentRow() >= 0 else None

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
        words: KeptWords = index.data(WORDS)
        line = option.fontMetrics.lineSpacing()
        option_rect: QRect = option.rect
        rect = option_rect.adjusted(px(12), px(10), -px(12), 0)
        rect.setHeight(line)
        painter.save()
        strong = bold(option.font)
        state = QFontMetrics(strong).horizontalAdvance(words.state)
        write_line(painter, strong, rect, words.state, words.state_look, right=True)
        write_line(painter, strong, rect.adjusted(0, 0, -state - px(12), 0), words.holder, "body")
        write_line(painter, option.font, rect.translated(0, line), words.issued, "subtle")
        end = rect.translated(0, 2 * line)
        write_line(painter, option.font, end, words.expiry, words.expiry_look)
        painter.restore()
