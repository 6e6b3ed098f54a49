"""The PIN of the token in which a key is made: a token has one for all its certificates."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop_client.views.certificates.secrets import WORDS
from desktop_client.views.issuing import texts
from desktop_client.views.language import say
from desktop_client.views.manager.fields import Ask, AskField
from desktop_client.views.widgets.action_bar import stand_in_bar
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from desktop_client.workflows.holding import SecretKind


class PinPage(QWidget):
    """`begin` is called with what was typed; `words` stand on the button that does."""

    def __init__(
        self, lead: str, words: str, begin: Callable[[str], object], back: Callable[[], object]
    ) -> None:
        super().__init__()
        self._begin = begin
        self.field = AskField(Ask.PIN)
        self.field.line.returnPressed.connect(self._go)
        down = column(self)
        down.addWidget(Label(lead, "lead"))
        down.addWidget(self.field)
        down.addWidget(Label(say(WORDS[SecretKind.PIN].note), "subtle"))
        issue = PrimaryButton(words, self._go)
        issue.setObjectName("issuing-issue")
        before = Button(say(texts.BACK), back)
        before.setObjectName("issuing-back")
        stand_in_bar(self, issue, back=before)

    def tell_wrong(self, words: str) -> None:
        """Say that the PIN is another one."""
        self.field.show_problem(words)

    def _go(self) -> None:
        typed = self.field.line.text()
        if not typed:
            self.field.show_problem(say(texts.MISSING))
            return
        self.field.line.clear()
        self._begin(typed)
