"""Sanctions as an officer's terminal shows them."""

from collections.abc import Iterator, Mapping
from typing import Any

from registration.field_types import show_business_number
from registration.forms.describe import describe_model
from registration.korean_time import show_time
from registration.lifecycle import ACTOR_NAMES
from registration.problems import PROBLEMS, Problem
from registration.sanctions.course import DOCUMENT_NAMES, STANDING_NAMES, Document
from registration.sanctions.documents import MODELS, basis_text
from registration.sanctions.messages import SanctionDetail, SanctionPage, SanctionSummary
from registration.text import Language, Text

NONE = Text("제재가 없습니다.", "There are no sanctions.")
MORE = Text("이어서 보기: --after {number}", "More with: --after {number}")
NEW_END = Text(
    "오늘 재개하면 새 만료일은 {end}입니다.", "Resumed today, its new last day is {end}."
)
HISTORY = Text("이력", "History")
LASTS = Text("{start}부터 {end}까지", "from {start} to {end}")


def page_lines(page: SanctionPage, language: Language) -> Iterator[str]:
    """Yield a line for each sanction."""
    if not page.sanctions:
        yield NONE.show(language)
    for row in page.sanctions:
        yield _line(row, language)
    if page.next:
        yield MORE.show(language, number=page.next)


def detail_lines(detail: SanctionDetail, language: Language) -> Iterator[str]:
    """Yield one sanction: how it stands, the notice, its documents."""
    yield _line(detail.summary, language)
    if detail.end_if_resumed:
        yield NEW_END.show(language, end=detail.end_if_resumed)
    yield from form_lines(Document.NOTICE, detail.form, language)
    yield f"\n[{HISTORY.show(language)}]"
    for entry in detail.history:
        who = f"{ACTOR_NAMES[entry.actor].show(language)} {entry.actor_name}"
        terms = entry.form.get("correction", entry.form["terms"])
        why = terms.get("why", terms.get("reason", ""))
        name = DOCUMENT_NAMES[entry.document].show(language)
        lasts = LASTS.show(language, **entry.after)
        yield f"  {show_time(entry.at)}  {name}: {lasts} ({who}; {why})"


def form_lines(document: Document, form: Mapping[str, Any], language: Language) -> Iterator[str]:
    """Yield what a document says, page by page."""
    for page in describe_model(MODELS[document]).pages:
        given = form.get(page.key)
        for row in given if isinstance(given, list) else [given]:
            if not row:
                continue
            yield f"\n[{page.page.title.show(language)}]"
            for field in page.fields:
                value = row.get(field.key)
                shown = (
                    basis_text(str(value)).show(language)
                    if field.key == "basis"
                    else field.show(value, language)
                )
                if shown:
                    yield f"  {field.ask.title.show(language)}: {shown}"


def problem_lines(
    document: Document, values: Mapping[str, Any], language: Language
) -> Iterator[str]:
    """Yield what is wrong with a document, each with the titles of its page and field."""
    listed = values.get("problems")
    for problem in listed if isinstance(listed, list) else []:
        path, code = tuple(problem.get("path", ())), str(problem.get("code", ""))
        told = (
            Problem(path, code, problem.get("values", {})).text.show(language)
            if code in PROBLEMS
            else code
        )
        yield f"  {_place(document, path, language)}: {told}"


def _place(document: Document, path: tuple[Any, ...], language: Language) -> str:
    for page in describe_model(MODELS[document]).pages:
        for field in page.fields:
            if page.key in path[:1] and field.key in path[1:]:
                return f"{page.page.title.show(language)} / {field.ask.title.show(language)}"
    return ".".join(map(str, path))


def _line(row: SanctionSummary, language: Language) -> str:
    return "  ".join(
        (
            f"{show_business_number(row.business_number)}-{row.sequence}",
            STANDING_NAMES[row.standing].show(language),
            LASTS.show(language, start=row.start, end=row.end),
            row.name,
            row.agency,
        )
    )
