"""What is asked of a filing by itself, check by check; `intake` says which are run and when.

Each raises Refused, or returns findings, which the officer sees as its verdict.
"""

from datetime import datetime, timedelta

from backend.refused import Refused
from backend.services.access import rights
from backend.services.filing import on_file
from backend.services.filing.filing_request import (
    PACKAGE_AGE,
    FilingRequest,
    PackageRequest,
    SignedRequest,
    UnsignedRequest,
)
from backend.services.proofs import identity, signatures, tickets
from backend.services.proofs.signatures import Findings
from registration.forms import describe
from registration.forms.check import check_whole
from registration.forms.field import Answers
from registration.kinds import FilingPurpose, Key, Kind
from registration.korean_time import show_time, today
from registration.passwords import check_password, guessable_numbers
from registration.problems import Problem
from registration.procedures import PROCEDURES
from registration.signing_rules import asks_password, is_signed
from registration.submission import moment

UNSIGNED_LIMIT = 512 * 1024
"""Bytes of a document that nobody signs: its forms have few rows, and it costs nothing to send."""
MOST_PROBLEMS = 200
SHOWN_NAME = 50
"""Characters of an unknown name that are told."""
CLOCKS_DIFFER = timedelta(minutes=5)
CLOCK_WRONG = timedelta(days=1)
"""A signer's clock that is further off has to be set before anything is signed by it."""


def size(request: FilingRequest) -> Findings:
    """Note the size; the limit itself is held while the body is read (`routes/filing.py`)."""
    return [{"code": "size", "values": {"bytes": len(request.signature or request.content)}}]


def size_unsigned(request: UnsignedRequest) -> Findings:
    """Refuse `too_large` beyond what forms that nobody signs ever are."""
    if len(request.content) > UNSIGNED_LIMIT:
        raise Refused("too_large", limit=UNSIGNED_LIMIT)
    return size(request)


def signature(request: SignedRequest) -> Findings:
    """Refuse `document_changed`, `signature_wrong` unless the signature fits the document."""
    return signatures.check_signature(request.signed)


def signing_time(request: SignedRequest) -> Findings:
    """Refuse `signing_time_wrong` where the clock is a day off; note a smaller difference."""
    signed, now = request.signed.signing_time, request.service.clock()
    if signed is None:
        return []
    if not -CLOCK_WRONG <= now - signed <= request.signed_within + CLOCK_WRONG:
        raise Refused("signing_time_wrong", signed=show_time(moment(signed)))
    if not -CLOCKS_DIFFER <= now - signed <= request.signed_within + CLOCKS_DIFFER:
        return [
            {
                "code": "signing_time_differs",
                "severity": "warning",
                "values": {"signed": show_time(moment(signed))},
            }
        ]
    return []


def document(request: FilingRequest) -> Findings:
    """Read the document. Refuse `malformed`, and `document_not_canonical` in another spelling."""
    request.read()
    return [{"code": "document", "values": {"format": request.filed.format}}]


def ticket(request: FilingRequest) -> Findings:
    """Refuse `ticket_unknown`, `ticket_foreign` unless it was issued here for this draft."""
    tickets.check_ticket(request.service, request.application.ticket, request.draft)
    return []


def ticket_time(request: FilingRequest) -> Findings:
    """Refuse `ticket_expired`; an answer that was lost is given again later too."""
    if datetime.fromisoformat(request.application.ticket.expires) <= request.service.clock():
        raise Refused("ticket_expired")
    return []


def way_signed(request: SignedRequest) -> Findings:
    """Refuse `signature_unexpected` where such filings are not signed."""
    if not _is_signed(request):
        raise Refused("signature_unexpected")
    return []


def way_unsigned(request: UnsignedRequest) -> Findings:
    """Refuse `signature_needed` where such filings are signed."""
    if _is_signed(request):
        raise Refused("signature_needed")
    return []


def addressed(request: FilingRequest) -> Findings:
    """Refuse `service_differs` unless the document names this service's certificate."""
    signatures.check_addressed(request.service, request.filed.service_certificate)
    return []


def package_addressed(request: PackageRequest) -> Findings:
    """Refuse `package_elsewhere`, `service_differs` unless it was made for this service."""
    if request.package.service != request.service.config.name:
        raise Refused("package_elsewhere", service=request.package.service)
    addressed(request)
    return [{"code": "source", "values": {"service": request.package.source}}]


def exported(request: PackageRequest) -> Findings:
    """Refuse `package_old`: what it says was so a short while ago only."""
    age = request.service.clock() - datetime.fromisoformat(request.package.exported)
    if not -CLOCKS_DIFFER <= age <= PACKAGE_AGE:
        raise Refused("package_old", days=PACKAGE_AGE.days)
    return []


def way_packaged(request: PackageRequest) -> Findings:
    """Refuse `signature_unexpected` of who logs in by an ID: no certificate vouches for them."""
    if PROCEDURES[request.kind].key is not Key.CERTIFICATE:
        raise Refused("signature_unexpected")
    return []


