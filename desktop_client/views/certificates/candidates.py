"""The list of all certificates found; those that do not fit are grey and say why."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_client.views.certificates import texts
from desktop_client.views.certificates.words import CandidateWords, breakable
from desktop_client.views.language import say
from desktop_client.views.theme import colours, px
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from desktop_client.views.widgets.layouts import row as row_layout

if TYPE_CHECKING:
    from desktop_client.workflows.certificates import Candidate

LARGEST_HEIGHT = 330
_CANDIDATE = Qt.ItemDataRole.UserRole
AnyIndex = QModelIndex | QPersistentModelIndex


class CandidateList(QListWidget):
    """Certificates to choose from by mouse or keyboard; all can be reached and read."""

    chosen = Signal(object)
    """A candidate that fits was double-clicked, or Return pressed on it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("certificate-list")
        self.setAccessibleName(say(texts.LIST_NAME))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Delegate(self))
        self.itemActivated.connect(self._activated)
        self._rows: list[_CandidateRow] = []

    def show_candidates(self, candidates: Iterable["Candidate"]) -> None:
        """List these; the one that was selected, or the first that fits, is selected."""
        before = self.candidate
        self.clear()
        self._rows = []
        for candidate in candidates:
            self._add(candidate)
        self._fit()
        fit = [one for one in self._items() if _fits(one)]
        same = [one for one in fit if before and one.data(_CANDIDATE).places == before.places]
        self.setCurrentItem(next(iter(same or fit), self.item(0)))

    @property
    def candidate(self) -> "Candidate | None":
        """The one that is selected and fits."""
        place = self.currentRow()
        fits = place >= 0 and _fits(self.item(place))
        return self.item(place).data(_CANDIDATE) if fits else None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Give each certificate the height its lines need at this width."""
        super().resizeEvent(event)
        self._fit()

    def _add(self, candidate: "Candidate") -> None:
        words = CandidateWords.about(candidate)
        item = QListWidgetItem(candidate.holder)
        item.setData(_CANDIDATE, candidate)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words.spoken)
        if not candidate.fits:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.addItem(item)
        self._rows.append(_CandidateRow(words))
        self.setItemWidget(item, self._rows[-1])
        for label in self._rows[-1].findChildren(QWidget):
            label.ensurePolished()

    def _fit(self) -> None:
        width = self.viewport().width()
        for item, row in zip(self._items(), self._rows, strict=False):
            item.setSizeHint(QSize(width, row.heightForWidth(width)))
        heights = sum(item.sizeHint().height() for item in self._items())
        frame = 2 * self.frameWidth() + px(8)
        self.setFixedHeight(min(heights + frame, px(LARGEST_HEIGHT)))

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(index) for index in range(self.count())]

    def _activated(self, item: QListWidgetItem) -> None:
        if _fits(item):
            self.chosen.emit(item.data(_CANDIDATE))


def _fits(item: QListWidgetItem) -> bool:
    return bool(item.flags() & Qt.ItemFlag.ItemIsSelectable)


class _Delegate(QStyledItemDelegate):
    """Leaves the words to the row's own labels, and frames the row that has the keyboard."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:  # noqa: N802
        super().initStyleOption(option, index)
        option.text = ""

    def updateEditorGeometry(  # noqa: N802
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: AnyIndex,  # noqa: ARG002
    ) -> None:
        editor.setGeometry(option.rect)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        super().paint(painter, option, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            rect: QRect = option.rect
            painter.setPen(QPen(QColor(colours().focus), px(2)))
            painter.drawRect(rect.adjusted(1, 1, -px(2), -px(2)))


class _CandidateRow(QWidget):
    """One certificate: whose and what kind, from whom, until when, where, and why not."""

    def __init__(self, words: CandidateWords) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        lines = column(self, gap=2, margin=12)
        lines.addWidget(_head(words))
        if words.unfit:
            lines.addWidget(Label(words.unfit, "danger"))
        if words.issued:
            lines.addWidget(Label(words.issued, "subtle"))
            lines.addWidget(Label(words.expiry, words.expiry_look))
        lines.addWidget(Label(breakable(words.places), "subtle"))


def _head(words: CandidateWords) -> QWidget:
    holder = QWidget()
    across = row_layout(holder, gap=8)
    across.addWidget(Label(breakable(words.holder), "subtle" if words.unfit else "lead"), 1)
    kind = Label(words.kind, "subtle" if words.unfit else "badge")
    kind.setWordWrap(False)
    across.addWidget(kind, 0, Qt.AlignmentFlag.AlignTop)
    return holder
