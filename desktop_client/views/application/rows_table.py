"""The overview table of a repeating page: read there, edited beneath."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QScrollArea, QTableView

from desktop_client.views.application import texts
from desktop_client.views.application.rows_model import RowsModel
from desktop_client.views.language import say
from desktop_client.views.theme import px
from desktop_client.views.widgets.listing import go_to_selected

LEAST_SEEN = 5
SHARE = 0.5
"""Of the height of what is seen that the overview takes: the rest is for the chosen row."""
ROW_HEIGHT = 32
"""Pixels at 100 %."""
MEASURED_ROWS = 50
STATE_COLUMN = 1
MANY_PROBLEMS = 99
CELL_PADDING = 24
"""Pixels at 100 % beside the words of a cell."""


class RowsTable(QTableView):
    """One row is chosen at a time. Nothing is typed here: composing Korean in a cell breaks.

    `moved` carries -1 (up) or 1 (down).
    """

    chosen = Signal(int)
    opened = Signal()
    removed = Signal()
    moved = Signal(int)
    pasted = Signal()
    undone = Signal()

    def __init__(self, rows: RowsModel) -> None:
        super().__init__()
        self.rows = rows
        self.setModel(rows)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(px(ROW_HEIGHT))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setResizeContentsPrecision(MEASURED_ROWS)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        go_to_selected(self)
        self.selectionModel().currentRowChanged.connect(lambda new, _old: self._chosen(new.row()))
        self.doubleClicked.connect(self.opened)
        for changed in (rows.modelReset, rows.dataChanged):
            changed.connect(self._fit)

    def choose(self, row: int) -> None:
        """Choose a row."""
        self.setCurrentIndex(self.rows.index(row, 0))

    def sizeHint(self) -> QSize:  # noqa: N802
        """Be as high as the rows, as far as they fit."""
        rows = min(max(self.rows.rowCount(), 1), max(LEAST_SEEN, self._fitting()))
        bar = self.horizontalScrollBar().sizeHint().height()
        height = self.horizontalHeader().sizeHint().height() + rows * px(ROW_HEIGHT) + bar
        return QSize(super().sizeHint().width(), height + 2 * self.frameWidth())

    def sizeHintForColumn(self, column: int) -> int:  # noqa: N802
        """Keep room for how many problems a row has: it comes and goes while one types."""
        hint = super().sizeHintForColumn(column)
        if column != STATE_COLUMN:
            return hint
        words = say(texts.ROW_STATE_PROBLEMS, count=MANY_PROBLEMS)
        return max(hint, self.fontMetrics().horizontalAdvance(words) + px(CELL_PADDING))

    def _fitting(self) -> int:
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        seen = around.viewport().height() if around else 0
        return int(SHARE * seen / px(ROW_HEIGHT))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Never be smaller than that."""
        return QSize(px(120), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fill the width again."""
        super().resizeEvent(event)
        self._stretch()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Open, remove, move, paste and undo by the keyboard."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undone.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        """Make the columns as wide as what now stands in them."""
        self.horizontalHeader().resizeSections(QHeaderView.ResizeMode.ResizeToContents)
        self._stretch()

    def _stretch(self) -> None:
        """Let the last column fill the width where there is room; it is never cut to fit."""
        header, last = self.horizontalHeader(), self.rows.columnCount() - 1
        needed = max(self.sizeHintForColumn(last), header.sectionSizeHint(last))
        room = self.viewport().width() - header.sectionPosition(last)
        header.setStretchLastSection(needed <= room)

    def _chosen(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(row)
