"""접수: takes an application in, or refuses it and keeps nothing.

What is asked of a submission is a list of named checks, the cheap ones first. Each raises
Refused, or returns findings, which the officer sees as its verdict.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.service import Service
from backend.services import certificates, filing, identity, tickets
from backend.services.certificates import Findings
from backend.services.filing import Filing, Incoming
from backend.storage.models import Organisation, Submission
from registration.forms import describe
from registration.forms.check import canonical, check
from registration.korean_time import today
from registration.lifecycle import OPEN_STATES
from registration.messages import CheckVerdict
from registration.problems import Problem
from registration.submission import Application

MOST_PROBLEMS = 200


def take_in(service: Service, cms: bytes, draft: str, sealed_random: str) -> Filing:
    """File an application signed as CMS for a draft; the same again is the same filing.

    `sealed_random`: R in CMS EnvelopedData for the service's certificate, base64. Raises Refused
    with the code of the first check that fails.
    """
    incoming = Incoming(service, cms, draft, sealed_random)
    verdicts = list(_run(RECOGNISE, incoming))
    with service.database.read() as session:
        before = filing.filed_before(session, incoming)
    if before:
        return before
    verdicts += _run(JUDGE, incoming)
    with service.database.write() as session:
        before = filing.filed_before(session, incoming)
        if before:
            return before
        verdicts += (
            CheckVerdict(check=name, passed=True, findings=claim(session, incoming))
            for name, claim in CLAIM
        )
        return filing.store(session, incoming, verdicts)


def _run(checks: Iterable[tuple[str, "Check"]], incoming: Incoming) -> Iterable[CheckVerdict]:
    for name, one in checks:
        yield CheckVerdict(check=name, passed=True, findings=one(incoming))


def _size(incoming: Incoming) -> Findings:
    """The limit itself is held while the body is read."""
    return [{"code": "size", "values": {"bytes": len(incoming.cms)}}]


def _signature(incoming: Incoming) -> Findings:
    return certificates.check_signature(incoming.signed)


def _document(incoming: Incoming) -> Findings:
    return [{"code": "document", "values": {"format": incoming.application.format}}]


def _ticket(incoming: Incoming) -> Findings:
    tickets.check_ticket(incoming.service, incoming.application.ticket, incoming.draft)
    return []


def _ticket_time(incoming: Incoming) -> Findings:
    if datetime.fromisoformat(incoming.application.ticket.expires) <= incoming.service.clock():
        raise Refused("ticket_expired")
    return []


def _policy(incoming: Incoming) -> Findings:
    return certificates.check_policy(incoming.signed.certificate, incoming.application.kind)


def _provable(incoming: Incoming) -> Findings:
    identity.require_claim(incoming.signed.certificate)
    return []


def _identity(incoming: Incoming) -> Findings:
    """The certificate must belong to the business number that the form names."""
    identity.check_owner(
        incoming.service,
        incoming.signed.certificate,
        incoming.sealed_random,
        incoming.business_number,
    )
    return []


def _chain(incoming: Incoming) -> Findings:
    return certificates.to_json(incoming.path.findings)


def _evidence(incoming: Incoming) -> Findings:
    return certificates.check_whole(incoming.cms, incoming.signed, incoming.path)


def _form(incoming: Incoming) -> Findings:
    """The form must have no problem, and be spelled in the document as it is when clean."""
    application = incoming.application
    _refuse_endless(application)
    problems = check(application.kind, application.form, today(incoming.service.clock()))
    errors = [one for one in problems if not one.is_warning]
    if errors:
        raise Refused("form_invalid", problems=[_problem(one) for one in errors[:MOST_PROBLEMS]])
    if canonical(application.kind, application.form) != application.form:
        raise Refused("document_not_canonical")
    return [_problem(one) for one in problems]


def _refuse_endless(application: Application) -> None:
    """Refuse pages with more rows than permitted before looking at each row."""
    problems = [
        Problem((page.key,), "too_many", {"max_length": page.most_rows})
        for page in describe(application.kind).pages
        if isinstance(rows := application.form.get(page.key), list) and len(rows) > page.most_rows
    ]
    if problems:
        raise Refused("form_invalid", problems=[_problem(one) for one in problems])


def _revocation(incoming: Incoming) -> Findings:
    return certificates.check_revocation(incoming.service, incoming.path)


def _registered(session: Session, incoming: Incoming) -> Findings:
    same = select(Organisation.id).where(
        Organisation.business_number == incoming.business_number,
        Organisation.kind == incoming.application.kind.value,
    )
    if session.scalar(same) is not None:
        raise Refused("already_registered")
    return []


def _open_application(session: Session, incoming: Incoming) -> Findings:
    """One open application per business and kind; an index holds to it too."""
    receipt_number = session.scalar(
        select(Submission.receipt_number).where(
            Submission.business_number == incoming.business_number,
            Submission.kind == incoming.application.kind.value,
            Submission.state.in_(sorted(OPEN_STATES)),
        )
    )
    if receipt_number is not None:
        raise Refused("application_open", receipt_number=receipt_number)
    return []


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "path": list(problem.path),
        "code": problem.code,
        "values": dict(problem.values),
    }


Check = Callable[[Incoming], Findings]
Claim = Callable[[Session, Incoming], Findings]

RECOGNISE: tuple[tuple[str, Check], ...] = (
    ("size", _size),
    ("signature", _signature),
    ("document", _document),
    ("ticket", _ticket),
)
"""After these it is known which draft this is and who signed it: enough to answer again."""

JUDGE: tuple[tuple[str, Check], ...] = (
    ("ticket_time", _ticket_time),
    ("provable", _provable),
    ("policy", _policy),
    ("chain", _chain),
    ("evidence", _evidence),
    ("form", _form),
    ("identity", _identity),
    ("revocation", _revocation),
)

CLAIM: tuple[tuple[str, Claim], ...] = (
    ("registered", _registered),
    ("open_application", _open_application),
)
"""Asked inside the writing transaction, so that two filings cannot both pass."""
