"""신청: applications, what was filed with them, and what the service found."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, TextClause, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.storage.models.base import Table
from registration.business_registry import Standing
from registration.enclosures import Enclosure
from registration.kinds import FilingPurpose, Kind
from registration.lifecycle import OPEN_STATES, State
from registration.waiting import PaperWay, Waits

_STATES = ", ".join(repr(str(state)) for state in sorted(OPEN_STATES))
_OPEN = text(f"state IN ({_STATES}) AND certificate_sha256 IS NOT NULL")
"""What is signed is open once for each number and kind; what nobody signed proves no number."""

_WAITS = text("waits IS NOT NULL")
_TAKEN = text("officer IS NOT NULL")


def _where(which: TextClause) -> dict[str, Any]:
    """Return that an index holds these rows only."""
    return {"sqlite_where": which, "postgresql_where": which}


class Submission(Table):
    """신청: what was signed, what the service answered, and where it stands."""

    __tablename__ = "submissions"
    __table_args__ = (
        Index(
            "uq_submissions_open",
            "key",
            "kind",
            unique=True,
            **_where(_OPEN),
        ),
        Index("ix_submissions_queue", "state", "receipt_number"),
        Index("ix_submissions_of_applicant", "key", "received", "receipt_number"),
        Index("ix_submissions_business_number", "business_number", "receipt_number"),
        Index("ix_submissions_office_state", "office", "state", "receipt_number"),
        Index("ix_submissions_waiting", "receipt_number", **_where(_WAITS)),
        Index("ix_submissions_waiting_at", "office", "receipt_number", **_where(_WAITS)),
        Index("ix_submissions_taken", "officer", "receipt_number", **_where(_TAKEN)),
        Index("ix_submissions_filed", "filed"),
        Index("ix_submissions_decided", "decided"),
        CheckConstraint("length(receipt_number) = 10", name="receipt_number"),
    )

    id: Mapped[str] = mapped_column(String(43), primary_key=True)
    receipt_number: Mapped[str] = mapped_column(String(10), unique=True)
    draft: Mapped[str] = mapped_column(String(128), unique=True)
    ticket: Mapped[str] = mapped_column(String(128), unique=True)
    kind: Mapped[Kind]
    purpose: Mapped[FilingPurpose]
    """신규 or 변경; a 보완 replaces the documents of the application it completes."""
    key: Mapped[str] = mapped_column(String(10))
    """수요기관코드 or 사업자등록번호: what the applicant is known by."""
    business_number: Mapped[str] = mapped_column(String(10))
    applicant: Mapped[str] = mapped_column(String(200))
    office: Mapped[str] = mapped_column(String(2))
    state: Mapped[State]
    version: Mapped[int] = mapped_column()
    received: Mapped[datetime]
    """When it came as it is now: the last 보완, if there was one."""
    filed: Mapped[datetime]
    """When it came first."""
    decided: Mapped[datetime | None]
    """When it was approved or rejected."""
    deadline: Mapped[datetime | None]
    """When a 보류 ends in 반려."""
    waits: Mapped[Waits | None]
    """What an open application waits for; None once it is closed."""
    officer: Mapped[str | None] = mapped_column(String(50))
    """배정: the officer who has taken it."""
    record_version: Mapped[int | None]
    """The version of the record that a 변경 was made from."""
    forwarded_by: Mapped[str | None] = mapped_column(String(50))
    """The agency that forwarded it."""
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    """Whose it is: from the approval on, of a change from the filing on."""
    document: Mapped[bytes] = mapped_column(deferred=True)
    """The canonical bytes that were signed."""
    document_sha256: Mapped[str] = mapped_column(String(64))
    signature: Mapped[bytes | None] = mapped_column(deferred=True)
    """The CMS SignedData as it came, the document inside; None where the kind is not signed."""
    certificate_sha256: Mapped[str | None] = mapped_column(String(64))
    receipt: Mapped[bytes] = mapped_column(deferred=True)
    """The receipt in CMS SignedData of the service."""
    verdicts: Mapped[list["Verdict"]] = relationship(order_by="Verdict.position")
    revisions: Mapped[list["Revision"]] = relationship(order_by="Revision.number")
    papers: Mapped[list["ReceivedPaper"]] = relationship(order_by="ReceivedPaper.document")
    registry_check: Mapped["RegistryCheck | None"] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy types it so


class Verdict(Table):
    """What a check of the intake found in a filing that was accepted; refused ones are not kept."""

    __tablename__ = "verdicts"

    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    check: Mapped[str] = mapped_column(String(30))
    findings: Mapped[list[dict[str, Any]]]


class RegistryCheck(Table):
    """사업자등록 확인: what the registry of businesses says of an application as filed now."""

    __tablename__ = "registry_checks"

    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    question: Mapped[str] = mapped_column(String(64), index=True)
    """The digest of what is asked; "" where nothing is."""
    standing: Mapped[Standing]
    why: Mapped[str] = mapped_column(String(20))
    """Why it is undecided or not asked."""
    asked: Mapped[datetime | None]
    papers: Mapped[list[dict[str, Any]]]
    """What the registers say of papers that are checked online."""
    due: Mapped[datetime | None] = mapped_column(index=True)
    """When it is to be asked; None where that is over."""
    attempts: Mapped[int] = mapped_column(default=0)
    owner: Mapped[str | None] = mapped_column(String(43))
    """Who asks, until `leased`."""
    leased: Mapped[datetime | None]


class Revision(Table):
    """What an application said before a 보완: kept whole, with its own receipt."""

    __tablename__ = "revisions"

    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    draft: Mapped[str] = mapped_column(String(128), unique=True)
    ticket: Mapped[str] = mapped_column(String(128), unique=True)
    received: Mapped[datetime]
    document: Mapped[bytes] = mapped_column(deferred=True)
    document_sha256: Mapped[str] = mapped_column(String(64))
    signature: Mapped[bytes | None] = mapped_column(deferred=True)
    certificate_sha256: Mapped[str | None] = mapped_column(String(64))
    receipt: Mapped[bytes] = mapped_column(deferred=True)


class ReceivedPaper(Table):
    """구비서류 that came by letter, by fax or by hand, as an officer noted."""

    __tablename__ = "received_papers"

    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    document: Mapped[Enclosure] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    officer: Mapped[str] = mapped_column(String(50))
    way: Mapped[PaperWay | None]
    received: Mapped[date]


class Upload(Table):
    """첨부파일 on its way in or complete, for one draft; its bytes lie in the attachment store."""

    __tablename__ = "uploads"

    draft: Mapped[str] = mapped_column(String(128), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True, index=True)
    size: Mapped[int] = mapped_column(BigInteger)
    complete: Mapped[bool]
    touched: Mapped[datetime] = mapped_column(index=True)
    """The last part's arrival: what nobody files is removed after a while."""


class Issuance(Table):
    """참조번호와 인가코드 of an approved institution; the code is forgotten once it was shown."""

    __tablename__ = "issuances"

    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    authority: Mapped[str] = mapped_column(String(20))
    request_id: Mapped[str] = mapped_column(String(8))
    reference_number: Mapped[str] = mapped_column(String(20))
    authorisation_code: Mapped[str | None] = mapped_column(String(20))
    fetched: Mapped[datetime | None] = mapped_column(index=True)
    failures: Mapped[int] = mapped_column(default=0)


class ReceiptYear(Table):
    """The last receipt number given out in a year."""

    __tablename__ = "receipt_years"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
