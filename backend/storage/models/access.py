"""Who may come in: challenges, sessions, officers, other agencies."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.storage.models.base import Table
from backend.storage.models.organisations import RegisteredUser


class SpentChallenge(Table):
    """A challenge that was answered; kept until it would have expired."""

    __tablename__ = "spent_challenges"

    id: Mapped[str] = mapped_column(String(128), primary_key=True)
    expires: Mapped[datetime] = mapped_column(index=True)


class UserSession(Table):
    """A login of a user; the token is kept as its SHA-256 only."""

    __tablename__ = "sessions"

    token_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    """None once the user is removed; the login has ended then."""
    fingerprint: Mapped[str | None] = mapped_column(String(64), index=True)
    """Of the certificate that opened it; None where a password did."""
    expires: Mapped[datetime] = mapped_column(index=True)
    ended: Mapped[str | None] = mapped_column(String(40))
    """The refusal that tells how it ended before its time."""
    user: Mapped[RegisteredUser | None] = relationship()


class Officer(Table):
    """An officer's account."""

    __tablename__ = "officers"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    office: Mapped[str | None] = mapped_column(String(2))
    """The office whose applications the officer decides on; None where all."""


class OfficerSession(Table):
    """An officer's login; the token is kept as its SHA-256 only."""

    __tablename__ = "officer_sessions"

    token_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    expires: Mapped[datetime] = mapped_column(index=True)
    ended: Mapped[str | None] = mapped_column(String(40))
    """The refusal that tells how it ended before its time."""
    officer: Mapped[Officer] = relationship()


class FailedLogins(Table):
    """Wrong passwords for one account from one address, since the last right one."""

    __tablename__ = "failed_logins"

    holder: Mapped[str] = mapped_column(String(64), primary_key=True)
    address: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    at: Mapped[datetime] = mapped_column(index=True)
    """The last one."""


class Agency(Table):
    """다른 기관: its service may forward packages; the token is kept as its SHA-256 only."""

    __tablename__ = "agencies"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50), unique=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    ended: Mapped[datetime | None]
