"""진행현황: the applications filed from this computer, and where the chosen one stands."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop_client.drafts import Draft, Stage, latest_filings
from desktop_client.views import routes
from desktop_client.views.language import say
from desktop_client.views.needs import HasFollowing, HasMembers
from desktop_client.views.screen import Navigate, Screen
from desktop_client.views.status import texts
from desktop_client.views.status.detail import Detail, DetailActions, DetailParts
from desktop_client.views.status.following import AskingAgain
from desktop_client.views.status.issuance import CodesPage, issuing_of
from desktop_client.views.status.waiting import form_of_completion
from desktop_client.views.widgets import texts as widget_texts
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.file_dialog import FileDialog
from desktop_client.views.widgets.focus import holds_focus
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row
from desktop_client.views.widgets.listing import go_to_selected
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.state_page import StatePage
from desktop_client.views.widgets.swap import Swap
from desktop_client.workflows.following import is_receipt_number
from desktop_client.workflows.session_ends import ENDED_CODES
from registration.forms import name_of
from registration.lifecycle import STATE_NAMES
from registration.procedures import PROCEDURES

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QShowEvent

    from desktop_client.drafts import DamagedDraft
    from desktop_client.errors import Failure
    from desktop_client.work import Work
    from registration.text import Text
    from registration.wire import Issuance, Status

T = TypeVar("T")

DELAYS = (15, 30, 60, 120, 300)
"""Seconds after which the status is asked for again, while it is seen."""
LARGEST_LIST = 3
"""Rows of the list of applications that are seen at once."""


class StatusParts(DetailParts, HasFollowing, HasMembers, Protocol):
    """What the status is shown with."""


class StatusScreen(Screen):
    """A list of what was filed above the status of the one that is chosen."""

    title = texts.TITLE

    def __init__(self, parts: StatusParts, navigate: Navigate, route: routes.Status) -> None:
        super().__init__(navigate)
        self.parts = parts
        self._which = route.which
        """The ID of the draft, or the receipt number of the organisation that is logged in."""
        self._drafts: dict[str, Draft | None] = {}
        self._codes: CodesPage | None = None
        self._noted: set[str] = set()
        self._status: Status | None = None
        self.list = QListWidget()
        self.list.setObjectName("status-list")
        self.list.setAccessibleName(say(texts.LIST))
        self.list.currentRowChanged.connect(self._choose)
        go_to_selected(self.list)
        self._detail = Swap()
        self.detail = StatePage(self._detail, parts.jobs, "status")
        self.state = StatePage(self._content(), parts.jobs, "status-list")
        self.again = AskingAgain(parts.jobs, self._look, self._looked, DELAYS, self)
        layout = column(self.body, margin=24)
        layout.addWidget(Label(say(texts.TITLE), "heading"))
        layout.addWidget(self.state, 1)
        refresh = QShortcut(QKeySequence(QKeySequence.StandardKey.Refresh), self)
        refresh.activated.connect(self.refresh)

    def enter(self) -> None:
        """List what was filed and ask for the status of the application, or of the latest."""
        self._list_filed()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Ask again by itself while it is seen."""
        super().showEvent(event)
        self.again.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Ask no more."""
        super().hideEvent(event)
        self.again.stop()

    def _look(self, work: Work) -> tuple[str, Status] | None:
        """Ask how what is shown stands."""
        shown = self._detail.shown
        if self._which is None or not isinstance(shown, Detail):
            return None
        return self._which, self.parts.following.status(work, self._which)

    def _looked(self, answer: tuple[str, Status] | None) -> bool:
        """Show another state, unless somebody is in the middle of something."""
        shown = self._detail.shown
        if answer is None or not isinstance(shown, Detail):
            return False
        which, status = answer
        if which != self._which or shown.asks or self.detail.is_working:
            return False
        shown.say_when()
        if status == shown.status:
            return False
        self._show_in_place(status)
        return True

    def _show_in_place(self, status: Status) -> None:
        """Show another answer where somebody is: neither keyboard nor scrolled place change."""
        focus = self.focusWidget() if holds_focus(self) else None
        name = focus.objectName() if focus is not None else ""
        bar = self.area.verticalScrollBar()
        at = bar.value()
        self.setUpdatesEnabled(False)
        self._show(status)
        alike = self.findChildren(QWidget, name) if name else []
        for again in [each for each in alike if each is not focus][-1:]:
            again.setFocus()
        QTimer.singleShot(0, self, lambda: self._seen_again(at))

    def _seen_again(self, at: int) -> None:
        self.area.verticalScrollBar().setValue(at)
        self.setUpdatesEnabled(True)

    def leave(self) -> bool:
        """Stay while codes are shown that cannot be seen again."""
        if self._codes:
            self._codes.ask_to_stay()
        return not self.busy

    @property
    def busy(self) -> bool:
        """Whether codes are shown that cannot be seen again."""
        return self._codes is not None

    def place(self) -> routes.Route:
        """Return which application is shown."""
        return routes.Status.of(self._which)

    def refresh(self) -> None:
        """Ask for the status again."""
        which = self._which or ""
        draft = self._drafts.get(which)
        waits = not self.detail.is_working and self._codes is None
        if waits and which in self._drafts and (draft is None or draft.stage is Stage.FILED):
            self._ask(which)

    def _content(self) -> QWidget:
        content = QWidget()
        down = column(content)
        down.addWidget(self.list)
        down.addWidget(self.detail)
        down.addWidget(wrapping_row(self._handover_button()))
        return content

    def _handover_button(self) -> Button:
        button = Button(say(texts.OPEN_HANDOVER), self._ask_for_handover)
        button.setObjectName("status-handover")
        return button

    def _ask_for_handover(self) -> None:
        dialog = FileDialog(self, say(texts.OPEN_HANDOVER_TITLE))
        dialog.setFileMode(FileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._take_over)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_over(self, file: str) -> None:
        following = self.parts.following
        self.state.show_content()
        self._run(lambda work: following.take_over(work, Path(file)), self._taken_over)

    def _taken_over(self, draft: Draft) -> None:
        self._which = draft.id
        self._list_filed()

    def _list_filed(self) -> None:
        drafts = self.parts.drafts
        self.state.run(lambda _work: drafts.all(), self._listed, what=texts.READING)

    def _listed(self, drafts: list[Draft | DamagedDraft]) -> None:
        sent = [
            draft
            for draft in drafts
            if isinstance(draft, Draft) and draft.stage is not Stage.EDITING
        ]
        standing = latest_filings(sent)
        if self._which in standing:
            self._which = standing[self._which].id
        self._drafts = {draft.id: draft for draft in standing.values()}
        self._add_from_session(sent)
        if not self._drafts:
            home = PrimaryButton(say(texts.HOME), lambda: self.navigate(routes.Home()))
            home.setObjectName("status-home")
            self.state.show_empty(say(texts.NONE_FILED), home, self._handover_button())
            home.setFocus()
            return
        chosen = self._which
        self._fill()
        self.state.show_content()
        ids = list(self._drafts)
        self.list.setCurrentRow(ids.index(chosen) if chosen in ids else 0)
        self.list.setFocus()

    def _add_from_session(self, sent: list[Draft]) -> None:
        """List an application that was opened by its number, unless it came from here."""
        if self._which and is_receipt_number(self._which):
            here = [
                draft
                for draft in sent
                if draft.filing and draft.filing.receipt_number == self._which
            ]
            if here:
                self._which = here[0].id
            else:
                self._drafts[self._which] = None

    def _fill(self) -> None:
        self.list.clear()
        for which, draft in self._drafts.items():
            words = self._title(draft) if draft else say(texts.SIGNED_IN_ROW, number=which)
            self.list.addItem(QListWidgetItem(words))
        height = self.list.sizeHintForRow(0) * min(len(self._drafts), LARGEST_LIST)
        self.list.setFixedHeight(height + 2 * self.list.frameWidth() + 2)

    def _title(self, draft: Draft) -> str:
        """Return what tells an application from the others: number, kind, firm, last state."""
        kind = say(PROCEDURES[draft.kind].title)
        applicant = name_of(draft.kind, draft.form) or kind
        if draft.filing is None:
            return say(texts.SIGNED_ROW, kind=kind, applicant=applicant)
        number = draft.filing.receipt_number
        row = say(texts.FILED_ROW, number=number, kind=kind, applicant=applicant)
        known = self.parts.following.last_known(draft.id)
        return f"{row} · {say(STATE_NAMES[known.state])}" if known else row

    def _choose(self, row: int) -> None:
        if row < 0:
            return
        which, draft = list(self._drafts.items())[row]
        self._which = which
        if draft and draft.stage is Stage.SIGNED:
            self._show_unconfirmed(which)
        else:
            self._ask(which)

    def _show_unconfirmed(self, draft_id: str) -> None:
        self.detail.stop()
        button = PrimaryButton(say(texts.CONFIRM), lambda: self.navigate(routes.Review(draft_id)))
        button.setObjectName("status-confirm")
        self._detail.show_only(Notice("warning", say(texts.UNCONFIRMED), button))
        self.detail.show_content()

    def _ask(self, which: str) -> None:
        following = self.parts.following
        self._run(lambda work: following.status(work, which), self._show)

    def _cancel(self) -> None:
        following, which, status = self.parts.following, self._which, self._status
        if which and status:
            self._run(
                lambda work: following.cancel(work, which, status.version),
                self._show,
                texts.CANCELLING,
            )

    def _supplement(self) -> None:
        following, which = self.parts.following, self._which
        if which:
            self._run(lambda work: following.supplement(work, which), self._complete)

    def _complete(self, draft: Draft) -> None:
        if draft.stage is Stage.SIGNED:
            self.navigate(routes.Review(draft.id))
        else:
            self.navigate(form_of_completion(draft.id, self._status))

    def _fetch_codes(self, request_id: str) -> None:
        following, which = self.parts.following, self._which
        if which:
            self._run(
                lambda work: following.issuance(work, which, request_id),
                self._show_codes,
                failed=self._codes_refused,
            )

    def _codes_refused(self, failure: Failure) -> None:
        """The page with the typed ID is still there: go on in its line."""
        again = PrimaryButton(say(texts.TYPE_AGAIN), self._type_again)
        again.setObjectName("issuance-again")
        self.detail.show_failure(failure, None, again)

    def _type_again(self) -> None:
        self.detail.show_content()
        line = self.findChild(QLineEdit, "issuance-request-id")
        if isinstance(line, QLineEdit):
            line.selectAll()
            line.setFocus()

    def _show_codes(self, codes: Issuance) -> None:
        self._codes = CodesPage(codes, partial(self._issue, codes), self._codes_noted)
        self.list.setEnabled(False)
        self._detail.show_only(self._codes)
        self.detail.show_content()
        self._codes.notice.tell()
        self._codes.issue_button.setFocus()

    def _issue(self, codes: Issuance) -> None:
        """Go on with the codes; the screen that takes them over keeps them from being lost."""
        self._codes = None
        self.navigate(issuing_of(self._which, self._status, codes))

    def _codes_noted(self) -> None:
        self._codes = None
        self._noted.add(self._which or "")
        self.list.setEnabled(True)
        self.refresh()
        self.released.emit()

    def _run(
        self,
        task: Callable[[Work], T],
        done: Callable[[T], None],
        what: Text = widget_texts.WORKING,
        failed: Callable[[Failure], None] | None = None,
    ) -> None:
        self.detail.run(task, done, failed or self._failed, what=what, stopped=self._stopped)

    def _stopped(self) -> None:
        again = PrimaryButton(say(texts.REFRESH), self.refresh)
        again.setObjectName("status-refresh")
        self.detail.show_empty(say(texts.STOPPED), again)
        again.setFocus()

    def _show(self, status: Status) -> None:
        self._status = status
        draft = self._drafts.get(self._which or "")
        actions = DetailActions(
            refresh=self.refresh,
            cancel=self._cancel,
            supplement=self._supplement,
            issuance=self._fetch_codes,
            enrol=lambda: self.navigate(routes.Enrolment(routes.Status.of(self._which))),
            login=lambda: self.navigate(routes.Login()),
            home=lambda: self.navigate(routes.Home()),
            apply_anew=lambda: self.navigate(routes.NewApplication(status.kind)),
            change_again=partial(self._change_again, draft.id) if draft else None,
        )
        noted = self._which in self._noted
        detail = Detail(self.parts, draft.id if draft else None, status, actions, noted=noted)
        self._detail.show_only(detail)
        self.detail.show_content()
        if self.hasFocus():  # the button that asked is gone
            detail.first_button.setFocus()
        announce(self, detail.next.spoken)

    def _change_again(self, draft_id: str) -> None:
        members = self.parts.members
        self._run(
            lambda work: members.begin_again(work, draft_id),
            lambda draft: self.navigate(routes.Application(draft.id)),
            failed=self._not_begun,
        )

    def _not_begun(self, failure: Failure) -> None:
        """A change begins with the record, which only who is logged in can read."""
        if failure.code not in ENDED_CODES:
            self._failed(failure)
            return
        login = PrimaryButton(say(texts.LOGIN), lambda: self.navigate(routes.Login()))
        login.setObjectName("status-login")
        back = Button(say(texts.REFRESH), self.refresh)
        back.setObjectName("status-refresh")
        self.detail.show_failure(failure, None, login, back)

    def _failed(self, failure: Failure) -> None:
        self.detail.show_failure(failure, self.refresh)
