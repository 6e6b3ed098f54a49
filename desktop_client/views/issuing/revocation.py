"""폐지 신청: a certificate given up for good, which its own key asks for."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_client.jobs import Jobs
from desktop_client.pki.issuing.requests import RevocationReason
from desktop_client.views.certificates.secrets import WRONG
from desktop_client.views.certificates.words import breakable
from desktop_client.views.issuing import texts
from desktop_client.views.language import say
from desktop_client.views.manager.fields import Ask, AskField
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.buttons import Button, DangerButton
from desktop_client.views.widgets.calm_combo import CalmCombo
from desktop_client.views.widgets.job_dialog import JobDialog
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.notice import Notice
from desktop_client.workflows.holding import SecretKind, secret_of

if TYPE_CHECKING:
    from desktop_client.errors import Failure
    from desktop_client.work import Work
    from desktop_client.workflows.holding import Holding

WIDTH = 560
Revoke = Callable[["Work", "Holding", str, RevocationReason], bool]


class RevocationDialog(JobDialog):
    """`succeeded` carries the kind of a notice, and what it says."""

    succeeded = Signal(object)

    def __init__(self, jobs: Jobs, entry: "Holding", revoke: Revoke, parent: QWidget) -> None:
        super().__init__(jobs, parent, "revocation", WIDTH)
        self._entry, self._revoke = entry, revoke
        holder = entry.certificate.holder if entry.certificate else ""
        self._holder = breakable(holder)
        self.setWindowTitle(say(texts.REVOCATION_TITLE))
        self.reason = CalmCombo()
        self.reason.setObjectName("revocation-reason")
        self.reason.setAccessibleName(say(texts.REASON))
        self.reason.addItem(say(texts.CHOOSE_REASON), None)
        for reason, words in texts.REASONS.items():
            self.reason.addItem(say(words), reason)
        self.reason.currentIndexChanged.connect(self._enable)
        is_pin = secret_of(entry) is SecretKind.PIN
        self.password = AskField(Ask.PIN if is_pin else Ask.PASSWORD)
        self.password.changed.connect(self._enable)
        self._ok = DangerButton(say(texts.REVOKE), self._start)
        self._cancel = Button(say(texts.REVOKE_NOT), self.reject)
        self.lay_out(
            Label(say(texts.REVOCATION_TITLE), "title"),
            Label(say(texts.REVOCATION_OF, holder=self._holder), "strong"),
            Notice("warning", say(texts.REVOCATION_WARNING)),
            Label(say(texts.REASON), "strong"),
            self.reason,
            self.password,
            self.below,
            ok=self._ok,
            cancel=self._cancel,
        )
        self._cancel.setDefault(True)
        self._cancel.setFocus()
        self._enable()
        self.fit()

    def forget(self) -> None:
        """Empty the password."""
        self.password.line.clear()

    def set_busy(self, busy: bool) -> None:
        """Shut the fields and the button, or open them."""
        for widget in (self.reason, self.password):
            widget.setDisabled(busy)
        self._ok.setDisabled(busy)
        if not busy:
            self._enable()

    def stopped_at(self) -> QWidget:
        """Go on at leaving it."""
        return self._cancel

    def _enable(self) -> None:
        ready = self.reason.currentData() is not None and bool(self.password.line.text())
        self._ok.setEnabled(ready)

    def _start(self) -> None:
        entry, secret = self._entry, self.password.line.text()
        reason = RevocationReason(self.reason.currentData())
        self.run(
            lambda work: self._revoke(work, entry, secret, reason), self._revoked, self._failed
        )

    def _revoked(self, both: bool) -> None:
        self.accept()
        words = [say(texts.REVOKED, holder=self._holder)]
        if not both:
            words.append(say(texts.MANAGEMENT_NOT_REVOKED))
        self.succeeded.emit(("success" if both else "warning", " ".join(words)))

    def _failed(self, failure: "Failure") -> None:
        if failure.code in WRONG:
            self.below.clear()
            words = say(texts.TOLD, why=say(failure.why), next=say(failure.next))
            self.password.show_problem(words)
            announce(self, words, at_once=True)
        else:
            self.show_failure(failure, self._cancel)
