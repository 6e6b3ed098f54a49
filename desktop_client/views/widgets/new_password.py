"""A new password: typed twice, judged while it is typed by the rule of its filing, kept nowhere."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_client.views.language import say
from desktop_client.views.theme import px
from desktop_client.views.widgets import texts
from desktop_client.views.widgets.check import WrappedCheck
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from desktop_client.views.widgets.look import set_look, set_mark
from registration.passwords import check_password
from registration.text import Text

LIMIT = 200
WIDTH = 440
"""Pixels at 100 %."""


def password_line(name: str, title: Text) -> tuple[Label, QLineEdit]:
    """Return a line that hides what is typed, and its title."""
    label, line = Label(say(title), "strong"), QLineEdit()
    line.setObjectName(name)
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setMaxLength(LIMIT)
    line.setMaximumWidth(px(WIDTH))
    line.setAccessibleName(say(title))
    label.setBuddy(line)
    return label, line


class NewPassword(QWidget):
    """`password` is "" until it is good and typed twice alike; `changed` comes with every key.

    `account`, `numbers`: what it may not hold. `unlike`: returns the password it may not be.
    Names of its parts begin with `name`.
    """

    changed = Signal()

    def __init__(
        self,
        name: str,
        account: str,
        numbers: Sequence[str],
        unlike: Callable[[], str] = str,
    ) -> None:
        super().__init__()
        self._account, self._numbers, self._unlike = account, numbers, unlike
        first, self.first = password_line(name, texts.NEW_PASSWORD)
        again, self.again = password_line(f"{name}-again", texts.NEW_PASSWORD_AGAIN)
        self._told = {line: Label("", "subtle") for line in (self.first, self.again)}
        self.show_box = WrappedCheck(say(texts.SHOW_PASSWORD))
        self.show_box.box.setObjectName(f"{name}-show")
        self.show_box.box.toggled.connect(self._show)
        down = column(self, gap=8)
        for title, line in ((first, self.first), (again, self.again)):
            line.textChanged.connect(self.judge)
            for widget in (title, line, self._told[line]):
                down.addWidget(widget)
        down.addWidget(self.show_box)
        self.judge()

    @property
    def password(self) -> str:
        """The password, once it is good and was typed twice alike."""
        first = self.first.text()
        return first if first == self.again.text() and not self._problems() else ""

    def forget(self) -> None:
        """Take the password off the screen."""
        self.first.setText("")
        self.again.setText("")

    def judge(self) -> None:
        """Say what is wrong with what is typed."""
        first, again, problems = self.first.text(), self.again.text(), self._problems()
        self._say(self.first, first, " ".join(problems), texts.PASSWORD_RULES, texts.PASSWORD_GOOD)
        differs = say(texts.PASSWORDS_DIFFER) if first != again else ""
        self._say(self.again, again, differs, texts.PASSWORD_TWICE, texts.PASSWORDS_AGREE)
        self.changed.emit()

    def _problems(self) -> list[str]:
        typed = self.first.text()
        found = [say(fault.text) for fault in check_password(typed, self._account, self._numbers)]
        if typed and typed == self._unlike():
            found.append(say(texts.PASSWORD_SAME))
        return found

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
