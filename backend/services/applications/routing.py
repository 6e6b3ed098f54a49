"""접수 후 배정: where an application goes, and which papers are still to come."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.services.proofs.documents import filed
from backend.storage.models import Organisation, Record, RecordVersion, Submission
from registration.kinds import FilingPurpose
from registration.routing import Route, route


def of(session: Session, application: Submission) -> Route:
    """Return where an application goes as it is filed now, papers that were noted included.

    A change asks only for the papers of what it changes.
    """
    document = filed(application)
    noted = {paper.document for paper in application.papers}
    attached = {file.document for file in document.attachments}
    return route(application.kind, document.form, attached | noted, before(session, application))


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
