"""Every move of an application from state to state, and what goes with it."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.service import Service
from backend.services import audit
from backend.services.applications import telling, waiting
from backend.services.audit import Doer
from backend.storage.models import Account, Submission
from registration import lifecycle
from registration.korean_time import end_of_day, today
from registration.lifecycle import HOLD_DAYS, Action, Actor, State

SYSTEM = Doer(Actor.SYSTEM, "g2b-server")


def move(
    service: Service,
    session: Session,
    application: Submission,
    action: Action,
    doer: Doer,
    *,
    reason: str = "",
) -> None:
    """Move an application; the session must be a writing one.

    A 보류 gets its term, what is closed is nobody's work any more, and what ends without approval
    gives a reserved ID back. Raises Refused
    `transition_invalid`, `reason_required`, `reason_too_long`, `malformed`.
    """
    source = application.state
    permitted = lifecycle.transition(source, action, doer.actor)
    if permitted is None:
        raise Refused("transition_invalid", state=application.state, action=action)
    given = audit.reason_of(reason, required=permitted.reason_required)
    application.state = permitted.target
    held = permitted.target is State.ON_HOLD
    application.deadline = _term(service) if held else None
    with session.no_autoflush:  # one move is one version
        application.waits = waiting.of(session, application)
    if not permitted.target.is_open:
        application.officer = None
    if permitted.target in (State.APPROVED, State.REJECTED):
        application.decided = service.clock()
    if permitted.target in (State.REJECTED, State.CANCELLED):
        session.execute(
            delete(Account).where(
                Account.submission_id == application.id, Account.user_id.is_(None)
            )
        )
    session.flush()
    audit.append(
        session,
        service.clock(),
        doer,
        action,
        application.receipt_number,
        source=source,
        target=permitted.target,
        version=application.version,
        reason=given,
        office=application.office if doer.actor is Actor.OFFICER else None,
    )
    if action in telling.OCCASIONS:
        system_holds = doer == SYSTEM and held  # its reason names the papers, which are listed
        why = "" if system_holds else given
        telling.tell(service, session, application, telling.OCCASIONS[action], why)


def _term(service: Service) -> datetime:
    return end_of_day(today(service.clock()) + timedelta(days=HOLD_DAYS))
