"""등록: what an approval makes of an application."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.service import Service
from backend.services.applications import rivals
from backend.services.organisations import records
from backend.services.proofs.documents import filed
from backend.services.review import items
from backend.storage.models import (
    Account,
    Organisation,
    Record,
    RecordVersion,
    RegisteredUser,
    Submission,
)
from registration.kinds import FilingPurpose


def register(service: Service, session: Session, application: Submission) -> None:
    """Make the approved application the organisation's record, or its record's next version.

    What nobody signed becomes an organisation of its account alone, whoever else is registered
    under the number; other unsigned applications for it give way. Raises Refused `record_missing`
    where a change has lost its record, `registered_meanwhile`.
    """
    now, form = service.clock(), items.approved_form(session, application)
    if application.purpose is FilingPurpose.CHANGE:
        record = records.find(session, application.kind, application.key)
        record.version += 1
        record.form, record.renewed, record.submission_id = form, now, application.id
        record.organisation.name = application.applicant
        record.organisation.business_number = application.business_number
    else:
        _require_new(session, application)
        record = Record(
            kind=application.kind,
            version=1,
            form=form,
            registered=now,
            renewed=now,
            submission_id=application.id,
        )
        account = session.scalar(select(Account).where(Account.submission_id == application.id))
        organisation = _organisation(
            session, application, by_account=account is not None
        ) or Organisation(
            key=application.key,
            by_account=account is not None,
            business_number=application.business_number,
            name=application.applicant,
            registered=now,
        )
        organisation.records.append(record)
        session.add(organisation)
        if account:
            _open_account(account, application, organisation)
        session.flush()
        session.execute(  # no move of the application: its version stays
            update(Submission)
            .where(Submission.id == application.id)
            .values(organisation_id=organisation.id)
        )
        why = rivals.ANOTHER_APPROVED.format(number=application.receipt_number)
        beaten = rivals.unsigned(session, application.kind, application.key, but=application.id)
        rivals.give_way(service, session, beaten, why)
    record.versions.append(
        RecordVersion(version=record.version, form=form, at=now, submission_id=application.id)
    )
    session.flush()


def _require_new(session: Session, application: Submission) -> None:
    """Refuse `registered_meanwhile`: to what nobody signed the intake does not tell it."""
    same = (
        select(Record.id)
        .join(Record.organisation)
        .where(Organisation.key == application.key, Record.kind == application.kind)
    )
    if session.scalar(same) is not None:
        raise Refused("registered_meanwhile")


def _organisation(
    session: Session, application: Submission, *, by_account: bool
) -> Organisation | None:
    return session.scalar(
        select(Organisation).where(
            Organisation.key == application.key, Organisation.by_account == by_account
        )
    )


def _open_account(account: Account, application: Submission, organisation: Organisation) -> None:
    """Give the reserved ID (아이디) its user: it is in force from now on."""
    given = filed(application).form["account"]
    account.user = RegisteredUser(
        name=given["name"],
        department=given.get("department"),
        email=given["email"],
        mobile=given["mobile"],
        is_recipient=not organisation.users,
    )
    organisation.users.append(account.user)
