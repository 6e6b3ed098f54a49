"""파기: destroys what is due, an application a transaction, and notes what it was in the record.

What is interrupted goes on the next time: what is gone is no longer due, and files that nobody
names any more are found by that.
"""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from backend.service import Service
from backend.services import audit
from backend.services.applications import finding
from backend.services.applications.transitions import SYSTEM
from backend.services.attachments import uploads
from backend.services.audit import DESTROYED
from backend.services.retention import rules
from backend.services.retention.rules import ApplicationRule, RowRule, Rows
from backend.storage.models import (
    Account,
    AuditRecord,
    Notice,
    Record,
    RecordVersion,
    Submission,
    Table,
    Upload,
)

AT_ONCE = 1000
"""Records of the audit that lose their details in one transaction."""


class Destroyed(NamedTuple):
    """What went of one kind, or would go."""

    name: str
    number: int
    applications: list[str]
    """Their receipt numbers, where applications go."""


def look(service: Service) -> list[Destroyed]:
    """Return what would be destroyed now."""
    now, settings = service.clock(), service.config.retention
    found = []
    with service.database.read() as session:
        for rule in rules.APPLICATIONS:
            numbers = rule.due(session, settings, now)
            found.append(Destroyed(rule.name, len(numbers), numbers))
        for row_rule in rules.ROWS:
            limit = rules.before(settings, row_rule.name, now)
            number = sum(_count(session, rows, limit) for rows in row_rule.rows) if limit else 0
            found.append(Destroyed(row_rule.name, number, []))
        limit = rules.before(settings, rules.AUDIT[0], now)
        records = select(func.count()).select_from(AuditRecord)
        number = session.scalar(records.where(*rules.told(settings, limit))) or 0 if limit else 0
        found.append(Destroyed(rules.AUDIT[0], number, []))
    return [*found, Destroyed(rules.UNFILED[0], uploads.unfiled(service), [])]


def destroy(service: Service) -> list[Destroyed]:
    """Destroy what is due; return what went."""
    gone = [_destroy_applications(service, rule) for rule in rules.APPLICATIONS]
    gone += [_destroy_rows(service, rule) for rule in rules.ROWS]
    gone.append(Destroyed(rules.AUDIT[0], _empty_records(service), []))
    number = uploads.sweep(service)
    if number:
        with service.database.write() as session:
            _note(session, service.clock(), rules.UNFILED[0], f"files: {number}")
    gone.append(Destroyed(rules.UNFILED[0], number, []))
    service.database.shrink_log()
    return gone


def _destroy_applications(service: Service, rule: ApplicationRule) -> Destroyed:
    with service.database.read() as session:
        due = rule.due(session, service.config.retention, service.clock())
    gone = [number for number in due if _destroy_application(service, rule, number)]
    return Destroyed(rule.name, len(gone), gone)


def _destroy_application(service: Service, rule: ApplicationRule, number: str) -> bool:
    """Destroy one unless that has become wrong meanwhile; then the files nobody else names."""
    with service.database.write() as session:
        now = service.clock()
        this = Submission.receipt_number == number
        if not rule.due(session, service.config.retention, now, this):
            return False
        application = session.scalars(select(Submission).where(this)).one()
        drafts = [application.draft, *(revision.draft for revision in application.revisions)]
        files = set(session.scalars(select(Upload.sha256).where(Upload.draft.in_(drafts))))
        _delete(session, application, drafts)
        _note(session, now, number, rule.name)
    with service.database.write() as session:  # nobody names a file anew meanwhile
        named = select(Upload.sha256).where(Upload.sha256.in_(files))
        for file in files - set(session.scalars(named)):
            service.attachments.remove(file)
    return True


def _delete(session: Session, application: Submission, drafts: list[str]) -> None:
    """Delete an application and whatever refers to it; what is registered keeps it from that."""
    number, identity = application.receipt_number, application.id
    finding.forget(session, application)
    session.expunge_all()
    _hand_account_on(session, identity)
    for table in reversed(Table.metadata.sorted_tables):
        for reference in table.foreign_key_constraints:
            if reference.referred_table is not Submission.__table__ or table is Record.__table__:
                continue
            which = [table.c[reference.column_keys[0]] == identity]
            if table is Account.__table__:
                which.append(table.c.user_id.is_(None))
            session.execute(delete(table).where(*which))
    told = (Notice.subject == number, Notice.event.startswith(f"{number} ", autoescape=True))
    session.execute(delete(Notice).where(*told))
    session.execute(delete(Upload).where(Upload.draft.in_(drafts)))
    session.execute(delete(Submission).where(Submission.id == identity))


def _hand_account_on(session: Session, identity: str) -> None:
    """Let an account that is used be of the application that made the record's present version."""
    present = (
        select(Record.submission_id)
        .join(RecordVersion, RecordVersion.record_id == Record.id)
        .where(RecordVersion.submission_id == identity)
        .scalar_subquery()
    )
    used = (Account.submission_id == identity, Account.user_id.is_not(None))
    session.execute(update(Account).where(*used).values(submission_id=present))


def _empty_records(service: Service) -> int:
    """Take the details from records of the audit, some at a time; return how many lost them."""
    now, settings, number = service.clock(), service.config.retention, 0
    limit = rules.before(settings, rules.AUDIT[0], now)
    if limit is None:
        return 0
    due = rules.told(settings, limit)
    found = select(AuditRecord.position).where(*due).order_by(AuditRecord.position).limit(AT_ONCE)
    while True:
        with service.database.read() as session:  # to find them takes long, and no turn
            positions = list(session.scalars(found))
        if not positions:
            return number
        with service.database.write() as session:
            these = (AuditRecord.position.in_(positions), *due)
            query = select(AuditRecord).where(*these).order_by(AuditRecord.position)
            records = session.scalars(query).all()
            if not records:
                continue
            emptied = audit.Emptied()
            for record in records:
                emptied.add(record)
            noted = _note(session, now, rules.AUDIT[0], emptied.told)
            for record in records:
                record.emptied = noted.position
                record.actor_name = record.reason = ""
            number += len(records)


def _destroy_rows(service: Service, rule: RowRule) -> Destroyed:
    now = service.clock()
    limit = rules.before(service.config.retention, rule.name, now)
    if limit is None:
        return Destroyed(rule.name, 0, [])
    with service.database.write() as session:
        number = sum(_take(session, rows, limit) for rows in rule.rows)
        if number:
            _note(session, now, rule.name, f"rows: {number}")
    return Destroyed(rule.name, number, [])


def _count(session: Session, rows: Rows, limit: datetime) -> int:
    query = select(func.count()).select_from(rows.table).where(*rows.where(limit))
    return session.scalar(query) or 0


def _take(session: Session, rows: Rows, limit: datetime) -> int:
    number = _count(session, rows, limit)
    if rows.emptied is None:
        session.execute(delete(rows.table).where(*rows.where(limit)))
    else:
        session.execute(update(rows.table).where(*rows.where(limit)).values(rows.emptied))
    return number


def _note(session: Session, now: datetime, subject: str, what: str) -> AuditRecord:
    """Note that something was destroyed; never what it said."""
    return audit.append(session, now, SYSTEM, DESTROYED, subject, reason=what)
