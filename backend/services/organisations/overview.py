"""등록 정보: what an organisation that is logged in sees of itself."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.service import Service
from backend.services.access import rights
from backend.services.access.rights import LoggedIn
from backend.services.applications import printout_codes, status
from backend.services.sanctions import effect
from backend.storage.models import Organisation, Record, RegisteredUser, Submission
from registration import wire
from registration.kinds import Kind
from registration.lifecycle import OPEN_STATES
from registration.submission import User, moment


def registration(service: Service, user: LoggedIn) -> wire.Registration:
    """Return the records, users and applications of the organisation."""
    with service.database.read() as session:
        found = session.get_one(Organisation, user.organisation)
        applications = session.scalars(
            select(Submission)
            .where(rights.own(found))
            .order_by(Submission.received.desc(), Submission.receipt_number.desc())
        )
        return wire.Registration(
            key=found.key,
            business_number=found.business_number,
            organisation=found.name,
            records=[_record(service, session, record) for record in found.records],
            users=[_user(member, is_self=member.id == user.user) for member in found.users],
            applications=[
                status.status_of(service, session, application) for application in applications
            ],
            sanctions=effect.banners(service, session, found.business_number),
        )


def history(service: Service, user: LoggedIn, kind: Kind) -> wire.RecordHistory:
    """Return every version of a record, the newest first. Raises Refused `record_missing`."""
    with service.database.read() as session:
        found = session.scalar(
            select(Record).where(Record.organisation_id == user.organisation, Record.kind == kind)
        )
        if found is None:
            raise Refused("record_missing")
        return wire.RecordHistory(
            kind=kind,
            versions=[
                wire.RecordChange(
                    version=version.version,
                    at=moment(version.at),
                    receipt_number=version.submission.receipt_number,
                    form=version.form,
                )
                for version in found.versions
            ],
        )


def _record(service: Service, session: Session, record: Record) -> wire.Record:
    return wire.Record(
        kind=record.kind,
        version=record.version,
        receipt_number=record.submission.receipt_number,
        registered=moment(record.registered),
        renewed=moment(record.renewed),
        form=record.form,
        paper_code=printout_codes.record_code(service, record.submission, record.version),
        open_application=session.scalar(
            select(Submission.receipt_number).where(
                rights.own(record.organisation),
                Submission.kind == record.kind,
                Submission.state.in_(OPEN_STATES),
            )
        ),
    )


def _user(member: RegisteredUser, *, is_self: bool) -> wire.RegisteredUser:
    in_force = member.account is not None and member.account.ended is None
    return wire.RegisteredUser(
        id=member.id,
        user=User(
            name=member.name, department=member.department, email=member.email, mobile=member.mobile
        ),
        is_recipient=member.is_recipient,
        is_self=is_self,
        account_id=member.account.account_id if member.account and in_force else None,
        certificates=[
            wire.RegisteredCertificate(
                fingerprint=certificate.fingerprint,
                holder=certificate.holder,
                issuer=certificate.issuer,
                expires=moment(certificate.expires),
                registered=moment(certificate.registered),
            )
            for certificate in member.certificates
        ],
    )
