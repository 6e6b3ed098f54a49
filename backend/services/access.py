"""Who may see an application: the holder of its status key, or the organisation logged in."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.service import Service
from backend.services import logins
from backend.storage.models import Organisation, Submission, UserSession


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """Whose session it is."""

    token: str
    organisation: int


def logged_in(service: Service, token: str) -> LoggedIn:
    """Return whose token it is. Raises Refused `not_authorised`, `session_expired`."""
    with service.database.read() as session:
        login = logins.find(session, UserSession, token, service.clock())
        return LoggedIn(token, login.certificate.user.organisation_id)


def require_applicant(service: Service, receipt_number: str, token: str) -> None:
    """Refuse `not_authorised` or `session_expired` unless the token opens this application.

    An application that does not exist is refused in the same way, so that nobody learns which do.
    """
    with service.database.read() as session:
        found = session.scalar(
            select(Submission).where(Submission.receipt_number == receipt_number)
        )
        if found and service.secret.made(token, "status", found.id):
            return
        if found is None or not _is_its_own(session, service, found, token):
            raise Refused("not_authorised")


def _is_its_own(session: Session, service: Service, one: Submission, token: str) -> bool:
    login = logins.find(session, UserSession, token, service.clock())
    organisation: Organisation = login.certificate.user.organisation
    return (organisation.kind, organisation.business_number) == (one.kind, one.business_number)
