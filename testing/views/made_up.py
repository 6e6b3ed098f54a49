"""Made-up answers of the service: how an application stands, and what is registered."""

from typing import Any

from practice.applicants import supplier
from registration.forms.check import canonical
from registration.kinds import FilingPurpose, Kind
from registration.lifecycle import Actor, State
from registration.printouts import OF_AN_APPLICATION
from registration.submission import User
from registration.wire import (
    HistoryEntry,
    Record,
    RegisteredCertificate,
    RegisteredUser,
    Registration,
    Status,
)
from testing.views.faking import NUMBER

REASON = "사업자등록증의 개업일자와 신청서의 개업일자가 다릅니다. " * 3


def entry(source: State | None, target: State, reason: str = "", hour: int = 15) -> HistoryEntry:
    """One transition, in the evening of 22 November in UTC."""
    actor = Actor.OFFICER if source else Actor.APPLICANT
    at = f"2026-11-22T{hour}:30:00Z"
    return HistoryEntry(at=at, actor=actor, source=source, target=target, reason=reason)


def status(
    state: State = State.PENDING, *, enrolled: bool = False, version: int = 1, **changes: Any
) -> Status:
    """A status with the history that leads to it."""
    history = [entry(None, State.PENDING, hour=10)]
    if state is not State.PENDING:
        needs_reason = state in (State.ON_HOLD, State.REJECTED)
        history.append(entry(State.PENDING, state, REASON if needs_reason else ""))
    values = {
        "receipt_number": "2026000001",
        "kind": Kind.SUPPLIER,
        "purpose": FilingPurpose.NEW,
        "key": NUMBER,
        "business_number": NUMBER,
        "office": "25",
        "paper_codes": dict.fromkeys(OF_AN_APPLICATION, "2026000001-ABCDEFGHIJKLMNOP"),
        "applicant": "주식회사 연습상사",
        "state": state,
        "version": version,
        "enrolled": enrolled,
        "history": history,
    }
    return Status.model_validate(values | changes)


def registered(number: int, fingerprint: str, name: str, expires: str) -> RegisteredUser:
    """A user of the firm with a certificate."""
    certificate = RegisteredCertificate(
        fingerprint=fingerprint,
        holder="주식회사 연습상사(Practice)0001",
        issuer="practiceCA",
        expires=expires,
        registered="2026-11-22T15:30:00Z",
    )
    return RegisteredUser(
        id=number,
        user=User(name=name, email="user@practice.example.kr", mobile="01000000002"),
        is_recipient=number == 1,
        is_self=number == 1,
        certificates=[certificate],
    )


RECORD = Record(
    kind=Kind.SUPPLIER,
    version=1,
    receipt_number="2026000001",
    registered="2026-11-22T15:30:00Z",
    renewed="2026-11-22T15:30:00Z",
    form=canonical(Kind.SUPPLIER, supplier()),
    paper_code="2026000001-ABCDEFGHIJKLMNOP",
)


def registration(expires: str) -> Registration:
    """A firm with two users: the certificate of one ends then, the other's is over."""
    return Registration(
        key=NUMBER,
        business_number=NUMBER,
        organisation="주식회사 연습상사",
        records=[RECORD],
        users=[
            registered(1, "a" * 64, "김이용", expires),
            registered(2, "b" * 64, "이갱신", "2020-01-31T15:00:00Z"),
        ],
    )
