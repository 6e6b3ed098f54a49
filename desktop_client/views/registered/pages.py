"""The pages one comes to from the registered data: a question, particulars, a password, history."""

from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop_client.views.enrol.user_form import UserForm
from desktop_client.views.language import say
from desktop_client.views.registered import texts
from desktop_client.views.review.changes import Changes
from desktop_client.views.widgets.action_bar import stand_in_bar
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from desktop_client.views.widgets.look import named
from desktop_client.views.widgets.new_password import NewPassword, password_line
from desktop_client.views.widgets.notice import Notice
from registration.korean_time import show_time
from registration.procedures import PROCEDURES

if TYPE_CHECKING:
    from registration.submission import User
    from registration.wire import RecordHistory, RegisteredUser

Act = Callable[[], object]


class QuestionPage(QWidget):
    """A question before something that cannot be undone; the keyboard begins at keeping it."""

    def __init__(self, question: str, answers: Sequence[Button], back: Act) -> None:
        super().__init__()
        self.start = named(Button(say(texts.KEEP), back), "registered-keep")
        self.notice = Notice("warning", question)
        column(self).addWidget(self.notice)
        stand_in_bar(self, answers[0], *answers[1:], back=self.start)


class ParticularsPage(QWidget):
    """The particulars of a user, to be put right; `typed`: what was changed of them already."""

    def __init__(
        self,
        user: "RegisteredUser",
        save: Callable[["User"], object],
        back: Act,
        typed: Mapping[str, Any],
    ) -> None:
        super().__init__()
        self._save = save
        self.form = UserForm({**user.user.model_dump(mode="json", exclude_none=True), **typed})
        self.start = self.form
        down = column(self)
        down.addWidget(Label(say(texts.EDIT), "title"))
        down.addWidget(self.form)
        keep = named(PrimaryButton(say(texts.SAVE), self._go), "registered-save")
        stand_in_bar(self, keep, back=_back(back))

    def _go(self) -> None:
        user = self.form.user()
        if user:
            self._save(user)


class PasswordPage(QWidget):
    """비밀번호 변경: the present one, and the new one twice, judged as at the filing.

    `account`, `numbers`: what the new one may not hold.
    """

    def __init__(
        self,
        account: str,
        numbers: Sequence[str],
        save: Callable[[str, str], object],
        back: Act,
    ) -> None:
        super().__init__()
        self._save = save
        title, self.start = password_line("password-present", texts.PRESENT_PASSWORD)
        self._new = NewPassword("password-new", account, numbers, self.start.text)
        self._go = named(PrimaryButton(say(texts.SAVE), self._change), "password-change")
        self.start.textChanged.connect(self._new.judge)
        self._new.changed.connect(self._enable)
        down = column(self, gap=8)
        down.addWidget(Label(say(texts.PASSWORD), "title"))
        for widget in (title, self.start, self._new):
            down.addWidget(widget)
        stand_in_bar(self, self._go, back=_back(back))
        self._enable()

    def _enable(self) -> None:
        self._go.setEnabled(bool(self.start.text() and self._new.password))

    def _change(self) -> None:
        self._save(self.start.text(), self._new.password)


class HistoryPage(QWidget):
    """변경 이력: every version with what it changed, the newest first."""

    def __init__(self, history: "RecordHistory", back: Act) -> None:
        super().__init__()
        down = column(self)
        title = say(PROCEDURES[history.kind].title)
        down.addWidget(Label(say(texts.HISTORY_OF, title=title), "title"))
        self.start = _back(back)
        versions = history.versions
        for version, older in zip_longest(versions, versions[1:]):
            words = say(
                texts.HISTORY_VERSION,
                version=version.version,
                time=show_time(version.at),
                number=version.receipt_number,
            )
            down.addWidget(Label(words, "strong"))
            if older is None:
                down.addWidget(Label(say(texts.FIRST_VERSION), "subtle"))
            else:
                down.addWidget(Changes(history.kind, older.form, version.form))
        stand_in_bar(self, None, back=self.start)


def _back(back: Act) -> Button:
    return named(Button(say(texts.BACK), back), "registered-back")
