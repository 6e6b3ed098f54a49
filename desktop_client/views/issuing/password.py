"""The third step: the password of the new certificate."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop_client.finding_texts import FINDING_TEXTS
from desktop_client.pki.keyfile import passwords
from desktop_client.views.issuing import texts
from desktop_client.views.language import say
from desktop_client.views.manager.fields import Ask, AskField
from desktop_client.views.widgets.action_bar import stand_in_bar
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.check import WrappedCheck
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column

Act = Callable[[], object]


class PasswordPage(QWidget):
    """`begin` is called with a password that follows the rule and was typed twice alike."""

    def __init__(self, begin: Callable[[str], object], back: Act) -> None:
        super().__init__()
        self._begin = begin
        self.first, self.again = AskField(Ask.NEW_PASSWORD), AskField(Ask.REPEAT)
        show = WrappedCheck(say(texts.SHOW_PASSWORDS))
        show.box.setObjectName("issuing-show")
        down = column(self)
        down.addWidget(Label(say(texts.PASSWORD_LEAD), "lead"))
        for field in (self.first, self.again):
            show.box.toggled.connect(field.show_secret)
            field.line.returnPressed.connect(self._go)
            down.addWidget(field)
        down.addWidget(show)
        down.addWidget(Label(say(texts.PASSWORD_LOST), "subtle"))
        issue = PrimaryButton(say(texts.ISSUE), self._go)
        issue.setObjectName("issuing-issue")
        before = Button(say(texts.BACK), back)
        before.setObjectName("issuing-back")
        stand_in_bar(self, issue, back=before)

    def forget(self) -> None:
        """Take the password off the screen."""
        for field in (self.first, self.again):
            field.line.clear()

    def _go(self) -> None:
        if fits_twice(self.first, self.again):
            typed = self.first.line.text()
            self.forget()
            self._begin(typed)


def fits_twice(first: AskField, again: AskField) -> bool:
    """Whether a new password follows the rule and was typed twice alike; else say what is wrong."""
    typed = first.line.text()
    fault = passwords.fault(typed)
    if fault:
        told = FINDING_TEXTS[fault]
        first.show_problem(say(texts.TOLD, why=say(told.why), next=say(told.next)))
    elif again.line.text() != typed:
        again.show_problem(say(texts.DIFFERENT))
    else:
        return True
    return False
