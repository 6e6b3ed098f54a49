"""What happens next with an application, and who does it: from what the service tells of it.

Receipt, status and the first screen say and offer what this says, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from registration.kinds import FilingPurpose, Key, Kind
from registration.korean_time import today
from registration.lifecycle import Actor, State
from registration.procedures import PROCEDURES

if TYPE_CHECKING:
    from datetime import date

    from registration.enclosures import Enclosure
    from registration.wire import Status


class Next(StrEnum):
    """What is done next."""

    WAIT = "wait"
    """The officer checks it."""
    POST_PAPERS = "post_papers"
    """Papers go to the office by post or fax: what is not on hold cannot be completed."""
    SEND_LETTER = "send_letter"
    """수요기관: the application is printed, sealed, and sent; the officer waits for it."""
    ATTACH = "attach"
    """보류 until papers come: they are attached (보완), or sent."""
    COMPLETE = "complete"
    """보류: the form is put right (보완)."""
    GET_CODES = "get_codes"
    ENROL = "enrol"
    LOGIN = "login"
    CHANGE_AGAIN = "change_again"
    """A change came to nothing; what is registered stands."""
    APPLY_ANEW = "apply_anew"
    NOTHING = "nothing"
    """A change has been applied."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is done next and by whom; until when, which papers, where there is anything to say.

    `last_day`: the last day by the Korean calendar, as the term counts.
    """

    what: Next
    actor: Actor
    last_day: date | None = None
    papers: tuple[Enclosure, ...] = ()

    def days_left(self) -> int | None:
        """Return the days until the last day: 0 on the day itself, negative when it is over."""
        return (self.last_day - today(datetime.now(UTC))).days if self.last_day else None

    @property
    def is_due(self) -> bool:
        """Whether the applicant has to act."""
        return self.actor is Actor.APPLICANT and self.what not in _UP_TO_THE_APPLICANT


_UP_TO_THE_APPLICANT = frozenset({Next.LOGIN, Next.CHANGE_AGAIN, Next.APPLY_ANEW, Next.NOTHING})


def next_step(status: Status) -> NextStep:
    """Return what is done next with an application."""
    what = _what(status)
    actor = Actor.OFFICER if what is Next.WAIT else Actor.APPLICANT
    if not status.state.is_open:
        return NextStep(what, actor)
    last = today(datetime.fromisoformat(status.deadline)) if status.deadline else None
    return NextStep(what, actor, last, tuple(status.missing))


def _what(status: Status) -> Next:
    if status.state.is_open:
        return _while_open(status)
    is_change = status.purpose is FilingPurpose.CHANGE
    if status.state is not State.APPROVED:
        return Next.CHANGE_AGAIN if is_change else Next.APPLY_ANEW
    if is_change:
        return Next.NOTHING
    if status.enrolled or PROCEDURES[status.kind].key is Key.PASSWORD:
        return Next.LOGIN
    return Next.GET_CODES if status.issuance_ready else Next.ENROL


def _while_open(status: Status) -> Next:
    if status.missing and status.kind is Kind.INSTITUTION:
        return Next.SEND_LETTER
    if status.state is State.ON_HOLD:
        return Next.ATTACH if status.missing else Next.COMPLETE
    return Next.POST_PAPERS if status.missing else Next.WAIT
