"""The line above the list: search, what is shown, and in which order."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_client.views.language import say
from desktop_client.views.manager import texts
from desktop_client.views.manager.arranging import Arrangement
from desktop_client.views.theme import px
from desktop_client.views.widgets.calm_combo import CalmCombo
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row
from registration.text import Text

SEARCH_WIDTH = 260


class ArrangeBar(QWidget):
    """`changed` carries the `Arrangement` that is wanted now."""

    changed = Signal(object)

    def __init__(self, arrangement: Arrangement) -> None:
        super().__init__()
        self.search = QLineEdit(arrangement.search)
        self.search.setObjectName("manager-search")
        self.search.setPlaceholderText(say(texts.SEARCH_HINT))
        self.search.setFixedWidth(px(SEARCH_WIDTH))
        self.filter = _combo("manager-filter", texts.FILTERS, arrangement.filter)
        self.sort = _combo("manager-sort", texts.SORTS, arrangement.sort)
        self.search.textChanged.connect(self._changed)
        self.filter.currentIndexChanged.connect(self._changed)
        self.sort.currentIndexChanged.connect(self._changed)
        fields = ((texts.SEARCH, self.search), (texts.FILTER, self.filter), (texts.SORT, self.sort))
        bar = wrapping_row(*(_labelled(*field) for field in fields), gap=16)
        column(self).addWidget(bar)

    @property
    def arrangement(self) -> Arrangement:
        """What is wanted now."""
        return Arrangement(self.search.text(), self.filter.currentData(), self.sort.currentData())

    def _changed(self, *_value: object) -> None:
        self.changed.emit(self.arrangement)


def _combo(name: str, choices: Mapping[str, Text], chosen: str) -> CalmCombo:
    combo = CalmCombo()
    combo.setObjectName(name)
    for key, words in choices.items():
        combo.addItem(say(words), key)
    combo.setCurrentIndex(combo.findData(chosen))
    return combo


def _labelled(title: Text, field: QWidget) -> QWidget:
    holder = QWidget()
    down = column(holder, gap=2)
    label = Label(say(title), "subtle")
    label.setBuddy(field)
    field.setAccessibleName(say(title))
    down.addWidget(label)
    down.addWidget(field)
    return holder
