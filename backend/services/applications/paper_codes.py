"""확인번호: codes on printed papers, by which anyone can ask whether a paper is genuine."""

import base64
import hashlib
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import select

from backend.refused import Refused
from backend.service import Service
from backend.storage.models import Record, RecordVersion, Submission
from registration import messages
from registration.kinds import Kind
from registration.papers import record_parts
from registration.submission import moment

CODE_BYTES = 10
Paper = Literal["application", "record"]


def application_code(service: Service, one: Submission) -> str:
    """Return the code of the papers of what was filed last: the receipt number and 16 letters."""
    return _code(service, "application", one.receipt_number, one.document_sha256)


def record_code(service: Service, one: Submission, version: int) -> str:
    """Return the code of the 등록증 of the record's version that this application made."""
    return _code(service, "record", one.receipt_number, str(version))


def verdict(service: Service, code: str) -> messages.PaperVerdict:
    """Return what the service knows of a paper. Raises Refused `not_found` for any other code."""
    with service.database.read() as session:
        one = session.scalar(
            select(Submission).where(Submission.receipt_number == code.partition("-")[0])
        )
        if one is None:
            raise Refused("not_found")
        if code == application_code(service, one):
            return _verdict(one, "application", one.received, one.document_sha256, in_force=True)
        for past in one.revisions:
            if code == _code(service, "application", one.receipt_number, past.document_sha256):
                sha256 = past.document_sha256
                return _verdict(one, "application", past.received, sha256, in_force=False)
        made = session.scalar(select(RecordVersion).where(RecordVersion.submission_id == one.id))
        if made is None or code != record_code(service, one, made.version):
            raise Refused("not_found")
        in_force = session.get_one(Record, made.record_id).version == made.version
        found = _verdict(one, "record", made.at, one.document_sha256, in_force=in_force)
        return found.model_copy(update={"contents": _contents(Kind(one.kind), made.form)})


def _verdict(
    one: Submission, paper: Paper, issued: datetime, sha256: str, *, in_force: bool
) -> messages.PaperVerdict:
    return messages.PaperVerdict(
        paper=paper,
        kind=Kind(one.kind),
        receipt_number=one.receipt_number,
        applicant=one.applicant,
        issued=moment(issued),
        document_sha256=sha256,
        in_force=in_force,
    )


def _contents(kind: Kind, form: dict[str, Any]) -> list[messages.PaperPart]:
    """Return what the 등록증 says: whoever alters one cannot alter this."""
    return [
        messages.PaperPart(
            title=part.title,
            lines=[list(line) for line in part.lines],
            rows=[list(row) for row in part.rows],
        )
        for part in record_parts(kind, form)
    ]


def _code(service: Service, paper: Paper, receipt_number: str, content: str) -> str:
    proof = service.secret.mac("paper", paper, receipt_number, content)
    letters = base64.b32encode(hashlib.sha256(proof.encode()).digest()[:CODE_BYTES]).decode()
    return f"{receipt_number}-{letters}"
