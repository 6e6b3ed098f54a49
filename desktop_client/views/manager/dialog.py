"""Asks what an action needs, does it, and stays until that succeeds or is given up."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop_client.finding_texts import FINDING_TEXTS
from desktop_client.jobs import Jobs
from desktop_client.pki import vid
from desktop_client.pki.keyfile import passwords
from desktop_client.views.certificates.secrets import WRONG
from desktop_client.views.language import say
from desktop_client.views.manager import texts
from desktop_client.views.manager.actions import TAKEN, Run
from desktop_client.views.manager.copy_choice import CopyChoice
from desktop_client.views.manager.fields import SECRETS, Ask, AskField
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.buttons import Button, DangerButton, PrimaryButton
from desktop_client.views.widgets.check import WrappedCheck
from desktop_client.views.widgets.job_dialog import JobDialog
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.notice import Notice
from registration.field_types import identity_number_fits

if TYPE_CHECKING:
    from desktop_client.errors import Failure
    from desktop_client.views.manager.offers import Offer

WIDTH = 560


def _is_number(typed: str) -> bool:
    try:
        return identity_number_fits(vid.bare(typed.upper()))
    except ValueError:
        return False


class ActionDialog(JobDialog):
    """`succeeded` carries what the action says afterwards.

    `tried` is emitted when it is closed and may have changed something, however that ended.
    """

    succeeded = Signal(object)
    tried = Signal()

    def __init__(self, jobs: Jobs, offer: "Offer", parent: QWidget) -> None:
        super().__init__(jobs, parent, "action", WIDTH)
        self._offer, self._began = offer, False
        self._action = action = next(iter(offer.values()))
        self.finished.connect(self._ended)
        self.setWindowTitle(say(action.title))
        self.fields = {ask: AskField(ask, action.begin.get(ask, "")) for ask in action.asks}
        for field in self.fields.values():
            field.changed.connect(self._changed)
        look = DangerButton if action.destroys else PrimaryButton
        self._ok = look(say(action.ok), self._start)
        self._ok.setAutoDefault(not action.destroys)
        self._cancel = Button(say(texts.CANCEL), self.reject)
        self._lead, self._copy = Label(action.lead), CopyChoice(offer)
        self._copy.chosen.connect(self._choose)
        self.lay_out(
            Label(say(action.title), "title"),
            self._copy,
            self._lead,
            *self.fields.values(),
            *([self._show_box()] if SECRETS & self.fields.keys() else []),
            self.below,
            ok=self._ok,
            cancel=self._cancel,
        )
        self._ok.setDefault(not action.destroys)  # counts only once it is in the dialog
        if action.destroys:
            self._cancel.setDefault(True)
            self._cancel.setFocus()
        else:
            next(iter(self.fields.values())).line.setFocus()
        self._enable()
        self.fit()

    def forget(self) -> None:
        """Empty every field."""
        for field in self.fields.values():
            field.line.clear()

    def set_busy(self, busy: bool) -> None:
        """Shut the fields and the button, or open them."""
        for field in self.fields.values():
            field.setDisabled(busy)
        self._copy.setDisabled(busy)
        self._ok.setDisabled(busy)
        if not busy:
            self._enable()

    def stopped_at(self) -> QWidget:
        """Go on at the button."""
        return self._ok

    def _show_box(self) -> QWidget:
        show = WrappedCheck(say(texts.SHOW_PASSWORDS))
        show.box.setObjectName("action-show")
        for field in self.fields.values():
            show.box.toggled.connect(field.show_secret)
        return show

    def _choose(self, name: str) -> None:
        """Do it with this copy."""
        self._action = self._offer[name]
        self._lead.setText(self._action.lead)
        announce(self, self._action.lead)
        for field in self.fields.values():
            field.show_problem("")
        self._changed()

    def _start(self) -> None:
        if self._well_typed():
            self._do(self._action.run)

    def _do(self, task: Run) -> None:
        self._began = True
        answers = {ask: field.line.text() for ask, field in self.fields.items()}
        self.run(lambda work: task(work, answers), self._succeeded, self._failed)

    def _well_typed(self) -> bool:
        """Say what is wrong with an answer by itself; whether nothing is."""
        new = self.fields.get(Ask.NEW_PASSWORD)
        code = passwords.fault(new.line.text()) if new else None
        if new and code:
            told = FINDING_TEXTS[code]
            new.show_problem(say(texts.TOLD, why=say(told.why), next=say(told.next)))
            return False
        repeat, number = self.fields.get(Ask.REPEAT), self.fields.get(Ask.NUMBER)
        if repeat and repeat.line.text() != self.fields[Ask.NEW_PASSWORD].line.text():
            repeat.show_problem(say(texts.DIFFERENT))
            return False
        if number and not _is_number(number.line.text()):
            number.show_problem(say(texts.BAD_NUMBER))
            return False
        return True

    def _succeeded(self, result: Any) -> None:
        told = self._action.told(result)
        if self._action.changes:
            self.accept()
            self.succeeded.emit(told)
            return
        notice = Notice(*told)
        self.below.show_only(notice)
        notice.tell()
        self._cancel.setFocus()

    def _failed(self, failure: "Failure") -> None:
        if failure.code in self._action.after_question:
            self._ask(failure)
            return
        asked = [field for field in self.fields.values() if field.ask in SECRETS]
        if failure.code in WRONG and asked:
            self.below.clear()
            words = say(texts.TOLD, why=say(failure.why), next=say(failure.next))
            asked[0].show_problem(words)
            QTimer.singleShot(0, self, self.fit)
            announce(self, words, at_once=True)
        else:
            self.show_failure(failure, self._cancel)

    def _ask(self, failure: "Failure") -> None:
        """Ask whether it is to be done all the same; leaving it has the keyboard."""
        task = self._action.after_question[failure.code]
        anyway = DangerButton(say(texts.REPLACE), lambda: self._do(task))
        anyway.setObjectName("action-anyway")
        anyway.setAutoDefault(False)
        words = texts.OVERWRITE_QUESTION if failure.code == TAKEN else failure.why
        question = Notice("warning", say(words), anyway)
        self.below.show_only(question)
        question.tell()
        self._ok.setDisabled(True)
        self._cancel.setFocus()

    def _ended(self) -> None:
        if self._began and self._action.changes:
            self.tried.emit()

    def _changed(self) -> None:
        """What was said was about other answers."""
        self.below.clear()
        self._enable()

    def _enable(self) -> None:
        needed = (field for field in self.fields.values() if field.ask is not Ask.PFX_PASSWORD)
        self._ok.setEnabled(all(field.line.text() for field in needed))
