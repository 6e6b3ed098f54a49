"""What travels between client and service besides the signed documents (JSON over HTTP)."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from registration.enclosures import Enclosure
from registration.kinds import FilingPurpose, Key, Kind
from registration.lifecycle import REASON_LIMIT, Action, Actor, State
from registration.offices import OfficeContact
from registration.printouts import PrintoutKind
from registration.submission import (
    Attachment,
    Moment,
    OrganisationKey,
    ReceiptNumber,
    Sha256,
    Token,
    User,
    Version,
)
from registration.waiting import Waits

UserId = Annotated[int, Field(ge=0, le=2**63 - 1)]
"""The number of a user's row."""

DRAFT_HEADER = "Idempotency-Key"
"""Goes with a filing: the draft's ID, so that a repetition files once."""

IDENTITY_HEADER = "Identity-Proof"
"""Goes with a filing: R in CMS EnvelopedData for the service's certificate, base64.

It stands beside the signed document, not in it, so that the service need not keep it.
"""


TICKET_HEADER = "Filing-Ticket"
"""Goes with the parts of an attachment: the draft's ticket, canonical JSON in base64.

Attachments are kept for the ticket's draft; any ticket of the same draft goes on with them.
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


class UnsignedFiling(Message):
    """Files an application of a kind that is filed without a certificate.

    `document`: the canonical bytes in base64. `password`: of the new account (목록화요청업체),
    hashed by the service and kept nowhere else.
    """

    document: str
    password: str | None = Field(default=None, max_length=200)


class AttachmentState(Message):
    """How much of an attachment has come: the next part begins at `received`."""

    sha256: Sha256
    size: int
    received: int
    complete: bool


class Filed(Message):
    """The answer to a filing: the receipt (CMS, base64) and the key to look at its status.

    `paper_codes`: what each printed paper carries, to be looked up by anyone.
    """

    receipt: str
    status_key: Token
    paper_codes: dict[PrintoutKind, str]


class PackageFile(Message):
    """The file that 내보내기 makes: the signed package, and R beside it, sealed for the receiver.

    Both base64: CMS SignedData and CMS EnvelopedData. R stands in no document that is kept.
    """

    format: Literal["g2b-registration/package-file/1"] = "g2b-registration/package-file/1"
    package: str
    identity: str


class HandedOver(Message):
    """A file by which an agency hands an application over to its applicant: receipt and key."""

    format: Literal["g2b-registration/handover/1"] = "g2b-registration/handover/1"
    receipt: str
    """CMS of the service, base64."""
    status_key: Token


class Lookup(Message):
    """Looks an application up without a key: 접수번호 and the number the applicant is known by."""

    receipt_number: ReceiptNumber
    key: OrganisationKey


class LookedUp(Message):
    """What anyone with both numbers may see: both are printed on papers, and can be guessed."""

    receipt_number: ReceiptNumber
    kind: Kind
    state: State
    received: Moment


class PrintoutPart(Message):
    """A part of a printed paper, in Korean as it is printed: lines of title and answer, or a table
    whose first row is its heads.
    """

    title: str
    lines: list[list[str]]
    rows: list[list[str]]


class NewerPrintout(Message):
    """The paper that took another one's place: what made it, and when. Its code is on it alone."""

    receipt_number: ReceiptNumber
    issued: Moment


class PrintoutVerdict(Message):
    """What the service says of a printed paper by its code: compare it with the paper.

    `paper`: which one it is. `in_force`: whether it is
    the newest, without a later 보완 or a later version of the record. `contents`: what a 등록증
    with this code says; a 신청서 holds what is nobody else's business: it is told by its sum alone.
    """

    paper: PrintoutKind
    kind: Kind
    receipt_number: ReceiptNumber
    applicant: str
    issued: Moment
    document_sha256: Sha256
    in_force: bool
    newer: NewerPrintout | None = None
    """The newest one, where it is not this."""
    contents: list[PrintoutPart] = []


class Institution(Message):
    """수요기관코드: one institution of the code table, and whether it is registered already."""

    code: OrganisationKey
    name: str
    top: str
    parent: str
    registered: bool


class Institutions(Message):
    """The institutions a search found, at most as many as one page shows."""

    found: list[Institution]
    more: bool


class IssuanceRequest(Message):
    """Fetches 참조번호 and 인가코드: the status key goes with it, the request ID is typed in."""

    request_id: str = Field(max_length=8)


class Issuance(Message):
    """참조번호와 인가코드; the service shows them once and then forgets the code."""

    authority: str
    reference_number: str
    authorisation_code: str


class IssuedCodes(Message):
    """What the CA gave for an institution, as an officer notes it."""

    reference_number: str = Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z-]{0,19}$")
    authorisation_code: str = Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z-]{0,19}$")


class PasswordLogin(Message):
    """로그인 of a 목록화요청업체."""

    account_id: str = Field(max_length=20)
    password: str = Field(max_length=200)


class PasswordChange(Message):
    """A new password, with the one in force."""

    present: str = Field(max_length=200)
    new: str = Field(max_length=200)


class NewPassword(Message):
    """A password that was made up for an account, told once to the officer who asked."""

    account_id: str
    password: str


class AccountAvailability(Message):
    """Whether an ID (아이디) can still be chosen."""

    account_id: str
    free: bool


class HistoryEntry(Message):
    """One transition, as the applicant may see it: who by office and role, without a name."""

    at: Moment
    actor: Actor
    office: str | None = None
    """The code of the office (접수청) whose officer it was."""
    source: State | None
    target: State
    reason: str


