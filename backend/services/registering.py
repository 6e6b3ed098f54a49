"""등록: what an approval makes of an application."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.service import Service
from backend.services import onfile
from backend.services.documents import filed
from backend.storage.models import (
    Account,
    Organisation,
    Record,
    RecordVersion,
    RegisteredUser,
    Submission,
)
from registration.kinds import Kind
from registration.submission import Filing


def register(service: Service, session: Session, one: Submission) -> None:
    """Make the approved application the organisation's record, or its record's next version.

    Raises Refused `record_missing` where a change has lost its record.
    """
    now, form = service.clock(), filed(one).form
    if one.purpose == Filing.CHANGE.value:
        record = onfile.record(session, Kind(one.kind), one.key)
        record.version += 1
        record.form, record.renewed, record.submission_id = form, now, one.id
        record.organisation.name = one.applicant
        record.organisation.business_number = one.business_number
    else:
        record = Record(
            kind=one.kind, version=1, form=form, registered=now, renewed=now, submission_id=one.id
        )
        organisation = _organisation(session, one) or Organisation(
            key=one.key, business_number=one.business_number, name=one.applicant, registered=now
        )
        organisation.records.append(record)
        session.add(organisation)
        _open_account(session, one, organisation)
    record.versions.append(
        RecordVersion(version=record.version, form=form, at=now, submission_id=one.id)
    )
    session.flush()


def _organisation(session: Session, one: Submission) -> Organisation | None:
    return session.scalar(select(Organisation).where(Organisation.key == one.key))


def _open_account(session: Session, one: Submission, organisation: Organisation) -> None:
    """The reserved ID (아이디) gets its user, and is in force from now on."""
    account = session.scalar(select(Account).where(Account.submission_id == one.id))
    if account is None:
        return
    given = filed(one).form["account"]
    account.user = RegisteredUser(
        name=given["name"],
        department=given.get("department"),
        email=given["email"],
        mobile=given["mobile"],
        is_recipient=not organisation.users,
    )
    organisation.users.append(account.user)
