"""Who may see an application: the holder of its status key, or the organisation it is of."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.secret import token_hash
from backend.service import Service
from backend.services.access import logins
from backend.services.audit import Doer
from backend.storage.models import (
    Organisation,
    Record,
    RegisteredUser,
    Submission,
    UserSession,
)
from registration.kinds import Kind
from registration.lifecycle import Actor

_OF_NUMBER = select(Submission).where(Submission.receipt_number == bindparam("number"))

STATUS_KEY = "status key"
"""What the audit calls whoever shows an application's own key."""


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


@dataclass(frozen=True, slots=True)
class Acting:
    """Someone whose right to one application was shown."""

    receipt_number: str
    doer: Doer


def logged_in(service: Service, token: str) -> LoggedIn:
    """Return whose token it is.

    Raises Refused `not_authorised`, `session_expired`, or how the session ended before its time.
    """
    with service.database.read() as session:
        return _logged_in(session, service, token)


def user_of(session: Session, user: LoggedIn) -> RegisteredUser:
    """Return the user as they are now. Raises Refused when the session ended meanwhile."""
    login = session.get(UserSession, token_hash(user.token))
    if login is None or login.user is None:
        raise Refused((login and login.ended) or "not_authorised")
    return login.user


def own(organisation: Organisation) -> ColumnElement[bool]:
    """Return which applications are an organisation's own.

    A certificate proved the number at filing, so what is signed belongs to the certificates'
    organisation; what nobody signed belongs to it only by an approval.
    """
    filed_for = Submission.organisation_id == organisation.id
    if organisation.by_account:
        return filed_for
    signed = and_(Submission.key == organisation.key, Submission.certificate_sha256.is_not(None))
    return or_(filed_for, signed)


def holder_of_record(service: Service, kind: Kind, key: str, token: str) -> Doer:
    """Return who acts, by right of a session of the organisation whose record it is.

    Raises Refused `not_authorised`, also where there is no such record, or as `logged_in`.
    """
    with service.database.read() as session:
        user = _logged_in(session, service, token)
        its_own = exists().where(
            Record.organisation_id == Organisation.id,
            Organisation.id == user.organisation,
            Organisation.key == key,
            Record.kind == kind,
        )
        if not session.scalar(select(its_own)):
            raise Refused("not_authorised")
        return user.doer


def applicant(service: Service, receipt_number: str, token: str) -> Acting:
    """Return who acts on an application, by right of its status key or of a session.

    Raises Refused `not_authorised`, or as `logged_in`: the same for an application of others as
    for one that does not exist, so that nobody learns which do.
    """
    with service.database.read() as session:
        return Acting(receipt_number, _acting(session, service, receipt_number, token)[1])


def own_application(
    session: Session, service: Service, receipt_number: str, token: str
) -> Submission:
    """Return an application to whom it belongs. Raises Refused as `applicant`."""
    return _acting(session, service, receipt_number, token)[0]


def _acting(
    session: Session, service: Service, receipt_number: str, token: str
) -> tuple[Submission, Doer]:
    found = session.scalar(_OF_NUMBER, {"number": receipt_number})
    if found and service.secret.made(token, "status", found.id):
        return found, Doer(Actor.APPLICANT, STATUS_KEY)
    user = _logged_in(session, service, token)
    organisation = session.get_one(Organisation, user.organisation)
    its_own = select(Submission).where(
        Submission.receipt_number == receipt_number, own(organisation)
    )
    found = session.scalar(its_own)
    if found is None:
        raise Refused("not_authorised")
    return found, user.doer


def _logged_in(session: Session, service: Service, token: str) -> LoggedIn:
    login = logins.find(session, UserSession, token, service.clock())
    if login.user is None:
        raise Refused("not_authorised")
    key = login.fingerprint or (login.user.account.account_id if login.user.account else "")
    return LoggedIn(token, login.user.organisation_id, login.user.id, key)
