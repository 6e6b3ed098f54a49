"""What an applicant is told of an application that moves, in the transaction of the move."""

from sqlalchemy.orm import Session

from backend.service import Service
from backend.services.applications import routing
from backend.services.notices import outbox
from backend.services.notices.outbox import Told
from backend.services.proofs.documents import filed
from backend.storage.models import Submission
from registration.lifecycle import Action, State
from registration.notices import Occasion, recipient_of
from registration.submission import moment

OCCASIONS = {
    Action.SUPPLEMENT: Occasion.RECEIVED,
    Action.HOLD: Occasion.HELD,
    Action.APPROVE: Occasion.APPROVED,
    Action.REJECT: Occasion.REJECTED,
    Action.CANCEL: Occasion.CANCELLED,
}
"""A 보류 that an officer takes back needs no word of its own: the decision follows."""


def tell(
    service: Service,
    session: Session,
    application: Submission,
    occasion: Occasion,
    reason: str = "",
) -> None:
    """Write to the applicant; the session must be a writing one."""
    found = recipient_of(application.kind, filed(application).form)
    if found is None:
        return
    held = application.state is State.ON_HOLD
    papers = [need.document for need in routing.of(session, application).missing] if held else []
    contact = service.config.offices.get(application.office)
    details = {
        "receipt_number": application.receipt_number,
        "kind": application.kind,
        "papers": list(dict.fromkeys(papers)),
        "deadline": moment(application.deadline) if application.deadline else "",
        "reason": reason,
        "office": application.office,
        "contact": contact.model_dump(mode="json") if contact else {},
    }
    number = application.receipt_number
    event = f"{number} {occasion} {application.version}"
    told = Told(event, occasion, number, *found, details)
    outbox.write(session, service.clock(), [told])
