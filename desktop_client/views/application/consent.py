"""The text of a consent, to be read before it is ticked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from desktop_client.views.application import texts
from desktop_client.views.dialog_keys import give_keys
from desktop_client.views.language import say
from desktop_client.views.theme import px
from desktop_client.views.widgets.action_bar import ActionBar, stand_in_bar
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.focus import go_in_order
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from registration.consents import consent_text

SIZE = (640, 560)


class ConsentDialog(QDialog):
    """Shows a text of resources/consents; `agreed` comes where the reader agrees to it."""

    agreed = Signal()

    def __init__(self, reading: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("consent-dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        give_keys(self)
        title, _, text = say(consent_text(reading)).partition("\n")
        self.setWindowTitle(title)
        self.text = QPlainTextEdit(text.strip())
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(title)
        agree = PrimaryButton(say(texts.AGREE), self._agree)
        agree.setObjectName("consent-agree")
        close = Button(say(texts.CLOSE), self.reject)
        close.setObjectName("consent-close")
        self._page, self.bar = QWidget(), ActionBar()
        down = column(self._page, gap=8, margin=16)
        down.addWidget(Label(title, "title"))
        down.addWidget(self.text, 1)
        stand_in_bar(self._page, agree, back=close)
        whole = column(self, gap=0)
        whole.addWidget(self._page, 1)
        whole.addWidget(self.bar)
        room = parent.window().size()
        self.resize(min(px(SIZE[0]), room.width()), min(px(SIZE[1]), room.height()))
        self.text.setFocus()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Go on by Tab: through what is shown, then the action bar."""
        return go_in_order(self, self._page, self.bar, forward=forward)

    def _agree(self) -> None:
        self.agreed.emit()
        self.accept()
