"""감사 기록."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.storage.models.base import Table


class AuditRecord(Table):
    """Who did what, when and why; each row's hash covers the one before (see services.audit).

    Its words are text, not enums: whatever somebody writes here has to be readable to be found.
    """

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_actor_name", "actor_name", "position"),
        Index("ix_audit_event", "event", "position"),
    )

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    event: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(64), index=True)
    """The receipt number, or for accounts the name."""
    actor: Mapped[str] = mapped_column(String(20))
    actor_name: Mapped[str] = mapped_column(String(64))
    """The officer's name, or the fingerprint of the applicant's certificate."""
    office: Mapped[str | None] = mapped_column(String(2))
    """The office (접수청) for which an officer moved an application."""
    source: Mapped[str | None] = mapped_column(String(20))
    target: Mapped[str | None] = mapped_column(String(20))
    version: Mapped[int | None]
    """The application's version after it."""
    reason: Mapped[str] = mapped_column(String(150))
    emptied: Mapped[int | None]
    """The position of the record that notes that this one lost its reason and its actor's name."""
    hash: Mapped[str] = mapped_column(String(64), unique=True)
