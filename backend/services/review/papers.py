"""구비서류 확인: papers noted as they come by post, by visit or by fax."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.service import Service
from backend.services import audit
from backend.services.applications import waiting
from backend.services.applications.status import submission
from backend.services.officer_rights import OfficerActing, require_decider
from backend.storage.models import ReceivedPaper, Submission
from registration.enclosures import Enclosure
from registration.korean_time import today
from registration.waiting import PaperWay


@dataclass(frozen=True, slots=True)
class Arrival:
    """A paper that came; `way`: None where it was not said."""

    paper: Enclosure
    way: PaperWay | None
    day: date


def receive(
    service: Service, officer: OfficerActing, receipt_number: str, arrival: Arrival
) -> None:
    """Note that a paper came.

    Raises Refused `not_found`, `closed_already`, `paper_day_wrong`, `paper_noted`, and as
    `require_decider` does.
    """
    with service.database.write() as session:
        application = submission(session, receipt_number)
        require_decider(officer, application)
        if not application.state.is_open:
            raise Refused("closed_already")
        if not today(application.filed) <= arrival.day <= today(service.clock()):
            raise Refused("paper_day_wrong")
        if not note(service, session, officer, application, arrival):
            raise Refused("paper_noted")
        what = f"{arrival.paper} {arrival.way} {arrival.day}"
        now = service.clock()
        audit.append(session, now, officer.doer, "paper_received", receipt_number, reason=what)
        waiting.renew(session, application)


def note(
    service: Service,
    session: Session,
    officer: OfficerActing,
    application: Submission,
    arrival: Arrival,
) -> bool:
    """Keep that a paper came; return whether it was not noted before."""
    if any(known.document is arrival.paper for known in application.papers):
        return False
    application.papers.append(
        ReceivedPaper(
            document=arrival.paper,
            at=service.clock(),
            officer=officer.name,
            way=arrival.way,
            received=arrival.day,
        )
    )
    session.flush()
    return True
