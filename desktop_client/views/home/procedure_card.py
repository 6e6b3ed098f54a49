"""A kind of registration to choose: whom it is for, how it begins, and its steps on demand."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop_client.views.home import texts
from desktop_client.views.language import say
from desktop_client.views.widgets.buttons import MarkedButton, SecondaryButton
from desktop_client.views.widgets.card import Card
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, row, wrapping_row
from desktop_client.views.widgets.turning import TurningRow
from registration.kinds import Kind, Procedure, Step
from registration.lifecycle import ACTOR_NAMES, Actor

TWO_COLUMNS = 720
"""Pixels at 100 % from which the steps stand in two columns."""


class ProcedureCard(Card):
    """Title, for whom, and two buttons: to begin, and to see the steps."""

    def __init__(
        self, procedure: Procedure, start: Callable[[Kind], None], steps: Callable[[Kind], None]
    ) -> None:
        super().__init__()
        self.procedure = procedure
        title = say(procedure.title)
        self.setAccessibleName(title)
        self.column.addWidget(Label(title, "title"))
        self.column.addWidget(Label(say(procedure.summary), "subtle"))
        self.column.addStretch(1)
        self.start_button = SecondaryButton(say(texts.START), lambda: start(procedure.kind))
        self.start_button.setObjectName(f"start-{procedure.kind}")
        self.start_button.setAccessibleName(say(texts.START_NAME, kind=title))
        self.steps_button = MarkedButton(say(texts.STEPS), lambda: steps(procedure.kind), "flat")
        self.steps_button.setAccessibleName(say(texts.STEPS_NAME, kind=title))
        self.column.addWidget(wrapping_row(self.start_button, self.steps_button))


class StepsCard(Card):
    """The steps of one procedure (수행절차) and who does each."""

    def __init__(self, procedure: Procedure) -> None:
        super().__init__()
        self.kind = procedure.kind
        title = say(texts.STEPS_NAME, kind=say(procedure.title))
        self.setAccessibleName(title)
        self.column.addWidget(Label(title, "lead"))
        self.column.addWidget(_steps(procedure.steps))


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
