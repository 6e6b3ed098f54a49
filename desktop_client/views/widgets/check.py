"""A box to tick whose words wrap."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import row


class _Words(Label):
    def __init__(self, text: str, box: QCheckBox) -> None:
        super().__init__(text)
        self._box = box

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802, ARG002
        self._box.click()
        self._box.setFocus(Qt.FocusReason.MouseFocusReason)


class WrappedCheck(QWidget):
    """A check box `box` and its words, which tick it too when clicked."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setAccessibleName(text)
        across = row(self, gap=6)
        across.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        self._words = _Words(text, self.box)
        across.addWidget(self._words, 1)
        self.setFocusProxy(self.box)

    def say(self, text: str) -> None:
        """Say these words."""
        self.box.setAccessibleName(text)
        self._words.setText(text)
