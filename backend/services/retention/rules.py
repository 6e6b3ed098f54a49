"""What is destroyed when: a rule a kind, each with its period in the settings ([retention]).

Where the law leaves a period to the office, its rule says so. docs/OPERATING.md shows this table.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, not_, or_, select
from sqlalchemy.orm import Session, aliased

from backend.config import Retention
from backend.services.audit import DESTROYED, SANCTION
from backend.storage.models import (
    AuditRecord,
    FailedLogins,
    Issuance,
    Notice,
    OfficerLook,
    OfficerSession,
    RecordVersion,
    Sanction,
    SpentChallenge,
    Submission,
    Table,
    UserSession,
)
from registration.korean_time import today
from registration.lifecycle import OPEN_STATES, State
from registration.notices import NoticeState

OFFICE_DECIDES = (
    "the office decides (공공기록물 관리에 관한 법률 시행령 제26조: periods are set by unit task)"
)
NOT_NEEDED = "개인정보 보호법 제21조: once it is not needed; when that is, the office decides"


def before(settings: Retention, name: str, now: datetime) -> datetime | None:
    """Return the moment before which a kind is destroyed; None where it never is."""
    days: int = getattr(settings, f"{name}_days")
    return now - timedelta(days=days) if days else None


@dataclass(frozen=True, slots=True)
class ApplicationRule:
    """Applications that ended in this state, with all that hangs on them."""

    name: str
    basis: str
    state: State
    ended: Callable[[datetime], ColumnElement[bool]]
    """Whether its period began before this moment."""

    def due(
        self, session: Session, settings: Retention, now: datetime, *which: ColumnElement[bool]
    ) -> list[str]:
        """Return the receipt numbers of what has to go, the oldest first; `which`: only those."""
        limit = before(settings, self.name, now)
        if limit is None:
            return []
        query = select(Submission.receipt_number).where(
            Submission.state == self.state,
            self.ended(limit),
            *_undisputed(settings, today(now)),
            *which,
        )
        return list(session.scalars(query.order_by(Submission.receipt_number)))


def _closed(limit: datetime) -> ColumnElement[bool]:
    """Return whether an application last moved before a moment, as its record says."""
    moved = (AuditRecord.subject == Submission.receipt_number, AuditRecord.target.is_not(None))
    return select(func.max(AuditRecord.at)).where(*moved).scalar_subquery() < limit


def _replaced(limit: datetime) -> ColumnElement[bool]:
    """Return whether a later version of the record it made was registered before a moment."""
    own, later = aliased(RecordVersion), aliased(RecordVersion)
    query = select(own.record_id).join(later, later.record_id == own.record_id)
    of_it = (own.submission_id == Submission.id, later.version > own.version, later.at < limit)
    return query.where(*of_it).exists()


def _undisputed(settings: Retention, day: date) -> tuple[ColumnElement[bool], ...]:
    """Return what is true of an application that nothing open hangs on.

    The settings do not hold it, its firm has no application under way, and no sanction that is in
    force, stayed or to come.
    """
    other = Submission.__table__.alias()
    same = or_(other.c.business_number == Submission.business_number, other.c.key == Submission.key)
    under_way = select(other.c.id).where(same, other.c.state.in_(OPEN_STATES))
    sanctioned = select(Sanction.id).where(
        Sanction.business_number == Submission.business_number,
        Sanction.lifted.is_(None),
        or_(Sanction.end >= day, Sanction.stayed.is_not(None)),
    )
    names = (Submission.receipt_number, Submission.business_number, Submission.key)
    return (
        *(name.not_in(settings.hold) for name in names),
        ~under_way.exists(),
        ~sanctioned.exists(),
    )


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a table that go or, with `emptied`, lose these columns."""

    table: type[Table]
    where: Callable[[datetime], tuple[ColumnElement[bool], ...]]
    emptied: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class RowRule:
    """What is destroyed by its age alone."""

    name: str
    basis: str
    rows: tuple[Rows, ...]


_TOLD = (NoticeState.SENT, NoticeState.FAILED, NoticeState.UNCLEAR)
_sessions = select(OfficerSession.token_sha256)

APPLICATIONS = (
    ApplicationRule("rejected", OFFICE_DECIDES, State.REJECTED, _closed),
    ApplicationRule("cancelled", OFFICE_DECIDES, State.CANCELLED, _closed),
    ApplicationRule("approved", OFFICE_DECIDES, State.APPROVED, _replaced),
)
ROWS = (
    RowRule(
        "notices",
        NOT_NEEDED,
        (
            Rows(
                Notice,
                lambda limit: (
                    Notice.state.in_(_TOLD),
                    Notice.created < limit,
                    Notice.recipient != "",
                ),
                {"recipient": "", "details": {}},
            ),
        ),
    ),
    RowRule(
        "codes",
        NOT_NEEDED,
        (
            Rows(
                Issuance,
                lambda limit: (
                    Issuance.authorisation_code.is_not(None),
                    Issuance.submission_id.in_(
                        select(Submission.id).where(Submission.decided < limit)
                    ),
                ),
                {"authorisation_code": None},
            ),
        ),
    ),
    RowRule(
        "logins",
        NOT_NEEDED,
        (
            Rows(UserSession, lambda limit: (UserSession.expires < limit,)),
            Rows(OfficerSession, lambda limit: (OfficerSession.expires < limit,)),
            Rows(OfficerLook, lambda _limit: (OfficerLook.token_sha256.not_in(_sessions),)),
            Rows(FailedLogins, lambda limit: (FailedLogins.at < limit,)),
            Rows(SpentChallenge, lambda limit: (SpentChallenge.expires < limit,)),
        ),
    ),
)
UNFILED = ("unfiled", NOT_NEEDED)
"""Files that came for a draft and were never filed."""
AUDIT = (
    "audit",
    "개인정보의 안전성 확보조치 기준 제8조: 접속기록 one or two years at the least; then "
    "개인정보 보호법 제21조",
)
"""Who acted or looked, and why, in the audit record."""


def told(settings: Retention, limit: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return what is true of records of the audit that lose their details."""
    open_ones = select(Submission.receipt_number).where(Submission.state.in_(OPEN_STATES))
    return (
        AuditRecord.at < limit,
        AuditRecord.emptied.is_(None),
        or_(AuditRecord.reason != "", AuditRecord.actor_name != ""),
        AuditRecord.event != DESTROYED,
        not_(AuditRecord.event.startswith(SANCTION, autoescape=True)),
        AuditRecord.subject.not_in(settings.hold),
        AuditRecord.subject.not_in(open_ones),
    )
