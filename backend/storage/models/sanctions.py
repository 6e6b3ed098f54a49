"""부정당업자 제재: sanctions, and the documents that made each what it is."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.storage.models.base import Table
from registration.lifecycle import Actor
from registration.sanctions.course import Document


class Sanction(Table):
    """A sanction as its documents have left it; its days tell how it stands on any day.

    All but its number is a copy out of `events`, to be searched for.
    """

    __tablename__ = "sanctions"
    __table_args__ = (
        UniqueConstraint("business_number", "sequence"),
        Index("ix_sanctions_days", "end", "start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    business_number: Mapped[str] = mapped_column(String(10))
    sequence: Mapped[int]
    """Of those of the number, from 1 on."""
    version: Mapped[int]
    """How many documents there are."""
    sent_by: Mapped[str | None] = mapped_column(String(50))
    """The agency's account that gave notice; None where an officer entered it."""
    agency: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(100))
    form: Mapped[dict[str, Any]]
    """The notice as it reads now."""
    start: Mapped[date]
    end: Mapped[date]
    stayed: Mapped[date | None]
    """Since when, while a stay is open."""
    lifted: Mapped[date | None]
    events: Mapped[list["SanctionEvent"]] = relationship(order_by="SanctionEvent.position")
    persons: Mapped[list["SanctionedPerson"]] = relationship(cascade="all, delete-orphan")


class SanctionEvent(Table):
    """One document of a sanction: rows are added, never changed."""

    __tablename__ = "sanction_events"

    sanction_id: Mapped[int] = mapped_column(ForeignKey("sanctions.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document: Mapped[Document]
    form: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    actor: Mapped[Actor]
    actor_name: Mapped[str] = mapped_column(String(64))
    """The officer, or the agency's account."""
    before: Mapped[dict[str, Any] | None]
    """The days of the sanction before it; None before the notice."""
    after: Mapped[dict[str, Any]]
    package: Mapped[str | None] = mapped_column(String(128), unique=True)
    """The ID of the signed package that an agency sent."""
    signature: Mapped[bytes | None] = mapped_column(deferred=True)
    """That package, CMS SignedData, as it came."""


class SanctionedPerson(Table):
    """대표자 named in the notice as it reads now, to be found by name."""

    __tablename__ = "sanctioned_persons"

    id: Mapped[int] = mapped_column(primary_key=True)
    sanction_id: Mapped[int] = mapped_column(ForeignKey("sanctions.id"), index=True)
    name: Mapped[str] = mapped_column(String(50), index=True)
    birth_date: Mapped[date | None]
