"""Who may see an application: the holder of its status key, or the organisation logged in."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.secret import token_hash
from backend.service import Service
from backend.services import logins
from backend.services.audit import Doer
from backend.storage.models import RegisteredUser, Submission, UserSession
from registration.lifecycle import Actor


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """Whose session it is."""

    token: str
    organisation: int
    user: int
    key: str
    """The fingerprint of the certificate, or the ID, that opened it."""

    @property
    def doer(self) -> Doer:
        """Who it is in the audit."""
        return Doer(Actor.APPLICANT, self.key)


def logged_in(service: Service, token: str) -> LoggedIn:
    """Return whose token it is. Raises Refused `not_authorised`, `session_expired`."""
    with service.database.read() as session:
        login = logins.find(session, UserSession, token, service.clock())
        account = login.user.account
        key = login.fingerprint or (account.account_id if account else "")
        return LoggedIn(token, login.user.organisation_id, login.user_id, key)


def user_of(session: Session, user: LoggedIn) -> RegisteredUser:
    """Return the user as they are now. Raises Refused `not_authorised` when removed meanwhile."""
    login = session.get(UserSession, token_hash(user.token))
    if login is None:
        raise Refused("not_authorised")
    return login.user


def require_organisation(service: Service, key: str, token: str) -> None:
    """Refuse `not_authorised` or `session_expired` unless it is the organisation's session."""
    with service.database.read() as session:
        login = logins.find(session, UserSession, token, service.clock())
        if login.user.organisation.key != key:
            raise Refused("not_authorised")


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
    return login.user.organisation.key == one.key
