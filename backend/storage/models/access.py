"""Who may come in: challenges, sessions, officers, other agencies."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
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
    roles: Mapped[list[str]]
    """Values of OfficerRole."""
    offices: Mapped[list[str] | None]
    """Those whose applications the officer decides on; None where all."""
    organisation: Mapped[str | None] = mapped_column(String(20))
    """The key of the organisation the officer belongs to, on which they never decide."""
    fingerprint: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Of the certificate that logs in."""
    holder: Mapped[str | None] = mapped_column(String(500))
    """The distinguished name in that certificate, as it last logged in."""
    email: Mapped[str | None] = mapped_column(String(100))
    mobile: Mapped[str | None] = mapped_column(String(20))
    ended: Mapped[datetime | None]
    must_enrol: Mapped[bool] = mapped_column(default=False)
    """Whether a second factor (TOTP) has to be set up before anything else is done in pages."""
    totp_salt: Mapped[str | None] = mapped_column(String(43))
    """What, with the service's secret, makes the key of the codes; none that is stored."""
    totp_since: Mapped[datetime | None]
    """When the first code was shown to be right; before that none is asked for."""
    totp_step: Mapped[int | None]
    """The last time step whose code was used: each code counts once (RFC 6238 section 5.2)."""
    recovery_sha256: Mapped[list[str]] = mapped_column(default=list)
    """Hashes of the recovery codes that are left."""
    version: Mapped[int] = mapped_column(default=1)
    """Counts changes made in pages, which name the one they were made on."""


class OfficerSession(Table):
    """An officer's login; the token is kept as its SHA-256 only."""

    __tablename__ = "officer_sessions"

    token_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    expires: Mapped[datetime] = mapped_column(index=True)
    until: Mapped[datetime | None]
    """In a browser, whose use puts off the end: when it ends whatever happens; else None."""
    ended: Mapped[str | None] = mapped_column(String(40))
    """The refusal that tells how it ended before its time."""
    kept_form: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """What was typed into a form and could not be taken, until it is sent again."""
    officer: Mapped[Officer] = relationship()


class OfficerLook(Table):
    """What an officer has looked at in a session, for the audit notes each once."""

    __tablename__ = "officer_looks"

    token_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    subject: Mapped[str] = mapped_column(String(64), primary_key=True)


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
