"""조달청 담당자: officers' accounts and logins."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.secret import new_token, token_hash
from backend.service import Service
from backend.services import audit, logins
from backend.services.audit import Doer
from backend.services.passwords import Passwords
from backend.storage.database import Database
from backend.storage.models import Officer, OfficerSession
from registration import messages
from registration.lifecycle import Actor
from registration.submission import moment

CONSOLE = Doer(Actor.SYSTEM, "g2b-server")


def login(service: Service, given: messages.OfficerLogin) -> messages.OfficerSession:
    """Return a new session. Raises Refused `login_failed`, the same for every cause."""
    with service.passwords.turn():
        with service.database.read() as session:
            officer = _by_name(session, given.officer)
            kept = officer.password_hash if officer else None
        fits = service.passwords.fits(kept, given.password)
        with service.database.write() as session:
            opened = _open(service, session, given.officer, fits)
    if opened is None:
        raise Refused("login_failed")
    return opened


def _open(
    service: Service, session: Session, name: str, fits: bool
) -> messages.OfficerSession | None:
    """Return a session, or count the failure; a locked account opens to nobody."""
    now = service.clock()
    officer = _by_name(session, name)
    lock = timedelta(minutes=service.config.times.officer_lock)
    if officer is None or not logins.passes(officer, now, fits=fits, lock=lock):
        return None
    logins.forget_old(session, OfficerSession, now)
    token = new_token()
    expires = now + timedelta(minutes=service.config.times.officer_session)
    session.add(
        OfficerSession(token_sha256=token_hash(token), officer_id=officer.id, expires=expires)
    )
    return messages.OfficerSession(token=token, expires=moment(expires), name=officer.name)


def authenticate(service: Service, token: str) -> str:
    """Return the officer's name. Raises Refused `not_authorised`, `session_expired`."""
    with service.database.read() as session:
        return logins.find(session, OfficerSession, token, service.clock()).officer.name


def set_password(
    database: Database, passwords: Passwords, name: str, password: str, now: datetime
) -> bool:
    """Add an account, or give it a new password and unlock it; return whether it is new."""
    kept = passwords.hash(password)
    with database.write() as session:
        officer = _by_name(session, name)
        event = "officer_changed" if officer else "officer_added"
        if officer is None:
            officer = Officer(name=name)
            session.add(officer)
        officer.password_hash, officer.failures, officer.locked_until = kept, 0, None
        audit.append(session, now, CONSOLE, event, name)
    return event == "officer_added"


def names(database: Database) -> list[str]:
    """Return every officer's name."""
    with database.read() as session:
        return list(session.scalars(select(Officer.name).order_by(Officer.name)))


def _by_name(session: Session, name: str) -> Officer | None:
    return session.scalar(select(Officer).where(Officer.name == name))
