"""통계: what came in and was decided, in tables, in pictures beside them, and as CSV."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fastapi import Request
from starlette.responses import Response

from backend.pages.access import TheOfficer, TheService, pages
from backend.pages.application_view import office_title
from backend.pages.rendering import language_of, render
from backend.service import Service
from backend.services.officer_rights import OfficerActing, require_role
from backend.services.review.figures import WEEKS, Figures, Group, figures
from registration.kinds import Kind
from registration.procedures import PROCEDURES
from registration.roles import OfficerRole
from registration.text import Language, Text
from registration.waiting import DECISION_DAYS

router = pages("/officer/figures")

WIDTH, BAR, GAP, LABEL = 640, 14, 10, 220
"""Of a chart, in its own units: as wide as it is, a bar's height, between bars, for titles."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Words:
    """What the page says."""

    title = Text("통계", "Figures")
    scope = Text(
        "최근 {weeks}주. 접수일과 처리일은 한국 시각 기준이며 한 주는 월요일에 시작합니다.",
        "The last {weeks} weeks, in Korean time; a week begins on Monday.",
    )
    by_week = Text("주별", "By week")
    by_office = Text("접수청별", "By office")
    by_kind = Text("등록 종류별", "By kind")
    week = Text("주", "Week of")
    office = Text("접수청", "Office")
    kind = Text("등록 종류", "Kind")
    filed = Text("접수", "Filed")
    approved = Text("승인", "Approved")
    rejected = Text("반려", "Rejected")
    decided = Text("처리", "Decided")
    median = Text("처리 기간 중앙값(일)", "Median days to a decision")
    ninetieth = Text("처리 기간 90백분위(일)", "90th percentile, days")
    late = Text("지연된 신청", "Late applications")
    late_help = Text(
        "접수한 지 {days}일이 넘도록 담당자의 심사를 기다리는 신청입니다.",
        "Applications still waiting for an officer more than {days} days after filing.",
    )
    number = Text("건수", "Number")
    no_late = Text("지연된 신청이 없습니다.", "No late applications.")
    csv = Text("표 내려받기(CSV)", "Download the tables (CSV)")
    chart = Text("{title}: 접수와 처리 건수", "{title}: filed and decided")
    nothing = Text("이 기간에 접수하거나 처리한 신청이 없습니다.", "Nothing was filed or decided.")


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart: its title and two bars, their widths in the chart's units."""

    title: str
    top: int
    filed: int
    decided: int
    filed_width: int
    decided_width: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table and the chart beside it; `height`: the chart's, in its own units."""

    title: Text
    head: Text
    rows: list[tuple[str, Group]]
    bars: list[Bar]
    height: int


@router.get("")
def show_figures(request: Request, service: TheService, officer: TheOfficer) -> Response:
    """Show the figures of the officer's offices."""
    found = _figures(service, officer)
    language = language_of(request)
    late = sorted(found.late.items(), key=lambda item: (item[0][0], str(item[0][1])))
    return render(
        request,
        "figures.html",
        words=Words,
        tables=_tables(found, language),
        late=[
            (office_title(office).show(language), PROCEDURES[kind].title.show(language), number)
            for (office, kind), number in late
        ],
        weeks=WEEKS,
        late_days=DECISION_DAYS,
        width=WIDTH,
        label=LABEL,
        bar=BAR,
        days=_days,
    )


@router.get("/table.csv")
def fetch_csv(request: Request, service: TheService, officer: TheOfficer) -> Response:
    """Return every week, office and kind as CSV, which spreadsheets open as text."""
    language = language_of(request)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    heads = (
        *(Words.week, Words.office, Words.kind, Words.filed, Words.approved, Words.rejected),
        *(Words.median, Words.ninetieth),
    )
    writer.writerow(head.show(language) for head in heads)
    for row in _csv_rows(_figures(service, officer), language):
        writer.writerow(map(harmless, row))
    return Response(
        ("\ufeff" + out.getvalue()).encode(),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="figures.csv"'},
    )


def harmless(cell: object) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _figures(service: Service, officer: OfficerActing) -> Figures:
    require_role(officer, *OfficerRole)
    with service.database.read() as session:
        return figures(session, service.clock(), officer.offices)


def _csv_rows(found: Figures, language: Language) -> Iterable[tuple[object, ...]]:
    for (week, office, kind), group in sorted(found.groups.items(), key=lambda row: str(row[0])):
        yield (
            week.isoformat(),
            office_title(office).show(language),
            PROCEDURES[kind].title.show(language),
            group.filed,
            group.approved,
            group.rejected,
            _days(group.median),
            _days(group.ninetieth),
        )


def _tables(found: Figures, language: Language) -> list[Table]:
    parts = (
        (Words.by_week, Words.week),
        (Words.by_office, Words.office),
        (Words.by_kind, Words.kind),
    )
    return [
        _table(
            title, head, [(_name(key, language), group) for key, group in found.by(part).items()]
        )
        for part, (title, head) in enumerate(parts)
    ]


def _name(key: object, language: Language) -> str:
    if isinstance(key, date):
        return key.isoformat()
    return (PROCEDURES[key].title if isinstance(key, Kind) else office_title(str(key))).show(
        language
    )


def _table(title: Text, head: Text, rows: list[tuple[str, Group]]) -> Table:
    most = max((max(group.filed, _decided(group)) for _, group in rows), default=0) or 1
    room = WIDTH - LABEL - 60
    step = 2 * BAR + GAP
    bars = [
        Bar(
            name,
            place * step,
            group.filed,
            _decided(group),
            round(group.filed * room / most),
            round(_decided(group) * room / most),
        )
        for place, (name, group) in enumerate(rows)
    ]
    return Table(title, head, rows, bars, max(len(rows) * step, 1))


def _decided(group: Group) -> int:
    return group.approved + group.rejected


def _days(days: float | None) -> str:
    return "" if days is None else f"{days:.1f}"
