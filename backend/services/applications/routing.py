"""접수 후 배정: where an application goes, and which papers are still to come."""

from typing import Any

from sqlalchemy import bindparam, inspect, select
from sqlalchemy.orm import Session

from backend.services.proofs.documents import filed
from backend.storage.models import (
    Organisation,
    ReceivedPaper,
    Record,
    RecordVersion,
    Submission,
)
from registration.enclosures import Enclosure
from registration.kinds import FilingPurpose
from registration.routing import Route, route

_NOTED = select(ReceivedPaper.document).where(
    ReceivedPaper.submission_id == bindparam("application")
)


def of(session: Session, application: Submission) -> Route:
    """Return where an application goes as it is filed now, papers that were noted included.

    A change asks only for the papers of what it changes.
    """
    document = filed(application)
    noted = _noted(session, application)
    attached = {file.document for file in document.attachments}
    return route(application.kind, document.form, attached | noted, before(session, application))


def _noted(session: Session, application: Submission) -> set[Enclosure]:
    """Return the papers that officers noted as received: none of what is not kept yet."""
    if inspect(application).key is None:
        return set()
    return set(session.scalars(_NOTED, {"application": application.id}))


def before(session: Session, application: Submission) -> dict[str, Any] | None:
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
