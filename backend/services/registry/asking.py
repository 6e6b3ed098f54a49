"""Asks the registry about applications: by itself after they were filed, and before an approval.

Of several processes one asks: it takes what is due for a while (a lease), and what it learned
counts only while it still has it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from backend.registry.protocol import MOST_AT_ONCE, Answer, Question
from backend.secret import new_token
from backend.service import Service
from backend.services.applications import waiting
from backend.services.registry.questions import papers, question
from backend.storage.models import RegistryCheck, Submission
from registration.business_registry import PaperSeen, Standing, Unasked, Unsure
from registration.lifecycle import OPEN_STATES

LEASE = timedelta(minutes=5)
SOONEST = timedelta(minutes=1)
LATEST = timedelta(hours=1)
"""Between two attempts for the same application; each time it is twice as long."""


def enter(service: Service, application: Submission) -> None:
    """Note that an application is to be asked about, as it is filed now, or why it is not.

    Asked is later; what the application waits for is to be noted anew.
    """
    asked = question(service, application)
    row = application.registry_check
    if row is None:
        row = application.registry_check = RegistryCheck(submission_id=application.id)
    row.asked, row.owner, row.leased, row.papers, row.attempts = None, None, None, [], 0
    if isinstance(asked, Question):
        row.question, row.standing, row.why = asked.digest, Standing.UNDECIDED, Unsure.WAITING
        row.due = service.clock()
    else:
        row.question, row.standing, row.why = "", Standing.NOT_ASKED, asked
        row.due = None


def ask_due(service: Service) -> int:
    """Ask about a hundred of the applications that wait for it; return how many were answered."""
    if service.registry is None:
        return 0
    owner = new_token()
    taken = _take(service, owner)
    return _settle(service, taken, owner) if taken else 0


def ask_now(service: Service, receipt_number: str) -> None:
    """Ask about one application, unless what is known of it is recent; for its decision."""
    if service.registry is None:
        return
    since = service.clock() - timedelta(minutes=service.config.registry.kept_minutes)
    with service.database.read() as session:
        application = session.scalar(
            select(Submission).where(Submission.receipt_number == receipt_number)
        )
        if application is None or not application.state.is_open:
            return
        row = session.get(RegistryCheck, application.id)
        is_new = row is None or row.why == Unasked.SWITCHED_OFF
        if row and not is_new and (_is_settled(row) and (row.asked is None or row.asked > since)):
            return
        number = application.id
    with service.database.write() as session:
        if is_new:
            entered = session.get_one(Submission, number)
            enter(service, entered)
            waiting.renew(session, entered)
        owner = new_token()
        row = session.get_one(RegistryCheck, number)
        if row.standing is Standing.NOT_ASKED:
            return
        row.owner, row.leased = owner, service.clock() + LEASE
    _settle(service, [number], owner)


def _is_settled(row: RegistryCheck) -> bool:
    return row.standing is not Standing.UNDECIDED


def _take(service: Service, owner: str) -> list[str]:
    """Take what is due for this process alone."""
    now = service.clock()
    due = (
        select(RegistryCheck.submission_id)
        .join(Submission, Submission.id == RegistryCheck.submission_id)
        .where(
            RegistryCheck.due <= now,
            Submission.state.in_(OPEN_STATES),
            or_(RegistryCheck.leased.is_(None), RegistryCheck.leased < now),
        )
        .order_by(RegistryCheck.due)
        .limit(MOST_AT_ONCE)
    )
    with service.database.read() as session:  # nobody waits for a writer where nothing is due
        if session.scalar(due.limit(1)) is None:
            return []
    with service.database.write() as session:
        taken = session.scalars(
            update(RegistryCheck)
            .where(RegistryCheck.submission_id.in_(due))
            .values(owner=owner, leased=now + LEASE)
            .returning(RegistryCheck.submission_id)
            .execution_options(synchronize_session=False)
        )
        return list(taken)


@dataclass(frozen=True, slots=True)
class _Asked:
    """An application that was taken, and what the registers of papers say."""

    submission_id: str
    question: Question
    papers: list[dict[str, str]]


def _settle(service: Service, taken: Iterable[str], owner: str) -> int:
    """Ask about what this process has taken, and keep what was said."""
    assert service.registry is not None  # noqa: S101 - whoever takes has asked
    known: dict[Question, Answer] = {}
    about: list[_Asked] = []
    with service.database.read() as session:
        for number in taken:
            application = session.get_one(Submission, number)
            asked = question(service, application)
            if isinstance(asked, Question):
                about.append(_Asked(number, asked, _papers(service, application)))
                if answer := _known(service, session, asked):
                    known[asked] = answer
    answers = known | service.registry.ask(
        [asked.question for asked in about if asked.question not in known]
    )
    with service.database.write() as session:
        kept = [
            _keep(service.clock(), session, owner, asked, answers[asked.question])
            for asked in about
        ]
    return sum(kept)


def _known(service: Service, session: Session, asked: Question) -> Answer | None:
    """Return what was answered to the same question a while ago, about another application too."""
    since = service.clock() - timedelta(minutes=service.config.registry.kept_minutes)
    standing = session.scalar(
        select(RegistryCheck.standing)
        .where(
            RegistryCheck.question == asked.digest,
            RegistryCheck.standing != Standing.UNDECIDED,
            RegistryCheck.asked > since,
        )
        .order_by(RegistryCheck.asked.desc())
        .limit(1)
    )
    return Answer(standing) if standing else None


def _papers(service: Service, application: Submission) -> list[dict[str, str]]:
    """Return what the registers say of the papers that are checked online."""
    if service.documents is None:
        return []
    wanted = papers(application)
    said = service.documents.look_up(application.business_number, wanted) if wanted else {}
    return [{"document": paper, "seen": said.get(paper, PaperSeen.UNDECIDED)} for paper in wanted]


def _keep(now: datetime, session: Session, owner: str, asked: _Asked, answer: Answer) -> bool:
    """Keep an answer unless another has taken over, or something else was filed meanwhile."""
    row = session.get(RegistryCheck, asked.submission_id)
    if row is None or row.owner != owner or row.question != asked.question.digest:
        return False
    row.owner = row.leased = None
    row.standing, row.why, row.asked = answer.standing, answer.why or "", now
    row.papers = [dict(paper) for paper in asked.papers]
    row.due = None
    if answer.standing is Standing.UNDECIDED:
        row.attempts += 1
        row.due = now + min(SOONEST * 2 ** min(row.attempts - 1, 10), LATEST)
    waiting.renew(session, session.get_one(Submission, asked.submission_id))
    return row.due is None
