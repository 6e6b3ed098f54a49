"""조달청 담당자의 로그인: officers' sessions, of programs and of browsers."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.secret import new_token, token_hash
from backend.service import Service
from backend.services import audit
from backend.services.access import logins, officers
from backend.services.access.logins import Tried, Trying
from backend.services.officer_rights import OfficerActing, acting
from backend.storage.models import Officer, OfficerSession
from registration import wire
from registration.submission import moment

TOUCHED_EVERY = timedelta(minutes=1)
"""How precisely the use of a browser's session is noted."""


def login(service: Service, given: wire.OfficerLogin, address: str) -> wire.OfficerSession:
    """Return a new session of a program. Raises Refused `login_failed`, whatever the cause."""
    trying = _trying(service, given.officer, address)
    with service.passwords.turn():
        officer_id = _shown(service, given, trying)
    if officer_id is None:
        raise trying.refused("login_failed")
    expires = service.clock() + timedelta(minutes=service.config.times.officer_session)
    with service.database.write() as session:
        token = _add(service, session, officer_id, expires)
    return wire.OfficerSession(token=token, expires=moment(expires), name=given.officer)


def log_in_browser(service: Service, given: wire.OfficerLogin, address: str) -> str:
    """Return the token of a new session of a browser. Raises Refused as `login`."""
    trying = _trying(service, given.officer, address)
    with service.passwords.turn():
        officer_id = _shown(service, given, trying)
    if officer_id is None:
        raise trying.refused("login_failed")
    with service.database.write() as session:
        return open_in_browser(service, session, officer_id)


def open_for(service: Service, name: str) -> str:
    """Return the token of a new session of a browser, for who needs to show nothing more.

    Raises Refused `not_found` where there is no such account.
    """
    with service.database.write() as session:
        officer = officers.in_force(session, name)
        if officer is None:
            raise Refused("not_found")
        return open_in_browser(service, session, officer.id)


def open_in_browser(service: Service, session: Session, officer_id: int) -> str:
    """Return the token of a new session, whose use puts off its end."""
    times, now = service.config.times, service.clock()
    until = now + timedelta(minutes=times.officer_day)
    idle = now + timedelta(minutes=times.officer_idle)
    return _add(service, session, officer_id, min(idle, until), until)


def authenticate(service: Service, token: str) -> OfficerActing:
    """Return the officer of a program's session.

    Raises Refused `not_authorised`, `session_expired`, or how it ended before its time.
    """
    with service.database.read() as session:
        login = logins.find(session, OfficerSession, token, service.clock())
        if login.until is not None:
            raise Refused("not_authorised")
        return acting(login)


class InBrowser(NamedTuple):
    """A session of a browser in force."""

    officer: OfficerActing
    kept_form: dict[str, Any] | None


def in_browser(service: Service, token: str) -> InBrowser:
    """Return whose session it is, and put off its end.

    Raises Refused `not_authorised`, `session_expired`, or how it ended before its time.
    """
    now = service.clock()
    with service.database.read() as session:
        login = logins.find(session, OfficerSession, token, now)
        if login.until is None:
            raise Refused("not_authorised")
        found = InBrowser(acting(login), login.kept_form)
        expires = min(now + timedelta(minutes=service.config.times.officer_idle), login.until)
        is_stale = expires - login.expires >= TOUCHED_EVERY
    if is_stale:
        with service.database.write() as session:
            kept = session.get(OfficerSession, found.officer.session)
            if kept is not None:
                kept.expires = expires
    return found


def keep_form(service: Service, officer: OfficerActing, form: dict[str, Any] | None) -> None:
    """Keep with the session what was typed into a form and could not be taken; None forgets it."""
    with service.database.write() as session:
        login = session.get(OfficerSession, officer.session)
        if login is not None:
            login.kept_form = form


def log_out(service: Service, token_sha256: str) -> None:
    """End a session."""
    own = OfficerSession.token_sha256 == token_sha256
    with service.database.write() as session:
        logins.end(session, "session_logged_out", own, kind=OfficerSession)
        session.query(OfficerSession).filter(own).update({"kept_form": None})


def _trying(service: Service, name: str, address: str) -> Trying:
    return Trying(f"officer {name}", address, service.config.times.officer_lock)


def _shown(service: Service, given: wire.OfficerLogin, trying: Trying) -> int | None:
    """Return whose account it was shown to be, or count the failure."""
    with service.database.read() as session:
        officer = officers.in_force(session, given.officer)
        kept = officer.password_hash if officer else None
    fits = service.passwords.fits(kept, given.password)
    with service.database.write() as session:
        now = service.clock()
        officer = officers.in_force(session, given.officer)
        if officer is None:
            trying.unknown()
            return None
        tried = trying.tried(session, now, fits=fits)
        if tried is Tried.WRONG:  # those that do not count are not recorded: they come without end
            _note_failure(session, now, officer, trying)
        return officer.id if tried is Tried.RIGHT else None


def _note_failure(session: Session, now: datetime, officer: Officer, trying: Trying) -> None:
    reason = f"from {trying.address}"
    audit.append(session, now, officers.CONSOLE, "login_failed", officer.name, reason=reason)


def _add(
    service: Service,
    session: Session,
    officer_id: int,
    expires: datetime,
    until: datetime | None = None,
) -> str:
    logins.forget_old(session, OfficerSession, service.clock())
    token = new_token()
    session.add(
        OfficerSession(
            token_sha256=token_hash(token), officer_id=officer_id, expires=expires, until=until
        )
    )
    return token
