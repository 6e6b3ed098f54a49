"""아이디와 비밀번호: how users of a 목록화요청업체 log in until they register a certificate."""

import secrets

from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.secret import token_hash
from backend.service import Service
from backend.services import audit
from backend.services.access import logins, rights, sessions
from backend.services.access.logins import Tried, Trying
from backend.services.officer_rights import OfficerActing, require_role
from backend.services.proofs.documents import filed
from backend.storage.models import Account, Submission, UserSession
from registration import wire
from registration.passwords import check_password, guessable_numbers
from registration.roles import OfficerRole


def log_in(service: Service, given: wire.PasswordLogin, address: str) -> wire.Session:
    """Open a session.

    Raises Refused `login_failed`, the same and after the same work for every cause that a wrong
    password may have; only after the right one `account_pending` and `account_ended`.
    """
    trying = _trying(service, given.account_id, address)
    with service.passwords.turn():
        with service.database.read() as session:
            account = session.get(Account, given.account_id)
            kept = account.password_hash if account else None
        fits = service.passwords.fits(kept, given.password)
        with service.database.write() as session:
            account = session.get(Account, given.account_id)
            if account is None:
                trying.unknown()
            passed = account is not None and _opens(trying, session, service, fits=fits)
            if account is not None and passed and account.ended is None and account.user:
                return sessions.open_session(service, session, account.user, None)
            ended = account is not None and account.ended is not None
            why = account.end_reason if account is not None else None
    if not passed:
        raise trying.refused("login_failed")
    if why:
        raise Refused("account_ended_by_office", reason=why)
    raise Refused("account_ended" if ended else "account_pending")


def availability(service: Service, account_id: str) -> wire.AccountAvailability:
    """Return whether an ID can still be chosen; one that ended is not given out again."""
    with service.database.read() as session:
        free = session.get(Account, account_id) is None
    return wire.AccountAvailability(account_id=account_id, free=free)


def change_password(
    service: Service, user: rights.LoggedIn, given: wire.PasswordChange, address: str
) -> None:
    """Give one's account another password; the user's other sessions end.

    Raises Refused `not_found` without an account in force, `password_wrong` (also while it is
    locked), `password_unfit`.
    """
    with service.passwords.turn():
        with service.database.read() as session:
            account = _own(session, user)
            account_id, kept = account.account_id, account.password_hash
            form = filed(session.get_one(Submission, account.submission_id)).form
        fits = service.passwords.fits(kept, given.present)
        trying = _trying(service, account_id, address)
        with service.database.write() as session:
            passed = _opens(trying, session, service, fits=fits)
        if not passed:
            raise trying.refused("password_wrong")
        problems = check_password(given.new, account_id, guessable_numbers(form))
        if problems:
            raise Refused("password_unfit", problems=[problem.to_json() for problem in problems])
        changed = service.passwords.hash(given.new)
    with service.database.write() as session:
        account = _own(session, user)
        if account.password_hash != kept:  # another change came first
            raise trying.refused("password_wrong")
        account.password_hash = changed
        logins.end(
            session,
            "session_password_changed",
            UserSession.user_id == user.user,
            UserSession.token_sha256 != token_hash(user.token),
        )
        audit.append(session, service.clock(), user.doer, "password_changed", account_id)


def end(service: Service, session: Session, account: Account) -> None:
    """End an account for good; its ID is not given out again, its sessions end."""
    account.ended = service.clock()
    logins.end(
        session,
        "session_account_ended",
        UserSession.user_id == account.user_id,
        UserSession.fingerprint.is_(None),
    )


def reset(service: Service, officer: OfficerActing, account_id: str) -> wire.NewPassword:
    """Give an account in force a password made up for it, which the officer hands on.

    Its user's logins end, and wrong passwords are forgotten. Raises Refused `role_missing`,
    `not_found`.
    """
    require_role(officer, OfficerRole.OFFICER, OfficerRole.ADMINISTRATOR)
    password = f"{secrets.token_urlsafe(9)}-{secrets.randbelow(90) + 10}"
    kept = service.passwords.hash(password)
    with service.database.write() as session:
        account = session.get(Account, account_id)
        if account is None or account.ended is not None or account.user is None:
            raise Refused("not_found")
        account.password_hash = kept
        logins.forget_failures(session, f"account {account_id}")
        of_user = UserSession.user_id == account.user_id
        logins.end(session, "session_password_changed", of_user)
        audit.append(session, service.clock(), officer.doer, "password_reset", account_id)
    return wire.NewPassword(account_id=account_id, password=password)


def _trying(service: Service, account_id: str, address: str) -> Trying:
    return Trying(f"account {account_id}", address, service.config.times.account_lock)


def _opens(trying: Trying, session: Session, service: Service, *, fits: bool) -> bool:
    return trying.tried(session, service.clock(), fits=fits) is Tried.RIGHT


def _own(session: Session, user: rights.LoggedIn) -> Account:
    account = rights.user_of(session, user).account
    if account is None or account.ended is not None:
        raise Refused("not_found")
    return account
