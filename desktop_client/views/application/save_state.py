"""Tells whether the draft is on disk: a word when it is, a notice while it is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_client.views.application import texts
from desktop_client.views.application.saving import CONFLICT
from desktop_client.views.language import say
from desktop_client.views.times import clock
from desktop_client.views.widgets.buttons import Button, DangerButton, SecondaryButton
from desktop_client.views.widgets.failure import FailurePanel
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row

if TYPE_CHECKING:
    from desktop_client.drafts import Draft
    from desktop_client.errors import Failure
    from desktop_client.views.application.saving import Saver


class WaysOut(NamedTuple):
    """What is done where a draft cannot be saved."""

    give_up: Callable[[], None]
    """Leave without saving."""
    keep_mine: Callable[[], None]
    """Go on with a copy of the draft: another window has changed it."""
    take_theirs: Callable[[], None]
    """Go on with what the other window has saved."""


class SaveState(QObject):
    """`words` stands beside the title; the notice appears in `place` and stays until it is saved.

    Its buttons call `ways_out`.
    """

    def __init__(self, saver: Saver, ways_out: WaysOut, parent: QObject) -> None:
        super().__init__(parent)
        self._saver, self._ways_out = saver, ways_out
        self.words = Label(say(texts.SAVED_AT, time=clock(saver.last_saved)), "subtle")
        self.words.setWordWrap(False)
        self.place = QWidget()
        self._box = column(self.place)
        self.place.hide()
        self.failure: FailurePanel | None = None
        self._told = ""

    def start(self) -> None:
        """Show the present state and follow it; called once `words` and `place` are placed."""
        self._saver.saved.connect(self._saved)
        self._saver.failed.connect(self._failed)
        if self._saver.failure:
            self._failed(self._saver.failure)

    def _saved(self, draft: Draft) -> None:
        self.words.setText(say(texts.SAVED_AT, time=clock(draft.saved)))
        self._remove()

    def _remove(self) -> None:
        if self.failure:
            self.failure.hide()
            self.failure.deleteLater()
            self.failure = None
            self.place.hide()

    def _failed(self, failure: Failure) -> None:
        self.words.setText(say(texts.SAVE_FAILED))
        if self.failure and self._told == failure.code:
            return
        self._remove()
        self._told = failure.code
        self.failure = FailurePanel(failure)
        self.failure.column.addWidget(wrapping_row(*self._buttons(failure)))
        self._box.addWidget(self.failure)
        self.place.show()
        self.failure.tell()

    def _buttons(self, failure: Failure) -> list[Button]:
        if failure.code == CONFLICT:
            return [
                SecondaryButton(say(texts.KEEP_MINE), self._ways_out.keep_mine),
                Button(say(texts.TAKE_THEIRS), self._ways_out.take_theirs),
            ]
        return [
            SecondaryButton(say(texts.SAVE_NOW), self._saver.flush),
            DangerButton(say(texts.LEAVE_UNSAVED), self._ways_out.give_up),
        ]
