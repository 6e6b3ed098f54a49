"""The passwords of a renewal: that of the present certificate, and that of the new one."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop_client.views.certificates.words import breakable
from desktop_client.views.issuing import texts
from desktop_client.views.issuing.password import fits_twice
from desktop_client.views.language import say
from desktop_client.views.manager.fields import Ask, AskField
from desktop_client.views.widgets.action_bar import stand_in_bar
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.check import WrappedCheck
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from desktop_client.workflows.holding import Holding


class RenewalPasswordPage(QWidget):
    """`renew` is called with the present password and the new one, by itself the same."""

    def __init__(
        self, entry: Holding, renew: Callable[[str, str], object], back: Callable[[], object]
    ) -> None:
        super().__init__()
        self._renew = renew
        self.present = AskField(Ask.PASSWORD)
        self.first, self.again = AskField(Ask.NEW_PASSWORD), AskField(Ask.REPEAT)
        self._same = WrappedCheck(say(texts.SAME_PASSWORD))
        self._same.box.setObjectName("issuing-same")
        self._same.box.setChecked(True)
        self._same.box.toggled.connect(self._show_new)
        show = WrappedCheck(say(texts.SHOW_PASSWORDS))
        show.box.setObjectName("issuing-show")
        down = column(self)
        holder = entry.certificate.holder if entry.certificate else ""
        down.addWidget(Label(say(texts.RENEWAL_LEAD, holder=breakable(holder)), "lead"))
        for widget in (self.present, self._same, self.first, self.again, show):
            down.addWidget(widget)
        for field in (self.present, self.first, self.again):
            show.box.toggled.connect(field.show_secret)
            field.line.returnPressed.connect(self._go)
        renewing = PrimaryButton(say(texts.RENEW), self._go)
        renewing.setObjectName("issuing-renew")
        before = Button(say(texts.BACK), back)
        before.setObjectName("issuing-back")
        stand_in_bar(self, renewing, back=before)
        self._show_new(same=True)

    def tell_wrong(self, words: str) -> None:
        """Say that the present password is another one."""
        self.present.show_problem(words)

    def _show_new(self, same: bool) -> None:
        for field in (self.first, self.again):
            field.setVisible(not same)

    def _go(self) -> None:
        present = self.present.line.text()
        if not present:
            self.present.show_problem(say(texts.MISSING))
        elif self._same.box.isChecked():
            self._renew(present, present)
        elif fits_twice(self.first, self.again):
            self._renew(present, self.first.line.text())
