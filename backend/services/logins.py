"""Tokens of those who logged in: made, found again, ended."""

from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import delete
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.secret import token_hash
from backend.storage.models import Account, Officer, OfficerSession, UserSession

Login = TypeVar("Login", UserSession, OfficerSession)

FAILURES_BEFORE_LOCK = 5
KEPT_AFTER_END = timedelta(days=1)
"""How long an ended login is remembered, so that its user is told that it ended."""


def forget_old(session: Session, kind: type[UserSession | OfficerSession], now: datetime) -> None:
    """Remove logins that ended long ago."""
    session.execute(delete(kind).where(kind.expires < now - KEPT_AFTER_END))


def find(session: Session, kind: type[Login], token: str, now: datetime) -> Login:
    """Return the login of a token. Raises Refused `not_authorised`, `session_expired`."""
    login = session.get(kind, token_hash(token))
    if login is None:
        raise Refused("not_authorised")
    if login.expires <= now:
        raise Refused("session_expired")
    return login


def passes(holder: Officer | Account, now: datetime, *, fits: bool, lock: timedelta) -> bool:
    """Return whether a password opens; a failure is counted, and a locked one opens to nobody."""
    if holder.locked_until and now < holder.locked_until:
        return False
    if fits:
        holder.failures, holder.locked_until = 0, None
        return True
    holder.failures += 1
    if holder.failures >= FAILURES_BEFORE_LOCK:
        holder.failures, holder.locked_until = 0, now + lock
    return False