class RefusedItem(Message):
    """비축물자 이용품목 that was not approved with the rest of its application, and why."""

    item: str
    reason: str


class Status(Message):
    """진행현황: where one application stands."""

    receipt_number: ReceiptNumber
    kind: Kind
    purpose: FilingPurpose
    key: OrganisationKey
    business_number: str
    applicant: str
    office: str
    office_contact: OfficeContact | None = None
    """How the office is reached; None where whoever operates the service has not said."""
    state: State
    version: Version
    enrolled: bool
    deadline: Moment | None = None
    """The last day of a 보류; on the next the system rejects."""
    missing: list[Enclosure] = []
    """구비서류 that neither came with the application nor were noted as received on paper."""
    refused_items: list[RefusedItem] = []
    issuance_ready: bool = False
    """참조번호 and 인가코드 wait to be fetched, once."""
    paper_codes: dict[PrintoutKind, str]
    history: list[HistoryEntry]


class FiledDocument(Message):
    """What was filed, for its applicant: to print it again, or to complete it (보완)."""

    receipt_number: ReceiptNumber
    kind: Kind
    purpose: FilingPurpose
    form: dict[str, Any]
    attachments: list[Attachment]
    version: Version
    record_version: Version | None = None


class Enrolled(Message):
    """The answer to an enrolment."""

    key: OrganisationKey
    organisation: str
    user: User


class Sanction(Message):
    """부정당업자 제재 in force: shown as a banner to those who are logged in."""

    agency: str
    start: str
    end: str
    reason: str


class Session(Message):
    """A login: its bearer token, its end, and what the organisation is registered as (`kinds`)."""

    token: Token
    expires: Moment
    organisation: str
    user: str
    by: Key
    kinds: list[Kind]
    sanctions: list[Sanction] = []


class RegisteredCertificate(Message):
    """A certificate bound to a user."""

    fingerprint: str
    holder: str
    issuer: str
    expires: Moment
    registered: Moment


class RegisteredUser(Message):
    """이용자: a person of the organisation; exactly one is the 대표수신자."""

    id: UserId
    user: User
    is_recipient: bool
    is_self: bool
    account_id: str | None = None
    certificates: list[RegisteredCertificate]


class Record(Message):
    """등록 정보: what an organisation is registered as, in its present version."""

    kind: Kind
    version: Version
    receipt_number: ReceiptNumber
    registered: Moment
    renewed: Moment
    form: dict[str, Any]
    paper_code: str
    open_application: ReceiptNumber | None = None


class RecordChange(Message):
    """One version of a record, as the history of changes shows it."""

    version: Version
    at: Moment
    receipt_number: ReceiptNumber
    form: dict[str, Any]


class RecordHistory(Message):
    """Versions of a record, the newest first."""

    kind: Kind
    versions: list[RecordChange]


class Registration(Message):
    """The organisation that is logged in: its records, users and applications, newest first."""

    key: OrganisationKey
    business_number: str
    organisation: str
    records: list[Record]
    users: list[RegisteredUser]
    applications: list[Status] = []
    sanctions: list[Sanction] = []
    """Those in force now: while there are any, the master record is 부정당제재 중."""


class UserChange(Message):
    """The new particulars of a user."""

    user: User


class CertificateTransfer(Message):
    """Gives a registered certificate to another user of the organisation."""

    user: UserId


class OfficerLogin(Message):
    """An officer's own account."""

    officer: str = Field(max_length=50)
    password: str = Field(max_length=200)
    code: str = Field(default="", max_length=50)
    """Of the second factor, for an account that has one."""


class OfficerSession(Message):
    """An officer's login."""

    token: Token
    expires: Moment
    name: str


class CheckVerdict(Message):
    """One named check of the intake and what it found: codes with their values.

    Nothing that fails a check is accepted, so what an officer has to weigh is in the findings.
    """

    check: str
    findings: list[dict[str, Any]]


class ApplicationSummary(Message):
    """A row of the officer's queue."""

    receipt_number: ReceiptNumber
    kind: Kind
    purpose: FilingPurpose
    business_number: str
    key: OrganisationKey
    applicant: str
    office: str
    state: State
    version: Version
    received: Moment
    deadline: Moment | None = None
    forwarded_by: str | None = None
    """The agency whose service forwarded it."""
    waits: Waits | None = None
    """What an open application waits for."""
    officer: str | None = None
    """Who has taken it."""


class ApplicationPage(Message):
    """Some rows of the queue and where the next ones begin."""

    applications: list[ApplicationSummary]
    next: ReceiptNumber | None


class ApplicationDetail(Message):
    """All an officer sees of one application; `signature` is the stored CMS in base64."""

    summary: ApplicationSummary
    form: dict[str, Any]
    attachments: list[Attachment] = []
    missing: list[Enclosure] = []
    before: dict[str, Any] | None = None
    """The form it changes or completes: the record's, or the one filed before."""
    checks: list[CheckVerdict]
    history: list[HistoryEntry]
    signature: str | None = None


class Decision(Message):
    """An officer's decision on the version they saw."""

    action: Action
    version: Version
    reason: str = Field(default="", max_length=REASON_LIMIT)
    received_on_paper: list[Enclosure] = []
    """구비서류 that came by letter, by fax or by hand; noted with whatever is decided."""
    refused_items: dict[str, str] = {}
    """비축물자: items that are not approved with the rest, each with the reason."""


class RefusalBody(Message):
    """The body of every answer that is not a success."""

    code: str
    values: dict[str, Any] = {}
