"""A framed part of a screen."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop_client.views.theme import px
from desktop_client.views.widgets.look import set_look


class Card(QFrame):
    """A frame with a column for its contents in `column`."""

    def __init__(self, look: str = "card") -> None:
        super().__init__()
        set_look(self, look)
        self.column = QVBoxLayout(self)
        margin = px(20)
        self.column.setContentsMargins(margin, px(16), margin, px(16))
        self.column.setSpacing(px(8))
