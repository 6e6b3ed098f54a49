"""심사: what an officer sees of the applications, and every move from state to state."""

import base64

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.service import Service
from backend.services import audit
from backend.services.audit import Doer
from backend.storage.models import Organisation, RegisteredUser, Submission, UserCertificate
from registration import lifecycle, messages
from registration.kinds import Actor, Kind
from registration.lifecycle import REASON_LIMIT, Action, State
from registration.numbers import plain
from registration.submission import Application, moment


def page(
    service: Service, state: State | None, after: str | None, limit: int
) -> messages.ApplicationPage:
    """Return applications, the newest first, that follow the receipt number `after`."""
    query = select(Submission).order_by(Submission.receipt_number.desc()).limit(limit + 1)
    if state:
        query = query.where(Submission.state == state.value)
    if after:
        query = query.where(Submission.receipt_number < after)
    with service.database.read() as session:
        rows = [_summary(one) for one in session.scalars(query)]
    return messages.ApplicationPage(
        applications=rows[:limit], next=rows[limit - 1].receipt_number if rows[limit:] else None
    )


def detail(service: Service, receipt_number: str) -> messages.ApplicationDetail:
    """Return one application. Raises Refused `not_found`."""
    with service.database.read() as session:
        return _detail(session, submission(session, receipt_number))


def status(service: Service, receipt_number: str) -> messages.Status:
    """Return where one application stands. Raises Refused `not_found`."""
    with service.database.read() as session:
        return _status(session, submission(session, receipt_number))


def decide(
    service: Service, officer: str, receipt_number: str, decision: messages.Decision
) -> messages.ApplicationDetail:
    """Carry out an officer's decision.

    Raises Refused `not_found`, `version_stale`, `transition_invalid`, `reason_required`,
    `reason_too_long`, `malformed`.
    """
    doer = Doer(Actor.OFFICER, officer)
    with service.database.write() as session:
        one = submission(session, receipt_number)
        _move(service, session, one, decision, doer)
        if one.state == State.APPROVED.value:
            _register(service, session, one)
        return _detail(session, one)


def cancel(service: Service, receipt_number: str, version: int) -> messages.Status:
    """Withdraw an application for its applicant. Raises Refused as `decide`."""
    with service.database.write() as session:
        one = submission(session, receipt_number)
        doer = Doer(Actor.APPLICANT, one.certificate_sha256)
        decision = messages.Decision(action=Action.CANCEL, version=version)
        _move(service, session, one, decision, doer)
        return _status(session, one)


def submission(session: Session, receipt_number: str) -> Submission:
    """Return the application. Raises Refused `not_found`."""
    found = session.scalar(select(Submission).where(Submission.receipt_number == receipt_number))
    if found is None:
        raise Refused("not_found")
    return found


def _status(session: Session, one: Submission) -> messages.Status:
    """Return what the applicant may see."""
    enrolled = select(
        exists().where(
            Organisation.submission_id == one.id,
            RegisteredUser.organisation_id == Organisation.id,
            UserCertificate.user_id == RegisteredUser.id,
        )
    )
    return messages.Status(
        receipt_number=one.receipt_number,
        kind=Kind(one.kind),
        business_number=one.business_number,
        applicant=one.applicant,
        state=State(one.state),
        version=one.version,
        enrolled=bool(session.scalar(enrolled)),
        history=audit.history(session, one.receipt_number),
    )


def _move(
    service: Service,
    session: Session,
    one: Submission,
    decision: messages.Decision,
    doer: Doer,
) -> None:
    if decision.version != one.version:
        raise Refused("version_stale", version=one.version)
    source = State(one.state)
    move = lifecycle.transition(source, decision.action, by_officer=doer.actor is Actor.OFFICER)
    if move is None:
        raise Refused("transition_invalid", state=one.state, action=decision.action.value)
    reason = _reason(decision.reason, required=move.reason_required)
    one.state = move.target.value
    session.flush()
    audit.append(
        session,
        service.clock(),
        doer,
        decision.action.value,
        one.receipt_number,
        source=source,
        target=move.target,
        version=one.version,
        reason=reason,
    )


def _reason(given: str, *, required: bool) -> str:
    try:
        reason = str(plain(given))
    except ValueError:  # characters that no screen shows
        raise Refused("malformed") from None
    if required and not reason:
        raise Refused("reason_required")
    if len(reason) > REASON_LIMIT:
        raise Refused("reason_too_long")
    return reason


def _register(service: Service, session: Session, one: Submission) -> None:
    """The approved application becomes the organisation's record."""
    session.add(
        Organisation(
            kind=one.kind,
            business_number=one.business_number,
            name=one.applicant,
            form=Application.parse(one.document).form,
            registered=service.clock(),
            submission_id=one.id,
        )
    )


def _summary(one: Submission) -> messages.ApplicationSummary:
    return messages.ApplicationSummary(
        receipt_number=one.receipt_number,
        kind=Kind(one.kind),
        business_number=one.business_number,
        applicant=one.applicant,
        office=one.office,
        state=State(one.state),
        version=one.version,
        received=moment(one.received),
    )


def _detail(session: Session, one: Submission) -> messages.ApplicationDetail:
    return messages.ApplicationDetail(
        summary=_summary(one),
        form=Application.parse(one.document).form,
        checks=[
            messages.CheckVerdict(check=row.check, passed=row.passed, findings=row.findings)
            for row in one.verdicts
        ],
        history=audit.history(session, one.receipt_number),
        signature=base64.b64encode(one.signature).decode(),
    )
