"""What is asked of a filing by itself, check by check; `intake` says which are run and when.

Each raises Refused, or returns findings, which the officer sees as its verdict.
"""

from datetime import datetime, timedelta

from backend.refused import Refused
from backend.services.access import rights
from backend.services.filing import on_file
from backend.services.filing.filing_request import (
    PACKAGE_AGE,
    Incoming,
    PackageIncoming,
    SignedIncoming,
    UnsignedIncoming,
)
from backend.services.proofs import identity, signatures, tickets
from backend.services.proofs.signatures import Findings
from registration.forms import describe
from registration.forms.check import canonical, check
from registration.forms.field import Answers
from registration.kinds import Key, Kind
from registration.korean_time import show_time, today
from registration.passwords import check_password, guessable_numbers
from registration.problems import Problem
from registration.procedures import PROCEDURES
from registration.signing_rules import asks_password, is_signed
from registration.submission import Filing, moment

MOST_PROBLEMS = 200
SHOWN_NAME = 50
"""Characters of an unknown name that are told."""
CLOCKS_DIFFER = timedelta(minutes=5)
CLOCK_WRONG = timedelta(days=1)
"""A signer's clock that is further off has to be set before anything is signed by it."""


def size(incoming: Incoming) -> Findings:
    """The limit itself is held while the body is read."""
    return [{"code": "size", "values": {"bytes": len(incoming.signature or incoming.content)}}]


def signature(incoming: SignedIncoming) -> Findings:
    """The signature fits the document."""
    return signatures.check_signature(incoming.signed)


def signing_time(incoming: SignedIncoming) -> Findings:
    """It was signed a short while ago, says the signer's clock; one that is wrong is told."""
    signed, now = incoming.signed.signing_time, incoming.service.clock()
    if signed is None:
        return []
    if not -CLOCK_WRONG <= now - signed <= incoming.signed_within + CLOCK_WRONG:
        raise Refused("signing_time_wrong", signed=show_time(moment(signed)))
    if not -CLOCKS_DIFFER <= now - signed <= incoming.signed_within + CLOCKS_DIFFER:
        return [
            {
                "code": "signing_time_differs",
                "severity": "warning",
                "values": {"signed": show_time(moment(signed))},
            }
        ]
    return []


def document(incoming: Incoming) -> Findings:
    """The document is one, in its canonical spelling."""
    return [{"code": "document", "values": {"format": incoming.format}}]


def ticket(incoming: Incoming) -> Findings:
    """This service gave the ticket, for this draft."""
    tickets.check_ticket(incoming.service, incoming.application.ticket, incoming.draft)
    return []


def ticket_time(incoming: Incoming) -> Findings:
    """The ticket has not ended."""
    if datetime.fromisoformat(incoming.application.ticket.expires) <= incoming.service.clock():
        raise Refused("ticket_expired")
    return []


def way_signed(incoming: SignedIncoming) -> Findings:
    """It is one of those that are signed."""
    if not _is_signed(incoming):
        raise Refused("signature_unexpected")
    return []


def way_unsigned(incoming: UnsignedIncoming) -> Findings:
    """It is one of those that nobody signs."""
    if _is_signed(incoming):
        raise Refused("signature_needed")
    return []


def addressed(incoming: Incoming) -> Findings:
    """The document was made for this service, known by its certificate."""
    signatures.check_addressed(incoming.service, incoming.service_certificate)
    return []


def package_addressed(incoming: PackageIncoming) -> Findings:
    """The package was made for this service."""
    if incoming.package.service != incoming.service.config.name:
        raise Refused("package_elsewhere", service=incoming.package.service)
    addressed(incoming)
    return [{"code": "source", "values": {"service": incoming.package.source}}]


def exported(incoming: PackageIncoming) -> Findings:
    """What it says was so a short while ago."""
    age = incoming.service.clock() - datetime.fromisoformat(incoming.package.exported)
    if not -CLOCKS_DIFFER <= age <= PACKAGE_AGE:
        raise Refused("package_old", days=PACKAGE_AGE.days)
    return []


