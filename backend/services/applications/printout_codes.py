"""확인번호: codes on printed papers, by which anyone can ask whether a paper is genuine."""

import base64
import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import select

from backend.refused import Refused
from backend.service import Service
from backend.storage.models import Record, RecordVersion, Revision, Submission
from registration import wire
from registration.kinds import Kind
from registration.printouts import OF_AN_APPLICATION, PrintoutKind, record_parts
from registration.submission import moment

CODE_BYTES = 10


def filing_codes(service: Service, application: Submission) -> dict[PrintoutKind, str]:
    """Return the code of each paper of what was filed last: the receipt number and 16 letters."""
    return _filing_codes(service, application.receipt_number, application.document_sha256)


def record_code(service: Service, application: Submission, version: int) -> str:
    """Return the code of the 등록증 of the record's version that this application made."""
    return _code(service, PrintoutKind.REGISTRATION, application.receipt_number, str(version))


def verdict(service: Service, code: str) -> wire.PrintoutVerdict:
    """Return what the service knows of a paper. Raises Refused `not_found` for any other code."""
    with service.database.read() as session:
        application = session.scalar(
            select(Submission).where(Submission.receipt_number == code.partition("-")[0])
        )
        if application is None:
            raise Refused("not_found")
        whole: list[Submission | Revision] = [application, *application.revisions]
        for filed in whole:
            sha256 = filed.document_sha256
            for paper, own in _filing_codes(service, application.receipt_number, sha256).items():
                if code == own:
                    in_force = filed is application
                    found = _verdict(application, paper, filed.received, sha256, in_force=in_force)
                    newer = None if in_force else _newer(application, application.received)
                    return found.model_copy(update={"newer": newer})
        made = session.scalar(
            select(RecordVersion).where(RecordVersion.submission_id == application.id)
        )
        if made is None or code != record_code(service, application, made.version):
            raise Refused("not_found")
        record = session.get_one(Record, made.record_id)
        in_force = record.version == made.version
        sha256 = application.document_sha256
        found = _verdict(application, PrintoutKind.REGISTRATION, made.at, sha256, in_force=in_force)
        told: dict[str, Any] = {"contents": _contents(application.kind, made.form)}
        if not in_force:
            told["newer"] = _newer(record.submission, record.renewed)
        return found.model_copy(update=told)


def _verdict(
    application: Submission, paper: PrintoutKind, issued: datetime, sha256: str, *, in_force: bool
) -> wire.PrintoutVerdict:
    return wire.PrintoutVerdict(
        paper=paper,
        kind=application.kind,
        receipt_number=application.receipt_number,
        applicant=application.applicant,
        issued=moment(issued),
        document_sha256=sha256,
        in_force=in_force,
    )


def _newer(application: Submission, issued: datetime) -> wire.NewerPrintout:
    return wire.NewerPrintout(receipt_number=application.receipt_number, issued=moment(issued))


def _contents(kind: Kind, form: dict[str, Any]) -> list[wire.PrintoutPart]:
    """Return what the 등록증 says: whoever alters one cannot alter this."""
    return [
        wire.PrintoutPart(
            title=part.title,
            lines=[list(line) for line in part.lines],
            rows=[list(row) for row in part.rows],
        )
        for part in record_parts(kind, form)
    ]


def _filing_codes(service: Service, receipt_number: str, sha256: str) -> dict[PrintoutKind, str]:
    return {paper: _code(service, paper, receipt_number, sha256) for paper in OF_AN_APPLICATION}


def _code(service: Service, paper: PrintoutKind, receipt_number: str, content: str) -> str:
    proof = service.secret.mac("paper", paper, receipt_number, content)
    letters = base64.b32encode(hashlib.sha256(proof.encode()).digest()[:CODE_BYTES]).decode()
    return f"{receipt_number}-{letters}"
