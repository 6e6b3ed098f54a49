"""접수: takes an application in, or refuses it and keeps nothing.

What is asked of a filing is a list of named checks for each way in which it comes, the cheap ones
first. A name is what the officer sees; `commands/sentences.py` spells it out.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

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

R = TypeVar("R", bound=FilingRequest)

Checks = tuple[tuple[str, Callable[[R], Findings]], ...]
RegistryChecks = tuple[tuple[str, Callable[[Session, FilingRequest], Findings]], ...]


@dataclass(frozen=True, slots=True)
class Way(Generic[R]):
    """A way of filing, and what is asked of what comes that way.

    `recognise`: after these it is known which draft it is and who signed it, enough to answer
    again what was filed before. `judge`: asked only of what is new.
    """

    recognise: Checks[R]
    judge: Checks[R]


SIGNED: Way[SignedRequest] = Way(
    recognise=(
        ("size", checks.size),
        ("signature", checks.signature),
        ("document", checks.document),
        ("ticket", checks.ticket),
    ),
    judge=(
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
    ),
)
PACKAGED: Way[PackageRequest] = Way(
    recognise=(
        ("size", checks.size),
        ("signature", checks.signature),
        ("document", checks.document),
    ),
    judge=(
        ("addressed", checks.package_addressed),
        ("exported", checks.exported),
        ("way", checks.way_packaged),
        ("signing_time", checks.signing_time),
        ("provable", checks.provable),
        ("policy", checks.policy),
        ("chain", checks.chain),
        ("evidence", checks.evidence),
        ("form", checks.form),
        ("identity", checks.identity_of_signer),
        ("revocation", checks.revocation),
    ),
)
UNSIGNED: Way[UnsignedRequest] = Way(
    recognise=(
        ("size", checks.size_unsigned),
        ("document", checks.document),
        ("ticket", checks.ticket),
    ),
    judge=(
        ("ticket_time", checks.ticket_time),
        ("addressed", checks.addressed),
        ("permitted", checks.permitted),
        ("way", checks.way_unsigned),
        ("form", checks.form),
        ("often", checks.often),
        ("password", checks.password),
    ),
)

AGAINST_REGISTRY: dict[FilingPurpose, RegistryChecks] = {
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
"""What is asked last, whichever way it came, in the transaction that keeps it."""


def take_in(service: Service, cms: bytes, draft: str, sealed_random: str) -> Filed:
    """File an application signed as CMS for a draft; the same again is the same filing.

    `sealed_random`: R in CMS EnvelopedData for the service's certificate, base64; "" where none
    is needed. Raises Refused with the code of the first check that fails.
    """
    return _take_in(SignedRequest.of(service, draft, cms, sealed_random), SIGNED)


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
    request = UnsignedRequest(
        service=service,
        draft=draft,
        content=content,
        token=token,
        password=sent.password,
        address=address,
    )
    return _take_in(request, UNSIGNED)


def take_in_package(service: Service, cms: bytes, agency: str, sealed_random: str) -> Filed:
    """File a package that an agency forwards; the same again is the same filing.

    Raises Refused with the code of the first check that fails.
    """
    return _take_in(PackageRequest.forwarded(service, agency, cms, sealed_random), PACKAGED)


def _take_in(request: R, way: Way[R]) -> Filed:
    verdicts = list(_run(way.recognise, request))
    with request.service.database.read() as session:
        before = storing.filed_before(session, request)
    if before:
        return before
    verdicts += _run(way.judge, request)
    request.read_heads()
    if isinstance(request, UnsignedRequest):
        with request.service.database.read() as session:
            list(_run_in(session, request))  # nothing so costly for what is refused anyhow
        request.hash_password()  # before the writing begins: others wait for that
    with request.service.database.write() as session:
        before = storing.filed_before(session, request)  # sent twice at the same moment
        if before:
            return before
        verdicts += _run_in(session, request)
        return storing.store(session, request, verdicts)


def _run(named: Checks[R], request: R) -> Iterator[CheckVerdict]:
    for name, check in named:
        yield CheckVerdict(check=name, findings=check(request))


def _run_in(session: Session, request: FilingRequest) -> Iterator[CheckVerdict]:
    for name, check in AGAINST_REGISTRY[request.purpose]:
        yield CheckVerdict(check=name, findings=check(session, request))
