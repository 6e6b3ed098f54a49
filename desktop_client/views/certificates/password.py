"""Asks for a certificate's password and opens it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_client.jobs import Jobs
from desktop_client.views.certificates import texts
from desktop_client.views.certificates.secrets import WORDS, WRONG, SecretWords
from desktop_client.views.certificates.typing_hint import TypingHint
from desktop_client.views.language import say
from desktop_client.views.theme import px
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.check import WrappedCheck
from desktop_client.views.widgets.job_dialog import JobDialog
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.look import set_mark
from desktop_client.workflows.holding import SecretKind

if TYPE_CHECKING:
    from desktop_client.errors import Failure
    from desktop_client.work import Work
    from desktop_client.workflows.certificates import Opened

WIDTH = 520


@dataclass(frozen=True, slots=True)
class Opening:
    """What is opened, what is asked for, and what is done with the answer in a job."""

    name: str
    about: str
    words: SecretWords
    open: Callable[["Work", str], "Opened"]


class PasswordDialog(JobDialog):
    """Opens one certificate.

    `judged_unfit` tells that opening found a reason why this certificate will not do.
    """

    opened = Signal(object)

    def __init__(self, jobs: Jobs, opening: Opening, parent: QWidget) -> None:
        super().__init__(jobs, parent, "password", WIDTH)
        self._opening = opening
        self.judged_unfit = False
        self.setWindowTitle(say(opening.words.title))
        self._make_controls()
        about = Label(opening.about, "subtle")
        about.setContentsMargins(0, 0, 0, px(16))
        self.lay_out(
            Label(opening.name, "title"),
            about,
            self._label,
            self.password,
            self.below,
            self._hint,
            self._show,
            Label(say(opening.words.note), "subtle"),
            ok=self._ok,
            cancel=self._cancel,
        )
        self.fit()

    def forget(self) -> None:
        """Take the password out of the field."""
        self.password.setText("")

    def set_busy(self, busy: bool) -> None:
        """Shut the field and the button, or open them."""
        for widget in (self.password, self._show):
            widget.setDisabled(busy)
        self._ok.setDisabled(busy or not self._typed())

    def stopped_at(self) -> QWidget:
        """Go on in the field."""
        return self.password

    def _make_controls(self) -> None:
        asked = say(self._opening.words.label)
        self.password = QLineEdit()
        self.password.setObjectName("certificate-password")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(asked)
        self.password.textChanged.connect(self._changed)
        self._label = Label(asked, "strong")
        self._label.setBuddy(self.password)
        self._show = WrappedCheck(say(self._opening.words.show))
        self._show.box.setObjectName("password-show")
        self._show.box.toggled.connect(self._show_password)
        self._hint = TypingHint(self.password)
        self._ok = PrimaryButton(say(texts.OPEN), self._open)
        self._ok.setDefault(True)
        self._ok.setEnabled(self._typed())
        self._cancel = Button(say(texts.CANCEL), self.reject)

    def _open(self) -> None:
        secret, opening = self.password.text(), self._opening
        self.run(lambda work: opening.open(work, secret), self._opened, self._failed)

    def _opened(self, opened: "Opened") -> None:
        self.accept()
        self.opened.emit(opened)

    def _failed(self, failure: "Failure") -> None:
        if failure.code in WRONG:
            self._say_wrong(failure)
        else:
            self.judged_unfit = True
            self._cancel.setText(say(texts.OTHER_CERTIFICATE))
            self.show_failure(failure, self._cancel)

    def _say_wrong(self, failure: "Failure") -> None:
        words = f"{say(failure.why)} {say(failure.next)}"
        message = Label(words, "danger")
        message.setObjectName("password-problem")
        self.below.show_only(message)
        set_mark(self.password, "problem", "error")
        self.password.setAccessibleDescription(words)
        announce(self, words, at_once=True)
        self.password.setFocus()
        self.password.selectAll()

    def _typed(self) -> bool:
        """Whether there is something to try: a PFX file may have an empty password."""
        return bool(self.password.text()) or self._opening.words is WORDS[SecretKind.PFX_PASSWORD]

    def _changed(self) -> None:
        self._ok.setEnabled(self._typed())
        set_mark(self.password, "problem", "")
        self.password.setAccessibleDescription("")

    def _show_password(self, shown: bool) -> None:
        modes = QLineEdit.EchoMode
        self.password.setEchoMode(modes.Normal if shown else modes.Password)
