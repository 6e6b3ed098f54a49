"""Tokens of those who logged in: made, found again, ended."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import TypeVar

from sqlalchemy import ColumnElement, delete, update
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.secret import token_hash
from backend.storage.models import FailedLogins, OfficerSession, UserSession

Login = TypeVar("Login", UserSession, OfficerSession)

log = logging.getLogger(__name__)

FAILURES_BEFORE_LOCK = 5
LONGEST_LOCK = 8
"""How many times the first lock the longest lasts; each failure that follows doubles it.

Bounded, for whoever shares an address with one who guesses is locked out with them.
"""
FAILURES_KEPT = timedelta(days=1)
"""How long wrong passwords are remembered."""
KEPT_AFTER_END = timedelta(days=1)
"""How long an ended login is remembered, so that its user is told that it ended."""


def forget_old(session: Session, kind: type[UserSession | OfficerSession], now: datetime) -> None:
    """Remove logins that ended long ago."""
    session.execute(delete(kind).where(kind.expires < now - KEPT_AFTER_END))


def find(session: Session, kind: type[Login], token: str, now: datetime) -> Login:
    """Return the login of a token.

    Raises Refused `not_authorised`, `session_expired`, or how it ended before its time.
    """
    login = session.get(kind, token_hash(token))
    if login is None:
        raise Refused("not_authorised")
    if login.ended:
        raise Refused(login.ended)
    if login.expires <= now:
        raise Refused("session_expired")
    return login


def end(
    session: Session,
    cause: str,
    *which: ColumnElement[bool],
    kind: type[UserSession | OfficerSession] = UserSession,
) -> None:
    """End logins before their time; `cause`: the refusal that tells their users why."""
    session.execute(update(kind).where(kind.ended.is_(None), *which).values(ended=cause))


def forget_user(session: Session, user: int) -> None:
    """Let go of a user that is removed; how their logins ended is still told."""
    of_user = update(UserSession).where(UserSession.user_id == user)
    session.execute(of_user.values(user_id=None))


class Tried(Enum):
    """What comes of a password that was given."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED_OUT = "locked out"
    """Too many wrong ones came from there: this one was not looked at, and does not count."""


@dataclass(frozen=True, slots=True)
class Trying:
    """Someone at an address who gives a password for an account.

    Wrong ones are counted by account and address: whoever guesses is locked out, and nobody else.
    """

    holder: str
    """What the account is called here: `officer NAME` or `account ID`."""
    address: str
    minutes: int
    """How long the address is locked out after too many failures."""

    def tried(self, session: Session, now: datetime, *, fits: bool) -> Tried:
        """Count a password; while locked out, not even the right one opens.

        The session must be a writing one.
        """
        if self.is_locked_out(session, now):
            self._log("locked out")
            return Tried.LOCKED_OUT
        known = self._known(session)
        if fits:
            forget_failures(session, self.holder, self.address)
            return Tried.RIGHT
        self._log("wrong password")
        session.execute(delete(FailedLogins).where(FailedLogins.at < now - FAILURES_KEPT))
        session.merge(
            FailedLogins(
                holder=self.holder,
                address=self.address[:64],
                failures=known.failures + 1 if known and now - known.at < FAILURES_KEPT else 1,
                at=now,
            )
        )
        return Tried.WRONG

    def is_locked_out(self, session: Session, now: datetime) -> bool:
        """Return whether too many wrong ones came from there."""
        known = self._known(session)
        if known is None:
            return False
        # A clock that was wrong, and is right again, locks nobody out.
        return timedelta() <= now - known.at < self._lock(known.failures)

    def _known(self, session: Session) -> FailedLogins | None:
        return session.get(FailedLogins, (self.holder, self.address[:64]))

    def refused(self, code: str) -> Refused:
        """Return the refusal, which tells the rule whatever the cause was."""
        return Refused(
            code,
            failures=FAILURES_BEFORE_LOCK,
            minutes=self.minutes,
            most_minutes=self.minutes * LONGEST_LOCK,
        )

    def _lock(self, failures: int) -> timedelta:
        """Return how long so many failures lock the address out."""
        if failures < FAILURES_BEFORE_LOCK:
            return timedelta()
        times = min(2 ** (failures - FAILURES_BEFORE_LOCK), LONGEST_LOCK)
        return timedelta(minutes=self.minutes * times)

    def unknown(self) -> None:
        """Note that there is no such account."""
        self._log("no such account")

    def _log(self, why: str) -> None:
        log.info("login refused, %s: %s", why, self.holder.partition(" ")[0])  # of which kind


def forget_failures(session: Session, holder: str, address: str | None = None) -> None:
    """Forget the wrong passwords for an account, from one address or from everywhere."""
    which = [FailedLogins.holder == holder]
    if address is not None:
        which.append(FailedLogins.address == address[:64])
    session.execute(delete(FailedLogins).where(*which))
