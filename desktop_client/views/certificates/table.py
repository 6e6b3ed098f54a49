"""The table of certificates: chosen by mouse or keyboard, and quick with a thousand of them."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop_client.views.certificates import texts
from desktop_client.views.certificates.columns import Column
from desktop_client.views.certificates.model import AnyIndex, CertificateModel
from desktop_client.views.certificates.rows import CertificateRow, Subject
from desktop_client.views.language import say
from desktop_client.views.theme import px
from desktop_client.views.widgets.look import set_look

if TYPE_CHECKING:
    from desktop_client.pki.certificate import Certificate

Preferred = Callable[["Certificate"], bool]
MOST_ROWS, LEAST_ROWS = 8, 2
BESIDE, ABOVE = 590, 540
"""Pixels at 100 % of a window that what stands around a list needs, from the header to the action
bar: with a password below it, or beside it."""
CELL_PADDING = 26
"""Pixels at 100 % beside the text of a cell."""
LEAST_HOLDER, LEAST_STATE = 11, 9
"""Widths in capital letters below which columns are left out."""


def none_preferred(_certificate: "Certificate") -> bool:
    """Prefer no certificate."""
    return False


class CertificateTable(QTableView):
    """One row is current and selected; arrows move, and across to read cell by cell.

    `preferred`: the certificates of which the first that fits is selected to begin with.
    """

    chosen = Signal(object)
    """The subject of a row that was double-clicked, or Return pressed on it."""
    moved = Signal()
    """Another row is current: the user went there."""
    typed = Signal(str)
    """A letter or digit was typed: the table itself has no use for it."""

    def __init__(self, preferred: Preferred = none_preferred) -> None:
        super().__init__()
        self._preferred = preferred
        self._offered: Subject | None = None
        """What was selected last without the user."""
        self._filling = False
        self._around = BESIDE
        self._seen = 0
        """Rows that are seen without scrolling."""
        self.certificates = CertificateModel()
        self.setModel(self.certificates)
        self.setAccessibleName(say(texts.LIST_NAME))
        set_look(self, "choice")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionsClickable(True)
        header.setSortIndicatorClearable(True)
        self.ensurePolished()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + px(16))
        self.activated.connect(self._activated)

    def show_rows(self, rows: Sequence[CertificateRow]) -> None:
        """Show these; the one the user was at, the preferred, or the first that fits is current."""
        before, did_fit = self.row, self.candidate is not None
        chosen = before is not None and before.subject != self._offered
        self._filling = True
        self.certificates.show_rows(rows)
        same = None if before is None else self._find(lambda row: row.places == before.places)
        preferred = self._find(self.is_preferred)
        if preferred is None:
            preferred = self._find(lambda row: row.fits and row.is_last)
        order = (same, preferred) if chosen else (preferred, same)
        at = next((row for row in order if row is not None), 0)
        if rows and not (chosen or did_fit or rows[at].fits):
            at = self._find(lambda row: row.fits) or 0
        self._go_to(at)
        self._filling = False
        self._offered = None if chosen and same is not None else self.subject

    @property
    def row(self) -> CertificateRow | None:
        """The row that is current."""
        at = self.currentIndex().row()
        return self.certificates.rows[at] if 0 <= at < len(self.certificates.rows) else None

    @property
    def subject(self) -> Subject | None:
        """What the current row stands for."""
        return self.row.subject if self.row else None

    @property
    def candidate(self) -> Subject | None:
        """The same, where it may be chosen."""
        return self.row.subject if self.row and self.row.fits else None

    def is_preferred(self, row: CertificateRow) -> bool:
        """Whether it fits and is preferred."""
        certificate = getattr(row.subject, "certificate", None)
        return row.fits and certificate is not None and self._preferred(certificate)

    def go_to(self, subject: Subject) -> None:
        """Make the row of this one current, as the user does."""
        places = tuple(subject.places)
        at = self._find(lambda row: row.places == places)
        if at is not None:
            self._go_to(at)

    def select_row(self, at: int) -> None:
        """Make this row current, as the user does."""
        self._go_to(at)

    def _find(self, is_sought: Callable[[CertificateRow], bool]) -> int | None:
        rows = enumerate(self.certificates.rows)
        return next((at for at, row in rows if is_sought(row)), None)

    def _go_to(self, at: int) -> None:
        if at < len(self.certificates.rows):
            self.setCurrentIndex(self.certificates.index(at, Column.HOLDER))

    def _activated(self, index: QModelIndex) -> None:
        self.chosen.emit(self.certificates.rows[index.row()].subject)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:  # noqa: N802
        """Tell of another row."""
        super().currentChanged(current, previous)
        if not self._filling and current.row() != previous.row():
            self.moved.emit()

    def selectionChanged(  # noqa: N802
        self, selected: QItemSelection, deselected: QItemSelection
    ) -> None:
        """Make current what an assistive program has selected."""
        super().selectionChanged(selected, deselected)
        indexes = selected.indexes()
        if indexes and self.currentIndex().row() != indexes[0].row():
            self._go_to(indexes[0].row())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Hand on what is typed; everything else is as in any table."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        )
        if plain and event.text().strip() and event.text().isprintable():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fit the columns to the width, and the rows that are seen to the window."""
        super().resizeEvent(event)
        self._arrange_columns(event.size().width())
        self._fit_rows()

    def _fit_rows(self) -> None:
        if self._rows_seen() != self._seen:
            self._seen = self._rows_seen()
            self.updateGeometry()

    def leave_room(self, around: int) -> None:
        """Leave so much of the window to what stands around the list, in pixels at 100 %."""
        self._around = around
        self._fit_rows()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Show as many rows as leave room in the window for what else one needs."""
        return QSize(super().sizeHint().width(), self._height(self._rows_seen()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Show few rows where there is little room."""
        return QSize(px(200), self._height(LEAST_ROWS))

    def _rows_seen(self) -> int:
        left = self.window().height() - px(self._around)
        return max(LEAST_ROWS, min(MOST_ROWS, left // self.verticalHeader().defaultSectionSize()))

    def _height(self, rows: int) -> int:
        each = self.verticalHeader().defaultSectionSize()
        header = self.horizontalHeader().sizeHint().height()
        return header + rows * each + 2 * self.frameWidth() + px(4)

    def _arrange_columns(self, width: int) -> None:
        """Give each column what its texts need; who and how it stands share what is left."""
        header, letter = self.horizontalHeader(), self.fontMetrics().horizontalAdvance("M")
        fixed = {column: self._width(column, said) for column, said in texts.WIDEST.items()}
        left = width - sum(fixed.values())
        has_state = left >= (LEAST_HOLDER + LEAST_STATE) * letter
        if not has_state and left < LEAST_HOLDER * letter:
            left += fixed.pop(Column.ISSUER)
        widths = {**fixed, Column.HOLDER: left}
        if has_state:
            widths[Column.HOLDER] = left * 11 // 20
            widths[Column.STATE] = left - widths[Column.HOLDER]
        for column in Column:
            header.setSectionHidden(column, column not in widths)
            if column in widths:
                header.resizeSection(column, widths[column])

    def _width(self, column: int, words: Sequence[str]) -> int:
        measure = self.fontMetrics().horizontalAdvance
        title = self.horizontalHeader().sectionSizeHint(column)
        return max(title, *(measure(text) + px(CELL_PADDING) for text in words))
