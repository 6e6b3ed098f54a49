"""The list of all certificates found; those that do not fit are grey and say why."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop_client.views.certificates import texts
from desktop_client.views.certificates.words import CandidateWords, breakable
from desktop_client.views.language import say
from desktop_client.views.theme import colours, px
from desktop_client.views.theme.tokens import TEXT_SIZES
from desktop_client.views.widgets.listing import go_to_selected
from desktop_client.views.widgets.painting import bold, draw_badge, height_of, write

if TYPE_CHECKING:
    from desktop_client.pki.certificate import Certificate
    from desktop_client.workflows.certificates import Candidate

Preferred = Callable[["Certificate"], bool]
LARGEST_HEIGHT, USUAL_HEIGHT = 330, 120
AT_FIRST, AT_ONCE = 8, 4
"""Rows described with the list, more than can be seen at once, and in each turn after."""
_CANDIDATE = Qt.ItemDataRole.UserRole
_WORDS = Qt.ItemDataRole.UserRole + 1
AnyIndex = QModelIndex | QPersistentModelIndex


def none_preferred(_certificate: "Certificate") -> bool:
    """Prefer no certificate."""
    return False


class CandidateList(QListWidget):
    """Certificates to choose from by mouse or keyboard; all can be reached and read.

    Of many the first are described at once and the rest turn by turn.
    """

    chosen = Signal(object)
    """A candidate that fits was double-clicked, or Return pressed on it."""

    def __init__(self, preferred: Preferred = none_preferred) -> None:
        super().__init__()
        self._preferred = preferred
        self._offered: Candidate | None = None
        """What was selected last without the user."""
        self.setObjectName("certificate-list")
        self.setAccessibleName(say(texts.LIST_NAME))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Rows(self))
        self.itemActivated.connect(self._activated)
        go_to_selected(self)
        self._candidates: list[Candidate] = []
        self._described = 0
        self._turn = QTimer(self)
        self._turn.timeout.connect(self._describe_some)

    def show_candidates(self, candidates: Iterable["Candidate"]) -> None:
        """List these; the one that was selected, is preferred, or else fits first is selected."""
        before = self.candidate
        chosen = before if before != self._offered else None
        self.clear()
        self._candidates = list(candidates)  # Qt takes long to give back what it holds
        for candidate in self._candidates:
            self.addItem(_item(candidate))
        self._describe()
        fitting = next(self._rows(lambda _: True), 0)
        preferred = next(self._rows(self._is_preferred), None)
        same = None
        if before is not None:
            places = before.places
            same = next(self._rows(lambda candidate: candidate.places == places), None)
        order = (same, preferred) if chosen else (preferred, same)
        self.setCurrentRow(next((row for row in order if row is not None), fitting))
        self._offered = None if chosen and same is not None else self.candidate

    def _rows(self, is_sought: "Callable[[Candidate], bool]") -> Iterator[int]:
        """Yield the rows of those that fit and are sought, as they are asked for."""
        rows = enumerate(self._candidates)
        return (row for row, candidate in rows if candidate.fits and is_sought(candidate))

    def _is_preferred(self, candidate: "Candidate") -> bool:
        certificate = candidate.certificate
        return certificate is not None and self._preferred(certificate)

    @property
    def candidate(self) -> "Candidate | None":
        """The one that is selected and fits."""
        row = self.currentRow()
        selected = self._candidates[row] if row >= 0 else None
        return selected if selected and selected.fits else None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Give each certificate the height its lines need at this width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._describe()

    def _describe(self) -> None:
        """Describe every row, at the width there is now, and be as high as the first need."""
        self.ensurePolished()
        self._described = 0
        self._describe_some()
        rows = (self.item(row).sizeHint().height() for row in range(self._described))
        height = sum(rows) + 2 * self.frameWidth() + px(8)
        self.setFixedHeight(min(height, px(LARGEST_HEIGHT)))

    def _describe_some(self) -> None:
        some = AT_ONCE if self._described else AT_FIRST
        width, end = self.viewport().width(), min(self._described + some, self.count())
        for row in range(self._described, end):
            item = self.item(row)
            words = item.data(_WORDS)
            if words is None:
                words = CandidateWords.about(self._candidates[row])
                item.setData(_WORDS, words)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, words.spoken)
            item.setSizeHint(QSize(width, _height(words, self.font(), width)))
        self._described = end
        if end < self.count():
            self._turn.start(0)
        else:
            self._turn.stop()

    def _activated(self, item: QListWidgetItem) -> None:
        candidate = self._candidates[self.row(item)]
        if candidate.fits:
            self.chosen.emit(candidate)


def _item(candidate: "Candidate") -> QListWidgetItem:
    item = QListWidgetItem(candidate.holder)
    item.setData(_CANDIDATE, candidate)
    item.setSizeHint(QSize(1, px(USUAL_HEIGHT)))
    if not candidate.fits:
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    return item


class _Rows(QStyledItemDelegate):
    """Paints whose it is and what kind, why not, from whom, until when, and where."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:  # noqa: N802
        super().initStyleOption(option, index)
        option.text = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        super().paint(painter, option, index)
        words: CandidateWords | None = index.data(_WORDS)
        if words is None:  # its turn has not come
            return
        row: QRect = option.rect
        inner = row.adjusted(px(12), px(12), -px(12), -px(12))
        painter.save()
        _paint_kind(painter, words, option.font, inner)
        top = inner.top()
        for part in _parts(words, option.font, inner.width()):
            place = QRect(inner.left(), top, part.width, part.height)
            write(painter, part.font, place, part.text, part.look)
            top += part.height + px(2)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours().focus), px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(row.adjusted(1, 1, -px(2), -px(2)))
        painter.restore()


def _height(words: CandidateWords, font: QFont, width: int) -> int:
    parts = _parts(words, font, width - 2 * px(12))
    return sum(part.height + px(2) for part in parts) + 2 * px(12) - px(2)


class _Part:
    """One text of a row, wrapped at a width."""

    def __init__(self, text: str, look: str, font: QFont, width: int) -> None:
        self.text, self.look, self.font, self.width = text, look, font, width
        self.height = height_of(font, width, text)


def _parts(words: CandidateWords, font: QFont, width: int) -> list[_Part]:
    """Return the texts of a row from above; the kind stands beside the first."""
    beside = width - _kind_width(words, font) - px(8)
    head = font if words.unfit else bold(font, TEXT_SIZES["lead"])
    parts = [_Part(breakable(words.holder), "subtle" if words.unfit else "lead", head, beside)]
    lines = [(words.unfit, "danger")]
    if words.issued:
        lines += [(words.issued, "subtle"), (words.expiry, words.expiry_look)]
    lines.append((breakable(words.places), "subtle"))
    return parts + [_Part(text, look, font, width) for text, look in lines if text]


def _kind_width(words: CandidateWords, font: QFont) -> int:
    if words.unfit:
        return QFontMetrics(font).horizontalAdvance(words.kind)
    return QFontMetrics(bold(font)).horizontalAdvance(words.kind) + 2 * px(9)


def _paint_kind(painter: QPainter, words: CandidateWords, font: QFont, inner: QRect) -> None:
    width = _kind_width(words, font)
    line = QFontMetrics(font).lineSpacing()
    place = QRect(inner.right() - width + 1, inner.top(), width, line)
    if words.unfit:
        write(painter, font, place, words.kind, "subtle")
    else:
        draw_badge(painter, bold(font), place.adjusted(0, -1, 0, 2), words.kind)