def way_packaged(incoming: PackageIncoming) -> Findings:
    """Who logs in by an ID has no certificate to vouch for a record."""
    if PROCEDURES[incoming.kind].key is not Key.CERTIFICATE:
        raise Refused("signature_unexpected")
    return []


def _is_signed(incoming: Incoming) -> bool:
    completed = on_file.was_signed(incoming) if incoming.purpose is Filing.SUPPLEMENT else None
    return is_signed(incoming.kind, incoming.purpose, completed)


def permitted(incoming: UnsignedIncoming) -> Findings:
    """Who files without a certificate shows their right by a token, unless it is all new."""
    if incoming.purpose is Filing.SUPPLEMENT:
        number = incoming.application.supplements or ""
        incoming.shown = rights.applicant(incoming.service, number, incoming.token).doer
    elif incoming.purpose is Filing.CHANGE:
        incoming.shown = rights.holder_of_record(
            incoming.service, incoming.kind, incoming.key, incoming.token
        )
    return []


def provable(incoming: SignedIncoming) -> Findings:
    """The certificate can prove identity."""
    identity.require_claim(incoming.signed.certificate)
    return []


def policy(incoming: SignedIncoming) -> Findings:
    """The certificate's policy serves the kind."""
    return signatures.check_policy(incoming.service, incoming.signed, [incoming.kind])


def chain(incoming: SignedIncoming) -> Findings:
    """The certificate's path ends in a trust anchor."""
    return signatures.to_json(incoming.path.findings)


def evidence(incoming: SignedIncoming) -> Findings:
    """All that came with the signature was judged."""
    return signatures.check_whole(incoming.cms, incoming.signed, incoming.path)


def form(incoming: Incoming) -> Findings:
    """The form must have no problem, and be spelled in the document as it is when clean."""
    _refuse_endless(incoming.kind, incoming.form)
    problems = check(incoming.kind, incoming.form, today(incoming.service.clock()))
    errors = [one for one in problems if not one.is_warning]
    if errors:
        raise Refused("form_invalid", problems=[one.to_json() for one in errors[:MOST_PROBLEMS]])
    if canonical(incoming.kind, incoming.form) != incoming.form:
        raise Refused("document_not_canonical")
    return [one.to_json() for one in problems]


def identity_of_signer(incoming: SignedIncoming) -> Findings:
    """The certificate is registered for the organisation, or belongs to its business number."""
    counterpart = on_file.find(incoming)
    if incoming.signer in counterpart.certificates:
        return [{"code": "certificate_on_file", "values": {}}]
    certificate = incoming.signed.certificate
    try:
        identity.check_owner(
            incoming.service, certificate, incoming.sealed_random, counterpart.business_number
        )
    except Refused as refused:  # strangers are told the same as where there is nothing on file
        if refused.code == "identity_mismatch" and incoming.purpose in on_file.ABSENT:
            raise Refused(on_file.ABSENT[incoming.purpose]) from None
        raise
    return []


def revocation(incoming: SignedIncoming) -> Findings:
    """The certificate is not revoked."""
    return signatures.check_revocation(incoming.service, incoming.path)


def often(incoming: UnsignedIncoming) -> Findings:
    """One address files only so often for one number."""
    incoming.service.lookups.count(f"{incoming.address} {incoming.key}", "filed")
    return []


def password(incoming: UnsignedIncoming) -> Findings:
    """A new account has a password that nobody guesses."""
    if PROCEDURES[incoming.kind].key is not Key.PASSWORD or incoming.purpose is Filing.CHANGE:
        if incoming.password is not None:
            raise Refused("malformed", unexpected="password")
        return []
    if incoming.password is None:
        if asks_password(incoming.kind, incoming.purpose):
            raise Refused("password_unfit", problems=[Problem(("password",), "required").to_json()])
        return []
    account_id, numbers = incoming.form["account"]["account_id"], guessable_numbers(incoming.form)
    problems = check_password(incoming.password, account_id, numbers)
    if problems:
        raise Refused("password_unfit", problems=[one.to_json() for one in problems])
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
        told = [one.to_json() for one in problems[:MOST_PROBLEMS]]
        raise Refused("form_invalid", problems=told)
