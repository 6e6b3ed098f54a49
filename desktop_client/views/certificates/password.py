"""Asks for what opens the certificate that is chosen, below the list, and opens it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_client.jobs import Jobs
from desktop_client.views.certificates import texts
from desktop_client.views.certificates.rows import Subject
from desktop_client.views.certificates.secrets import WORDS, WRONG
from desktop_client.views.certificates.typing_hint import TypingHint
from desktop_client.views.language import say
from desktop_client.views.theme import px
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.buttons import PrimaryButton
from desktop_client.views.widgets.check import WrappedCheck
from desktop_client.views.widgets.failure import FailurePanel
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from desktop_client.views.widgets.look import named, set_mark
from desktop_client.views.widgets.swap import Swap
from desktop_client.views.widgets.task import Task
from desktop_client.views.widgets.working import WorkingPanel
from desktop_client.workflows.holding import SecretKind

if TYPE_CHECKING:
    from desktop_client.errors import Failure
    from desktop_client.work import Work
    from desktop_client.workflows.certificates import Opened
    from registration.text import Text

Open = Callable[["Work", Subject, str], "Opened"]
LINE_WIDTH = 300


class PasswordPanel(QWidget):
    """The password, or PIN, of one certificate at a time; it leaves the line with each try.

    `opened` carries what was opened; `unfit` tells that opening found a reason why this
    certificate will not do. `go`: the words of `button`, which stands where the picker puts it.
    """

    opened = Signal(object)
    unfit = Signal()

    def __init__(self, jobs: Jobs, opening: Open, go: "Text") -> None:
        super().__init__()
        self._open_in = opening
        self._task = Task(jobs, self)
        self._subject: Subject | None = None
        self.line = named(QLineEdit(), "certificate-password")
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setFixedWidth(px(LINE_WIDTH))
        self.line.textChanged.connect(self._changed)
        self.line.returnPressed.connect(self._go_on)
        self._label, self._note = Label("", "strong"), Label("", "subtle")
        self._label.setBuddy(self.line)
        self._show = WrappedCheck("")
        self._show.box.setObjectName("password-show")
        self._show.box.toggled.connect(self._show_password)
        self.button = named(PrimaryButton(say(go), self._go_on), "certificate-choose")
        self._below = Swap()
        down = column(self, gap=6)
        for widget in (
            self._label,
            self.line,
            TypingHint(self.line),
            self._below,
            self._show,
            self._note,
        ):
            down.addWidget(widget)
        self.ask(None)

    def ask(self, subject: Subject | None, name: str = "") -> None:
        """Ask for what opens this one, by its name; None where none can be opened."""
        if subject is None or subject != self._subject:
            self._empty()
        self._subject = subject
        words = WORDS[subject.secret if subject else SecretKind.PASSWORD]
        asked = say(words.label)
        self._label.setText(say(texts.ASKED_OF, asked=asked, name=name) if name else asked)
        self.line.setAccessibleName(say(words.label))
        self._show.say(say(words.show))
        self._note.setText(say(words.note))
        self._enable()

    @property
    def may_be_typed(self) -> bool:
        """Whether there is a certificate to open."""
        return self._subject is not None

    def begin(self, typed: str = "") -> None:
        """Give the line the keyboard, and what was typed already."""
        if self.may_be_typed:
            self.line.setFocus()
            self.line.insert(typed)

    def clear(self) -> None:
        """Say no more of the try before."""
        if not self._task.running:
            self._below.clear()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Forget the password with the page."""
        self._empty()
        super().hideEvent(event)

    def _go_on(self) -> None:
        subject, secret = self._subject, self.line.text()
        if subject is None or not self.button.isEnabled():
            return
        panel = WorkingPanel(stop=self._stop)
        panel.stop_button.setObjectName("password-stop")
        self._below.show_only(panel)
        self._task.run(
            lambda work: self._open_in(work, subject, secret),
            self._opened,
            self._failed,
            progress=panel.report,
        )
        self._enable()

    def _stop(self) -> None:
        if self._task.stop_in_time():
            self._end()
            self.line.setFocus()

    def _end(self) -> None:
        self._below.clear()
        self._enable()

    def _opened(self, opened: "Opened") -> None:
        self._empty()
        self._end()
        self.opened.emit(opened)

    def _failed(self, failure: "Failure") -> None:
        self._end()
        if failure.code in WRONG:
            self._say_wrong(failure)
            return
        self._empty()
        panel = FailurePanel(failure)
        self._below.show_only(panel)
        panel.tell()
        self.unfit.emit()

    def _say_wrong(self, failure: "Failure") -> None:
        words = f"{say(failure.why)} {say(failure.next)}"
        self._below.show_only(named(Label(words, "danger"), "password-problem"))
        set_mark(self.line, "problem", "error")
        self.line.setAccessibleDescription(words)
        announce(self, words, at_once=True)
        self.line.setFocus()
        self.line.selectAll()

    def _empty(self) -> None:
        with QSignalBlocker(self.line):
            self.line.clear()
        set_mark(self.line, "problem", "")
        self.line.setAccessibleDescription("")

    def _enable(self) -> None:
        """Open line and button where there is something to open, and no work under way."""
        free = self._subject is not None and not self._task.running
        may_be_empty = self._subject and self._subject.secret is SecretKind.PFX_PASSWORD
        self.line.setEnabled(free)
        self._show.setEnabled(free)
        self.button.setEnabled(free and bool(self.line.text() or may_be_empty))

    def _changed(self) -> None:
        """What was said was about another password."""
        self._below.clear()
        set_mark(self.line, "problem", "")
        self.line.setAccessibleDescription("")
        self._enable()

    def _show_password(self, shown: bool) -> None:
        modes = QLineEdit.EchoMode
        self.line.setEchoMode(modes.Normal if shown else modes.Password)
