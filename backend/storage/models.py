"""The tables."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from backend.storage.types import UtcTime
from registration.lifecycle import OPEN_STATES

_OPEN = text(f"state IN ({', '.join(repr(state.value) for state in sorted(OPEN_STATES))})")


class Table(DeclarativeBase):
    """A row; constraints are named, so that later migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        datetime: UtcTime,
        dict[str, Any]: JSON,
        list[dict[str, Any]]: JSON,
        bytes: LargeBinary,
    }


class Submission(Table):
    """신청: what was signed, what the service answered, and where it stands."""

    __tablename__ = "submissions"
    __table_args__ = (
        Index(
            "uq_submissions_open",
            "business_number",
            "kind",
            unique=True,
            sqlite_where=_OPEN,
        ),
        Index("ix_submissions_queue", "state", "receipt_number"),
        CheckConstraint("length(receipt_number) = 10", name="receipt_number"),
    )

    id: Mapped[str] = mapped_column(String(43), primary_key=True)
    receipt_number: Mapped[str] = mapped_column(String(10), unique=True)
    draft: Mapped[str] = mapped_column(String(128), unique=True)
    ticket: Mapped[str] = mapped_column(String(128), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    business_number: Mapped[str] = mapped_column(String(10))
    applicant: Mapped[str] = mapped_column(String(100))
    office: Mapped[str] = mapped_column(String(2))
    state: Mapped[str] = mapped_column(String(20))
    version: Mapped[int] = mapped_column()
    received: Mapped[datetime]
    document: Mapped[bytes] = mapped_column(deferred=True)
    """The canonical bytes that were signed."""
    document_sha256: Mapped[str] = mapped_column(String(64))
    signature: Mapped[bytes] = mapped_column(deferred=True)
    """The CMS SignedData as it came, the document inside."""
    certificate_sha256: Mapped[str] = mapped_column(String(64))
    receipt: Mapped[bytes] = mapped_column(deferred=True)
    """The receipt in CMS SignedData of the service."""
    verdicts: Mapped[list["Verdict"]] = relationship(order_by="Verdict.position")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy types it so


class Verdict(Table):
    """What one named check of the intake found."""

    __tablename__ = "verdicts"

    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    check: Mapped[str] = mapped_column(String(30))
    passed: Mapped[bool]
    findings: Mapped[list[dict[str, Any]]]


class Organisation(Table):
    """조직: a registered record, which came into being by an approval."""

    __tablename__ = "organisations"
    __table_args__ = (UniqueConstraint("business_number", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    business_number: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(100))
    form: Mapped[dict[str, Any]]
    registered: Mapped[datetime]
    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id"), unique=True)
    submission: Mapped[Submission] = relationship()
    users: Mapped[list["RegisteredUser"]] = relationship(
        back_populates="organisation", order_by="RegisteredUser.id"
    )


class RegisteredUser(Table):
    """이용자: a person of an organisation."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    name: Mapped[str] = mapped_column(String(50))
    department: Mapped[str | None] = mapped_column(String(50))
    email: Mapped[str] = mapped_column(String(100))
    mobile: Mapped[str] = mapped_column(String(11))
    organisation: Mapped[Organisation] = relationship(back_populates="users")
    certificates: Mapped[list["UserCertificate"]] = relationship(
        back_populates="user", order_by="UserCertificate.registered"
    )


class UserCertificate(Table):
    """인증서: bound to one user, known by the SHA-256 of its DER."""

    __tablename__ = "certificates"

    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    certificate: Mapped[bytes]
    holder: Mapped[str]
    issuer: Mapped[str]
    expires: Mapped[datetime]
    registered: Mapped[datetime]
    user: Mapped[RegisteredUser] = relationship(back_populates="certificates")


class SpentChallenge(Table):
    """A challenge that was answered; kept until it would have expired."""

    __tablename__ = "spent_challenges"

    id: Mapped[str] = mapped_column(String(128), primary_key=True)
    expires: Mapped[datetime] = mapped_column(index=True)


class UserSession(Table):
    """A login with a certificate; the token is kept as its SHA-256 only."""

    __tablename__ = "sessions"

    token_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(ForeignKey("certificates.fingerprint"))
    expires: Mapped[datetime] = mapped_column(index=True)
    certificate: Mapped[UserCertificate] = relationship()


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
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    expires: Mapped[datetime] = mapped_column(index=True)
    officer: Mapped[Officer] = relationship()


class AuditRecord(Table):
    """Who did what, when and why; each row's hash covers the one before (see services.audit)."""

    __tablename__ = "audit"

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    event: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(64), index=True)
    """The receipt number, or for accounts the name."""
    actor: Mapped[str] = mapped_column(String(20))
    actor_name: Mapped[str] = mapped_column(String(64))
    """The officer's name, or the fingerprint of the applicant's certificate."""
    source: Mapped[str | None] = mapped_column(String(20))
    target: Mapped[str | None] = mapped_column(String(20))
    version: Mapped[int | None]
    """The application's version after it."""
    reason: Mapped[str] = mapped_column(String(150))
    hash: Mapped[str] = mapped_column(String(64), unique=True)


class ReceiptYear(Table):
    """The last receipt number given out in a year."""

    __tablename__ = "receipt_years"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
