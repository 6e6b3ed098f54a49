"""Logging in: by certificate, or by ID and password, beside each other."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_client.views.certificates import CertificatePicker
from desktop_client.views.certificates.picker import PickerParts
from desktop_client.views.language import say
from desktop_client.views.needs import HasSessions
from desktop_client.views.session import texts
from desktop_client.views.session.password_login import PasswordLogin
from desktop_client.views.signing.document import SignedDocument
from desktop_client.views.signing.facts import Facts
from desktop_client.views.signing.find_bar import FindBar
from desktop_client.views.signing.readable import login_rows
from desktop_client.views.widgets.buttons import MarkedButton
from desktop_client.views.widgets.failure import FailurePanel
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row
from desktop_client.views.widgets.look import named
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.swap import Swap
from desktop_client.views.widgets.tabs import Tabs
from desktop_client.views.widgets.task import Task
from desktop_client.views.widgets.working import WorkingPanel
from desktop_client.workflows.certificates import Candidate, Sought
from registration.submission import Login

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_client.workflows.certificates import Opened
    from desktop_client.workflows.session import LoginReview

BY_CERTIFICATE, BY_PASSWORD = range(2)


class LoginParts(PickerParts, HasSessions, Protocol):
    """What logging in works with."""


class LoginPage(QWidget):
    """`opened` carries the certificate to log in with.

    The document a login signs says nothing that a person has typed; whoever wants to read it
    first unfolds 기술 정보, and then those very bytes are signed.
    """

    opened = Signal(object)

    def __init__(
        self,
        parts: LoginParts,
        account_id: str,
        log_in_by_password: Callable[[str, str], object],
        notice: Notice | None = None,
    ) -> None:
        super().__init__()
        self._parts = parts
        self._task = Task(parts.jobs, self)
        self._review: LoginReview | None = None
        self.picker = CertificatePicker(parts, Sought(), go=texts.LOGIN)
        self.picker.opened.connect(self.opened)
        self.picker.moved.connect(self._fold)
        self.by_password = PasswordLogin(account_id, log_in_by_password)
        self._toggle = MarkedButton(say(texts.TECHNICAL), self._turn)
        self._toggle.setObjectName("session-technical")
        self._technical = Swap()
        self._pages = (self._certificate_page(), self.by_password)
        self.tabs = Tabs(say(texts.TITLE), (say(texts.BY_CERTIFICATE), say(texts.BY_PASSWORD)))
        self.tabs.setObjectName("login-tabs")
        down = column(self)
        if notice:
            down.addWidget(notice)
        for widget in (self.tabs, *self._pages):
            down.addWidget(widget)
        self.tabs.currentChanged.connect(self._show)
        self.tabs.setCurrentIndex(BY_PASSWORD if account_id else BY_CERTIFICATE)
        self._show(self.tabs.currentIndex())

    def begin(self) -> None:
        """Look for the certificates."""
        self.picker.search()
        if self.tabs.currentIndex() == BY_PASSWORD:
            self.by_password.begin()

    def reviewed(self, opened: Opened) -> LoginReview | None:
        """Return the document that was read here, if this certificate can still sign it."""
        review = self._review
        if review is None or review.login.certificate_sha256 != opened.certificate.fingerprint:
            return None
        ends = datetime.fromisoformat(review.login.challenge.expires)
        return review if datetime.now(UTC) < ends else None

    def _certificate_page(self) -> QWidget:
        page = QWidget()
        down = column(page, gap=8)
        down.addWidget(self.picker)
        down.addWidget(wrapping_row(self._toggle))
        down.addWidget(self._technical)
        return page

    def _show(self, tab: int) -> None:
        for at, page in enumerate(self._pages):
            page.setVisible(at == tab)
        if self.isVisible():
            if tab == BY_PASSWORD:
                self.by_password.begin()
            else:
                self.picker.take_focus()

    def _fold(self) -> None:
        """Another certificate signs another document."""
        self._task.stop()
        self._review = None
        self._toggle.mark(marked=False)
        self._technical.clear()

    def _turn(self) -> None:
        """Have the document made that is to be signed, and show it; or hide it."""
        candidate = self.picker.candidate
        if not self._toggle.isChecked():
            self._fold()
            return
        if not isinstance(candidate, Candidate) or candidate.certificate is None:
            self._technical.show_only(Label(say(texts.TECHNICAL_LATER), "subtle"))
            return
        certificate, sessions = candidate.certificate, self._parts.sessions
        panel = WorkingPanel(stop=self._fold)
        self._technical.show_only(panel)
        self._task.run(
            lambda work: sessions.prepare(work, certificate),
            self._prepared,
            lambda failure: self._technical.show_only(FailurePanel(failure)),
            progress=panel.report,
        )

    def _prepared(self, review: LoginReview) -> None:
        self._review = review
        page = QWidget()
        down = column(page)
        down.addWidget(Label(say(texts.REVIEW)))
        rows = login_rows(Login.parse(review.content))
        shown = Facts([*rows.first, *rows.technical])
        document = SignedDocument(shown, review.content)
        down.addWidget(FindBar(document, alone=False))
        down.addWidget(document)
        self._technical.show_only(named(page, "session-document"))
