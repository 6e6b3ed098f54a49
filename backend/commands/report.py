"""An officer's view of applications as lines of text."""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from backend.commands import sentences
from backend.services.review import verdict_words
from registration.comparison import compare_forms
from registration.enclosures import ENCLOSURE_NAMES
from registration.field_types import show_business_number
from registration.forms import PageDescription, describe
from registration.kinds import FILING_PURPOSE_NAMES
from registration.korean_time import show_time
from registration.lifecycle import STATE_NAMES
from registration.offices import who
from registration.procedures import PROCEDURES
from registration.tables import code_table
from registration.text import Language
from registration.wire import (
    ApplicationDetail,
    ApplicationPage,
    ApplicationSummary,
    CheckVerdict,
    HistoryEntry,
)

_WIDE = frozenset("WF")


def page_lines(page: ApplicationPage, language: Language) -> Iterator[str]:
    """Yield the queue as a table."""
    if not page.applications:
        yield sentences.NO_APPLICATIONS.show(language)
        return
    rows = [tuple(title.show(language) for title in sentences.COLUMNS)]
    rows += [_cells(application, language) for application in page.applications]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(map(_padded, row, widths)).rstrip()
    if page.next:
        yield sentences.MORE.show(language, number=page.next)


def detail_lines(detail: ApplicationDetail, language: Language) -> Iterator[str]:
    """Yield one application: where it stands, its form, the verdicts, its history."""
    summary = detail.summary
    yield PROCEDURES[summary.kind].title.show(language)
    titles = (title.show(language) for title in sentences.COLUMNS)
    for title, cell in zip(titles, _cells(summary, language), strict=True):
        yield f"  {title}: {cell}"
    yield from _change_lines(detail, language)
    yield from _filing_lines(detail, language)
    yield from _form_lines(detail, language)
    yield _heading(sentences.CHECKS.show(language))
    for verdict in detail.checks:
        yield from _verdict_lines(verdict, language)
    yield _heading(sentences.HISTORY.show(language))
    for entry in detail.history:
        yield _history_line(entry, language)


def _cells(application: ApplicationSummary, language: Language) -> tuple[str, ...]:
    offices = code_table("offices").by_code
    return (
        application.receipt_number,
        STATE_NAMES[application.state].show(language),
        show_business_number(application.business_number),
        offices[application.office].title.show(language)
        if application.office in offices
        else application.office,
        show_time(application.received),
        application.applicant,
    )


def _filing_lines(detail: ApplicationDetail, language: Language) -> Iterator[str]:
    """What it is filed for, what is late, and the papers that came or did not."""
    summary = detail.summary
    facts = (
        (sentences.PURPOSE, FILING_PURPOSE_NAMES[summary.purpose].show(language)),
        (sentences.DEADLINE, show_time(summary.deadline) if summary.deadline else ""),
        (sentences.FORWARDED, summary.forwarded_by or ""),
        (sentences.MISSING, ", ".join(ENCLOSURE_NAMES[o].show(language) for o in detail.missing)),
    )
    for title, value in facts:
        if value:
            yield f"  {title.show(language)}: {value}"
    if detail.attachments:
        yield _heading(sentences.ATTACHMENTS.show(language))
    for file in detail.attachments:
        yield f"  {ENCLOSURE_NAMES[file.document].show(language)}: {file.name} ({file.size:,} B)"


def _change_lines(detail: ApplicationDetail, language: Language) -> Iterator[str]:
    if detail.before is None:
        return
    yield _heading(sentences.CHANGES.show(language))
    nothing = sentences.NOTHING.show(language)
    for change in compare_forms(detail.summary.kind, detail.before, detail.form):
        row = "" if change.row is None else f" {change.row + 1}"
        page, field = change.page.page.title, change.field.ask.title
        title = f"{page.show(language)}{row} / {field.show(language)}"
        before, after = (
            change.field.show(value, language) for value in (change.before, change.after)
        )
        line = {"field": title, "before": before or nothing, "after": after or nothing}
        yield f"  {sentences.CHANGE.show(language, **line)}"


def _form_lines(detail: ApplicationDetail, language: Language) -> Iterator[str]:
    for page in describe(detail.summary.kind).pages:
        given = detail.form.get(page.key)
        rows = given if isinstance(given, list) else [given]
        for number, row in enumerate(rows, 1):
            if isinstance(row, Mapping):
                title = page.page.title.show(language)
                yield _heading(f"{title} {number}" if page.repeats else title)
                yield from _row_lines(page, row, language)


def _row_lines(page: PageDescription, row: Mapping[str, Any], language: Language) -> Iterator[str]:
    for field in page.fields:
        shown = field.show(row.get(field.key), language)
        if shown:
            yield f"  {field.ask.title.show(language)}: {shown}"


def _verdict_lines(verdict: CheckVerdict, language: Language) -> Iterator[str]:
    result = verdict_words.LOOK if verdict_words.is_open(verdict) else verdict_words.PASSED
    yield f"  {verdict_words.name(verdict, language)}: {result.show(language)}"
    for finding in verdict.findings:
        yield f"    {verdict_words.finding(finding, language)}"


def _history_line(entry: HistoryEntry, language: Language) -> str:
    line = (
        f"  {show_time(entry.at)}  {who(entry.actor, entry.office).show(language)}: "
        f"{STATE_NAMES[entry.target].show(language)}"
    )
    return f"{line} ({entry.reason})" if entry.reason else line


def _heading(text: str) -> str:
    return f"\n[{text}]"


def _width(text: str) -> int:
    """Columns on a terminal, where a Korean syllable takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in _WIDE else 1 for letter in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
