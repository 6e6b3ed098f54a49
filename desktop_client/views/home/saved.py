"""The saved applications of the first screen; built after it is shown, because they need more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_client.drafts import DamagedDraft, Draft, DraftStore, Stage, latest_filings
from desktop_client.views import routes
from desktop_client.views.home import texts
from desktop_client.views.home.draft_cards import (
    ApplicationCard,
    DamagedCard,
    DraftActions,
    DraftCard,
    FiledCard,
)
from desktop_client.views.language import say
from desktop_client.views.screen import Navigate
from desktop_client.views.widgets.action_bar import stand_in_bar
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.focus import holds_focus
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import clear, column, wrapping_row
from desktop_client.views.widgets.state_page import StatePage
from desktop_client.views.widgets.task import Task

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_client.errors import Failure
    from desktop_client.jobs import Jobs
    from desktop_client.work import Work
    from desktop_client.workflows.following import Following
    from registration.wire import Status

FIRST_SHOWN = 3
"""Applications that are seen at first."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The saved applications, and of each how the service last said that it stands."""

    drafts: list[Draft | DamagedDraft]
    known: dict[str, Status | None]


class SavedApplications(QWidget):
    """My applications, what is due before all, as soon as they are read.

    `following` returns what knows how they stand; it is asked away from the screen.
    """

    filled = Signal(QWidget)
    """Some are there now; comes with the button for what is to be done first."""

    def __init__(
        self,
        jobs: Jobs,
        drafts: DraftStore,
        following: Callable[[], Following],
        navigate: Navigate,
    ) -> None:
        super().__init__()
        self._jobs, self._drafts, self._navigate = jobs, drafts, navigate
        self._following = following
        self._reading = Task(jobs, self)
        mine = QWidget()
        self._cards = column(mine, gap=8)
        self.page = StatePage(mine, jobs, "saved")
        down = column(self)
        down.addWidget(Label(say(texts.MINE), "heading"))
        down.addWidget(self.page)
        self._load()

    def read_again(self) -> None:
        """Show what has changed meanwhile, unless somebody is at work here."""
        if not self.page.is_working and not holds_focus(self):
            self._reading.run(lambda _work: self._read(), self._show, _leave)

    def _read(self) -> Saved:
        saved = self._drafts.all()
        following = self._following()
        filed = [each for each in saved if isinstance(each, Draft) and each.stage is Stage.FILED]
        return Saved(saved, {draft.id: following.last_known(draft.id) for draft in filed})

    def _load(self) -> None:
        self.page.run(lambda _work: self._read(), self._show, what=texts.LOADING)

    def _failed(self, failure: Failure) -> None:
        self.page.show_failure(failure, self._load)

    def _show(self, saved: Saved) -> None:
        clear(self._cards)
        cards = self._build(saved)
        for number, card in enumerate(cards):
            self._cards.addWidget(card)
            card.setVisible(number < FIRST_SHOWN)
        if len(cards) > FIRST_SHOWN:
            self._cards.addWidget(wrapping_row(self._more(cards)))
        if cards:
            self.page.show_content()
        else:
            self.page.show_empty(say(texts.NO_DRAFTS))
        first = next((card for card in cards if isinstance(card, FiledCard) and card.due), None)
        if first:
            words = say(texts.FIRST_DUE, what=first.due.removesuffix("."))
            button = PrimaryButton(words, lambda: self._follow(first.draft.id))
            button.setObjectName("home-due")
            stand_in_bar(first, button)
            self.filled.emit(button)
        elif cards and isinstance(cards[0], ApplicationCard):
            self.filled.emit(cards[0].first_button)

    def _build(self, saved: Saved) -> list[QWidget]:
        """Return a card each: what is due, what is being written, what waits, what is damaged."""
        actions = DraftActions(self._open, self._follow, self._delete)
        drafts = [draft for draft in saved.drafts if isinstance(draft, Draft)]
        standing = latest_filings(drafts)
        cards: list[tuple[tuple[int, int], QWidget]] = []
        for draft in drafts:
            if draft.stage is Stage.EDITING:
                cards.append(((1, 0), DraftCard(draft, actions)))
            elif standing[draft.id] is draft:  # else completed by a later one (보완)
                filed = FiledCard(draft, saved.known.get(draft.id), actions)
                cards.append((filed.urgency, filed))
        cards.sort(key=lambda rated: rated[0])
        damaged = [DamagedCard(each) for each in saved.drafts if isinstance(each, DamagedDraft)]
        return [*(card for _urgency, card in cards), *damaged]

    def _more(self, cards: list[QWidget]) -> Button:
        def show_all() -> None:
            for card in cards:
                card.show()
            cards[FIRST_SHOWN].setFocus()
            cards[FIRST_SHOWN].focusNextChild()
            more.hide()

        more = Button(say(texts.SHOW_ALL, count=len(cards)), show_all, "flat")
        more.setObjectName("home-all")
        return more

    def _open(self, draft_id: str) -> None:
        self._navigate(routes.Application(draft_id))

    def _follow(self, draft_id: str) -> None:
        self._navigate(routes.Status(draft_id))

    def _delete(self, draft_id: str) -> None:
        def task(_work: Work) -> Saved:
            self._drafts.delete(draft_id)
            return self._read()

        # Not by a Task, which the next would stop: each deletion runs to its end.
        self._jobs.run(task, done=self._deleted, failed=self._failed, owner=self)

    def _deleted(self, saved: Saved) -> None:
        self._show(saved)
        announce(self, say(texts.DELETED))
        self.setFocus()
        self.focusNextChild()


def _leave(_failure: Failure) -> None:
    """Leave what is shown as it is: it is read again at the next visit."""
