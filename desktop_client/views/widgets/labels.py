"""Text on the screen: always plain, always wrapping.

Loaded at the start; sets properties by name because importing `Qt` alone takes 15 ms.
"""

from PySide6.QtWidgets import QFrame, QLabel, QWidget

from desktop_client.views.widgets.look import set_look


class Label(QLabel):
    """A text with one of the looks of the style sheet (heading, title, lead, subtle …)."""

    def __init__(self, text: str = "", look: str = "body") -> None:
        super().__init__(text)
        self.setProperty("textFormat", "PlainText")
        self.setWordWrap(True)
        set_look(self, look)


class Line(QFrame):
    """A thin line between parts of a screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "line")
