"""접수 후 배정: where an application goes, and which papers are still to come."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.service import Service
from backend.services.applications import transitions
from backend.services.proofs.documents import filed
from backend.storage.models import Organisation, Record, RecordVersion, Submission
from registration.enclosures import ENCLOSURE_NAMES, RequiredEnclosure
from registration.kinds import FilingPurpose
from registration.lifecycle import REASON_LIMIT, Action, State
from registration.routing import Route, route

_WHY = "내지 않은 구비서류가 있습니다: "


def of(session: Session, application: Submission) -> Route:
    """Return where an application goes as it is filed now, papers that were noted included.

    A change asks only for the papers of what it changes.
    """
    document = filed(application)
    noted = {paper.document for paper in application.papers}
    attached = {file.document for file in document.attachments}
    return route(application.kind, document.form, attached | noted, _before(session, application))


def _before(session: Session, application: Submission) -> dict[str, Any] | None:
    """Return the registered form that a change was made from."""
    if application.purpose is not FilingPurpose.CHANGE or application.record_version is None:
        return None
    return session.scalar(
        select(RecordVersion.form)
        .join(Record, Record.id == RecordVersion.record_id)
        .join(Record.organisation)
        .where(
            Organisation.key == application.key,
            Record.kind == application.kind,
            RecordVersion.version == application.record_version,
        )
    )


def settle(service: Service, session: Session, application: Submission, found: Route) -> None:
    """Put a pending application on hold where papers are missing; the session must be writing."""
    if found.state is State.ON_HOLD:
        reason = _reason(found.missing)
        transitions.move(
            service, session, application, Action.HOLD, transitions.SYSTEM, reason=reason
        )


def _reason(missing: Iterable[RequiredEnclosure]) -> str:
    """Name the papers, as many as a reason has room for."""
    names = list(dict.fromkeys(ENCLOSURE_NAMES[need.document].ko for need in missing))
    shown, rest = names, 0
    while len(text := _WHY + ", ".join(shown) + (f" 외 {rest}건" if rest else "")) > REASON_LIMIT:
        shown, rest = shown[:-1], rest + 1
    return text
