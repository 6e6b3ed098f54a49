"""The first screen: what to register, what to go on with, what was filed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_client.drafts import DamagedDraft, Draft, Stage
from desktop_client.views.home import texts
from desktop_client.views.home.draft_cards import DamagedCard, DraftActions, DraftCard, FiledCard
from desktop_client.views.home.procedure_card import ProcedureCard
from desktop_client.views.language import say
from desktop_client.views.screen import Navigate, Parts, Screen
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import clear, column
from desktop_client.views.widgets.state_page import StatePage
from registration.kinds import PROCEDURES, Kind

if TYPE_CHECKING:
    from desktop_client.errors import Failure
    from desktop_client.work import Work

Saved = list[Draft | DamagedDraft]


class HomeScreen(Screen):
    """Cards of the procedures, then the saved applications as soon as they are read."""

    title = texts.TITLE

    def __init__(self, parts: Parts, navigate: Navigate) -> None:
        super().__init__(parts, navigate)
        layout = column(self, margin=24)
        layout.addWidget(Label(say(texts.CHOOSE), "heading"))
        self.procedures = [ProcedureCard(one, self._start) for one in PROCEDURES.values()]
        for card in self.procedures:
            layout.addWidget(card)
        layout.addSpacing(layout.spacing())
        layout.addWidget(Label(say(texts.DRAFTS), "heading"))
        self._drafts, self._filed = QWidget(), QWidget()
        self.drafts = StatePage(self._drafts)
        layout.addWidget(self.drafts)
        self._filed_heading = Label(say(texts.FILED), "heading")
        layout.addWidget(self._filed_heading)
        layout.addWidget(self._filed)
        layout.addStretch(1)
        self._columns = column(self._drafts), column(self._filed)
        self._show([])
        self.drafts.show_working(texts.LOADING)

    def enter(self, **_arguments: Any) -> None:
        """Read the saved applications."""
        self._load()

    def start_focus(self) -> QWidget | None:
        """Begin at the first procedure."""
        return self.procedures[0].start_button

    def _load(self) -> None:
        drafts = self.parts.drafts
        self.parts.jobs.run(
            lambda _work: drafts.all(), done=self._show, failed=self._failed, owner=self
        )

    def _show(self, saved: Saved) -> None:
        actions = DraftActions(self._open, self._follow, self._delete)
        unfinished, filed = self._columns
        clear(unfinished)
        clear(filed)
        for one in saved:
            _place(one, actions, unfinished, filed)
        if unfinished.count():
            self.drafts.show_content()
        else:
            self.drafts.show_empty(say(texts.NO_DRAFTS))
        self._filed_heading.setVisible(filed.count() > 0)

    def _failed(self, failure: Failure) -> None:
        self.drafts.show_failure(failure, self._load)

    def _start(self, kind: Kind) -> None:
        self.navigate("application", kind=kind)

    def _open(self, draft_id: str) -> None:
        self.navigate("application", draft_id=draft_id)

    def _follow(self, draft_id: str) -> None:
        self.navigate("status", draft_id=draft_id)

    def _delete(self, draft_id: str) -> None:
        drafts = self.parts.drafts

        def task(_work: Work) -> Saved:
            drafts.delete(draft_id)
            return drafts.all()

        self.parts.jobs.run(task, done=self._deleted, failed=self._failed, owner=self)

    def _deleted(self, saved: Saved) -> None:
        self._show(saved)
        announce(self, say(texts.DELETED))
        self.procedures[0].start_button.setFocus()


def _place(
    one: Draft | DamagedDraft, actions: DraftActions, unfinished: QVBoxLayout, filed: QVBoxLayout
) -> None:
    if isinstance(one, DamagedDraft):
        unfinished.addWidget(DamagedCard(one))
    elif one.stage is Stage.EDITING:
        unfinished.addWidget(DraftCard(one, actions))
    else:
        filed.addWidget(FiledCard(one, actions))
