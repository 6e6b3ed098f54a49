"""The line above the list: what it is kept on, search, what is shown, and in which order."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_client.views.certificates import texts
from desktop_client.views.certificates.columns import Column
from desktop_client.views.certificates.rows import SORT_OF, Arrangement
from desktop_client.views.language import say
from desktop_client.views.theme import px
from desktop_client.views.widgets.calm_combo import CalmCombo
from desktop_client.views.widgets.layouts import column, wrapping_row
from desktop_client.views.widgets.look import named
from desktop_client.views.widgets.tabs import Tabs
from desktop_client.workflows.holding import Medium
from registration.text import Text

SEARCH_WIDTH = 240
MEDIA = (None, *Medium)


class ArrangeBar(QWidget):
    """`changed` carries the `Arrangement` that is wanted now.

    Names of its parts begin with `name`; `full`: with boxes for what is shown in which order.
    """

    changed = Signal(object)

    def __init__(self, name: str, arrangement: Arrangement, *, full: bool) -> None:
        super().__init__()
        self._arrangement = arrangement
        self.tabs = Tabs(say(texts.MEDIA_NAME), (say(texts.MEDIA[medium]) for medium in MEDIA))
        self.tabs.setObjectName(f"{name}-media")
        self.tabs.setCurrentIndex(MEDIA.index(arrangement.medium))
        self.search = QLineEdit(arrangement.search)
        self.search.setObjectName(f"{name}-search-line")
        self.search.setPlaceholderText(say(texts.SEARCH_HINT))
        self.search.setAccessibleName(say(texts.SEARCH_NAME))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(px(SEARCH_WIDTH))
        self.filter = _combo(texts.SHOWN_NAME, texts.FILTERS, arrangement.filter)
        self.sort = _combo(texts.SORT_NAME, texts.SORTS, arrangement.sort)
        down = column(self, gap=8)
        if full:
            down.addWidget(self.tabs)
            down.addWidget(
                wrapping_row(
                    self.search,
                    named(self.filter, f"{name}-filter"),
                    named(self.sort, f"{name}-sort"),
                )
            )
        else:
            down.addWidget(wrapping_row(self.tabs, self.search))
        self.tabs.currentChanged.connect(self._change)
        self.search.textChanged.connect(self._change)
        self.filter.currentIndexChanged.connect(self._change)
        self.sort.currentIndexChanged.connect(self._change)

    @property
    def arrangement(self) -> Arrangement:
        """What is wanted now."""
        return self._arrangement

    def count(self, counts: Mapping[Medium | None, int]) -> None:
        """Say beside each tab how many certificates it holds."""
        for at, medium in enumerate(MEDIA):
            title, number = say(texts.MEDIA[medium]), counts.get(medium, 0)
            self.tabs.setTabText(at, say(texts.TAB, title=title, count=number) if number else title)

    def sort_by(self, column_clicked: int, *, descending: bool) -> None:
        """Sort by a column whose title was clicked; -1 for the usual order."""
        sort = SORT_OF[Column(column_clicked)] if column_clicked >= 0 else "usual"
        self._arrangement = replace(self._arrangement, descending=descending and sort != "usual")
        at = self.sort.findData(sort)
        if at == self.sort.currentIndex():
            self._change()
        else:
            self.sort.setCurrentIndex(at)

    def show_medium(self, medium: Medium) -> None:
        """Go to the tab of a medium."""
        self.tabs.setCurrentIndex(MEDIA.index(medium))

    def _change(self, *_value: object) -> None:
        sort = self.sort.currentData()
        self._arrangement = Arrangement(
            self.search.text(),
            self.filter.currentData(),
            sort,
            MEDIA[self.tabs.currentIndex()],
            descending=self._arrangement.descending and sort != "usual",
        )
        self.changed.emit(self._arrangement)


def _combo(title: Text, choices: Mapping[str, Text], chosen: str) -> CalmCombo:
    combo = CalmCombo()
    combo.setAccessibleName(say(title))
    for key, words in choices.items():
        combo.addItem(say(words), key)
    combo.setCurrentIndex(combo.findData(chosen))
    return combo
