"""진행현황: the applications filed from this computer, and where the chosen one stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop_client.drafts import Draft, Stage
from desktop_client.views.language import say
from desktop_client.views.screen import Navigate, Parts, Screen
from desktop_client.views.signing.swap import Swap
from desktop_client.views.status import texts
from desktop_client.views.status.detail import Detail, DetailActions
from desktop_client.views.widgets import texts as widget_texts
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.buttons import PrimaryButton
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.state_page import StatePage
from registration.kinds import PROCEDURES

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_client.drafts import DamagedDraft
    from desktop_client.errors import Failure
    from desktop_client.jobs import Job
    from desktop_client.work import Work
    from registration.messages import Status
    from registration.text import Text

LARGEST_LIST = 4
"""Rows of the list of applications that are seen at once."""


class StatusScreen(Screen):
    """A list of what was filed above the status of the one that is chosen."""

    title = texts.TITLE

    def __init__(self, parts: Parts, navigate: Navigate) -> None:
        super().__init__(parts, navigate)
        self._draft_id: str | None = None
        self._drafts: dict[str, Draft] = {}
        self._job: Job | None = None
        self._status: Status | None = None
        self.list = QListWidget()
        self.list.setObjectName("status-list")
        self.list.setAccessibleName(say(texts.LIST))
        self.list.currentRowChanged.connect(self._choose)
        self._detail = Swap()
        self.detail = StatePage(self._detail)
        self.state = StatePage(self._content())
        layout = column(self, margin=24)
        layout.addWidget(Label(say(texts.TITLE), "heading"))
        layout.addWidget(self.state, 1)
        refresh = QShortcut(QKeySequence(QKeySequence.StandardKey.Refresh), self)
        refresh.activated.connect(self.refresh)

    def enter(self, draft_id: str | None = None, **_arguments: Any) -> None:
        """List what was filed and ask for the status of this draft, or of the latest."""
        self._draft_id = draft_id
        self._list_filed()

    def place(self) -> dict[str, Any]:
        """Return which application is shown."""
        return {"draft_id": self._draft_id}

    def refresh(self) -> None:
        """Ask for the status again."""
        draft = self._drafts.get(self._draft_id or "")
        if draft and draft.stage is Stage.FILED and self._job is None:
            self._ask(draft.id)

    def _content(self) -> QWidget:
        content = QWidget()
        down = column(content)
        down.addWidget(self.list)
        down.addWidget(self.detail)
        return content

    def _list_filed(self) -> None:
        self.state.show_working(texts.READING)
        drafts = self.parts.drafts
        self.parts.jobs.run(
            lambda _work: drafts.all(), done=self._listed, failed=self._not_listed, owner=self
        )

    def _not_listed(self, failure: Failure) -> None:
        self.state.show_failure(failure, self._list_filed)

    def _listed(self, drafts: list[Draft | DamagedDraft]) -> None:
        sent = [one for one in drafts if isinstance(one, Draft) and one.stage is not Stage.EDITING]
        self._drafts = {one.id: one for one in sent}
        if not sent:
            home = PrimaryButton(say(texts.HOME), lambda: self.navigate("home"))
            home.setObjectName("status-home")
            self.state.show_empty(say(texts.NONE_FILED), home)
            home.setFocus()
            return
        self._fill(sent)
        self.state.show_content()
        ids = list(self._drafts)
        self.list.setCurrentRow(ids.index(self._draft_id) if self._draft_id in ids else 0)
        self.list.setFocus()

    def _fill(self, drafts: list[Draft]) -> None:
        self.list.clear()
        for draft in drafts:
            self.list.addItem(QListWidgetItem(_title(draft)))
        height = self.list.sizeHintForRow(0) * min(len(drafts), LARGEST_LIST)
        self.list.setFixedHeight(height + 2 * self.list.frameWidth() + 2)

    def _choose(self, row: int) -> None:
        if row < 0:
            return
        draft = list(self._drafts.values())[row]
        self._draft_id = draft.id
        if draft.stage is Stage.SIGNED:
            self._show_unconfirmed(draft.id)
        else:
            self._ask(draft.id)

    def _show_unconfirmed(self, draft_id: str) -> None:
        self._stop()
        button = PrimaryButton(
            say(texts.CONFIRM), lambda: self.navigate("review", draft_id=draft_id)
        )
        button.setObjectName("status-confirm")
        self._detail.show_only(Notice("warning", say(texts.UNCONFIRMED), button))
        self.detail.show_content()

    def _ask(self, draft_id: str) -> None:
        following = self.parts.following
        self._run(lambda work: following.status(work, draft_id))

    def _cancel(self) -> None:
        following, draft_id, status = self.parts.following, self._draft_id, self._status
        if draft_id and status:
            self._run(
                lambda work: following.cancel(work, draft_id, status.version), texts.CANCELLING
            )

    def _run(self, task: Callable[[Work], Status], what: Text = widget_texts.WORKING) -> None:
        self._stop()
        panel = self.detail.show_working(what, self._give_up)
        panel.stop_button.setObjectName("status-stop")
        self._job = self.parts.jobs.run(
            task, done=self._show, failed=self._failed, progress=panel.report, owner=self
        )

    def _stop(self) -> None:
        if self._job:
            self._job.stop()
            self._job = None

    def _give_up(self) -> None:
        self._stop()
        again = PrimaryButton(say(texts.REFRESH), self.refresh)
        again.setObjectName("status-refresh")
        self.detail.show_empty(say(texts.STOPPED), again)
        again.setFocus()

    def _show(self, status: Status) -> None:
        self._job, self._status = None, status
        actions = DetailActions(
            refresh=self.refresh,
            cancel=self._cancel,
            enrol=lambda: self.navigate("enrol", draft_id=self._draft_id),
            login=lambda: self.navigate("session"),
        )
        detail = Detail(self.parts, self._draft_id or "", status, actions)
        self._detail.show_only(detail)
        self.detail.show_content()
        announce(self, detail.state.spoken)

    def _failed(self, failure: Failure) -> None:
        self._job = None
        panel = self.detail.show_failure(failure, self.refresh)
        panel.retry_button.setObjectName("status-retry")


def _title(draft: Draft) -> str:
    general = draft.form.get("general")
    name = general.get("name") if isinstance(general, dict) else None
    applicant = name or say(PROCEDURES[draft.kind].title)
    if draft.filing is None:
        return say(texts.SIGNED_ROW, applicant=applicant)
    return say(texts.FILED_ROW, number=draft.filing.receipt_number, applicant=applicant)
