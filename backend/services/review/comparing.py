"""공문 대조: the paper that a 수요기관 sent, compared line by line with what it filed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.refused import Refused
from backend.service import Service
from backend.services import audit
from backend.services.applications.status import submission
from backend.services.officer_rights import OfficerActing, require_decider
from backend.services.proofs.documents import filed
from backend.storage.models import LineMark, Submission
from registration.forms import FieldDescription, PageDescription, describe
from registration.forms.field import Answers
from registration.kinds import Kind


@dataclass(frozen=True, slots=True)
class Line:
    """One answer as it stands on a page and on paper; `row`: from 0, None where none repeats."""

    page: PageDescription
    row: int | None
    field: FieldDescription
    value: object

    @property
    def key(self) -> str:
        """Name the line within its form."""
        return f"{self.page.key}.{'' if self.row is None else self.row}.{self.field.key}"


def lines(kind: Kind, form: Answers) -> Iterator[Line]:
    """Yield every answer that was given, in the order of the form."""
    for page in describe(kind).pages:
        given = form.get(page.key)
        rows = given if isinstance(given, list) else [given]
        for place, row in enumerate(rows):
            if isinstance(row, Mapping):
                number = place if page.repeats else None
                for field in page.fields:
                    if field.show(row.get(field.key), "ko"):
                        yield Line(page, number, field, row.get(field.key))


def mark(
    service: Service, officer: OfficerActing, receipt_number: str, marks: Mapping[str, bool]
) -> None:
    """Keep whether lines agree with the paper.

    Raises Refused `not_found`, `office_differs`, `closed_already`, `line_unknown`.
    """
    with service.database.write() as session:
        application = submission(session, receipt_number)
        require_decider(officer, application)
        if not application.state.is_open:
            raise Refused("closed_already")
        known = {line.key for line in lines(application.kind, filed(application).form)}
        if not marks.keys() <= known:
            raise Refused("line_unknown")
        before, now = marks_of(session, application), service.clock()
        for line, agrees in marks.items():
            if line not in before or before[line].agrees is not agrees:
                session.merge(
                    LineMark(
                        submission_id=application.id,
                        document_sha256=application.document_sha256,
                        line=line,
                        agrees=agrees,
                        officer=officer.name,
                        at=now,
                    )
                )
        differ = sum(not agrees for agrees in marks.values())
        what = f"{len(marks)} lines, {differ} differ"
        audit.append(session, now, officer.doer, "compared", receipt_number, reason=what)


def marks_of(session: Session, application: Submission) -> dict[str, LineMark]:
    """Return the marks on what is filed now, by line."""
    own = select(LineMark).where(
        LineMark.submission_id == application.id,
        LineMark.document_sha256 == application.document_sha256,
    )
    return {row.line: row for row in session.scalars(own)}


def require_agreement(session: Session, application: Submission) -> None:
    """Refuse `lines_differ` where a line was marked as differing from the paper."""
    if any(not row.agrees for row in marks_of(session, application).values()):
        raise Refused("lines_differ")
