"""알림: what is to be told to applicants, written in the transaction of what it tells."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.storage.models.base import Table
from registration.notices import Channel, NoticeState, Occasion


class Notice(Table):
    """One message to one recipient.

    Its way: waiting, claimed by a process, sending from just before it cannot be taken back, sent.
    What a process leaves behind as claimed is sent by another; what it leaves as sending may have
    arrived, and is unclear until a person decides.
    """

    __tablename__ = "notices"
    __table_args__ = (Index("ix_notices_state", "state", "due"),)

    id: Mapped[str] = mapped_column(String(43), primary_key=True)
    """Stands in the Message-ID: the same message sent twice is recognised."""
    event: Mapped[str] = mapped_column(String(100), unique=True)
    """What happened, so that nobody is told twice of it."""
    occasion: Mapped[Occasion]
    subject: Mapped[str] = mapped_column(String(20), index=True)
    """The receipt number, or the number of the organisation that it is about."""
    channel: Mapped[Channel]
    recipient: Mapped[str] = mapped_column(String(100))
    """The address or number; "" once it was forgotten."""
    details: Mapped[dict[str, Any]]
    state: Mapped[NoticeState]
    created: Mapped[datetime]
    due: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    first_attempt: Mapped[datetime | None]
    owner: Mapped[str | None] = mapped_column(String(43))
    """Which process has it, until `leased`."""
    leased: Mapped[datetime | None]
    sent: Mapped[datetime | None]
    why: Mapped[str] = mapped_column(String(30), default="")
    """Why it was not sent yet, or is unclear: a word of registration.notices."""


class Chore(Table):
    """What is done once a day by whichever process comes first."""

    __tablename__ = "chores"

    name: Mapped[str] = mapped_column(String(30), primary_key=True)
    done: Mapped[datetime]
