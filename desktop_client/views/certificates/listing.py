"""Certificates in a table under tabs for what they are kept on, with a line to search them."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop_client.views.certificates import texts
from desktop_client.views.certificates.arrange_bar import ArrangeBar
from desktop_client.views.certificates.rows import Arrangement, CertificateRow, Subject
from desktop_client.views.certificates.table import CertificateTable, Preferred, none_preferred
from desktop_client.views.language import say
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from desktop_client.workflows.holding import Medium


class CertificateList(QWidget):
    """What is shown follows tabs and search; `moved` tells that another certificate is current.

    Names of its parts begin with `name`.
    """

    moved = Signal()
    chosen = Signal(object)

    def __init__(
        self,
        name: str,
        preferred: Preferred = none_preferred,
        arrangement: Arrangement | None = None,
        *,
        full: bool = False,
    ) -> None:
        super().__init__()
        self._rows: Sequence[CertificateRow] = ()
        self.bar = ArrangeBar(name, arrangement or Arrangement(), full=full)
        self.table = CertificateTable(preferred)
        self.table.setObjectName(f"{name}-list")
        self.count = Label("", "subtle")
        down = column(self, gap=8)
        down.addWidget(self.bar)
        down.addWidget(self.table, 1)
        down.addWidget(self.count)
        self.bar.changed.connect(self._rearrange)
        self.bar.search.returnPressed.connect(self.table.setFocus)
        self.table.moved.connect(self.moved)
        self.table.chosen.connect(self.chosen)
        header = self.table.horizontalHeader()
        header.setSortIndicatorShown(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(self._sort)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.bar.search.setFocus)

    def show_rows(self, rows: Sequence[CertificateRow]) -> None:
        """List these."""
        self._rows = rows
        media: Counter[Medium | None] = Counter(row.medium for row in rows)
        media[None] = len(rows)
        self.bar.count(media)
        self._arrange()

    @property
    def total(self) -> int:
        """How many certificates there are, shown or not."""
        return len(self._rows)

    @property
    def row(self) -> CertificateRow | None:
        """The row that is current."""
        return self.table.row

    @property
    def candidate(self) -> Subject | None:
        """The certificate that is current and may be chosen."""
        return self.table.candidate

    def go_to(self, subject: Subject) -> None:
        """Make a certificate current, as the user does."""
        self.table.go_to(subject)

    def _arrange(self) -> None:
        shown = self.bar.arrangement.apply(self._rows)
        self.table.show_rows(shown)
        fit = sum(row.fits for row in self._rows)
        words = say(texts.FITS_COUNT, fit=fit, all=len(self._rows))
        self.count.setText(words if shown or not self._rows else say(texts.NONE_MATCHES))

    def _rearrange(self) -> None:
        self._arrange()
        announce(self, self.count.text())
        self.moved.emit()

    def _sort(self, at: int, order: Qt.SortOrder) -> None:
        self.bar.sort_by(at, descending=order is Qt.SortOrder.DescendingOrder)

    def search_for(self, typed: str) -> None:
        """Begin to search by what was typed."""
        self.bar.search.setFocus()
        self.bar.search.insert(typed)
