"""조달청 담당자: officers' accounts and logins."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.passwords import Passwords
from backend.secret import new_token, token_hash
from backend.service import Service
from backend.services import audit
from backend.services.access import logins
from backend.services.access.logins import Tried, Trying
from backend.services.audit import Doer
from backend.storage.database import Database
from backend.storage.models import Officer, OfficerSession
from registration import wire
from registration.lifecycle import Actor
from registration.submission import moment

CONSOLE = Doer(Actor.SYSTEM, "g2b-server")


def login(service: Service, given: wire.OfficerLogin, address: str) -> wire.OfficerSession:
    """Return a new session. Raises Refused `login_failed`, the same for every cause."""
    trying = Trying(f"officer {given.officer}", address, service.config.times.officer_lock)
    with service.passwords.turn():
        with service.database.read() as session:
            officer = _by_name(session, given.officer)
            kept = officer.password_hash if officer else None
        fits = service.passwords.fits(kept, given.password)
        with service.database.write() as session:
            opened = _open(service, session, given.officer, trying, fits=fits)
    if opened is None:
        raise trying.refused("login_failed")
    return opened


def _open(
    service: Service, session: Session, name: str, trying: Trying, *, fits: bool
) -> wire.OfficerSession | None:
    """Return a session, or count the failure."""
    now = service.clock()
    officer = _by_name(session, name)
    if officer is None:
        trying.unknown()
        return None
    tried = trying.tried(session, now, fits=fits)
    if tried is Tried.WRONG:  # those that do not count are not recorded: they come without end
        reason = f"from {trying.address}"
        audit.append(session, now, CONSOLE, "login_failed", name, reason=reason)
    if tried is not Tried.RIGHT:
        return None
    logins.forget_old(session, OfficerSession, now)
    token = new_token()
    expires = now + timedelta(minutes=service.config.times.officer_session)
    session.add(
        OfficerSession(token_sha256=token_hash(token), officer_id=officer.id, expires=expires)
    )
    return wire.OfficerSession(token=token, expires=moment(expires), name=officer.name)


def authenticate(service: Service, token: str) -> str:
    """Return the officer's name. Raises Refused `not_authorised`, `session_expired`."""
    with service.database.read() as session:
        return logins.find(session, OfficerSession, token, service.clock()).officer.name


def log_out(service: Service, token: str) -> None:
    """End a session."""
    own = OfficerSession.token_sha256 == token_hash(token)
    with service.database.write() as session:
        logins.end(session, "session_logged_out", own, kind=OfficerSession)


def may_decide(session: Session, name: str, office: str) -> bool:
    """Return whether an officer decides on the applications of an office."""
    officer = _by_name(session, name)
    return officer is not None and officer.office in (None, office)


def set_password(
    database: Database,
    passwords: Passwords,
    name: str,
    password: str,
    now: datetime,
    *,
    office: str | None = None,
) -> bool:
    """Add an account, or give it a new password; return whether it is new.

    Its logins end, and wrong passwords are forgotten. `office`: the only one whose applications
    the officer decides on.
    """
    kept = passwords.hash(password)
    with database.write() as session:
        officer = _by_name(session, name)
        event = "officer_changed" if officer else "officer_added"
        if officer is None:
            officer = Officer(name=name)
            session.add(officer)
        officer.password_hash, officer.office = kept, office
        session.flush()
        logins.forget_failures(session, f"officer {name}")
        own = OfficerSession.officer_id == officer.id
        logins.end(session, "session_password_changed", own, kind=OfficerSession)
        audit.append(session, now, CONSOLE, event, name)
    return event == "officer_added"


def remove(database: Database, name: str, now: datetime) -> bool:
    """Remove an account and end its logins; return whether there was one."""
    with database.write() as session:
        officer = _by_name(session, name)
        if officer is None:
            return False
        session.execute(delete(OfficerSession).where(OfficerSession.officer_id == officer.id))
        session.delete(officer)
        logins.forget_failures(session, f"officer {name}")
        audit.append(session, now, CONSOLE, "officer_removed", name)
        return True


def names(database: Database) -> list[str]:
    """Return every officer's name."""
    with database.read() as session:
        return list(session.scalars(select(Officer.name).order_by(Officer.name)))


def _by_name(session: Session, name: str) -> Officer | None:
    return session.scalar(select(Officer).where(Officer.name == name))
