"""보류 기한: the system rejects what was not completed in time (g2b procedure, day 21)."""

from sqlalchemy import select

from backend.service import Service
from backend.services.applications import transitions
from backend.storage.models import Submission
from registration.korean_time import show_time
from registration.lifecycle import Action, State

_WHY = "보류 기한({day})까지 보완되지 않았습니다."


def reject_overdue(service: Service) -> list[str]:
    """Reject every application whose term is over; return their receipt numbers.

    Each is a transaction of its own; done again, it finds nothing left to do.
    """
    overdue = (
        select(Submission.receipt_number)
        .where(Submission.state == State.ON_HOLD, Submission.deadline < service.clock())
        .order_by(Submission.receipt_number)
    )
    with service.database.read() as session:
        numbers = list(session.scalars(overdue))
    return [number for number in numbers if _reject(service, number)]


def _reject(service: Service, number: str) -> bool:
    """Reject unless the applicant or an officer was quicker."""
    with service.database.write() as session:
        application = session.scalar(
            select(Submission).where(
                Submission.receipt_number == number,
                Submission.state == State.ON_HOLD,
                Submission.deadline < service.clock(),
            )
        )
        if application is None or application.deadline is None:
            return False
        reason = _WHY.format(day=show_time(application.deadline)[:10])
        transitions.move(
            service, session, application, Action.REJECT, transitions.SYSTEM, reason=reason
        )
        return True
