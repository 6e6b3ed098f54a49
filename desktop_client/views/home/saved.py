"""The saved applications of the first screen; built after it is shown, because they need more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_client.drafts import DamagedDraft, Draft, DraftStore, Stage, latest_filings
from desktop_client.views import routes
from desktop_client.views.home import texts
from desktop_client.views.home.draft_cards import DamagedCard, DraftActions, DraftCard, FiledCard
from desktop_client.views.language import say
from desktop_client.views.screen import Navigate
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import clear, column
from desktop_client.views.widgets.state_page import StatePage

if TYPE_CHECKING:
    from desktop_client.errors import Failure
    from desktop_client.jobs import Jobs
    from desktop_client.work import Work

Saved = list[Draft | DamagedDraft]


class SavedApplications(QWidget):
    """Unfinished applications to go on with and filed ones to follow, as soon as they are read."""

    def __init__(self, jobs: Jobs, drafts: DraftStore, navigate: Navigate) -> None:
        super().__init__()
        self._jobs, self._drafts, self._navigate = jobs, drafts, navigate
        unfinished, filed = QWidget(), QWidget()
        self._unfinished, self._filed = column(unfinished), column(filed)
        self.page = StatePage(unfinished, jobs, "saved")
        self._filed_heading = Label(say(texts.FILED), "heading")
        layout = column(self)
        for part in (Label(say(texts.DRAFTS), "heading"), self.page, self._filed_heading, filed):
            layout.addWidget(part)
        self._filed_heading.hide()
        self._load()

    def _load(self) -> None:
        drafts = self._drafts
        self.page.run(lambda _work: drafts.all(), self._show, what=texts.LOADING)

    def _failed(self, failure: Failure) -> None:
        self.page.show_failure(failure, self._load)

    def _show(self, saved: Saved) -> None:
        actions = DraftActions(self._open, self._follow, self._delete)
        clear(self._unfinished)
        clear(self._filed)
        standing = latest_filings(draft for draft in saved if isinstance(draft, Draft))
        for draft in saved:
            if isinstance(draft, Draft) and standing[draft.id] is not draft:
                continue  # completed by a later one (보완)
            _place(draft, actions, self._unfinished, self._filed)
        if self._unfinished.count():
            self.page.show_content()
        else:
            self.page.show_empty(say(texts.NO_DRAFTS))
        self._filed_heading.setVisible(self._filed.count() > 0)

    def _open(self, draft_id: str) -> None:
        self._navigate(routes.Application(draft_id))

    def _follow(self, draft_id: str) -> None:
        self._navigate(routes.Status(draft_id))

    def _delete(self, draft_id: str) -> None:
        drafts = self._drafts

        def task(_work: Work) -> Saved:
            drafts.delete(draft_id)
            return drafts.all()

        self._jobs.run(task, done=self._deleted, failed=self._failed, owner=self)

    def _deleted(self, saved: Saved) -> None:
        self._show(saved)
        announce(self, say(texts.DELETED))
        self.setFocus()
        self.focusNextChild()


def _place(
    draft: Draft | DamagedDraft, actions: DraftActions, unfinished: QVBoxLayout, filed: QVBoxLayout
) -> None:
    if isinstance(draft, DamagedDraft):
        unfinished.addWidget(DamagedCard(draft))
    elif draft.stage is Stage.EDITING:
        unfinished.addWidget(DraftCard(draft, actions))
    else:
        filed.addWidget(FiledCard(draft, actions))
