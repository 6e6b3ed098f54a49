"""조달청 담당자: officers' accounts."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from backend.passwords import Passwords
from backend.refused import Refused
from backend.services import audit
from backend.services.access import logins
from backend.services.audit import Doer
from backend.storage.database import Database
from backend.storage.models import Officer, OfficerSession, Submission
from registration.lifecycle import Actor
from registration.roles import OfficerRole

CONSOLE = Doer(Actor.SYSTEM, "g2b-server")


def set_password(
    database: Database,
    passwords: Passwords,
    name: str,
    password: str,
    now: datetime,
    *,
    roles: Iterable[OfficerRole] | None = None,
    offices: Iterable[str] | None = None,
    must_enrol: bool = False,
) -> bool:
    """Add an account, or give it a new password; return whether it is new.

    Its logins end, and wrong passwords are forgotten. `roles`: None for those it has, which of a
    new one are 담당자, and of the first 관리자 too. `offices`: those whose applications the officer
    decides on, None for all. `must_enrol`: a second factor is to be set up at the next login.
    """
    kept = passwords.hash(password)
    with database.write() as session:
        officer = by_name(session, name)
        event = "officer_changed" if officer else "officer_added"
        if officer is None:
            officer = Officer(name=name, roles=_first_roles(session))
            session.add(officer)
        officer.password_hash, officer.ended = kept, None
        officer.must_enrol = must_enrol
        officer.offices = None if offices is None else sorted(set(offices))
        if roles is not None:
            officer.roles = sorted(set(roles))
        session.flush()
        forget(session, officer, "session_password_changed")
        audit.append(session, now, CONSOLE, event, name)
    return event == "officer_added"


def give_roles(database: Database, name: str, roles: Iterable[OfficerRole], now: datetime) -> None:
    """Give an account roles that it lacks."""
    with database.write() as session:
        officer = by_name(session, name)
        wanted = sorted({*roles, *(officer.roles if officer else ())})
        if officer is not None and officer.roles != wanted:
            officer.roles = wanted
            audit.append(session, now, CONSOLE, "officer_changed", name)


def give_certificate(database: Database, name: str, fingerprint: str, now: datetime) -> None:
    """Let an account log in by a certificate (SHA-256)."""
    with database.write() as session:
        officer = by_name(session, name)
        if officer is not None and officer.fingerprint != fingerprint:
            officer.fingerprint, officer.holder = fingerprint, None
            audit.append(session, now, CONSOLE, "officer_changed", name)


def _first_roles(session: Session) -> list[str]:
    """Return what a new account is there for: the first looks after those to come."""
    is_first = session.scalar(select(Officer.id).limit(1)) is None
    return sorted({OfficerRole.OFFICER, *([OfficerRole.ADMINISTRATOR] if is_first else [])})


def forget(session: Session, officer: Officer, cause: str) -> None:
    """End an officer's logins, telling them why, and forget wrong passwords."""
    logins.forget_failures(session, f"officer {officer.name}")
    own = OfficerSession.officer_id == officer.id
    logins.end(session, cause, own, kind=OfficerSession)


def remove(database: Database, name: str, now: datetime) -> bool:
    """Remove an account and end its logins; return whether there was one."""
    with database.write() as session:
        officer = by_name(session, name)
        if officer is None:
            return False
        session.execute(delete(OfficerSession).where(OfficerSession.officer_id == officer.id))
        session.execute(update(Submission).where(Submission.officer == name).values(officer=None))
        session.delete(officer)
        logins.forget_failures(session, f"officer {name}")
        audit.append(session, now, CONSOLE, "officer_removed", name)
        return True


def names(database: Database) -> list[str]:
    """Return every officer's name."""
    with database.read() as session:
        return list(session.scalars(select(Officer.name).order_by(Officer.name)))


def in_force(session: Session, name: str) -> Officer | None:
    """Return the account of this name that has not ended."""
    officer = by_name(session, name)
    return officer if officer is not None and officer.ended is None else None


def required(session: Session, name: str) -> Officer:
    """Return the account of whoever acts. Raises Refused `not_authorised` once it has ended."""
    officer = in_force(session, name)
    if officer is None:
        raise Refused("not_authorised")
    return officer


def by_name(session: Session, name: str) -> Officer | None:
    """Return the account of this name, ended or not."""
    if "\0" in name:  # which is no text to a database, and no account's name
        return None
    return session.scalar(select(Officer).where(Officer.name == name))