def _is_signed(request: FilingRequest) -> bool:
    completed = on_file.was_signed(request) if request.purpose is FilingPurpose.SUPPLEMENT else None
    return is_signed(request.kind, request.purpose, completed)


def permitted(request: UnsignedRequest) -> Findings:
    """Refuse `not_authorised` unless a token shows the right to what is not all new."""
    if request.purpose is FilingPurpose.SUPPLEMENT:
        number = request.application.supplements or ""
        request.shown = rights.applicant(request.service, number, request.token).doer
    elif request.purpose is FilingPurpose.CHANGE:
        request.shown = rights.holder_of_record(
            request.service, request.kind, request.key, request.token
        )
    return []


def provable(request: SignedRequest) -> Findings:
    """Refuse `identity_unprovable` of a certificate without a VID."""
    identity.require_claim(request.signed.certificate)
    return []


def policy(request: SignedRequest) -> Findings:
    """Refuse `institution_certificate`, `policy_not_allowed` unless the policy serves the kind."""
    return signatures.check_policy(request.service, request.signed, [request.kind])


def chain(request: SignedRequest) -> Findings:
    """Judge the path. Refuse `certificate_untrusted`, `certificate_rejected`."""
    request.path = signatures.check_chain(request.service, request.signed)
    return signatures.to_json(request.path.findings)


def evidence(request: SignedRequest) -> Findings:
    """Refuse `malformed` unless all that came with the signature was judged."""
    return signatures.check_whole(request.cms, request.signed, request.path)


def form(request: FilingRequest) -> Findings:
    """Refuse `form_invalid` for a problem, `document_not_canonical` in another spelling."""
    _refuse_endless(request.kind, request.form)
    problems, spelled = check_whole(request.kind, request.form, today(request.service.clock()))
    errors = [problem for problem in problems if not problem.is_warning]
    if errors:
        told = [problem.to_json() for problem in errors[:MOST_PROBLEMS]]
        raise Refused("form_invalid", problems=told)
    if spelled != request.form:
        raise Refused("document_not_canonical")
    return [problem.to_json() for problem in problems]


def identity_of_signer(request: SignedRequest) -> Findings:
    """Refuse `identity_mismatch` unless it is registered there, or of the business number.

    The number is the one on file: whoever changes a record cannot bring their own."""
    counterpart = on_file.find(request)
    if request.signer in counterpart.certificates:
        return [{"code": "certificate_on_file", "values": {}}]
    certificate = request.signed.certificate
    try:
        identity.check_owner(
            request.service, certificate, request.sealed_random, counterpart.business_number
        )
    except Refused as refused:  # strangers are told the same as where there is nothing on file
        if refused.code == "identity_mismatch" and request.purpose in on_file.ABSENT:
            raise Refused(on_file.ABSENT[request.purpose]) from None
        raise
    return []


def revocation(request: SignedRequest) -> Findings:
    """Refuse `certificate_revoked`, and `certificate_undecided` where no list can tell."""
    return signatures.check_revocation(request.service, request.path)


def often(request: UnsignedRequest) -> Findings:
    """Refuse `busy` where one address files too often for one number."""
    request.service.lookups.count(f"{request.address} {request.key}", "filed")
    return []


def password(request: UnsignedRequest) -> Findings:
    """Refuse `password_unfit` for a new account whose password is easily guessed."""
    if PROCEDURES[request.kind].key is not Key.PASSWORD or request.purpose is FilingPurpose.CHANGE:
        if request.password is not None:
            raise Refused("malformed", unexpected="password")
        return []
    if request.password is None:
        if asks_password(request.kind, request.purpose):
            raise Refused("password_unfit", problems=[Problem(("password",), "required").to_json()])
        return []
    account_id, numbers = request.form["account"]["account_id"], guessable_numbers(request.form)
    problems = check_password(request.password, account_id, numbers)
    if problems:
        raise Refused("password_unfit", problems=[problem.to_json() for problem in problems])
    return []


def _refuse_endless(kind: Kind, form: Answers) -> None:
    """Refuse rows and names beyond those the form has before looking at each of them."""
    pages = {page.key: page for page in describe(kind).pages}
    problems = [Problem((key[:SHOWN_NAME],), "unknown_field") for key in form if key not in pages]
    for key, page in pages.items():
        rows = form.get(key)
        if isinstance(rows, list) and len(rows) > page.most_rows:
            problems.append(Problem((key,), "too_many", {"max_length": page.most_rows}))
            continue
        fields = {field.key for field in page.fields}
        problems += (
            Problem((key, name[:SHOWN_NAME]), "unknown_field")
            for row in (rows if isinstance(rows, list) else [rows])
            if isinstance(row, dict)
            for name in row
            if name not in fields
        )
    if problems:
        told = [problem.to_json() for problem in problems[:MOST_PROBLEMS]]
        raise Refused("form_invalid", problems=told)
