"""A kind of registration to choose: what it is for and its steps."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop_client.views.home import texts
from desktop_client.views.language import say
from desktop_client.views.theme import px
from desktop_client.views.widgets.buttons import PrimaryButton
from desktop_client.views.widgets.card import Card
from desktop_client.views.widgets.labels import Label, Line
from desktop_client.views.widgets.layouts import column, row, wrapping_row
from desktop_client.views.widgets.turning import TurningRow
from registration.kinds import ACTOR_NAMES, Actor, Kind, Procedure, Step

TWO_COLUMNS = 720
"""Pixels at 100 % from which the steps stand in two columns."""


class ProcedureCard(Card):
    """Title, summary and the button that begins; `show_steps` adds the steps and who does each."""

    def __init__(self, procedure: Procedure, start: Callable[[Kind], None]) -> None:
        super().__init__()
        self._procedure = procedure
        title = say(procedure.title)
        self.setAccessibleName(title)
        self.column.addWidget(Label(title, "title"))
        self.column.addWidget(Label(say(procedure.summary), "subtle"))
        self.start_button = PrimaryButton(say(texts.START), lambda: start(procedure.kind))
        self.start_button.setAccessibleName(say(texts.START_NAME, kind=title))
        self.column.addSpacing(px(4))
        self.column.addWidget(wrapping_row(self.start_button))

    def show_steps(self) -> None:
        """Add the steps; the first screen does so once it is drawn, for the start's sake."""
        self.column.addSpacing(px(4))
        self.column.addWidget(Line())
        self.column.addWidget(Label(say(texts.STEPS), "strong"))
        self.column.addWidget(_steps(self._procedure.steps))


def _steps(steps: tuple[Step, ...]) -> QWidget:
    parts = TurningRow(TWO_COLUMNS, gap=24, narrow_gap=8)
    half = (len(steps) + 1) // 2
    for first in (0, half):
        part = QWidget()
        down = column(part, gap=8)
        for number, step in enumerate(steps[first : first + half], first + 1):
            down.addWidget(_step(number, step))
        down.addStretch(1)
        parts.add(part, 1)
    return parts


def _step(number: int, step: Step) -> QWidget:
    holder = QWidget()
    down = column(holder, gap=1)
    head = row(gap=8)
    head.addWidget(Label(say(texts.STEP, number=number, title=say(step.title)), "strong"), 1)
    actor = Label(say(ACTOR_NAMES[step.actor]), "primary" if _own(step) else "subtle")
    actor.setWordWrap(False)
    head.addWidget(actor)
    down.addLayout(head)
    down.addWidget(Label(say(step.detail), "subtle"))
    return holder


def _own(step: Step) -> bool:
    return step.actor is Actor.APPLICANT
