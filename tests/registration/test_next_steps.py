"""What happens next with an application, and who does it."""

from typing import Any

import pytest

from registration.enclosures import Enclosure
from registration.kinds import FilingPurpose, Kind
from registration.lifecycle import Actor, State
from registration.next_steps import Next, next_step
from registration.wire import Status

PAPER = [Enclosure.LICENCE]


def status(kind: Kind, state: State, **changes: Any) -> Status:
    values = {
        "receipt_number": "2026000001",
        "kind": kind,
        "purpose": FilingPurpose.NEW,
        "key": "1111111119",
        "business_number": "1111111119",
        "office": "25",
        "paper_codes": {},
        "applicant": "주식회사 연습상사",
        "state": state,
        "version": 1,
        "enrolled": False,
        "history": [],
    }
    return Status.model_validate(values | changes)


@pytest.mark.parametrize(
    ("kind", "state", "changes", "what", "due"),
    [
        (Kind.SUPPLIER, State.PENDING, {}, Next.WAIT, False),
        (Kind.SUPPLIER, State.PENDING, {"missing": PAPER}, Next.POST_PAPERS, True),
        (Kind.SUPPLIER, State.ON_HOLD, {"missing": PAPER}, Next.ATTACH, True),
        (Kind.SUPPLIER, State.ON_HOLD, {}, Next.COMPLETE, True),
        (Kind.INSTITUTION, State.PENDING, {"missing": PAPER}, Next.SEND_LETTER, True),
        (Kind.INSTITUTION, State.PENDING, {}, Next.WAIT, False),
        (Kind.INSTITUTION, State.APPROVED, {"issuance_ready": True}, Next.GET_CODES, True),
        (Kind.SUPPLIER, State.APPROVED, {}, Next.ENROL, True),
        (Kind.SUPPLIER, State.APPROVED, {"enrolled": True}, Next.LOGIN, False),
        (Kind.CATALOGUE, State.APPROVED, {}, Next.LOGIN, False),
        (Kind.SUPPLIER, State.REJECTED, {}, Next.APPLY_ANEW, False),
        (Kind.SUPPLIER, State.CANCELLED, {"purpose": "change"}, Next.CHANGE_AGAIN, False),
        (Kind.SUPPLIER, State.APPROVED, {"purpose": "change"}, Next.NOTHING, False),
    ],
)
def test_what_is_next(
    kind: Kind, state: State, changes: dict[str, Any], what: Next, due: bool
) -> None:
    step = next_step(status(kind, state, **changes))
    assert (step.what, step.is_due) == (what, due)
    assert (step.actor is Actor.OFFICER) is (what is Next.WAIT)


def test_the_last_day_is_of_the_korean_calendar_and_only_while_it_is_open() -> None:
    late = {"deadline": "2026-12-01T15:00:00Z", "missing": PAPER}
    step = next_step(status(Kind.SUPPLIER, State.ON_HOLD, **late))
    assert step.last_day is not None
    assert step.last_day.isoformat() == "2026-12-02"
    assert step.papers == (Enclosure.LICENCE,)
    over = next_step(status(Kind.SUPPLIER, State.REJECTED, **late))
    assert (over.last_day, over.days_left(), over.papers) == (None, None, ())
