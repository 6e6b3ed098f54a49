"""Asks what an action needs, does it, and stays until that succeeds or is given up."""

import re
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from desktop_client.views.certificates.secrets import WRONG
from desktop_client.views.language import say
from desktop_client.views.manager import texts
from desktop_client.views.manager.actions import Action
from desktop_client.views.manager.fields import SECRETS, Ask, AskField
from desktop_client.views.screen import Parts
from desktop_client.views.theme import px
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.buttons import Button, DangerButton, PrimaryButton
from desktop_client.views.widgets.check import WrappedCheck
from desktop_client.views.widgets.failure import FailurePanel
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, scrolling, wrapping_row
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.swap import Swap
from desktop_client.views.widgets.working import WorkingPanel

if TYPE_CHECKING:
    from desktop_client.errors import Failure
    from desktop_client.jobs import Job

WIDTH = 560
_NUMBER = re.compile(r"[A-Z]?[0-9]+")


class ActionDialog(QDialog):
    """Show it with `open`. `succeeded` carries what the action says afterwards."""

    succeeded = Signal(object)

    def __init__(self, parts: Parts, action: Action, parent: QWidget) -> None:
        super().__init__(parent)
        self._parts, self._action, self._above = parts, action, parent
        self._job: Job | None = None
        self.setObjectName("action-dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say(action.title))
        self.fields = {ask: AskField(ask, action.begin.get(ask, "")) for ask in action.asks}
        self._below = Swap()
        self._make_buttons()
        self._lay_out()
        self._enable()
        self._fit()

    def done(self, result: int) -> None:
        """Close; work under way is stopped, and everything typed leaves the fields."""
        self._stop()
        for field in self.fields.values():
            field.line.clear()
        super().done(result)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Fit new words."""
        if watched is self._body and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _make_buttons(self) -> None:
        look = DangerButton if self._action.destroys else PrimaryButton
        self._ok = look(say(self._action.ok), self._start)
        self._ok.setObjectName("action-ok")
        self._ok.setAutoDefault(not self._action.destroys)
        self._cancel = Button(say(texts.CANCEL), self.reject)
        self._cancel.setObjectName("action-cancel")
        # Otherwise Return in a field would press it once it has had the keyboard.
        self._cancel.setAutoDefault(False)

    def _lay_out(self) -> None:
        self._body = QWidget()
        lines = column(self._body, gap=8, margin=24)
        lines.addWidget(Label(say(self._action.title), "title"))
        lines.addWidget(Label(self._action.lead))
        for field in self.fields.values():
            field.changed.connect(self._enable)
            lines.addWidget(field)
        if SECRETS & self.fields.keys():
            lines.addWidget(self._show_box())
        lines.addWidget(self._below)
        lines.addSpacing(px(8))
        lines.addWidget(wrapping_row(self._ok, self._cancel))
        lines.addStretch(1)
        column(self).addWidget(scrolling(self._body))
        self._ok.setDefault(not self._action.destroys)  # counts only once it is in the dialog
        self._body.installEventFilter(self)

    def _show_box(self) -> QWidget:
        show = WrappedCheck(say(texts.SHOW_PASSWORDS))
        show.box.setObjectName("action-show")
        for field in self.fields.values():
            show.box.toggled.connect(field.show_secret)
        return show

    def _start(self) -> None:
        if not self._well_typed():
            return
        answers = {ask: field.line.text() for ask, field in self.fields.items()}
        run = self._action.run
        panel = WorkingPanel(stop=self._stop_by_hand)
        panel.stop_button.setObjectName("action-stop")
        self._below.show_only(panel)
        self._set_busy(True)
        self._job = self._parts.jobs.run(
            lambda work: run(work, answers),
            done=self._done,
            failed=self._failed,
            progress=panel.report,
            owner=self,
        )

    def _well_typed(self) -> bool:
        """Say what is wrong with an answer by itself; whether nothing is."""
        repeat, number = self.fields.get(Ask.REPEAT), self.fields.get(Ask.NUMBER)
        if repeat and repeat.line.text() != self.fields[Ask.NEW_PASSWORD].line.text():
            repeat.show_problem(say(texts.DIFFERENT))
            return False
        plain = number.line.text().replace("-", "").replace(" ", "") if number else "0"
        if number and not _NUMBER.fullmatch(plain):
            number.show_problem(say(texts.BAD_NUMBER))
            return False
        return True

    def _done(self, result: Any) -> None:
        self._job = None
        told = self._action.told(result)
        if self._action.changes:
            self.accept()
            self.succeeded.emit(told)
            return
        self._set_busy(False)
        notice = Notice(*told)
        self._below.show_only(notice)
        notice.tell()
        self._cancel.setFocus()

    def _failed(self, failure: "Failure") -> None:
        self._job = None
        self._set_busy(False)
        asked = [one for one in self.fields.values() if one.ask in SECRETS]
        if failure.code in WRONG and asked:
            self._below.clear()
            words = say(texts.TOLD, why=say(failure.why), next=say(failure.next))
            asked[0].show_problem(words)
            QTimer.singleShot(0, self, self._fit)
            announce(self, words, at_once=True)
        else:
            panel = FailurePanel(failure)
            self._below.show_only(panel)
            panel.tell()
            self._cancel.setFocus()

    def _stop_by_hand(self) -> None:
        self._stop()
        self._below.clear()
        self._set_busy(False)
        self._ok.setFocus()

    def _stop(self) -> None:
        if self._job:
            self._job.stop()
            self._job = None

    def _set_busy(self, busy: bool) -> None:
        for field in self.fields.values():
            field.setDisabled(busy)
        self._ok.setDisabled(busy)
        if not busy:
            self._enable()

    def _enable(self) -> None:
        self._ok.setEnabled(all(field.line.text() for field in self.fields.values()))

    def _fit(self) -> None:
        """Take the height the words need, as far as the window above leaves room."""
        window = self._above.window()
        width = min(px(WIDTH), window.width())
        needed = self._body.heightForWidth(width)
        self.setFixedWidth(width)
        self.resize(width, min(needed, window.height()))
