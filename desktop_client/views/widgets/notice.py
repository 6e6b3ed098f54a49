"""What a person has to be told, where they are looking."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from desktop_client.views.language import say
from desktop_client.views.widgets import texts
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, row, wrapping_row
from desktop_client.views.widgets.look import set_look
from desktop_client.views.widgets.mark import Mark


class Notice(QFrame):
    """A coloured strip: a sign, the kind in words, the message, and what may be done.

    `kind` is info, success, warning or danger. What follows goes into `column`.
    """

    def __init__(self, kind: str, message: str, *actions: QWidget) -> None:
        super().__init__()
        self.kind = kind
        set_look(self, f"notice-{kind}")
        across = row(self, gap=10, margin=12)
        across.addWidget(Mark(kind), 0, Qt.AlignmentFlag.AlignTop)
        self.column = column(gap=6)
        across.addLayout(self.column, 1)
        self._message = Label(message, "strong" if actions else "body")
        self.column.addWidget(self._message)
        if actions:
            self.column.addWidget(wrapping_row(*actions))
        self.set_message(message)

    @property
    def message(self) -> str:
        """What it says."""
        return self._message.text()

    def set_message(self, message: str) -> None:
        """Say something else."""
        self._message.setText(message)
        words = f"{say(texts.KINDS[self.kind])}: {message}"
        self.setAccessibleName(words)
        self._message.setAccessibleName(words)

    def tell(self) -> None:
        """Have it read out by a screen reader."""
        announce(self, self.accessibleName(), at_once=self.kind == "danger")
