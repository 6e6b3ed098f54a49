"""비밀번호 of a new account: asked for twice, judged while it is typed, kept nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_client.views.language import say
from desktop_client.views.needs import HasEnquiries, HasJobs
from desktop_client.views.review import texts
from desktop_client.views.widgets.buttons import Button, SecondaryButton
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row
from desktop_client.views.widgets.new_password import NewPassword
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.swap import Swap
from desktop_client.views.widgets.task import Task
from registration.passwords import guessable_numbers

if TYPE_CHECKING:
    from desktop_client.errors import Failure
    from registration.submission import Application
    from registration.wire import AccountAvailability


class PasswordParts(HasJobs, HasEnquiries, Protocol):
    """What asking for a password works with."""


class PasswordForm(QWidget):
    """ID, whether it is free, and a password typed twice; `password` is "" until both are right.

    `changed` comes with every key.
    """

    changed = Signal()

    def __init__(self, parts: PasswordParts, application: Application) -> None:
        super().__init__()
        self._parts = parts
        self._task = Task(parts.jobs, self)
        self._account: str = application.form["account"]["account_id"]
        self.new = NewPassword(
            "review-password", self._account, guessable_numbers(application.form)
        )
        self.new.changed.connect(self.changed)
        self.first, self.again = self.new.first, self.new.again
        self._free = Swap()
        self.check_button = SecondaryButton(say(texts.CHECK_ACCOUNT), self.check_account)
        self.check_button.setObjectName("review-account")
        down = column(self, gap=8)
        down.addWidget(Label(say(texts.ACCOUNT, account=self._account), "lead"))
        down.addWidget(wrapping_row(self.check_button))
        down.addWidget(self._free)
        down.addWidget(self.new)
        down.addWidget(Label(say(texts.PASSWORD_NOTE), "subtle"))

    @property
    def password(self) -> str:
        """The password, once it is good and was typed twice alike."""
        return self.new.password

    def forget(self) -> None:
        """Take the password off the screen."""
        self.new.forget()

    def check_account(self) -> None:
        """Ask the service whether the ID is free."""
        enquiries, account = self._parts.enquiries, self._account
        self.check_button.setEnabled(False)
        self._task.run(
            lambda work: enquiries.account(work, account), self._answered, self._not_asked
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


def enabled_with(button: Button, form: PasswordForm) -> Button:
    """Return the button, enabled only while the password is good."""

    def follow() -> None:
        button.setEnabled(bool(form.password))

    form.changed.connect(follow)
    follow()
    return button
