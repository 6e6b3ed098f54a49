"""The states of an application and the only ways between them, as a table."""

from dataclasses import dataclass
from enum import StrEnum

from registration.text import Text

REASON_LIMIT = 150
"""Characters of a reason (사유) for 보류 and 반려."""


class State(StrEnum):
    """Where an application stands."""

    PENDING = "pending"
    APPROVED = "approved"
    ON_HOLD = "on_hold"
    REJECTED = "rejected"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        """Whether the application still waits for a decision."""
        return self in OPEN_STATES


OPEN_STATES = frozenset({State.PENDING, State.ON_HOLD})

STATE_NAMES = {
    State.PENDING: Text("대기", "Pending"),
    State.APPROVED: Text("승인", "Approved"),
    State.ON_HOLD: Text("보류", "On hold"),
    State.REJECTED: Text("반려", "Rejected"),
    State.CANCELLED: Text("취소", "Cancelled"),
}


class Action(StrEnum):
    """What moves an application from one state to another."""

    APPROVE = "approve"
    HOLD = "hold"
    REJECT = "reject"
    RESUME = "resume"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Transition:
    """One permitted move."""

    source: State
    action: Action
    target: State
    by_officer: bool
    reason_required: bool = False


TRANSITIONS = (
    Transition(State.PENDING, Action.APPROVE, State.APPROVED, by_officer=True),
    Transition(State.PENDING, Action.HOLD, State.ON_HOLD, by_officer=True, reason_required=True),
    Transition(State.PENDING, Action.REJECT, State.REJECTED, by_officer=True, reason_required=True),
    Transition(State.ON_HOLD, Action.RESUME, State.PENDING, by_officer=True),
    Transition(State.PENDING, Action.CANCEL, State.CANCELLED, by_officer=False),
    Transition(State.ON_HOLD, Action.CANCEL, State.CANCELLED, by_officer=False),
)


def transition(source: State, action: Action, *, by_officer: bool) -> Transition | None:
    """Return the permitted move, or None where there is none."""
    for row in TRANSITIONS:
        if (row.source, row.action, row.by_officer) == (source, action, by_officer):
            return row
    return None
