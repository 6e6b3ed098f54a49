"""Says what a hidden field does not show while a password is typed: capitals and Hangul."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from desktop_client.views.certificates import texts
from desktop_client.views.language import say
from desktop_client.views.widgets.labels import Label
from registration.text import Text

_NO_HINT = Text("", "")


class TypingHint(Label):
    """Stands below a field and appears when there is something to say."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__("", "warning")
        self.hide()
        line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Look at each key."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            hint = _hint(event)
            if hint is not None:
                self.setText(say(hint))
                self.setVisible(bool(say(hint)))
        return super().eventFilter(watched, event)


def _hint(event: QKeyEvent) -> Text | None:
    """Return what to say about a key; None where it tells nothing."""
    text = event.text()
    if len(text) != 1 or not text.isalpha():
        return None
    if not text.isascii():
        return texts.HANGUL
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return texts.CAPS_LOCK if text.isupper() != shift else _NO_HINT
