"""이용자 등록: binds a certificate and its user to an approved firm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtWidgets import QWidget

from desktop_client.views.certificates import CertificatePicker
from desktop_client.views.enrol import texts
from desktop_client.views.enrol.firms import Firm, find_firms
from desktop_client.views.enrol.pages import DonePage, StatementPage, UserPage
from desktop_client.views.language import say
from desktop_client.views.screen import Navigate, Parts, Screen
from desktop_client.views.signing.sending import Sending
from desktop_client.views.signing.swap import Swap, scroll_to_top
from desktop_client.views.widgets import texts as widget_texts
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row
from desktop_client.views.widgets.state_page import StatePage
from desktop_client.views.widgets.step_bar import StepBar
from registration.kinds import PROCEDURES, Kind, StepId

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_client.errors import Failure
    from desktop_client.jobs import Job
    from desktop_client.views.widgets.working import WorkingPanel
    from desktop_client.work import Work
    from desktop_client.workflows.certificates import Opened
    from desktop_client.workflows.enrolment import EnrolmentReview
    from registration.messages import Enrolled
    from registration.submission import User
    from registration.text import Text

T = TypeVar("T")


class EnrolScreen(Screen):
    """Firm and user, then the certificate, then the statement to sign, then done."""

    title = texts.TITLE

    def __init__(self, parts: Parts, navigate: Navigate) -> None:
        super().__init__(parts, navigate)
        self._draft_id: str | None = None
        self._answers: dict[str, Any] = {}
        self._firm: Firm | None = None
        self._user: User | None = None
        self._opened: Opened | None = None
        self._done: Enrolled | None = None
        self._firms: list[Firm] = []
        self._job: Job | None = None
        self._sending: Sending | None = None
        self._page, self._steps = Swap(), Swap()
        self.state = StatePage(self._page)
        layout = column(self, margin=24)
        layout.addWidget(Label(say(texts.TITLE), "heading"))
        layout.addWidget(self._steps)
        layout.addWidget(self.state, 1)

    def enter(
        self,
        draft_id: str | None = None,
        answers: dict[str, Any] | None = None,
        done: Enrolled | None = None,
        **_arguments: Any,
    ) -> None:
        """Begin with the firm of this application, if it is given and approved."""
        self._draft_id, self._answers = draft_id, answers or {}
        if done:
            self._enrolled(done)
        else:
            self._find()

    def place(self) -> dict[str, Any]:
        """Return what was typed, or that all is done."""
        return {"draft_id": self._draft_id, "answers": self._answers, "done": self._done}

    def leave(self) -> bool:
        """Stay while the certificate is being registered."""
        if self._sending:
            self._sending.ask_to_stay()
        return not self.busy

    @property
    def busy(self) -> bool:
        """Whether the certificate is being registered."""
        return self._sending is not None

    def _find(self) -> None:
        self._run(lambda work: find_firms(self.parts, work), self._found, self._not_found)

    def _found(self, firms: list[Firm]) -> None:
        self._job, self._firms = None, firms
        if any(firm.approved for firm in firms):
            self._show_step(StepId.ENROL)
            self._ask_user()
        elif firms:
            self._say_nothing(texts.NONE_APPROVED, texts.STATUS, "status")
        else:
            self._say_nothing(texts.NONE_FILED, texts.HOME, "home")

    def _say_nothing(self, words: Text, action: Text, screen: str) -> None:
        button = PrimaryButton(say(action), lambda: self.navigate(screen))
        button.setObjectName(f"enrol-{screen}")
        self.state.show_empty(say(words), button)
        button.setFocus()

    def _not_found(self, failure: Failure) -> None:
        self._job = None
        panel = self.state.show_failure(failure, self._find)
        panel.retry_button.setObjectName("enrol-retry")

    def _ask_user(self) -> None:
        page = UserPage(self._firms, self._draft_id, self._answers, lambda: self._user_given(page))
        self._answers = page.form.answers
        self._show(page)
        page.list.setFocus()

    def _user_given(self, page: UserPage) -> None:
        self._firm, self._user = page.firm, page.form.user()
        if self._firm and self._user:
            self._draft_id = self._firm.draft.id
            self._choose()

    def _choose(self) -> None:
        firm = self._firm
        if firm is None or firm.status is None:
            return
        picker = CertificatePicker(self.parts, firm.draft.kind, firm.status.business_number)
        picker.opened.connect(self._prepare)
        page = QWidget()
        down = column(page)
        down.addWidget(Label(say(texts.CHOOSE_TITLE), "title"))
        down.addWidget(picker)
        down.addWidget(wrapping_row(self._button(texts.BACK, "enrol-back", self._ask_user)))
        self._show(page)
        picker.search()

    def _prepare(self, opened: Opened) -> None:
        self._opened = opened
        firm, user, enrolling = self._firm, self._user, self.parts.enrolling
        if firm and firm.status and user:
            number = firm.status.business_number
            self._run(
                lambda work: enrolling.prepare(work, number, user, opened),
                self._review,
                self._failed,
            )

    def _review(self, review: EnrolmentReview) -> None:
        self._job = None
        opened = self._opened
        if opened is None:
            return
        page = StatementPage(
            review, opened, lambda: self._send(review, opened), self._choose, self._ask_user
        )
        self._show(page)
        page.document.setFocus()

    def _send(self, review: EnrolmentReview, opened: Opened) -> None:
        enrolling = self.parts.enrolling
        self._sending = Sending(self.state, self._stop, "enrol-stop")
        self._start(
            lambda work: enrolling.send(work, review, opened),
            self._enrolled,
            self._failed,
            self._sending.panel,
        )

    def _enrolled(self, done: Enrolled) -> None:
        self._job, self._sending, self._done = None, None, done
        page = DonePage(done, lambda: self.navigate("session"))
        self._show(page)
        self._show_step(StepId.LOGIN)
        page.notice.tell()
        page.login_button.setFocus()

    def _failed(self, failure: Failure) -> None:
        self._job, self._sending = None, None
        again = self._button(texts.AGAIN, "enrol-again", self._again)
        other = self._button(texts.OTHER, "enrol-other", self._choose)
        back = self._button(texts.BACK, "enrol-back", self._ask_user)
        actions = [again, other, back]
        if failure.code == "service.certificate_registered":
            login = PrimaryButton(say(texts.LOGIN), lambda: self.navigate("session"))
            login.setObjectName("enrol-login")
            actions.insert(0, login)
        panel = self.state.show_failure(failure)
        panel.column.addWidget(wrapping_row(*actions))
        actions[0].setFocus()

    def _again(self) -> None:
        if self._opened:
            self._prepare(self._opened)

    def _run(
        self,
        task: Callable[[Work], T],
        done: Callable[[T], None],
        failed: Callable[[Failure], None],
    ) -> None:
        panel = self.state.show_working(widget_texts.WORKING, self._stop)
        panel.stop_button.setObjectName("enrol-stop")
        self._start(task, done, failed, panel)

    def _start(
        self,
        task: Callable[[Work], T],
        done: Callable[[T], None],
        failed: Callable[[Failure], None],
        panel: WorkingPanel,
    ) -> None:
        self._job = self.parts.jobs.run(
            task, done=done, failed=failed, progress=panel.report, owner=self
        )

    def _stop(self) -> None:
        if self._job:
            self._job.stop()
        self._job, self._sending = None, None
        if self._firms:
            self._ask_user()
        else:
            again = self._button(texts.AGAIN, "enrol-retry", self._find)
            self.state.show_empty(say(texts.STOPPED), again)
            again.setFocus()

    def _show(self, page: QWidget) -> None:
        self._page.show_only(page)
        self.state.show_content()
        scroll_to_top(self)

    def _show_step(self, step: StepId) -> None:
        kind = self._firm.draft.kind if self._firm else Kind.SUPPLIER
        self._steps.show_only(StepBar(PROCEDURES[kind].steps, step))

    def _button(self, words: Text, name: str, pressed: Callable[[], object]) -> Button:
        button = Button(say(words), pressed)
        button.setObjectName(name)
        return button
