"""기술 정보: the part of a signed document that only programs read, folded until asked for."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from desktop_client.views.language import say
from desktop_client.views.signing import texts
from desktop_client.views.signing.facts import Facts, Row
from desktop_client.views.widgets.buttons import MarkedButton
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row
from desktop_client.views.widgets.look import named


class TechnicalPart(QWidget):
    """A button that unfolds the rows; they are signed as all the rest is."""

    def __init__(self, rows: Iterable[Row]) -> None:
        super().__init__()
        self.button = named(MarkedButton(say(texts.TECHNICAL), self._turn), "signed-technical")
        self._folded = QWidget()
        inside = column(self._folded, gap=8)
        inside.addWidget(Label(say(texts.TECHNICAL_NOTE), "subtle"))
        inside.addWidget(Facts(rows, texts.TECHNICAL))
        self._folded.hide()
        down = column(self, gap=8)
        down.addWidget(wrapping_row(self.button))
        down.addWidget(self._folded)

    def _turn(self) -> None:
        self._folded.setVisible(self.button.isChecked())
