"""이용자 등록: binds a certificate and its user to an approved firm."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from desktop_client.views import routes
from desktop_client.views.certificates import CertificatePicker
from desktop_client.views.certificates import texts as certificate_texts
from desktop_client.views.certificates.picker import PickerParts
from desktop_client.views.enrol import texts
from desktop_client.views.enrol.firms import Firm, FirmsParts, find_firms
from desktop_client.views.enrol.pages import DonePage, StatementPage, UserPage
from desktop_client.views.language import say
from desktop_client.views.needs import HasEnrolling
from desktop_client.views.screen import Navigate
from desktop_client.views.signing.sending import SendingScreen
from desktop_client.views.widgets.action_bar import stand_in_bar
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from desktop_client.views.widgets.step_bar import StepBar
from desktop_client.workflows.certificates import Sought
from desktop_client.workflows.session_ends import End
from registration.kinds import Key, Kind, StepId
from registration.procedures import PROCEDURES

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_client.errors import Failure
    from desktop_client.pki.certificate import Certificate
    from desktop_client.work import Work
    from desktop_client.workflows.certificates import Opened
    from desktop_client.workflows.enrolment import EnrolmentReview
    from registration.submission import User
    from registration.text import Text
    from registration.wire import Enrolled

T = TypeVar("T")

UNPROVED = frozenset(
    {"certificate.random_missing", "service.identity_mismatch", "service.identity_unprovable"}
)
"""Failures after which a registered certificate may vouch for the new one."""


class EnrolmentParts(FirmsParts, PickerParts, HasEnrolling, Protocol):
    """What registering a certificate works with."""


class EnrolScreen(SendingScreen):
    """Firm and user, then the certificate, then the statement to sign, then done."""

    title = texts.TITLE
    name = "enrol"

    def __init__(self, parts: EnrolmentParts, navigate: Navigate, route: routes.Enrolment) -> None:
        super().__init__(parts.jobs, navigate)
        self.parts = parts
        self._route = route
        self._which, self._answers = route.of.which, route.answers
        self._replaces, self._replaced = route.replaces, route.replaced
        self._from_session = route.from_session
        self._firm: Firm | None = None
        self._user: User | None = None
        self._opened: Opened | None = None
        self._ready = route.opened
        """The certificate to register, where it is open already."""
        self._done: Enrolled | None = None
        self._firms: list[Firm] = []

    def enter(self) -> None:
        """Begin with the organisation of the application, if it is given and approved."""
        if not (self._answers or self._replaces):
            self._go_on_with(self.parts.enrolling.unfinished)
        if self._route.done:
            self._enrolled(self._route.done)
        else:
            self._find()

    def place(self) -> routes.Route:
        """Return what was typed, or that all is done."""
        of = routes.Status.of(self._which)
        return replace(self._route, of=of, answers=self._answers, done=self._done)

    def leave(self) -> bool:
        """Remember what was typed, should one come back; a replacement asks nothing."""
        leaves = super().leave()
        if leaves and not (self._done or self._replaces) and any(self._answers.values()):
            self.parts.enrolling.unfinished = {"which": self._which, "answers": self._answers}
        return leaves

    def _go_on_with(self, unfinished: dict[str, Any]) -> None:
        """Take up what was typed before, unless that was for another organisation."""
        if unfinished and self._which in (None, unfinished["which"]):
            self._which, self._answers = unfinished["which"], unfinished["answers"]

    def _find(self) -> None:
        only = self._from_session
        self._run(
            lambda work: find_firms(self.parts, work, from_session=only),
            self._found,
        )

    def _found(self, firms: list[Firm]) -> None:
        self._firms = firms
        if any(firm.approved for firm in firms):
            self._show_step(StepId.ENROL)
            self._ask_user()
        elif firms:
            self._say_nothing(texts.NONE_APPROVED, texts.STATUS, "enrol-status", routes.Status())
        else:
            self._say_nothing(texts.NONE_FILED, texts.HOME, "enrol-home", routes.Home())

    def _say_nothing(self, words: Text, action: Text, name: str, route: routes.Route) -> None:
        button = PrimaryButton(say(action), lambda: self.navigate(route))
        button.setObjectName(name)
        self.state.show_empty(say(words), button)
        button.setFocus()

    def _ask_user(self) -> None:
        page = UserPage(
            self._firms,
            self._which,
            self._answers,
            lambda: self._user_given(page),
            replaced=self._replaced if self._replaces else None,
            back=self._to_session if self._from_session else None,
            ready=self._ready.certificate.holder if self._ready else None,
        )
        self._answers = page.form.answers
        self.show_page(page)
        page.list.setFocus()

    def _to_session(self) -> None:
        self.navigate(routes.Login())

    def _user_given(self, page: UserPage) -> None:
        self._firm, self._user = page.firm, page.form.user()
        if self._user is None:
            page.form.setEnabled(True)  # what is wrong has to be put right, whoever it is
        if self._firm and self._user:
            self._which = self._firm.which
            if self._ready:
                self._prepare(self._ready)
            else:
                self._choose()

    def _choose(self) -> None:
        self._pick(texts.CHOOSE_TITLE, self._prepare)

    def _pick(self, title: Text, taken: Callable[[Opened], None]) -> None:
        firm = self._firm
        if firm is None or firm.status is None:
            return
        picker = CertificatePicker(
            self.parts,
            Sought(firm.status.kind, firm.status.business_number, may_be_vouched=True),
            self._is_likely,
            certificate_texts.GO_ON,
        )
        picker.opened.connect(taken)
        page = QWidget()
        down = column(page)
        down.addWidget(Label(say(title), "title"))
        down.addWidget(picker)
        back = self._button(texts.BACK, "enrol-back", self._ask_user)
        stand_in_bar(page, None, back=back)
        self.show_page(page)
        picker.search()

    def _is_likely(self, certificate: Certificate) -> bool:
        """Whether it is another certificate of whoever is logged in: that one is registered."""
        sessions = self.parts.sessions
        same_holder = self._from_session and sessions.is_of_same_holder(certificate)
        return same_holder and not sessions.is_own(certificate)

    def _vouch(self) -> None:
        opened = self._opened
        if opened:
            self._pick(texts.VOUCH_TITLE, lambda by: self._prepare(opened, by))

    def _prepare(self, opened: Opened, by: Opened | None = None) -> None:
        self._opened = opened
        if opened.certificate.fingerprint == self._replaces:
            other = self._button(texts.OTHER, "enrol-other", self._choose)
            self.state.show_empty(say(texts.SAME_CERTIFICATE), other)
            other.setFocus()
            return
        firm, user, enrolling = self._firm, self._user, self.parts.enrolling
        replaces = self._replaces
        if firm and firm.status and user:
            key = firm.status.key
            self._run(
                lambda work: enrolling.prepare(
                    work, key, user, opened, replaces=replaces, voucher_by=by
                ),
                self._review,
                self._failed,
            )

    def _review(self, review: EnrolmentReview) -> None:
        opened = self._opened
        if opened is None:
            return
        page = StatementPage(
            review,
            opened,
            lambda: self._send(review, opened),
            self._choose,
            self._ask_user,
            ends_password=self._ends_password(),
        )
        self.show_page(page)
        page.document.setFocus()

    def _send(self, review: EnrolmentReview, opened: Opened) -> None:
        enrolling = self.parts.enrolling
        self.send(
            lambda work: enrolling.send(work, review, opened),
            self._enrolled,
            self._failed,
            self._stopped,
        )

    def _enrolled(self, done: Enrolled) -> None:
        self._done = done
        if self._opened:
            self.parts.certificates.use(self._opened.certificate)  # not the one that vouched
        self.parts.enrolling.unfinished = {}
        self.parts.sessions.expect(self._end())
        page = DonePage(
            done, lambda: self.navigate(routes.Login()), replaced=self._replaces is not None
        )
        self.show_page(page)
        self._show_step(StepId.LOGIN)
        page.notice.tell()
        page.login_button.setFocus()

    def _ends_password(self) -> bool:
        """Whether the firm has logged in by ID and password so far."""
        session = self.parts.sessions.current
        status = self._firm.status if self._firm else None
        first = status is not None and status.kind is Kind.CATALOGUE and not status.enrolled
        return first or (session is not None and session.by is Key.PASSWORD)

    def _end(self) -> End | None:
        """Return what the registration does to the session in force."""
        session = self.parts.sessions.current
        if self._replaces:
            return End.REPLACED
        return End.ENROLLED if session and session.by is Key.PASSWORD else None

    def _failed(self, failure: Failure) -> None:
        again = self._button(texts.AGAIN, "enrol-again", self._again)
        other = self._button(texts.OTHER, "enrol-other", self._choose)
        back = self._button(texts.BACK, "enrol-back", self._ask_user)
        actions = [again, other]
        if failure.code in UNPROVED:
            actions.insert(0, self._button(texts.VOUCH, "enrol-vouch", self._vouch))
        if failure.code == "service.certificate_registered":
            login = PrimaryButton(say(texts.LOGIN), lambda: self.navigate(routes.Login()))
            login.setObjectName("enrol-login")
            actions.insert(0, login)
        self.state.show_failure(failure, None, *actions, back=back)

    def _again(self) -> None:
        if self._opened:
            self._prepare(self._opened)

    def _run(
        self,
        task: Callable[[Work], T],
        done: Callable[[T], None],
        failed: Callable[[Failure], None] | None = None,
    ) -> None:
        self.state.run(task, done, failed, stopped=self._stopped)

    def _stopped(self) -> None:
        if self._firms:
            self._ask_user()
        else:
            again = self._button(texts.AGAIN, "enrol-retry", self._find)
            self.state.show_empty(say(texts.STOPPED), again)
            again.setFocus()

    def _show_step(self, step: StepId) -> None:
        firm = self._firm or next((firm for firm in self._firms if firm.approved), None)
        procedure = PROCEDURES[firm.status.kind] if firm and firm.status else None
        if procedure and procedure.has(step):
            self._steps.show_only(StepBar(procedure.steps, step))
        else:
            self._steps.clear()

    def _button(self, words: Text, name: str, pressed: Callable[[], object]) -> Button:
        button = Button(say(words), pressed)
        button.setObjectName(name)
        return button
