"""One application as its page shows it: sections, verdicts, papers, history, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from backend.services import audit
from backend.services.applications import routing
from backend.services.proofs.documents import filed
from backend.services.review import verdict_words
from backend.storage.models import LineMark, ReceivedPaper, Submission
from registration import wire
from registration.comparison import AnswerChange, compare_forms
from registration.enclosure_rules import required_enclosures
from registration.enclosures import ENCLOSURE_NAMES, CheckedHow, Enclosure
from registration.forms import describe
from registration.forms.field import Answers
from registration.kinds import Kind
from registration.korean_time import show_time
from registration.offices import office
from registration.submission import Attachment
from registration.text import Language, Text


@dataclass(frozen=True, slots=True)
class LineShown:
    """An answer; `key`: `page.row.field`; `mark`: whether the paper says the same."""

    key: str
    title: Text
    value: str
    mark: LineMark | None = None


@dataclass(frozen=True, slots=True)
class SectionShown:
    """A page of the form, or one row of a page that repeats; `row`: from 1, 0 where none does."""

    title: Text
    row: int
    lines: list[LineShown]


def sections(
    kind: Kind, form: Answers, language: Language, marks: Mapping[str, LineMark] | None = None
) -> list[SectionShown]:
    """Return every answer that was given, in the order of the form."""
    return list(_sections(kind, form, language, marks or {}))


def _sections(
    kind: Kind, form: Answers, language: Language, marks: Mapping[str, LineMark]
) -> Iterator[SectionShown]:
    for page in describe(kind).pages:
        given = form.get(page.key)
        for place, row in enumerate(given if isinstance(given, list) else [given]):
            if not isinstance(row, Mapping):
                continue
            number = str(place) if page.repeats else ""
            shown = [
                (
                    f"{page.key}.{number}.{field.key}",
                    field,
                    field.show(row.get(field.key), language),
                )
                for field in page.fields
            ]
            lines = [
                LineShown(key, field.ask.title, value, marks.get(key))
                for key, field, value in shown
                if value
            ]
            if lines:
                yield SectionShown(page.page.title, place + 1 if page.repeats else 0, lines)


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """One answer before and after; `row`: from 1, 0 where none repeats."""

    page: Text
    row: int
    field: Text
    before: str
    after: str


def changes(found: list[AnswerChange], language: Language) -> list[ChangeShown]:
    """Return what differs, in words."""
    return [
        ChangeShown(
            change.page.page.title,
            0 if change.row is None else change.row + 1,
            change.field.ask.title,
            change.field.show(change.before, language),
            change.field.show(change.after, language),
        )
        for change in found
    ]


def changed(detail: wire.ApplicationDetail, language: Language) -> list[ChangeShown]:
    """Return what an application changes or completes."""
    if detail.before is None:
        return []
    return changes(compare_forms(detail.summary.kind, detail.before, detail.form), language)


@dataclass(frozen=True, slots=True)
class VerdictShown:
    """A check of the intake; `is_open`: the officer has to look at what it found."""

    name: str
    is_open: bool
    findings: list[str]


def verdicts(detail: wire.ApplicationDetail, language: Language) -> list[VerdictShown]:
    """Return what the checks found."""
    return [
        VerdictShown(
            verdict_words.name(row, language),
            verdict_words.is_open(row),
            [verdict_words.finding(finding, language) for finding in row.findings],
        )
        for row in detail.checks
    ]


@dataclass(frozen=True, slots=True)
class PaperShown:
    """구비서류: why it is needed, and how it came, if it did."""

    paper: Enclosure
    title: Text
    why: Text | None
    is_online: bool
    files: list[Attachment]
    received: ReceivedPaper | None

    @property
    def is_awaited(self) -> bool:
        """Whether it is still to come."""
        return not (self.is_online or self.files or self.received)


def papers(session: Session, application: Submission) -> list[PaperShown]:
    """Return the papers that are needed, then those that came besides."""
    document = filed(application)
    files: dict[Enclosure, list[Attachment]] = {}
    for file in document.attachments:
        files.setdefault(Enclosure(file.document), []).append(file)
    received = {row.document: row for row in application.papers}
    before = routing.before(session, application)
    needed = {
        need.document: need for need in required_enclosures(application.kind, document.form, before)
    }
    return [
        PaperShown(
            paper,
            ENCLOSURE_NAMES[paper],
            needed[paper].why if paper in needed else None,
            paper in needed and needed[paper].checked is CheckedHow.ONLINE,
            files.get(paper, []),
            received.get(paper),
        )
        for paper in dict.fromkeys([*needed, *files, *received])
    ]


def scans(application: Submission) -> list[Attachment]:
    """Return the attached files, those of the sealed application first."""
    files = filed(application).attachments
    return sorted(files, key=lambda file: file.document != Enclosure.INSTITUTION_APPLICATION)


@dataclass(frozen=True, slots=True)
class HistoryShown:
    """A move of an application, or something else that was done with it."""

    at: str
    actor: str
    name: str
    event: str
    target: str | None
    reason: str
    version: int | None


def history(session: Session, application: Submission) -> list[HistoryShown]:
    """Return what was done with an application, the oldest first; looks at it are left out."""
    return [
        HistoryShown(
            show_time(row.at),
            row.actor,
            row.actor_name,
            row.event,
            row.target,
            row.reason,
            row.version,
        )
        for row in audit.actions_on(session, application.receipt_number)
    ]


def office_title(code: str) -> Text:
    """Return what an office is called."""
    return office(code).title
