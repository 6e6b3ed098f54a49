"""배정: an application is taken by one officer, who alone decides on it."""

from collections.abc import Collection

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.service import Service
from backend.services import audit, interest
from backend.services.applications.status import submission
from backend.services.officer_rights import OfficerActing, of_account, require_decider, require_role
from backend.services.review import notes
from backend.storage.models import Officer, Submission
from registration.roles import OfficerRole


def take(service: Service, officer: OfficerActing, receipt_number: str) -> None:
    """Take an application; once more it changes nothing.

    Raises Refused `not_found`, `closed_already`, `taken_by_another`, and as `require_decider`
    does.
    """
    with service.database.write() as session:
        application = submission(session, receipt_number)
        require_decider(officer, application)
        if not application.state.is_open:
            raise Refused("closed_already")
        require_taken(service, session, officer, application)


def give_back(service: Service, officer: OfficerActing, receipt_number: str) -> None:
    """Leave an application to whoever takes it next. Raises Refused as `take` does."""
    with service.database.write() as session:
        application = _own(session, officer, receipt_number)
        _set(session, application, None)
        audit.append(session, service.clock(), officer.doer, "given_back", receipt_number)


def hand_on(
    service: Service, officer: OfficerActing, receipt_number: str, successor: str, note: str
) -> None:
    """Give an application to another officer of its office, with a note where there is one.

    Raises Refused as `take` does, `successor_unfit`, `text_required`.
    """
    with service.database.write() as session:
        application = _own(session, officer, receipt_number)
        if successor not in successors(session, application):
            raise Refused("successor_unfit")
        _set(session, application, successor)
        if note.strip():
            notes.write(service, session, officer, application, note)
        reason = f"→ {successor}"
        audit.append(
            session, service.clock(), officer.doer, "handed_on", receipt_number, reason=reason
        )


def reassign(
    service: Service,
    administrator: OfficerActing,
    receipt_numbers: Collection[str],
    *,
    taken_by: str,
    successor: str,
    why: str,
) -> None:
    """Take applications from an officer who is absent: all of them, or none.

    `successor`: who gets them, "" for whoever takes them next. `why` is kept in the audit and, with
    both names, as an internal note. Raises Refused `role_missing`, `not_found`, `none_chosen`,
    `reason_required`, `reason_too_long`, `closed_already`, `not_taken_by`, `successor_unfit`.
    """
    require_role(administrator, OfficerRole.ADMINISTRATOR)
    if not receipt_numbers:
        raise Refused("none_chosen")
    reason = audit.reason_of(why)
    with service.database.write() as session:
        for number in sorted(set(receipt_numbers)):
            application = submission(session, number)
            if not application.state.is_open:
                raise Refused("closed_already")
            if application.officer != taken_by:
                raise Refused("not_taken_by", officer=taken_by, number=number)
            if successor and successor not in successors(session, application):
                raise Refused("successor_unfit")
            _set(session, application, successor or None)
            now, doer = service.clock(), administrator.doer
            audit.append(session, now, doer, "reassigned", number, reason=reason)
            if successor:
                audit.append(session, now, doer, "handed_on", number, reason=f"→ {successor}")
            note = f"{taken_by} → {successor or '-'}: {reason}"
            notes.write(service, session, administrator, application, note)


def held_by(session: Session, officer: str) -> list[Submission]:
    """Return the open applications that an officer has taken, oldest first."""
    own = (Submission.officer == officer, Submission.waits.is_not(None))
    return list(session.scalars(select(Submission).where(*own).order_by(Submission.filed)))


def successors(session: Session, application: Submission) -> list[str]:
    """Return the officers whom an application may be handed on to."""
    rows = session.scalars(select(Officer).where(Officer.ended.is_(None)).order_by(Officer.name))
    applicant = interest.of_applicant(application)
    return [
        officer.name
        for officer in rows
        if officer.name != application.officer
        and of_account(officer).why_not(application, applicant) is None
    ]


def require_taken(
    service: Service, session: Session, officer: OfficerActing, application: Submission
) -> None:
    """Take it where nobody has; refuse `taken_by_another`. The session must be a writing one."""
    if application.officer == officer.name:
        return
    if application.officer is not None:
        raise Refused("taken_by_another", officer=application.officer)
    _set(session, application, officer.name)
    audit.append(session, service.clock(), officer.doer, "taken", application.receipt_number)


def _own(session: Session, officer: OfficerActing, receipt_number: str) -> Submission:
    application = submission(session, receipt_number)
    require_decider(officer, application)
    if not application.state.is_open:
        raise Refused("closed_already")
    if application.officer not in (None, officer.name):
        raise Refused("taken_by_another", officer=application.officer)
    return application


def _set(session: Session, application: Submission, officer: str | None) -> None:
    """Whose work it is is no move of the application: its version stays."""
    session.execute(
        update(Submission).where(Submission.id == application.id).values(officer=officer)
    )
