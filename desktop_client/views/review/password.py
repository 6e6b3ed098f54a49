"""비밀번호 of a new account: asked for twice, judged while it is typed, kept nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_client.views.language import say
from desktop_client.views.review import texts
from desktop_client.views.screen import Parts
from desktop_client.views.theme import px
from desktop_client.views.widgets.buttons import Button, SecondaryButton
from desktop_client.views.widgets.check import WrappedCheck
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row
from desktop_client.views.widgets.look import set_look, set_mark
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.swap import Swap
from registration.passwords import check_password, guessable_numbers
from registration.text import Text

if TYPE_CHECKING:
    from desktop_client.errors import Failure
    from registration.messages import AccountAvailability
    from registration.submission import Application

LIMIT = 200
WIDTH = 440
"""Pixels at 100 %."""


class PasswordForm(QWidget):
    """ID, whether it is free, and a password typed twice; `password` is "" until both are right.

    `changed` comes with every key.
    """

    changed = Signal()

    def __init__(self, parts: Parts, application: Application) -> None:
        super().__init__()
        self._parts = parts
        self._account: str = application.form["account"]["account_id"]
        self._numbers = guessable_numbers(application.form)
        self.first, self.again = _line("review-password"), _line("review-password-again")
        self._told = {line: Label("", "subtle") for line in (self.first, self.again)}
        self._free = Swap()
        self.check_button = SecondaryButton(say(texts.CHECK_ACCOUNT), self.check_account)
        self.check_button.setObjectName("review-account")
        self.show_box = WrappedCheck(say(texts.SHOW_PASSWORD))
        self.show_box.box.setObjectName("review-password-show")
        self.show_box.box.toggled.connect(self._show)
        down = column(self, gap=8)
        down.addWidget(Label(say(texts.ACCOUNT, account=self._account), "lead"))
        down.addWidget(wrapping_row(self.check_button))
        down.addWidget(self._free)
        for line, title in ((self.first, texts.PASSWORD), (self.again, texts.PASSWORD_AGAIN)):
            label = Label(say(title), "strong")
            label.setBuddy(line)
            line.setAccessibleName(say(title))
            line.textChanged.connect(self._judge)
            for widget in (label, line, self._told[line]):
                down.addWidget(widget)
        down.addWidget(self.show_box)
        down.addWidget(Label(say(texts.PASSWORD_NOTE), "subtle"))
        self._judge()

    @property
    def password(self) -> str:
        """The password, once it is good and was typed twice alike."""
        first = self.first.text()
        return first if first == self.again.text() and not self._problems() else ""

    def forget(self) -> None:
        """Take the password off the screen."""
        self.first.setText("")
        self.again.setText("")

    def check_account(self) -> None:
        """Ask the service whether the ID is free."""
        enquiries, account = self._parts.enquiries, self._account
        self.check_button.setEnabled(False)
        self._parts.jobs.run(
            lambda work: enquiries.account(work, account),
            done=self._answered,
            failed=self._not_asked,
            owner=self,
        )

    def _answered(self, answer: AccountAvailability) -> None:
        if answer.free:
            self._tell(Notice("success", say(texts.ACCOUNT_FREE, account=answer.account_id)))
        else:
            self._tell(Notice("danger", say(texts.ACCOUNT_TAKEN, account=answer.account_id)))

    def _not_asked(self, failure: Failure) -> None:
        self._tell(Notice("warning", say(failure.what)))

    def _tell(self, notice: Notice) -> None:
        self.check_button.setEnabled(True)
        self._free.show_only(notice)
        notice.tell()

    def _problems(self) -> list[str]:
        found = check_password(self.first.text(), self._account, self._numbers)
        return [say(one.text) for one in found]

    def _judge(self) -> None:
        first, again, problems = self.first.text(), self.again.text(), self._problems()
        self._say(self.first, first, " ".join(problems), texts.PASSWORD_RULES, texts.PASSWORD_GOOD)
        differs = say(texts.PASSWORDS_DIFFER) if first != again else ""
        self._say(self.again, again, differs, texts.PASSWORD_TWICE, texts.PASSWORDS_AGREE)
        self.changed.emit()

    def _say(self, line: QLineEdit, typed: str, problem: str, empty: Text, good: Text) -> None:
        """Say below a line what is wrong, that it is right, or what is wanted while it is empty."""
        label = self._told[line]
        words = problem if typed and problem else say(good if typed else empty)
        look = "subtle" if not typed else "danger" if problem else "success"
        set_look(label, look)
        set_mark(line, "problem", "error" if look == "danger" else "")
        label.setText(words)
        line.setAccessibleDescription(words)

    def _show(self, shown: bool) -> None:
        modes = QLineEdit.EchoMode
        for line in (self.first, self.again):
            line.setEchoMode(modes.Normal if shown else modes.Password)


def _line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setObjectName(name)
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setMaxLength(LIMIT)
    line.setMaximumWidth(px(WIDTH))
    return line


def enabled_with(button: Button, form: PasswordForm) -> Button:
    """Return the button, enabled only while the password is good."""

    def follow() -> None:
        button.setEnabled(bool(form.password))

    form.changed.connect(follow)
    follow()
    return button
