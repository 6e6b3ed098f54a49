"""What travels between client and service besides the signed documents (JSON over HTTP)."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from registration.kinds import Actor, Kind
from registration.lifecycle import REASON_LIMIT, Action, State
from registration.submission import Moment, ReceiptNumber, Token, User

DRAFT_HEADER = "Idempotency-Key"
"""Goes with a filing: the draft's ID, so that a repetition files once."""

IDENTITY_HEADER = "Identity-Proof"
"""Goes with a filing: R in CMS EnvelopedData for the service's certificate, base64.

It stands beside the signed document, not in it, so that the service need not keep it.
"""


class Message(BaseModel):
    """A body of a request or an answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ServiceInfo(Message):
    """Who the service is; certificates are DER in base64, the leaf first then its issuers."""

    name: str
    practice: bool
    time: Moment
    signing_certificates: list[str]
    encryption_certificate: str


class TicketRequest(Message):
    """Asks for a ticket for one draft."""

    kind: Kind
    draft: Token


class ChallengeRequest(Message):
    """Asks for a challenge."""

    purpose: str


class Filed(Message):
    """The answer to a filing: the receipt (CMS, base64) and the key to look at its status."""

    receipt: str
    status_key: Token


class HistoryEntry(Message):
    """One transition, as the applicant may see it."""

    at: Moment
    actor: Actor
    source: State | None
    target: State
    reason: str


class Status(Message):
    """진행현황: where one application stands."""

    receipt_number: ReceiptNumber
    kind: Kind
    business_number: str
    applicant: str
    state: State
    version: int
    enrolled: bool
    history: list[HistoryEntry]


class Enrolled(Message):
    """The answer to an enrolment."""

    business_number: str
    organisation: str
    user: User


class Session(Message):
    """A login: the bearer token and when it ends."""

    token: Token
    expires: Moment
    organisation: str
    user: str


class RegisteredCertificate(Message):
    """A certificate bound to the organisation."""

    fingerprint: str
    holder: str
    issuer: str
    expires: Moment
    user: User


class Registration(Message):
    """등록 정보: the registered record of the organisation that is logged in."""

    kind: Kind
    business_number: str
    organisation: str
    receipt_number: ReceiptNumber
    registered: Moment
    form: dict[str, Any]
    certificates: list[RegisteredCertificate]


class OfficerLogin(Message):
    """An officer's own account."""

    officer: str = Field(max_length=50)
    password: str = Field(max_length=200)


class OfficerSession(Message):
    """An officer's login."""

    token: Token
    expires: Moment
    name: str


class CheckVerdict(Message):
    """One named intake check and what it found; `findings` are codes with their values."""

    check: str
    passed: bool
    findings: list[dict[str, Any]]


class ApplicationSummary(Message):
    """A row of the officer's queue."""

    receipt_number: ReceiptNumber
    kind: Kind
    business_number: str
    applicant: str
    office: str
    state: State
    version: int
    received: Moment


class ApplicationPage(Message):
    """Some rows of the queue and where the next ones begin."""

    applications: list[ApplicationSummary]
    next: ReceiptNumber | None


class ApplicationDetail(Message):
    """All an officer sees of one application; `signature` is the stored CMS in base64."""

    summary: ApplicationSummary
    form: dict[str, Any]
    checks: list[CheckVerdict]
    history: list[HistoryEntry]
    signature: str


class Decision(Message):
    """An officer's decision on the version they saw."""

    action: Action
    version: int
    reason: str = Field(default="", max_length=REASON_LIMIT)


class RefusalBody(Message):
    """The body of every answer that is not a success."""

    code: str
    values: dict[str, Any] = {}
