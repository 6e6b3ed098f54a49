"""The certificates of a list as Qt's views ask for them."""

from collections.abc import Sequence
from html import escape
from typing import Any, cast

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QModelRoleData,
    QModelRoleDataSpan,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QBrush

from desktop_client.views.certificates import texts
from desktop_client.views.certificates.columns import Column
from desktop_client.views.certificates.rows import CertificateRow
from desktop_client.views.language import say
from desktop_client.views.widgets.painting import colour_of

AnyIndex = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
ROOT = QModelIndex()


class CertificateModel(QAbstractTableModel):
    """Rows are replaced as a whole; each is described before it comes here."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[CertificateRow] = ()

    def show_rows(self, rows: Sequence[CertificateRow]) -> None:
        """Show these rows, in this order."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = ROOT) -> int:  # noqa: N802
        """Return how many certificates are shown."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex = ROOT) -> int:  # noqa: N802
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Return the title of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return say(texts.COLUMNS[section])
        return None

    def data(self, index: AnyIndex, role: int = Role.DisplayRole) -> Any:
        """Answer the view and the screen reader about one cell."""
        row = self.rows[index.row()]
        if role == Role.DisplayRole:
            return _shown(row, index.column())
        if role == Role.AccessibleDescriptionRole:
            return row.words.spoken
        if role == Role.ToolTipRole:
            return f"<span>{escape(row.words.spoken)}</span>"
        if role == Role.ForegroundRole:
            return QBrush(colour_of(_look(row, index.column())))
        return None

    def multiData(  # noqa: N802
        self,
        index: AnyIndex,
        roleDataSpan: QModelRoleDataSpan | QModelRoleData,  # noqa: N803
    ) -> None:
        """Answer at once all that is painted of a cell.

        Each call from Qt waits for the interpreter anew while a worker has it.
        """
        asked = cast("Sequence[QModelRoleData]", roleDataSpan)  # as it is, whatever its stub says
        for place in range(len(asked)):
            answer = self.data(index, asked[place].role())
            if answer is None:
                asked[place].clearData()
            else:
                asked[place].setData(answer)


def _shown(row: CertificateRow, column: int) -> str:
    words = row.words
    return (words.kind, words.holder, words.expiry, words.issuer, words.state)[column]


def _look(row: CertificateRow, column: int) -> str:
    if column == Column.EXPIRY and row.words.expiry_look != "body":
        return row.words.expiry_look
    if column == Column.STATE:
        return row.words.state_look
    return "body" if row.fits else "subtle"
