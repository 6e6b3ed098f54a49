"""로그인: by certificate or password, to see the registered data until the session ends."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop_client.views import routes
from desktop_client.views.language import say
from desktop_client.views.registered.acting import Acting, ActingParts
from desktop_client.views.registered.page import RegisteredPage
from desktop_client.views.screen import Navigate, Screen
from desktop_client.views.session import texts
from desktop_client.views.session.clock import SessionClock
from desktop_client.views.session.login_page import LoginPage, LoginParts
from desktop_client.views.widgets.buttons import (
    Button,
    DangerButton,
    PrimaryButton,
    SecondaryButton,
)
from desktop_client.views.widgets.focus import holds_focus
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from desktop_client.views.widgets.look import named
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.state_page import StatePage
from desktop_client.views.widgets.swap import Swap
from desktop_client.workflows.certificate_manager import WARNING_DAYS
from desktop_client.workflows.session_ends import ENDED_CODES, End

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_client.errors import Failure
    from desktop_client.views.registered.acting import Again
    from desktop_client.work import Work
    from desktop_client.workflows.certificates import Opened
    from registration.text import Text
    from registration.wire import Registration, Session

T = TypeVar("T")

UNASKED = frozenset({End.TIME, End.SERVICE, End.USER_REMOVED, End.BY_OFFICE})
"""Ends that nothing done here has brought about."""


class SessionParts(ActingParts, LoginParts, Protocol):
    """What a session works with."""


class SessionScreen(Screen):
    """Certificate, statement to sign, then what is registered; says when the session has ended."""

    title = texts.TITLE

    def __init__(self, parts: SessionParts, navigate: Navigate, route: routes.Login) -> None:
        super().__init__(navigate)
        self.parts = parts
        self._route = route
        self._opened: Opened | None = None
        self._account = ""
        self._tab = 0
        """Of the registered data: the one that was looked at last."""
        self._done = ""
        """What was done before the registered data were read again."""
        self._again_page: Again | None = None
        """Shows the page with what is typed once more, should the session end."""
        self._kept: Again | None = route.again
        """The same, once it has ended."""
        self._page = Swap()
        self.state = StatePage(self._page, parts.jobs, "session")
        self._clock = SessionClock(self)
        self._clock.ended.connect(self._timed_out)
        layout = column(self.body, margin=24)
        self._heading = Label(say(texts.TITLE), "heading")
        layout.addWidget(self._heading)
        layout.addWidget(self.state, 1)
        refresh = QShortcut(QKeySequence(QKeySequence.StandardKey.Refresh), self)
        refresh.activated.connect(self._refresh)

    def place(self) -> routes.Route:
        """Return what is being typed."""
        return routes.Login(self._again_page or self._kept)

    def enter(self) -> None:
        """Show the registered data, or ask for a certificate first."""
        if self._route.log_out and self.parts.sessions.current:
            self._end_session()
        elif self.parts.sessions.current:
            self.read()
        else:
            self._ask_certificate()

    def start_focus(self) -> QWidget:
        """Wait for the certificates: the first control there is yet would be another."""
        return self.window().focusWidget() if holds_focus(self) else self

    def _ask_certificate(self, notice: Notice | None = None) -> None:
        self._opened = None
        self._clock.stop()
        self._heading.setText(say(texts.TITLE))
        self._login = LoginPage(self.parts, self._account, self._log_in_by_password, notice)
        self._login.opened.connect(self._log_in)
        self._show(self._login)
        self._login.begin()

    def _log_in_by_password(self, account: str, password: str) -> None:
        self._account, sessions = account, self.parts.sessions
        self._run(
            lambda work: sessions.login_by_password(work, account, password),
            self._logged_in,
            self._password_refused,
        )

    def _password_refused(self, failure: Failure) -> None:
        again = PrimaryButton(say(texts.TYPE_AGAIN), self._type_again)
        again.setObjectName("login-again")
        self.state.show_failure(failure, None, again)

    def _type_again(self) -> None:
        self.state.show_content()  # the page is still there, without the password
        self._login.by_password.begin()

    def _log_in(self, opened: Opened) -> None:
        """Sign what was read, or else what the service asks for now, and begin the session."""
        self._opened = opened
        sessions, reviewed = self.parts.sessions, self._login.reviewed(opened)

        def log_in(work: Work) -> Session:
            review = reviewed or sessions.prepare(work, opened.certificate)
            return sessions.login(work, review, opened)

        self._run(log_in, self._logged_in, self._not_logged_in)

    def _logged_in(self, _session: Session) -> None:
        self._opened = None  # the key has signed, and is not needed any more
        self.session_changed.emit()
        self.read()

    def _not_logged_in(self, failure: Failure) -> None:
        actions = [
            _button(texts.AGAIN, "session-again", self._again),
            _button(texts.OTHER, "session-other", self._ask_certificate),
        ]
        if failure.code == "service.certificate_not_registered":
            enrol = PrimaryButton(say(texts.ENROL), lambda: self.navigate(routes.Enrolment()))
            enrol.setObjectName("session-enrol")
            actions.insert(0, enrol)
        self.state.show_failure(failure, None, *actions)

    def _again(self) -> None:
        if self._opened:
            self._log_in(self._opened)

    def read(self, done: str = "") -> None:
        """Read the registered data and show them, and say what was done before."""
        self._done = done
        self._run(self.parts.sessions.registration, self._registered, self._not_read)

    def _refresh(self) -> None:
        if not self.state.is_working and self.parts.sessions.current:
            self.read()

    def _registered(self, registration: Registration) -> None:
        session = self.parts.sessions.current
        if session is None:
            self._ended()
            return
        self.parts.sessions.expect(None)
        kept, self._kept, self._again_page = self._kept, None, None
        notice = Notice("success", self._done) if self._done else self._ending()
        self._done = ""
        acting = Acting(self)
        page = RegisteredPage(session, registration, acting, notice)
        self._heading.setText(say(texts.REGISTERED))
        page.tabs.setCurrentIndex(self._tab)
        page.tabs.currentChanged.connect(self._at_tab)
        self._clock.minutes_left.connect(page.show_left)
        self._show(page)
        self._clock.start(session.expires)
        page.start.setFocus()
        if notice:
            notice.tell()
        if kept:
            kept(acting, registration)

    def _ending(self) -> Notice | None:
        """Say that the certificate that has just logged in ends soon, and where it is renewed."""
        days = self.parts.sessions.days_left
        if days is None or days >= max(WARNING_DAYS):
            return None
        renew = SecondaryButton(say(texts.RENEW), lambda: self.navigate(routes.Manager()))
        renew.setObjectName("session-renew")
        return Notice("warning", say(texts.ENDS_SOON, days=days), renew)

    def _at_tab(self, tab: int) -> None:
        self._tab = tab

    def _not_read(self, failure: Failure) -> None:
        if failure.code in ENDED_CODES:
            self._ended()
        else:
            self.state.show_failure(failure, self.read).retry_button.setFocus()

    def _timed_out(self) -> None:
        self._show_end(End.TIME)

    def _ended(self) -> None:
        self._show_end(self.parts.sessions.end)

    def _show_end(self, end: End) -> None:
        self._clock.stop()
        self.session_changed.emit()
        self.state.stop()
        page = QWidget()
        again = PrimaryButton(say(texts.LOGIN_AGAIN), self._ask_certificate)
        again.setObjectName("session-login-again")
        kind = "warning" if end in UNASKED else "success"
        self._kept, self._again_page = self._again_page or self._kept, None
        words = [self._done, say(texts.ENDS[end]), say(texts.GOES_ON) if self._kept else ""]
        notice = Notice(kind, " ".join(filter(None, words)), again)
        self._done = ""
        notice.setObjectName("session-ended")
        column(page).addWidget(notice)
        self._show(page)
        notice.tell()
        again.setFocus()

    def log_out(self) -> None:
        """End the session; where something is typed, only after a question."""
        if self._again_page is None:
            self._end_session()
            return
        keep = _button(texts.GO_ON, "session-input", self._back_to_input)
        leave = named(DangerButton(say(texts.LOGOUT), self._end_session), "session-logout-yes")
        self.state.show_empty(say(texts.LOGOUT_QUESTION), keep, leave)
        keep.setFocus()

    def _end_session(self) -> None:
        self._kept = self._again_page = None
        self._clock.stop()
        self._run(self.parts.sessions.logout, self._logged_out, self._logged_out_here)

    def _logged_out(self, _nothing: None) -> None:
        self._say_logged_out(Notice("success", say(texts.LOGGED_OUT)))

    def _logged_out_here(self, _failure: Failure) -> None:
        self._say_logged_out(Notice("warning", say(texts.LOGGED_OUT_HERE)))

    def _say_logged_out(self, notice: Notice) -> None:
        self.session_changed.emit()
        self._ask_certificate(notice)
        notice.tell()

    def run(
        self, task: Callable[[Work], T], done: Callable[[T], None], *, typed: bool = False
    ) -> None:
        """Work away from the screen's thread; a failure is shown, with the way back.

        `typed`: the page holds what was typed, so the way back leads there.
        """

        def refused(failure: Failure) -> None:
            if failure.code in ENDED_CODES:
                self._ended()
            else:
                again = partial(self.run, task, done, typed=typed)
                self._show_refusal(failure, again if failure.retriable else None, typed=typed)

        self._run(task, done, refused)

    def _show_refusal(
        self, failure: Failure, again: Callable[[], object] | None, *, typed: bool
    ) -> None:
        ways: list[Button] = []
        if again:
            ways.append(PrimaryButton(say(texts.AGAIN), again))
            ways[-1].setObjectName("session-again")
        if typed:
            ways.append(_button(texts.TO_INPUT, "session-input", self._back_to_input))
        ways.append(_button(texts.TO_REGISTERED, "session-back", self.read))
        self.state.show_failure(failure, None, *ways)

    def _back_to_input(self) -> None:
        self.state.show_content()
        self._page.setFocus()
        self._page.focusNextChild()

    def show_page(self, page: QWidget, start: QWidget, again: Again | None = None) -> None:
        """Show a page in the place of the registered data; `start` gets the keyboard.

        `again` shows it once more where the session ends meanwhile and the next has begun.
        """
        self._again_page = again
        self._show(page)
        start.setFocus()

    def _run(
        self,
        task: Callable[[Work], T],
        done: Callable[[T], None],
        failed: Callable[[Failure], None],
    ) -> None:
        self.state.run(task, done, failed, stopped=self._stopped)

    def _stopped(self) -> None:
        if self.parts.sessions.current is None:
            self._ask_certificate()
            return
        again = _button(texts.REFRESH, "session-refresh", self.read)
        self.state.show_empty(say(texts.STOPPED), again)
        again.setFocus()

    def _show(self, page: QWidget) -> None:
        self._page.show_only(page)
        self.state.show_content()
        self.scroll_to_top()


def _button(words: Text, name: str, pressed: Callable[[], object]) -> Button:
    button = Button(say(words), pressed)
    button.setObjectName(name)
    return button
