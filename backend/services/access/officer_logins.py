"""조달청 담당자의 로그인: officers' sessions, of programs and of browsers."""

import hmac
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.secret import new_token, token_hash
from backend.service import Service
from backend.services import audit
from backend.services.access import logins, officers, second_factor
from backend.services.access.logins import Tried, Trying
from backend.services.officer_rights import OfficerActing, acting
from backend.services.proofs import signatures, tickets
from backend.services.proofs.documents import read_document
from backend.storage.models import Officer, OfficerLook, OfficerSession
from registration import wire
from registration.submission import ChallengePurpose, OfficerLogin, moment

TOUCHED_EVERY = timedelta(minutes=1)
"""How precisely the use of a browser's session is noted."""


PROVED_SECONDS = 5 * 60
"""How long a browser that has shown a password may take for the code."""


class CodeRequired(Refused):
    """The password is right, and the account asks for a code as well.

    `proof`: what stands for the password meanwhile, so that it is not typed again.
    """

    def __init__(self, proof: str) -> None:
        super().__init__("code_required")
        self.proof = proof


def login(service: Service, given: wire.OfficerLogin, address: str) -> wire.OfficerSession:
    """Return a new session of a program.

    Raises Refused `login_failed`, whatever the cause; with the right password `code_required` and
    `code_wrong`.
    """
    officer_id = _shown(service, given, address)
    expires = service.clock() + timedelta(minutes=service.config.times.officer_session)
    with service.database.write() as session:
        token = _add(service, session, officer_id, expires)
    return wire.OfficerSession(token=token, expires=moment(expires), name=given.officer)


def log_in_browser(
    service: Service, given: wire.OfficerLogin, address: str, proof: str = ""
) -> str:
    """Return the token of a new session of a browser. Raises Refused as `login`.

    `proof`: that of an earlier `CodeRequired`, in place of the password.
    """
    officer_id = _shown(service, given, address, proof)
    with service.database.write() as session:
        return open_in_browser(service, session, officer_id)


def to_sign(service: Service) -> OfficerLogin:
    """Return what an officer signs to log in by certificate; good for one login, a while."""
    return OfficerLogin(
        service_certificate=service.keys.signing.certificate.fingerprint,
        challenge=tickets.issue_challenge(service, ChallengePurpose.OFFICER_LOGIN),
    )


def log_in_by_certificate(service: Service, cms: bytes) -> str:
    """Return the token of a new session of a browser, for `to_sign` as an officer signed it.

    Raises Refused with the code of the first failed check.
    """
    signed = signatures.read_signed(cms)
    answer = read_document(OfficerLogin, signed.content or b"")
    signatures.check_addressed(service, answer.service_certificate)
    tickets.answer_challenge(service, answer.challenge, ChallengePurpose.OFFICER_LOGIN)
    signatures.check_signature(signed)
    fingerprint = signed.certificate.fingerprint
    with service.database.read() as session:
        _by_certificate(session, fingerprint)
    signatures.check_revocation(service, signatures.check_chain(service, signed))
    with service.database.write() as session:
        officer = _by_certificate(session, fingerprint)
        officer.holder = str(signed.certificate.subject)
        return open_in_browser(service, session, officer.id)


def _by_certificate(session: Session, fingerprint: str) -> Officer:
    officer = session.scalar(select(Officer).where(Officer.fingerprint == fingerprint))
    if officer is None or officer.ended is not None:
        raise Refused("officer_certificate_unknown")
    return officer


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


def _shown(service: Service, given: wire.OfficerLogin, address: str, proof: str = "") -> int:
    """Return whose account it was shown to be, or count the failure. Raises Refused."""
    trying = Trying(f"officer {given.officer}", address, service.config.times.officer_lock)
    with service.passwords.turn():
        fits = _fits(service, given, proof)
        with service.database.write() as session:
            officer = officers.in_force(session, given.officer)
            if officer is None:
                trying.unknown()
                raise trying.refused("login_failed")
            is_whole = fits and _code_fits(service, session, officer, given.code, trying)
            tried = trying.tried(session, service.clock(), fits=is_whole)
            if tried is Tried.WRONG:  # others are not recorded: they come without end
                _note_failure(session, service.clock(), officer, trying)
            officer_id = officer.id
    if tried is not Tried.RIGHT:
        is_code = fits and tried is Tried.WRONG
        raise trying.refused("code_wrong" if is_code else "login_failed")
    return officer_id


def _fits(service: Service, given: wire.OfficerLogin, proof: str) -> bool:
    """Return whether the password, or what stands for it, is right."""
    with service.database.read() as session:
        officer = officers.in_force(session, given.officer)
        kept = officer.password_hash if officer else None
    if not proof:
        return service.passwords.fits(kept, given.password)
    until, _, _ = proof.partition(".")
    is_made = hmac.compare_digest(proof.encode(), _proof(service, given.officer, kept, until))
    is_number = until.isascii() and until.isdigit() and len(until) < 20
    return kept is not None and is_made and is_number and int(until) > _seconds(service)


def _code_fits(
    service: Service, session: Session, officer: Officer, code: str, trying: Trying
) -> bool:
    """Return whether the code is right, or none is needed. Raises CodeRequired where it lacks."""
    if officer.totp_since is None:
        return True
    if trying.is_locked_out(session, service.clock()):
        return False
    if not code.strip():
        until = str(_seconds(service) + PROVED_SECONDS)
        proof = _proof(service, officer.name, officer.password_hash, until)
        raise CodeRequired(proof.decode())
    return second_factor.use(service, session, officer, code)


def _proof(service: Service, name: str, kept: str | None, until: str) -> bytes:
    """Return what stands for a right password until then (seconds of the clock)."""
    return f"{until}.{service.secret.mac('password shown', name, kept or '', until)}".encode()


def _seconds(service: Service) -> int:
    return int(service.clock().timestamp())


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
    known = select(OfficerSession.token_sha256)
    session.execute(delete(OfficerLook).where(OfficerLook.token_sha256.not_in(known)))
    token = new_token()
    session.add(
        OfficerSession(
            token_sha256=token_hash(token), officer_id=officer_id, expires=expires, until=until
        )
    )
    return token
