"""아이디·비밀번호 로그인 of a 목록화요청업체, which has no certificate yet."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_client.views.language import say
from desktop_client.views.session import texts
from desktop_client.views.theme import px
from desktop_client.views.widgets.action_bar import stand_in_bar
from desktop_client.views.widgets.buttons import PrimaryButton
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from desktop_client.views.widgets.look import named
from registration.text import Text

ID_LIMIT, PASSWORD_LIMIT = 20, 200
LINE_WIDTH = 320
"""Pixels at 100 %."""


class PasswordLogin(QWidget):
    """Asks for ID and password; `log_in` gets both, and the password leaves the screen."""

    def __init__(self, account_id: str, log_in: Callable[[str, str], object]) -> None:
        super().__init__()
        self._log_in = log_in
        self._column = column(self, gap=8)
        self._column.addWidget(Label(say(texts.BY_PASSWORD_FOR), "subtle"))
        self.account = self._line(texts.ACCOUNT, "login-account", ID_LIMIT)
        self.account.setText(account_id)
        self.password = self._line(texts.PASSWORD, "login-password", PASSWORD_LIMIT)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._button = named(PrimaryButton(say(texts.LOGIN_BY_PASSWORD), self._go), "login-go")
        for line in (self.account, self.password):
            line.textChanged.connect(lambda _text: self._enable())
            line.returnPressed.connect(self._go)
        stand_in_bar(self, self._button)
        self._enable()

    def begin(self) -> None:
        """Give the keyboard to the first line that is empty."""
        (self.password if self.account.text() else self.account).setFocus()

    def _line(self, title: Text, name: str, limit: int) -> QLineEdit:
        label, line = Label(say(title), "strong"), named(QLineEdit(), name)
        line.setMaxLength(limit)
        line.setMaximumWidth(px(LINE_WIDTH))
        line.setAccessibleName(say(title))
        label.setBuddy(line)
        self._column.addWidget(label)
        self._column.addWidget(line)
        return line

    def _enable(self) -> None:
        self._button.setEnabled(bool(self.account.text().strip() and self.password.text()))

    def _go(self) -> None:
        if self._button.isEnabled():
            password = self.password.text()
            self.password.clear()
            self._log_in(self.account.text().strip(), password)
