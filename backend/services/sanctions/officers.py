"""What officers see of sanctions, and enter."""

from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from backend.refused import Refused
from backend.service import Service
from backend.services.officer_rights import OfficerActing, require_role
from backend.services.sanctions import keeping
from backend.services.sanctions.keeping import Given
from backend.storage.models import Sanction, SanctionEvent
from registration.field_types import bare
from registration.korean_time import today
from registration.problems import Problem
from registration.roles import OfficerRole
from registration.sanctions.course import Document, Standing, moved_end, standing
from registration.sanctions.messages import (
    DocumentRequest,
    SanctionDetail,
    SanctionEntry,
    SanctionPage,
    SanctionQuery,
    SanctionSummary,
)
from registration.submission import moment


def page(service: Service, asked: SanctionQuery) -> SanctionPage:
    """Return sanctions, the newest first, that follow the one numbered `after`."""
    limit = asked.limit
    query = select(Sanction).order_by(Sanction.id.desc()).limit(limit + 1)
    if asked.standing:
        query = query.where(_stands(service, asked.standing))
    if words := asked.search.strip():
        query = query.where(
            or_(
                Sanction.name.icontains(words, autoescape=True),
                Sanction.agency.icontains(words, autoescape=True),
                Sanction.business_number.startswith(bare(words) or words, autoescape=True),
            )
        )
    if asked.after:
        query = query.where(Sanction.id < asked.after)
    with service.database.read() as session:
        found = list(session.scalars(query))
        rows = [_summary(service, sanction) for sanction in found[:limit]]
        following = found[limit - 1].id if found[limit:] else None
    return SanctionPage(sanctions=rows, next=following)


def detail(service: Service, business_number: str, sequence: int) -> SanctionDetail:
    """Return one sanction with its history. Raises Refused `sanction_unknown`."""
    with service.database.read() as session:
        return _detail(service, keeping.find(session, business_number, sequence))


def subject(key: tuple[str, int]) -> str:
    """Return what the audit calls a sanction."""
    number, sequence = key
    return f"{number}-{sequence}"


def enter_notice(service: Service, officer: OfficerActing, form: dict[str, Any]) -> SanctionDetail:
    """Keep a notice that came on paper. Raises Refused `role_missing`, `sanction_invalid`."""
    require_role(officer, OfficerRole.OFFICER)
    given = Given(Document.NOTICE, form, officer.doer)
    with service.database.write() as session:
        return _detail(service, keeping.notice(service, session, given, None))


def enter(
    service: Service,
    officer: OfficerActing,
    key: tuple[str, int],
    document: Document,
    request: DocumentRequest,
) -> SanctionDetail:
    """Add a document to the sanction with this number and sequence.

    Raises Refused `role_missing`, `sanction_unknown`, `version_stale`, and as `keeping.follow`.
    """
    require_role(officer, OfficerRole.OFFICER)
    if document is Document.NOTICE:
        raise Refused("sanction_document_out_of_order")
    with service.database.write() as session:
        sanction = keeping.find(session, *key)
        keeping.require_version(sanction, request.version)
        given = Given(document, request.form, officer.doer)
        keeping.follow(service, session, sanction, given)
        return _detail(service, sanction)


def problems(
    service: Service,
    officer: OfficerActing,
    key: tuple[str, int] | None,
    document: Document,
    form: dict[str, Any],
) -> list[Problem]:
    """Return what is wrong with a document before it is entered; `key`: what it follows.

    Raises Refused `role_missing`, `sanction_unknown`, and where it cannot follow as `enter`.
    """
    require_role(officer, OfficerRole.OFFICER)
    with service.database.read() as session:
        before = keeping.course(keeping.find(session, *key)) if key else None
    return keeping.problems(service, document, form, before)


def _stands(service: Service, wanted: Standing) -> ColumnElement[bool]:
    """Return what the columns of sanctions say that stand so today (`course.standing`)."""
    day = today(service.clock())
    going = and_(Sanction.lifted.is_(None), Sanction.stayed.is_(None))
    return {
        Standing.LIFTED: Sanction.lifted.is_not(None),
        Standing.STAYED: and_(Sanction.lifted.is_(None), Sanction.stayed.is_not(None)),
        Standing.NOT_BEGUN: and_(going, Sanction.start > day),
        Standing.ENDED: and_(going, Sanction.end < day),
        Standing.IN_FORCE: and_(going, Sanction.start <= day, Sanction.end >= day),
    }[wanted]


def _summary(service: Service, sanction: Sanction) -> SanctionSummary:
    terms = sanction.form["terms"]
    return SanctionSummary(
        business_number=sanction.business_number,
        sequence=sanction.sequence,
        version=sanction.version,
        name=sanction.name,
        agency=sanction.agency,
        basis=terms["basis"],
        reason=terms["reason"],
        standing=standing(keeping.course(sanction), today(service.clock())),
        **keeping.days(keeping.course(sanction)),
    )


def _detail(service: Service, sanction: Sanction) -> SanctionDetail:
    course, day = keeping.course(sanction), today(service.clock())
    return SanctionDetail(
        summary=_summary(service, sanction),
        form=sanction.form,
        sent_by=sanction.sent_by,
        end_if_resumed=moved_end(course, day).isoformat() if course.stayed_since else None,
        history=[_entry(row) for row in sanction.events],
    )


def _entry(row: SanctionEvent) -> SanctionEntry:
    return SanctionEntry(
        document=row.document,
        at=moment(row.at),
        actor=row.actor,
        actor_name=row.actor_name,
        form=row.form,
        before=row.before,
        after=row.after,
        package=row.package,
    )
