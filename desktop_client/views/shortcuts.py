"""A small window that lists the keyboard shortcuts."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from desktop_client.views import texts
from desktop_client.views.dialog_keys import give_keys
from desktop_client.views.language import say
from desktop_client.views.theme import px
from desktop_client.views.widgets.action_bar import ActionBar, stand_in_bar
from desktop_client.views.widgets.buttons import PrimaryButton
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, scrolling


class ShortcutsDialog(QDialog):
    """Every shortcut and what it does; open it with `open`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say(texts.SHORTCUTS))
        give_keys(self)
        self.resize(min(px(620), parent.width()), min(px(520), parent.height()))
        self.bar = ActionBar()
        page = QWidget()
        down = column(page, margin=24)
        down.addWidget(Label(say(texts.SHORTCUTS), "title"))
        down.addWidget(scrolling(_table()), 1)
        close = PrimaryButton(say(texts.CLOSE), self.accept)
        close.setDefault(True)
        stand_in_bar(page, close)
        whole = column(self, gap=0)
        whole.addWidget(page, 1)
        whole.addWidget(self.bar)


def _table() -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setColumnStretch(1, 1)
    grid.setHorizontalSpacing(px(16))
    for line, (keys, meaning) in enumerate(texts.SHORTCUT_LIST):
        grid.addWidget(Label(keys, "strong"), line, 0)
        grid.addWidget(Label(say(meaning)), line, 1)
    grid.setRowStretch(len(texts.SHORTCUT_LIST), 1)
    return holder
