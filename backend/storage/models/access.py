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
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    fingerprint: Mapped[str | None] = mapped_column(
        ForeignKey("certificates.fingerprint"), index=True
    )
    """None where a password opened it."""
    expires: Mapped[datetime] = mapped_column(index=True)
    user: Mapped[RegisteredUser] = relationship()


class Officer(Table):
    """An officer's account."""

    __tablename__ = "officers"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]


class OfficerSession(Table):
    """An officer's login; the token is kept as its SHA-256 only."""

    __tablename__ = "officer_sessions"

    token_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    expires: Mapped[datetime] = mapped_column(index=True)
    officer: Mapped[Officer] = relationship()


class Agency(Table):
    """다른 기관: its service may forward packages; the token is kept as its SHA-256 only."""

    __tablename__ = "agencies"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50), unique=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    ended: Mapped[datetime | None]
