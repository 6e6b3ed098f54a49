"""조직 – 이용자 – 인증서, and what an organisation is registered as."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.storage.models.base import Table
from backend.storage.models.submissions import Submission
from registration.kinds import Kind


class Organisation(Table):
    """조직: came into being by the first approval of an application.

    Of one number there are two at the most: that of its certificates, and, apart from it, that of
    an account (아이디) whose holder has not proved the number yet.
    """

    __tablename__ = "organisations"
    __table_args__ = (UniqueConstraint("key", "by_account"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(10))
    """수요기관코드 or 사업자등록번호: what it is known by."""
    by_account: Mapped[bool] = mapped_column(default=False)
    """Whether an ID and a password are all that opens it: no certificate vouches for the number."""
    business_number: Mapped[str] = mapped_column(String(10), index=True)
    name: Mapped[str] = mapped_column(String(200))
    registered: Mapped[datetime]
    records: Mapped[list["Record"]] = relationship(
        back_populates="organisation", order_by="Record.id"
    )
    users: Mapped[list["RegisteredUser"]] = relationship(
        back_populates="organisation", order_by="RegisteredUser.id"
    )


class Record(Table):
    """등록 정보: what an organisation is registered as, one record a kind."""

    __tablename__ = "records"
    __table_args__ = (UniqueConstraint("organisation_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    kind: Mapped[Kind]
    version: Mapped[int]
    form: Mapped[dict[str, Any]]
    registered: Mapped[datetime]
    renewed: Mapped[datetime]
    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id"), unique=True)
    """The application whose approval made the present version."""
    organisation: Mapped[Organisation] = relationship(back_populates="records")
    submission: Mapped[Submission] = relationship()
    versions: Mapped[list["RecordVersion"]] = relationship(order_by="RecordVersion.version.desc()")


class RecordVersion(Table):
    """변경 이력: every version of a record, the present one included."""

    __tablename__ = "record_versions"

    record_id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    form: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    at: Mapped[datetime]
    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id"), unique=True)
    submission: Mapped[Submission] = relationship()


class RegisteredUser(Table):
    """이용자: a person of an organisation; exactly one is its 대표수신자."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    name: Mapped[str] = mapped_column(String(50))
    department: Mapped[str | None] = mapped_column(String(50))
    email: Mapped[str] = mapped_column(String(100))
    mobile: Mapped[str] = mapped_column(String(11))
    is_recipient: Mapped[bool] = mapped_column(default=False)
    organisation: Mapped[Organisation] = relationship(back_populates="users")
    certificates: Mapped[list["UserCertificate"]] = relationship(
        back_populates="user", order_by="UserCertificate.registered"
    )
    account: Mapped["Account | None"] = relationship(back_populates="user")


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


class EndedCertificate(Table):
    """A certificate whose registration ended: it comes back with the 대표수신자's consent only."""

    __tablename__ = "ended_certificates"

    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    cause: Mapped[str] = mapped_column(String(40))
    """The refusal that tells why."""
    reason: Mapped[str] = mapped_column(String(150), default="")
    """What an officer gave as the reason."""
    at: Mapped[datetime]


class Account(Table):
    """아이디와 비밀번호 of a 목록화요청업체: reserved at filing, in force after approval.

    It ends when a certificate is registered.
    """

    __tablename__ = "accounts"

    account_id: Mapped[str] = mapped_column(String(20), primary_key=True)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id"), unique=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    ended: Mapped[datetime | None]
    end_reason: Mapped[str | None] = mapped_column(String(150))
    """What an officer gave as the reason; None where a certificate took its place."""
    user: Mapped[RegisteredUser | None] = relationship(back_populates="account")
