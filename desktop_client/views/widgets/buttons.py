"""Buttons: what is done first, what else may be done, what destroys something."""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from desktop_client.views.widgets.look import set_look


class Button(QPushButton):
    """A button that Return presses too; `look` is primary, secondary, danger, flat or plain."""

    def __init__(
        self, text: str, pressed: Callable[[], object] | None = None, look: str = "plain"
    ) -> None:
        super().__init__(text)
        set_look(self, look)
        self._pressed = pressed
        self.clicked.connect(self._press)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Press on Return as on the space bar."""
        from PySide6.QtCore import Qt

        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _press(self) -> None:
        if self._pressed:
            self._pressed()


class PrimaryButton(Button):
    """The one thing a screen is for."""

    def __init__(self, text: str, pressed: Callable[[], object] | None = None) -> None:
        super().__init__(text, pressed, "primary")


class SecondaryButton(Button):
    """Something else worth doing."""

    def __init__(self, text: str, pressed: Callable[[], object] | None = None) -> None:
        super().__init__(text, pressed, "secondary")


class DangerButton(Button):
    """Something that cannot be undone."""

    def __init__(self, text: str, pressed: Callable[[], object] | None = None) -> None:
        super().__init__(text, pressed, "danger")
        self.setAutoDefault(False)  # Return in a field of a dialog never presses it


class MarkedButton(Button):
    """A button that stays marked for where one is, or for what is shown.

    Assistive programs toggle such a button where a mouse clicks it; it does the same for both.
    """

    def __init__(self, text: str, pressed: Callable[[], object], look: str = "plain") -> None:
        super().__init__(text, None, look)
        self.setCheckable(True)
        self.toggled.connect(lambda _marked: pressed())

    def mark(self, *, marked: bool) -> None:
        """Mark it, or not, without pressing it."""
        with QSignalBlocker(self):
            self.setChecked(marked)
