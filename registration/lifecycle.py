"""The states of an application and the only ways between them, as a table."""

from enum import StrEnum
from typing import NamedTuple

from registration.text import Text

REASON_LIMIT = 150
"""Characters of a reason (사유) for 보류 and 반려."""


HOLD_DAYS = 20
"""Days an applicant has to answer a 보류; on the next day the system rejects (g2b procedure)."""


class Actor(StrEnum):
    """Who acts in a step or a transition."""

    APPLICANT = "applicant"
    OFFICER = "officer"
    SYSTEM = "system"
    AGENCY = "agency"


ACTOR_NAMES = {
    Actor.APPLICANT: Text("신청인", "Applicant"),
    Actor.OFFICER: Text("조달청 담당자", "Procurement officer"),
    Actor.SYSTEM: Text("시스템", "System"),
    Actor.AGENCY: Text("다른 기관", "Another agency"),
}


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
    SUPPLEMENT = "supplement"
    CANCEL = "cancel"


class Transition(NamedTuple):
    """One permitted move and who may make it."""

    source: State
    action: Action
    target: State
    actors: frozenset[Actor]
    reason_required: bool = False


_OFFICER = frozenset({Actor.OFFICER})
_APPLICANT = frozenset({Actor.APPLICANT})
_SYSTEM = frozenset({Actor.SYSTEM})

TRANSITIONS = (
    Transition(State.PENDING, Action.APPROVE, State.APPROVED, _OFFICER),
    Transition(State.PENDING, Action.HOLD, State.ON_HOLD, _OFFICER | _SYSTEM, reason_required=True),
    Transition(
        State.PENDING, Action.REJECT, State.REJECTED, _OFFICER | _SYSTEM, reason_required=True
    ),
    Transition(State.ON_HOLD, Action.RESUME, State.PENDING, _OFFICER),
    Transition(State.ON_HOLD, Action.SUPPLEMENT, State.PENDING, _APPLICANT),
    Transition(State.ON_HOLD, Action.REJECT, State.REJECTED, _SYSTEM, reason_required=True),
    Transition(State.PENDING, Action.CANCEL, State.CANCELLED, _APPLICANT),
    Transition(State.ON_HOLD, Action.CANCEL, State.CANCELLED, _APPLICANT),
)


def transition(source: State, action: Action, actor: Actor) -> Transition | None:
    """Return the permitted move, or None where there is none."""
    for row in TRANSITIONS:
        if (row.source, row.action) == (source, action) and actor in row.actors:
            return row
    return None
