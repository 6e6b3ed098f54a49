"""확인: who the service at the address is, shown to be confirmed once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_client.views.certificates.words import breakable
from desktop_client.views.language import say
from desktop_client.views.settings import texts
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.buttons import Button, SecondaryButton
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import clear, column, wrapping_row
from desktop_client.views.widgets.task import Task

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_client.errors import Failure
    from desktop_client.jobs import Jobs
    from desktop_client.settings import Settings
    from desktop_client.work import Work
    from desktop_client.workflows.service_identity import ServiceIdentity

    Identify = Callable[[Work, str], ServiceIdentity]


class Confirming(QWidget):
    """Asks the service of the settings; `confirmed` carries its certificate and holder.

    `identify` asks the service at an address who it is.
    """

    confirmed = Signal(str, str)

    def __init__(self, jobs: Jobs, settings: Settings, identify: Identify) -> None:
        super().__init__()
        self._settings, self._identify_at = settings, identify
        self._task = Task(jobs, self)
        self.ask = Button(say(texts.ASK_SERVICE), self._ask)
        self.ask.setObjectName("settings-ask-service")
        down = column(self, gap=8)
        down.addWidget(wrapping_row(self.ask))
        shown = QWidget()
        self._shown = column(shown, gap=4)
        down.addWidget(shown)

    def forget(self) -> None:
        """Show nothing any more: the address is another."""
        clear(self._shown)

    def _ask(self) -> None:
        self._say(say(texts.ASKING_SERVICE), "subtle")
        self._task.run(self._identify, self._show, self._failed)

    def _identify(self, work: Work) -> ServiceIdentity:
        address = self._settings.get("service_url")
        return self._identify_at(work, address)

    def _show(self, found: ServiceIdentity) -> None:
        pin = found.pin
        self._say(say(texts.SERVICE_NAMED, name=found.name), "strong")
        for words in (
            say(texts.SERVICE_HOLDER, holder=pin.holder),
            say(texts.SERVICE_FINGERPRINT, fingerprint=pin.certificate),
        ):
            self._shown.addWidget(Label(breakable(words)))
        known = self._settings.get("service_certificate")
        if known and known.lower() != pin.certificate:
            words = say(texts.SERVICE_DIFFERS, fingerprint=known)
            self._shown.addWidget(Label(breakable(words), "warning"))
        confirm = SecondaryButton(
            say(texts.CONFIRM_SERVICE), lambda: self._confirm(pin.certificate, pin.holder)
        )
        confirm.setObjectName("settings-confirm-service")
        self._shown.addWidget(wrapping_row(confirm))
        confirm.setFocus()

    def _confirm(self, certificate: str, holder: str) -> None:
        self.ask.setFocus()
        self.forget()
        self.confirmed.emit(certificate, holder)

    def _failed(self, failure: Failure) -> None:
        self._say(
            " ".join(say(text) for text in (failure.what, failure.why, failure.next)), "danger"
        )

    def _say(self, words: str, look: str) -> None:
        clear(self._shown)
        self._shown.addWidget(Label(words, look))
        announce(self, words)
