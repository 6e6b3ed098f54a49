"""기다리는 것: what an open application waits for, kept in its row for the officers' queues."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from backend.services.applications import routing
from backend.storage.models import Submission
from registration.business_registry import Standing
from registration.lifecycle import State
from registration.routing import Route
from registration.waiting import Waits

WITHOUT_PAPERS = (None, Waits.OFFICER, Waits.APPLICANT)
"""Of an application that waits for these no paper is missing."""


def of(session: Session, application: Submission) -> Waits | None:
    """Return what an application waits for in its present state; None where it is closed."""
    if not application.state.is_open:
        return None
    return while_open(application, routing.of(session, application))


def while_open(application: Submission, found: Route) -> Waits:
    """Return what an open application waits for, given where it goes."""
    papers = bool(found.missing)
    if application.state is State.ON_HOLD:
        return Waits.PAPERS if papers else Waits.APPLICANT
    if registry_pending(application):
        return Waits.REGISTRY
    return Waits.PAPERS if papers else Waits.OFFICER


def registry_pending(application: Submission) -> bool:
    """Return whether the business registry still has to answer for an application."""
    row = application.registry_check
    return row is not None and row.standing is Standing.UNDECIDED


def renew(session: Session, application: Submission) -> None:
    """Note anew what it waits for, when a paper or an answer came; that is no move of it."""
    session.flush()
    session.execute(
        update(Submission)
        .where(Submission.id == application.id)
        .values(waits=of(session, application))
    )
