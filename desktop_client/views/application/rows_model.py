"""The overview of a repeating page as a table: number, state, main mark, the first questions."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop_client.views.application import texts
from desktop_client.views.application.editing import FormEditing
from desktop_client.views.language import language, say
from registration.forms import FieldDescription, PageDescription
from registration.forms.check import canonical_value

SHOWN_FIELDS = 4
FIXED_COLUMNS = 2

AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
DISPLAY = Qt.ItemDataRole.DisplayRole


class RowsModel(QAbstractTableModel):
    """Reads the rows of one page; `refresh` after rows came, went or moved."""

    def __init__(self, page: PageDescription, editing: FormEditing) -> None:
        super().__init__()
        self._page, self._editing = page, editing
        self.columns = _columns(page)

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:  # noqa: N802
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._editing.rows(self._page.key))

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:  # noqa: N802
        """Return the number of columns."""
        return 0 if parent.isValid() else FIXED_COLUMNS + len(self.columns)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = DISPLAY
    ) -> Any:
        """Return the title of a column."""
        if role != DISPLAY or orientation != Qt.Orientation.Horizontal:
            return None
        if section < FIXED_COLUMNS:
            return say((texts.ROW_NUMBER, texts.ROW_STATE)[section])
        return say(self.columns[section - FIXED_COLUMNS].ask.title)

    def data(self, index: AnyIndex, role: int = DISPLAY) -> Any:
        """Return what a cell shows."""
        if role not in (DISPLAY, Qt.ItemDataRole.AccessibleTextRole) or not index.isValid():
            return None
        if index.column() == 0:
            return str(index.row() + 1)
        if index.column() == 1:
            return self._state(index.row())
        field = self.columns[index.column() - FIXED_COLUMNS]
        return _shown(field, self._editing.answers(self._page.key, index.row()).get(field.key))

    def refresh(self) -> None:
        """Tell the table that rows came, went or moved."""
        self.beginResetModel()
        self.endResetModel()

    def refresh_cells(self) -> None:
        """Tell the table that answers changed."""
        if self.rowCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _state(self, row: int) -> str:
        problems = self._editing.problems_of(self._page.key, row)
        count = sum(1 for problem in problems if not problem.is_warning)
        return say(texts.ROW_STATE_PROBLEMS, count=count) if count else say(texts.ROW_STATE_DONE)


def _columns(page: PageDescription) -> list[FieldDescription]:
    """Return the fields worth an overview: the main mark, then the required ones first."""
    main = [field for field in page.fields if field.key == page.page.main]
    others = [field for field in page.fields if field.key != page.page.main]
    chosen = sorted(others, key=lambda field: not field.required)[:SHOWN_FIELDS]
    return main + [field for field in others if field in chosen]


def _shown(field: FieldDescription, answer: Any) -> str:
    if field.control == "check":
        return say(texts.MAIN_MARK) if answer is True else ""
    try:
        right = canonical_value(field, answer)
        if field.table and "title" in field.table.fills.values():
            return str(right)  # what the code means has a column of its own
        return field.show(right, language())
    except ValueError:
        return "" if answer is None else str(answer)
