"""The pages one comes to from the registered data: a question, particulars, a password, history."""

from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_client.views.enrol.user_form import UserForm
from desktop_client.views.language import say
from desktop_client.views.registered import texts
from desktop_client.views.review.changes import Changes
from desktop_client.views.theme import px
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row
from desktop_client.views.widgets.look import named, set_look
from desktop_client.views.widgets.notice import Notice
from registration.korean_time import show_time
from registration.procedures import PROCEDURES
from registration.text import Text

if TYPE_CHECKING:
    from registration.messages import RecordHistory, RegisteredUser
    from registration.submission import User

Act = Callable[[], object]
PASSWORD_LIMIT = 200
LINE_WIDTH = 440
"""Pixels at 100 %."""


class QuestionPage(QWidget):
    """A question before something that cannot be undone; the keyboard begins at keeping it."""

    def __init__(self, question: str, answers: Sequence[Button], back: Act) -> None:
        super().__init__()
        self.start = named(Button(say(texts.KEEP), back), "registered-keep")
        self.notice = Notice("warning", question, self.start, *answers)
        column(self).addWidget(self.notice)


class ParticularsPage(QWidget):
    """The particulars of a user, to be put right."""

    def __init__(self, user: "RegisteredUser", save: Callable[["User"], object], back: Act) -> None:
        super().__init__()
        self._save = save
        self.form = UserForm(user.user.model_dump(mode="json", exclude_none=True))
        self.start = self.form
        down = column(self)
        down.addWidget(Label(say(texts.EDIT), "title"))
        down.addWidget(self.form)
        keep = named(PrimaryButton(say(texts.SAVE), self._go), "registered-save")
        down.addWidget(wrapping_row(keep, _back(back)))

    def _go(self) -> None:
        user = self.form.user()
        if user:
            self._save(user)


class PasswordPage(QWidget):
    """비밀번호 변경: the present one, and the new one twice."""

    def __init__(self, save: Callable[[str, str], object], back: Act) -> None:
        super().__init__()
        self._save = save
        down = column(self, gap=8)
        down.addWidget(Label(say(texts.PASSWORD), "title"))
        self._present = self._line(texts.PRESENT_PASSWORD, "password-present")
        self._new = self._line(texts.NEW_PASSWORD, "password-new")
        down.addWidget(Label(say(texts.PASSWORD_RULES), "subtle"))
        self._again = self._line(texts.NEW_PASSWORD_AGAIN, "password-again")
        self._differs = Label("", "subtle")
        down.addWidget(self._differs)
        self._go = named(PrimaryButton(say(texts.SAVE), self._change), "password-change")
        down.addWidget(wrapping_row(self._go, _back(back)))
        self.start = self._present
        self._judge()

    def _line(self, title: Text, name: str) -> QLineEdit:
        label, line = Label(say(title), "strong"), named(QLineEdit(), name)
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setMaxLength(PASSWORD_LIMIT)
        line.setMaximumWidth(px(LINE_WIDTH))
        line.setAccessibleName(say(title))
        line.textChanged.connect(lambda _text: self._judge())
        label.setBuddy(line)
        layout = self.layout()
        if layout:
            layout.addWidget(label)
            layout.addWidget(line)
        return line

    def _judge(self) -> None:
        if not hasattr(self, "_go"):
            return
        new, again = self._new.text(), self._again.text()
        differs = bool(again) and new != again
        set_look(self._differs, "danger" if differs else "subtle")
        self._differs.setText(say(texts.PASSWORDS_DIFFER) if differs else "")
        self._go.setEnabled(bool(self._present.text() and new and new == again))

    def _change(self) -> None:
        self._save(self._present.text(), self._new.text())


class HistoryPage(QWidget):
    """변경 이력: every version with what it changed, the newest first."""

    def __init__(self, history: "RecordHistory", back: Act) -> None:
        super().__init__()
        down = column(self)
        title = say(PROCEDURES[history.kind].title)
        down.addWidget(Label(say(texts.HISTORY_OF, title=title), "title"))
        self.start = _back(back)
        down.addWidget(wrapping_row(self.start))
        versions = history.versions
        for one, older in zip_longest(versions, versions[1:]):
            words = say(
                texts.HISTORY_VERSION,
                version=one.version,
                time=show_time(one.at),
                number=one.receipt_number,
            )
            down.addWidget(Label(words, "strong"))
            if older is None:
                down.addWidget(Label(say(texts.FIRST_VERSION), "subtle"))
            else:
                down.addWidget(Changes(history.kind, older.form, one.form))


def _back(back: Act) -> Button:
    return named(Button(say(texts.BACK), back), "registered-back")
