"""접수: takes an application in, or refuses it and keeps nothing.

What is asked of a filing is a list of named checks, the cheap ones first.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.service import Service
from backend.services.filing import checks, registry_checks, storing
from backend.services.filing.filing_request import (
    FilingRequest,
    PackageRequest,
    SignedRequest,
    UnsignedRequest,
)
from backend.services.filing.storing import Filed
from backend.services.proofs.signatures import Findings
from registration.encoding import NotBase64, from_base64
from registration.kinds import FilingPurpose
from registration.wire import CheckVerdict, UnsignedFiling

UNSIGNED_LIMIT = 512 * 1024
"""Bytes of a document that nobody signs: its forms have few rows, and it costs nothing to send."""

I = TypeVar("I", bound=FilingRequest)  # noqa: E741 - a type's name

Checks = Sequence[tuple[str, Callable[[I], Findings]]]
Claims = Sequence[tuple[str, Callable[[Session, FilingRequest], Findings]]]


def take_in(service: Service, cms: bytes, draft: str, sealed_random: str) -> Filed:
    """File an application signed as CMS for a draft; the same again is the same filing.

    `sealed_random`: R in CMS EnvelopedData for the service's certificate, base64; "" where none
    is needed. Raises Refused with the code of the first check that fails.
    """
    request = SignedRequest.read(service, draft, cms, sealed_random)
    return _take_in(request, RECOGNISE_SIGNED, JUDGE_SIGNED)


def take_in_unsigned(
    service: Service, sent: UnsignedFiling, draft: str, token: str, address: str
) -> Filed:
    """File an application that nobody signs; the same again is the same filing.

    `token`: a status key or a session's token; "" where none came. Raises Refused as `take_in`.
    """
    try:
        content = from_base64(sent.document)
    except NotBase64:
        raise Refused("malformed", document="unreadable") from None
    if len(content) > UNSIGNED_LIMIT:
        raise Refused("too_large", limit=UNSIGNED_LIMIT)
    request = UnsignedRequest(
        service, draft, content, token, password=sent.password, address=address
    )
    return _take_in(request, RECOGNISE_UNSIGNED, JUDGE_UNSIGNED)


def take_in_package(service: Service, cms: bytes, agency: str, sealed_random: str) -> Filed:
    """File a package that an agency forwards; the same again is the same filing.

    Raises Refused with the code of the first check that fails.
    """
    request = PackageRequest.of(service, agency, cms, sealed_random)
    return _take_in(request, RECOGNISE_PACKAGE, JUDGE_PACKAGE)


def _take_in(request: I, recognise: Checks[I], judge: Checks[I]) -> Filed:
    verdicts = list(_run(recognise, request))
    with request.service.database.read() as session:
        before = storing.filed_before(session, request)
    if before:
        return before
    verdicts += _run(judge, request)
    if isinstance(request, UnsignedRequest):
        _hash_password(request)
    with request.service.database.write() as session:
        before = storing.filed_before(session, request)
        if before:
            return before
        verdicts += (
            CheckVerdict(check=name, passed=True, findings=claim(session, request))
            for name, claim in CLAIM[request.purpose]
        )
        return storing.store(session, request, verdicts)


def _hash_password(request: UnsignedRequest) -> None:
    """Do the costly work before the writing begins, and only for what will be taken in."""
    with request.service.database.read() as session:
        for _, claim in CLAIM[request.purpose]:
            claim(session, request)
    _ = request.password_hash


def _run(named: Checks[I], request: I) -> Iterable[CheckVerdict]:
    for name, one in named:
        yield CheckVerdict(check=name, passed=True, findings=one(request))


RECOGNISE_UNSIGNED: Checks[FilingRequest] = (
    ("size", checks.size),
    ("document", checks.document),
    ("ticket", checks.ticket),
)
RECOGNISE_SIGNED: Checks[SignedRequest] = (
    ("size", checks.size),
    ("signature", checks.signature),
    ("document", checks.document),
    ("ticket", checks.ticket),
)
RECOGNISE_PACKAGE: Checks[PackageRequest] = (
    ("size", checks.size),
    ("signature", checks.signature),
    ("document", checks.document),
)
"""After these it is known which draft this is and who signed it: enough to answer again."""

JUDGE_SIGNED: Checks[SignedRequest] = (
    ("ticket_time", checks.ticket_time),
    ("addressed", checks.addressed),
    ("signing_time", checks.signing_time),
    ("way", checks.way_signed),
    ("provable", checks.provable),
    ("policy", checks.policy),
    ("chain", checks.chain),
    ("evidence", checks.evidence),
    ("form", checks.form),
    ("identity", checks.identity_of_signer),
    ("revocation", checks.revocation),
)
JUDGE_PACKAGE: Checks[PackageRequest] = (
    ("addressed", checks.package_addressed),
    ("exported", checks.exported),
    ("way", checks.way_packaged),
    ("signing_time", checks.signing_time),
    *JUDGE_SIGNED[4:],
)
JUDGE_UNSIGNED: Checks[UnsignedRequest] = (
    ("ticket_time", checks.ticket_time),
    ("addressed", checks.addressed),
    ("permitted", checks.permitted),
    ("way", checks.way_unsigned),
    ("form", checks.form),
    ("often", checks.often),
    ("password", checks.password),
)

CLAIM: dict[FilingPurpose, Claims] = {
    FilingPurpose.NEW: (
        ("registered", registry_checks.registered),
        ("open_application", registry_checks.open_application),
        ("number", registry_checks.number),
        ("account", registry_checks.account),
        ("attachments", registry_checks.attachments),
    ),
    FilingPurpose.CHANGE: (
        ("record", registry_checks.record_changed),
        ("open_application", registry_checks.open_application),
        ("attachments", registry_checks.attachments),
    ),
    FilingPurpose.SUPPLEMENT: (
        ("supplemented", registry_checks.supplemented),
        ("account", registry_checks.account),
        ("attachments", registry_checks.attachments),
    ),
}
