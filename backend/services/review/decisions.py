"""심사: what an officer sees of the applications, and decides."""

import base64
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.service import Service
from backend.services import audit
from backend.services.applications import rivals, transitions
from backend.services.applications.status import missing, require_version, submission
from backend.services.officer_rights import OfficerActing, require_decider
from backend.services.organisations import records
from backend.services.proofs import signatures
from backend.services.proofs.documents import filed
from backend.services.proofs.signatures import Findings
from backend.services.registry import asking, verdicts
from backend.services.review import assignment, comparing, issuance, items, papers
from backend.services.review.approval import register
from backend.services.sanctions import effect
from backend.storage.models import RecordVersion, Submission, Verdict
from desktop_client.pki.findings import Severity, Validity
from registration import wire
from registration.kinds import FilingPurpose
from registration.korean_time import today
from registration.lifecycle import Action, State
from registration.submission import moment

_TIME_PASSED = frozenset({"certificate_expired", "issuer_expired"})


def page(
    service: Service, state: State | None, after: str | None, limit: int
) -> wire.ApplicationPage:
    """Return applications, the newest first, that follow the receipt number `after`."""
    query = select(Submission).order_by(Submission.receipt_number.desc()).limit(limit + 1)
    if state:
        query = query.where(Submission.state == state)
    if after:
        query = query.where(Submission.receipt_number < after)
    with service.database.read() as session:
        rows = [summary(application) for application in session.scalars(query)]
    return wire.ApplicationPage(
        applications=rows[:limit], next=rows[limit - 1].receipt_number if rows[limit:] else None
    )


def detail(service: Service, receipt_number: str) -> wire.ApplicationDetail:
    """Return one application. Raises Refused `not_found`."""
    with service.database.read() as session:
        return detail_of(service, session, submission(session, receipt_number))


def decide(
    service: Service, officer: OfficerActing, receipt_number: str, decision: wire.Decision
) -> wire.ApplicationDetail:
    """Carry out an officer's decision.

    What nobody has taken is taken with it. Raises Refused `not_found`, `version_stale`,
    `role_missing`, `office_differs`, `own_application`, `taken_by_another`, `transition_invalid`,
    `reason_required`, `reason_too_long`, `malformed`, and before an approval `signer_revoked`,
    `signer_rejected`, `certificate_undecided`, `sanctioned`, `lines_differ`, `items_undecided`,
    `no_item_approved`, and what `verdicts.require` raises.
    """
    approves = decision.action is Action.APPROVE
    now = _signer_now(service, receipt_number) if approves else None
    if approves:
        asking.ask_now(service, receipt_number)
    with service.database.write() as session:
        application = submission(session, receipt_number)
        require_decider(officer, application)
        require_version(application, decision.version)
        if application.state.is_open:
            assignment.require_taken(service, session, officer, application)
        if approves:
            verdicts.require(service, session, application, decision.reason)
        if now is not None:
            _keep_verdict(application, "signer_now", now)
        for paper in decision.received_on_paper:
            arrival = papers.Arrival(paper, None, today(service.clock()))
            papers.note(service, session, officer, application, arrival)
        if approves:
            _keep_verdict(application, "sanctions", _unsanctioned(service, session, application))
            comparing.require_agreement(session, application)
            items.refuse(session, application, decision.refused_items)
        transitions.move(
            service, session, application, decision.action, officer.doer, reason=decision.reason
        )
        if application.state is State.APPROVED:
            register(service, session, application)
            issuance.begin(service, session, application)
        return detail_of(service, session, application)


def _keep_verdict(application: Submission, check: str, findings: Findings) -> None:
    last = max((row.position for row in application.verdicts), default=-1)
    application.verdicts.append(Verdict(position=last + 1, check=check, findings=findings))


def _unsanctioned(service: Service, session: Session, application: Submission) -> Findings:
    """Refuse `sanctioned` (부정당업자) of an application that cannot be approved now."""
    number, form = application.business_number, filed(application).form
    return effect.require_none(service, session, number, form)


def _signer_now(service: Service, receipt_number: str) -> Findings | None:
    """Judge the signer's certificate again before an approval; None where nobody signed.

    Between the filing and the decision it may have been revoked, which ends all it could do; that
    it has expired since does not. Raises Refused `not_found`, `signer_revoked`,
    `signer_rejected`, `certificate_undecided`.
    """
    with service.database.read() as session:
        signature = submission(session, receipt_number).signature
    if signature is None:
        return None
    signed = signatures.read_signed(signature)
    path = service.judge.path(signed.certificate, signed.certificates)
    if path.validity is not Validity.VALID:
        faults = {finding.code for finding in path.findings if finding.severity is Severity.ERROR}
        if faults <= _TIME_PASSED:
            return signatures.to_json(path.findings)
        raise Refused("signer_rejected", findings=signatures.to_json(path.findings))
    try:
        return signatures.check_revocation(service, path)
    except Refused as refused:
        if refused.code == "certificate_revoked":
            raise Refused("signer_revoked", **refused.values) from None
        raise


def summary(application: Submission) -> wire.ApplicationSummary:
    return wire.ApplicationSummary(
        receipt_number=application.receipt_number,
        kind=application.kind,
        purpose=application.purpose,
        business_number=application.business_number,
        key=application.key,
        applicant=application.applicant,
        office=application.office,
        state=application.state,
        version=application.version,
        received=moment(application.received),
        deadline=moment(application.deadline) if application.deadline else None,
        forwarded_by=application.forwarded_by,
        waits=application.waits,
        officer=application.officer,
    )


def _before(session: Session, application: Submission) -> dict[str, Any] | None:
    """Return the form that it completes, or else the one it changes."""
    if application.revisions:
        return filed(application.revisions[-1]).form
    if application.record_version is None:
        return None
    record = records.find(session, application.kind, application.key)
    version = session.get(RecordVersion, (record.id, application.record_version))
    return version.form if version else None  # destroyed after its time


def detail_of(
    service: Service, session: Session, application: Submission
) -> wire.ApplicationDetail:
    """Return all an officer sees of an application."""
    document = filed(application)
    return wire.ApplicationDetail(
        summary=summary(application),
        form=document.form,
        attachments=list(document.attachments),
        missing=missing(session, application),
        before=_before(session, application),
        checks=[
            *_verdicts(service, session, application),
            verdicts.verdict(service, session, application),
        ],
        history=audit.history(session, application.receipt_number),
        signature=base64.b64encode(application.signature).decode()
        if application.signature
        else None,
    )


def _verdicts(
    service: Service, session: Session, application: Submission
) -> list[wire.CheckVerdict]:
    """Return what the intake found, and of an open application what has come up since."""
    found = [
        wire.CheckVerdict(check=row.check, findings=row.findings) for row in application.verdicts
    ]
    if application.state.is_open and application.purpose is FilingPurpose.NEW:
        signed = application.certificate_sha256 is not None
        now = rivals.told(
            session, application.kind, application.key, signed=signed, but=application.id
        )
        known = next((row.findings for row in found if row.check == "number"), [])
        if now != known:
            found.append(wire.CheckVerdict(check="number_now", findings=now))
    if application.state.is_open:
        number, form = application.business_number, filed(application).form
        sanctions = effect.findings(service, session, number, form)
        found.append(wire.CheckVerdict(check="sanctions", findings=sanctions))
    return found
