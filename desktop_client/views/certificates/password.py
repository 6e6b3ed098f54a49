"""Asks for a certificate's password and opens it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from desktop_client.views.certificates import texts
from desktop_client.views.certificates.secrets import WRONG, SecretWords
from desktop_client.views.language import say
from desktop_client.views.screen import Parts
from desktop_client.views.theme import px
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.check import WrappedCheck
from desktop_client.views.widgets.failure import FailurePanel
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, scrolling, wrapping_row
from desktop_client.views.widgets.look import set_mark
from desktop_client.views.widgets.swap import Swap
from desktop_client.views.widgets.working import WorkingPanel
from registration.text import Text

if TYPE_CHECKING:
    from desktop_client.errors import Failure
    from desktop_client.jobs import Job
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


class PasswordDialog(QDialog):
    """Opens one certificate; show it with `open`. It stays until that succeeds or is given up.

    `judged_unfit` tells that opening found a reason why this certificate will not do.
    """

    opened = Signal(object)

    def __init__(self, parts: Parts, opening: Opening, parent: QWidget) -> None:
        super().__init__(parent)
        self._parts, self._opening, self._above = parts, opening, parent
        self._job: Job | None = None
        self.judged_unfit = False
        self.setObjectName("password-dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say(opening.words.title))
        self._make_controls()
        self._lay_out()
        self._fit()

    def done(self, result: int) -> None:
        """Close; work under way is stopped, and the password leaves the field."""
        self._stop()
        self.password.setText("")
        super().done(result)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Notice capitals and Hangul, which a hidden password does not show; fit new words."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._hint_at(event)
        elif watched is self._body and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _make_controls(self) -> None:
        self._body = QWidget()
        asked = say(self._opening.words.label)
        self.password = QLineEdit()
        self.password.setObjectName("certificate-password")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(asked)
        self.password.installEventFilter(self)
        self.password.textChanged.connect(self._changed)
        self._label = Label(asked, "strong")
        self._label.setBuddy(self.password)
        self._show = WrappedCheck(say(self._opening.words.show))
        self._show.box.setObjectName("password-show")
        self._show.box.toggled.connect(self._show_password)
        self._hint = Label("", "warning")
        self._hint.hide()
        self._below = Swap()
        self._ok = PrimaryButton(say(texts.OPEN), self._open)
        self._ok.setObjectName("password-ok")
        self._ok.setDefault(True)
        self._ok.setEnabled(False)
        self._cancel = Button(say(texts.CANCEL), self.reject)
        self._cancel.setObjectName("password-cancel")
        # Otherwise Return in the password field would press it once it has had the keyboard.
        self._cancel.setAutoDefault(False)

    def _lay_out(self) -> None:
        lines = column(self._body, gap=8, margin=24)
        lines.addWidget(Label(self._opening.name, "title"))
        lines.addWidget(Label(self._opening.about, "subtle"))
        lines.addSpacing(px(8))
        lines.addWidget(self._label)
        note = Label(say(self._opening.words.note), "subtle")
        for widget in (self.password, self._below, self._hint, self._show, note):
            lines.addWidget(widget)
        lines.addSpacing(px(8))
        lines.addWidget(wrapping_row(self._ok, self._cancel))
        lines.addStretch(1)
        column(self).addWidget(scrolling(self._body))
        self._body.installEventFilter(self)

    def _open(self) -> None:
        secret, opening = self.password.text(), self._opening
        panel = WorkingPanel(stop=self._stop_by_hand)
        panel.stop_button.setObjectName("password-stop")
        self._below.show_only(panel)
        self._set_busy(True)
        self._job = self._parts.jobs.run(
            lambda work: opening.open(work, secret),
            done=self._done,
            failed=self._failed,
            progress=panel.report,
            owner=self,
        )

    def _done(self, opened: "Opened") -> None:
        self._job = None
        self.accept()
        self.opened.emit(opened)

    def _failed(self, failure: "Failure") -> None:
        self._job = None
        self._set_busy(False)
        if failure.code in WRONG:
            self._say_wrong(failure)
        else:
            self.judged_unfit = True
            self._cancel.setText(say(texts.OTHER_CERTIFICATE))
            panel = FailurePanel(failure)
            self._below.show_only(panel)
            panel.tell()
            self._cancel.setFocus()

    def _say_wrong(self, failure: "Failure") -> None:
        words = f"{say(failure.why)} {say(failure.next)}"
        message = Label(words, "danger")
        message.setObjectName("password-problem")
        self._below.show_only(message)
        set_mark(self.password, "problem", "error")
        self.password.setAccessibleDescription(words)
        announce(self, words, at_once=True)
        self.password.setFocus()
        self.password.selectAll()

    def _stop_by_hand(self) -> None:
        self._stop()
        self._below.clear()
        self._set_busy(False)
        self.password.setFocus()

    def _stop(self) -> None:
        if self._job:
            self._job.stop()
            self._job = None

    def _set_busy(self, busy: bool) -> None:
        for widget in (self.password, self._show):
            widget.setDisabled(busy)
        self._ok.setDisabled(busy or not self.password.text())

    def _changed(self, text: str) -> None:
        self._ok.setEnabled(bool(text))
        set_mark(self.password, "problem", "")
        self.password.setAccessibleDescription("")

    def _show_password(self, shown: bool) -> None:
        modes = QLineEdit.EchoMode
        self.password.setEchoMode(modes.Normal if shown else modes.Password)

    def _hint_at(self, event: QKeyEvent) -> None:
        hint = _typing_hint(event)
        if hint is not None:
            self._hint.setText(say(hint))
            self._hint.setVisible(bool(say(hint)))

    def _fit(self) -> None:
        """Take the height the words need, as far as the window above leaves room."""
        window = self._above.window()
        width = min(px(WIDTH), window.width())
        needed = self._body.heightForWidth(width)
        self.setFixedWidth(width)
        self.resize(width, min(needed, window.height()))


_NO_HINT = Text("", "")


def _typing_hint(event: QKeyEvent) -> Text | None:
    """Return what to say about a key; None where it tells nothing."""
    text = event.text()
    if len(text) != 1 or not text.isalpha():
        return None
    if not text.isascii():
        return texts.HANGUL
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return texts.CAPS_LOCK if text.isupper() != shift else _NO_HINT
