"""통계: what came in and was decided, how long it took, and what is late."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.storage.models import Submission
from registration.kinds import Kind
from registration.korean_time import KST, today
from registration.lifecycle import State
from registration.waiting import DECISION_DAYS, Waits

WEEKS = 12
"""How many weeks are shown, the present one included."""
DAY = 24 * 60 * 60


@dataclass(slots=True)
class Group:
    """Applications of one office and kind in one week, from a Monday on."""

    filed: int = 0
    approved: int = 0
    rejected: int = 0
    seconds: list[float] = field(default_factory=list)
    """From the filing to the decision, of each that was decided."""

    def add(self, other: "Group") -> None:
        """Count another group's with its own."""
        self.filed += other.filed
        self.approved += other.approved
        self.rejected += other.rejected
        self.seconds += other.seconds

    @property
    def median(self) -> float | None:
        """Days to a decision that half of them took at the most; None where none was decided."""
        return _days(self.seconds, 50)

    @property
    def ninetieth(self) -> float | None:
        """Days to a decision that nine of ten took at the most."""
        return _days(self.seconds, 90)


Key = tuple[date, str, Kind]
"""The Monday, the office, the kind."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything by week, office and kind; `late`: what waits for an officer too long."""

    weeks: list[date]
    groups: dict[Key, Group]
    late: Counter[tuple[str, Kind]]

    def by(self, part: int) -> dict[object, Group]:
        """Return the groups taken together by week (0), office (1) or kind (2)."""
        whole: defaultdict[object, Group] = defaultdict(Group)
        if part == 0:
            whole.update({week: Group() for week in self.weeks})
        for key, group in self.groups.items():
            whole[key[part]].add(group)
        return dict(sorted(whole.items(), key=lambda item: str(item[0])))


def figures(session: Session, now: datetime, offices: Iterable[str] | None) -> Figures:
    """Return the figures of the last weeks, of some offices or (None) of all."""
    this_week = _monday(now)
    weeks = [this_week - timedelta(weeks=back) for back in reversed(range(WEEKS))]
    since = datetime(weeks[0].year, weeks[0].month, weeks[0].day, tzinfo=KST).astimezone(UTC)
    of_these = [] if offices is None else [Submission.office.in_(sorted(offices))]
    groups: defaultdict[Key, Group] = defaultdict(Group)
    filed = select(Submission.office, Submission.kind, Submission.filed)
    for office, kind, at in session.execute(filed.where(Submission.filed >= since, *of_these)):
        groups[_monday(at), office, kind].filed += 1
    decided = select(
        Submission.office,
        Submission.kind,
        Submission.filed,
        Submission.decided,
        Submission.state,
    ).where(Submission.decided >= since, *of_these)
    for office, kind, came, ended, state in session.execute(decided):
        group = groups[_monday(ended or came), office, kind]
        group.approved += state is State.APPROVED
        group.rejected += state is State.REJECTED
        group.seconds.append(((ended or came) - came).total_seconds())
    late = select(Submission.office, Submission.kind, func.count()).where(
        Submission.waits == Waits.OFFICER, Submission.filed < late_since(now), *of_these
    )
    found = session.execute(late.group_by(Submission.office, Submission.kind))
    return Figures(weeks, dict(groups), Counter({(row[0], row[1]): row[2] for row in found}))


def late_since(now: datetime) -> datetime:
    """Return before when an application must have been filed to be late."""
    return now - timedelta(days=DECISION_DAYS)


def _monday(at: datetime) -> date:
    day = today(at)
    return day - timedelta(days=day.weekday())


def _days(seconds: list[float], percent: int) -> float | None:
    """Return the nearest-rank percentile in days."""
    if not seconds:
        return None
    rank = max(1, -(-len(seconds) * percent // 100))
    return sorted(seconds)[rank - 1] / DAY
