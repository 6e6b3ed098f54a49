"""Which copy of a certificate is meant, where there are several."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_client.views.language import say
from desktop_client.views.manager import texts
from desktop_client.views.widgets.calm_combo import CalmCombo
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column


class CopyChoice(QWidget):
    """`chosen` carries the name that was chosen."""

    chosen = Signal(str)

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__()
        combo = CalmCombo()
        combo.setObjectName("action-copy")
        combo.setAccessibleName(say(texts.WHICH_COPY))
        # A folder's path may be longer than the dialog is wide, which shows it in full below.
        combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for place, name in enumerate(names):
            combo.addItem(name)
            combo.setItemData(place, name, Qt.ItemDataRole.ToolTipRole)
        combo.textActivated.connect(self.chosen)
        label = Label(say(texts.WHICH_COPY), "strong")
        label.setBuddy(combo)
        down = column(self, gap=4)
        for widget in (label, combo):
            down.addWidget(widget)
        if combo.count() < 2:
            self.hide()
