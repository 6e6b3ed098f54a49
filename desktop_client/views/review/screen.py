"""Review of the exact document, its signature, and its sending."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from desktop_client.drafts import Stage
from desktop_client.views import routes
from desktop_client.views.application.form_view import PAPERS
from desktop_client.views.certificates import CertificatePicker
from desktop_client.views.certificates.picker import PickerParts
from desktop_client.views.language import say
from desktop_client.views.needs import HasFollowing, HasMembers
from desktop_client.views.review import texts
from desktop_client.views.review.begin import BeginParts, Begun, Reviewed, begin, begin_after
from desktop_client.views.review.pages import (
    ConfirmPage,
    DocumentPage,
    InterruptedPage,
    UnsignedPage,
    named,
)
from desktop_client.views.review.password import PasswordParts
from desktop_client.views.review.problems import problem_list
from desktop_client.views.review.sent import Sent, SentPage, SentParts, ask_status
from desktop_client.views.screen import Navigate
from desktop_client.views.signing.sending import SendingScreen
from desktop_client.views.widgets.action_bar import stand_in_bar
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from desktop_client.views.widgets.step_bar import StepBar
from desktop_client.workflows.certificates import Sought
from desktop_client.workflows.session_ends import ENDED_CODES
from registration.kinds import FilingPurpose, Kind, StepId
from registration.procedures import PROCEDURES
from registration.signing_rules import asks_password

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_client.errors import Failure
    from desktop_client.views.widgets.failure import FailurePanel
    from desktop_client.work import Work
    from desktop_client.workflows.certificates import Opened
    from desktop_client.workflows.filing import FiledApplication
    from registration.submission import Application


class ReviewParts(
    BeginParts, PasswordParts, SentParts, PickerParts, HasFollowing, HasMembers, Protocol
):
    """What a review works with."""


class ReviewScreen(SendingScreen):
    """Shows what is signed, lets a certificate be chosen, signs, sends, and shows the receipt."""

    title = texts.TITLE
    name = "review"

    def __init__(self, parts: ReviewParts, navigate: Navigate, route: routes.Review) -> None:
        super().__init__(parts.jobs, navigate)
        self.parts = parts
        self._draft_id, self._reviewed = route.draft_id, route.reviewed
        self._opened, self._filed = route.opened, route.filed
        self._kind: Kind | None = None
        self._unsigned: Application | None = None
        self._ended = Event()

    def enter(self) -> None:
        """Review the application, from where the user had come to."""
        if self._filed:
            self._sent(self._filed)
        elif self._reviewed and self._opened:
            self._confirm(self._opened)
        elif self._reviewed:
            self._show_document(self._reviewed)
        else:
            self._begin()

    def place(self) -> routes.Route:
        """Return how far the user has come."""
        return routes.Review(self._draft_id, self._reviewed, self._opened, self._filed)

    def _begin(self) -> None:
        """Find out the kind first: what is wrong with a form is told in its words."""
        drafts, draft_id = self.parts.drafts, self._draft_id
        self.state.run(lambda _work: drafts.load(draft_id).kind, self._begin_kind, self._not_begun)

    def _begin_kind(self, kind: Kind) -> None:
        self._kind = kind
        self.state.run(
            lambda work: begin(self.parts, work, self._draft_id), self._begun, self._not_begun
        )

    def _begun(self, begun: Begun) -> None:
        self._kind, self._unsigned = begun.draft.kind, begun.unsigned
        if begun.draft.stage is Stage.FILED:
            self.navigate(routes.Status(self._draft_id))
        elif begun.reviewed:
            self._show_document(begun.reviewed)
        else:
            self._show_interrupted()

    def _not_begun(self, failure: Failure) -> None:
        again = self._begin if failure.retriable else None
        self._fail(failure, again, back=self._back_button())

    def _show_document(self, reviewed: Reviewed) -> None:
        self._reviewed, self._opened, self._kind = reviewed, None, reviewed.shown.kind
        page = DocumentPage(reviewed, self._choose, self._back, self._to_papers)
        self._show(page, StepId.APPLY)
        page.document.setFocus()

    def _choose(self) -> None:
        reviewed = self._reviewed
        if reviewed is None:
            return
        if not reviewed.review.signed:
            self._confirm_unsigned(reviewed)
            return
        picker = CertificatePicker(
            self.parts, Sought(reviewed.shown.kind, reviewed.business_number)
        )
        picker.opened.connect(self._confirm)
        page = QWidget()
        down = column(page)
        down.addWidget(Label(say(texts.CHOOSE_TITLE), "title"))
        down.addWidget(picker)
        stand_in_bar(page, None, back=self._document_button())
        self._show(page, StepId.APPLY)
        picker.search()

    def _confirm(self, opened: Opened) -> None:
        if self._reviewed is None:
            return
        self._opened = opened
        page = ConfirmPage(self._reviewed, opened, self._send, self._see_again, self._choose)
        self._show(page, StepId.APPLY)
        page.signer.setFocus()

    def _confirm_unsigned(self, reviewed: Reviewed) -> None:
        page = UnsignedPage(self.parts, reviewed, self._send_unsigned, self._see_again)
        self._show(page, StepId.APPLY)
        (page.password.first if page.password else page.facts).setFocus()

    def _see_again(self) -> None:
        if self._reviewed:
            self._show_document(self._reviewed)

    def _send(self) -> None:
        review, opened = self._reviewed, self._opened
        if review and opened:
            filing = self.parts.filing
            self._run(lambda work: filing.sign_and_send(work, review.review, opened))

    def _send_unsigned(self, password: str) -> None:
        review = self._reviewed
        if review:
            filing = self.parts.filing
            self._page.clear()  # the password leaves the screen
            self._run(lambda work: filing.send_unsigned(work, review.review, password or None))

    def _resend(self, password: str = "") -> None:
        filing, draft_id = self.parts.filing, self._draft_id
        self._page.clear()
        self._run(lambda work: filing.resend(work, draft_id, password or None))

    def _run(self, task: Callable[[Work], FiledApplication]) -> None:
        self._ended = Event()
        panel = self.send(
            partial(self._to_its_end, task, self._ended), self._sent, self._not_sent, self._stopped
        )
        panel.stop_button.setFocus()

    def _stopped(self) -> None:
        ended = self._ended
        self.state.run(
            lambda work: begin_after(self.parts, work, self._draft_id, ended),
            self._begun,
            self._not_begun,
            what=texts.STOPPING,
        )

    def _to_its_end(
        self, task: Callable[[Work], FiledApplication], ended: Event, work: Work
    ) -> Sent:
        try:
            filed = task(work)
        finally:
            ended.set()
        return ask_status(self.parts, work, filed)

    def _sent(self, sent: Sent) -> None:
        receipt = sent.filed.receipt
        self._filed, self._kind = sent, receipt.kind
        page = SentPage(self.parts, sent, self._follow, self._attach, self._home)
        step = PROCEDURES[receipt.kind].step_after_filing(receipt.state, enrolled=False)
        self._show(page, step)
        page.notice.tell()
        page.first_button.setFocus()

    def _attach(self) -> None:
        """Begin the 보완 at its papers."""
        following, draft_id = self.parts.following, self._draft_id
        self.state.run(
            lambda work: following.supplement(work, draft_id),
            lambda draft: self.navigate(routes.Application(draft.id, PAPERS)),
            self._not_begun,
        )

    def _not_sent(self, failure: Failure) -> None:
        drafts, draft_id = self.parts.drafts, self._draft_id
        self.state.run(
            lambda _work: drafts.load(draft_id).stage,
            partial(self._show_not_sent, failure),
            self._not_begun,
        )

    def _show_not_sent(self, failure: Failure, stage: Stage) -> None:
        if failure.code == "receipt_wrong":
            self._fail(failure, None, back=self._home_button(), kept=say(texts.KEPT_ANSWER))
        elif stage is Stage.SIGNED:
            go_on = self._begin if self._asks_password() else self._resend
            again = named(PrimaryButton(say(texts.SEND_AGAIN), go_on), "review-resend")
            back, kept = self._home_button(), say(texts.KEPT_SIGNED)
            self._fail(failure, None, again, back=back, kept=kept)
        else:
            ways = [*self._way_out(failure), self._again_button()]
            back, kept = self._back_button(), say(texts.KEPT_FORM)
            self._fail(failure, None, *ways, back=back, kept=kept)

    def _way_out(self, failure: Failure) -> list[Button]:
        """Return what mends a refusal that reviewing again cannot."""
        number = failure.values.get("receipt_number")
        if failure.code == "service.application_open" and number:
            show = PrimaryButton(
                say(texts.SHOW_OPEN),
                lambda: self.navigate(routes.Status(receipt_number=str(number))),
            )
            return [named(show, "review-open")]
        if failure.code == "service.record_version_stale":
            load = PrimaryButton(say(texts.LOAD_PRESENT), self._begin_again)
            return [named(load, "review-present")]
        if failure.code in ENDED_CODES:
            login = PrimaryButton(say(texts.LOGIN), lambda: self.navigate(routes.Login()))
            return [named(login, "review-login")]
        return []

    def _again_button(self) -> Button:
        return named(Button(say(texts.REVIEW_AGAIN), self._begin), "review-again")

    def _begin_again(self) -> None:
        """Fill in the record as it is now, and what was changed here as far as it can be kept."""
        members, draft_id = self.parts.members, self._draft_id
        self.state.run(
            lambda work: members.begin_again(work, draft_id),
            lambda draft: self.navigate(routes.Application(draft.id)),
            self._not_begun,
        )

    def _asks_password(self) -> bool:
        """Whether sending again needs the password, which is kept nowhere."""
        sent = self._reviewed.shown if self._reviewed else self._unsigned
        return sent is not None and asks_password(sent.kind, sent.purpose)

    def _fail(
        self,
        failure: Failure,
        retry: Callable[[], object] | None,
        *ways_out: Button,
        back: Button,
        kept: str = "",
    ) -> FailurePanel:
        told = replace(failure, problems=())
        panel = self.state.show_failure(told, retry, *ways_out, back=back)
        if failure.problems and self._kind:
            panel.column.addWidget(problem_list(self._kind, failure.problems))
        if kept:
            panel.column.addWidget(Label(kept))
        return panel

    def _show_interrupted(self) -> None:
        page = InterruptedPage(self.parts, self._unsigned, self._resend, self._home)
        self._show(page, StepId.APPLY)
        (page.password.first if page.password else page.send_button).setFocus()

    def _show(self, page: QWidget, step: StepId) -> None:
        purpose = self._reviewed.shown.purpose if self._reviewed else FilingPurpose.NEW
        self.heading.setText(say(texts.TITLES[purpose]))
        if self._kind and purpose is FilingPurpose.NEW:
            self._steps.show_only(StepBar(PROCEDURES[self._kind].steps, step))
        else:
            self._steps.clear()
        self.show_page(page)

    def _document_button(self) -> Button:
        return named(Button(say(texts.SEE_AGAIN), self._see_again), "review-document")

    def _back_button(self) -> Button:
        return named(Button(say(texts.BACK), self._back), "review-back")

    def _home_button(self) -> Button:
        return named(Button(say(texts.HOME), self._home), "review-home")

    def _back(self) -> None:
        self.navigate(routes.Application(self._draft_id))

    def _to_papers(self) -> None:
        self.navigate(routes.Application(self._draft_id, PAPERS))

    def _home(self) -> None:
        self.navigate(routes.Home())

    def _follow(self) -> None:
        self.navigate(routes.Status(self._draft_id))
