"""업무함: what officers note beside an application, and by what it is found."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.storage.models.base import Table
from registration.kinds import FilingPurpose, Kind
from registration.lifecycle import Action, State
from registration.likeness import Trait

NAME_SEARCH = "name_search"
"""The table of applicants' names (backend.storage.names), which each database has in its way."""


class QueueCount(Table):
    """How many applications stand the same way; kept by triggers on submissions (migration)."""

    __tablename__ = "queue_counts"

    office: Mapped[str] = mapped_column(String(2), primary_key=True)
    kind: Mapped[Kind] = mapped_column(primary_key=True)
    purpose: Mapped[FilingPurpose] = mapped_column(primary_key=True)
    state: Mapped[State] = mapped_column(primary_key=True)
    waits: Mapped[str] = mapped_column(String(20), primary_key=True)
    """"" where it waits for nothing."""
    taken: Mapped[bool] = mapped_column(primary_key=True)
    number: Mapped[int]


class SubmissionTrait(Table):
    """By what an application is known to be like another (registration.likeness)."""

    __tablename__ = "submission_traits"
    __table_args__ = (Index("ix_submission_traits_value", "trait", "value", "submission_id"),)

    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    trait: Mapped[Trait] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(String(32), primary_key=True)


class InternalNote(Table):
    """내부 메모: what officers tell each other; applicants never see it."""

    __tablename__ = "internal_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id"), index=True)
    at: Mapped[datetime]
    officer: Mapped[str] = mapped_column(String(50))
    text: Mapped[str] = mapped_column(String(1000))


class LineMark(Table):
    """일치/불일치: whether a line of the paper that came says what was filed."""

    __tablename__ = "line_marks"

    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    document_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    """What the paper was compared with: after a 보완 it is compared anew."""
    line: Mapped[str] = mapped_column(String(100), primary_key=True)
    """`page.row.field`."""
    agrees: Mapped[bool]
    officer: Mapped[str] = mapped_column(String(50))
    at: Mapped[datetime]


class RefusedItem(Table):
    """비축물자 이용품목 that was not approved with the rest of its application."""

    __tablename__ = "refused_items"

    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    item: Mapped[str] = mapped_column(String(20), primary_key=True)
    reason: Mapped[str] = mapped_column(String(150))


class KeptPhrase(Table):
    """A reason that is often given, kept by an officer for themselves or for their office."""

    __tablename__ = "kept_phrases"

    id: Mapped[int] = mapped_column(primary_key=True)
    officer: Mapped[str] = mapped_column(String(50), index=True)
    """Who keeps it."""
    office: Mapped[str | None] = mapped_column(String(2), index=True)
    """Whose officers see it; None where only who keeps it."""
    action: Mapped[Action]
    text: Mapped[str] = mapped_column(String(150))


class KeptFilter(Table):
    """A view of the queue that an officer keeps by a name."""

    __tablename__ = "kept_filters"
    __table_args__ = (UniqueConstraint("officer", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    officer: Mapped[str] = mapped_column(String(50))
    name: Mapped[str] = mapped_column(String(40))
    query: Mapped[str] = mapped_column(String(300))
