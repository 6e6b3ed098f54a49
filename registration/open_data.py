"""Code tables from the procurement service's open API (data.go.kr 15129467, 15129466 and others).

What is asked, and what may be read out of the answers; the bytes themselves are fetched by whoever
renews a table. Answers are bytes from outside: a page that does not fit is no page, and a table is
taken whole or not at all.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from registration.field_types import plain
from registration.json_limits import holds_at_most
from registration.tables import CodeTable, read_code_table
from registration.text import Text

SERVER = "https://apis.data.go.kr/1230000"
PAGE_ROWS = 999
"""Rows of one call; the service takes no more."""
MOST_PAGES = 400
MOST_BYTES = 4 * 1024 * 1024
"""Of one page."""
MOST_VALUES = 100_000
LEAST_SHARE = 0.5
"""A new table with fewer rows than this share of the present one is not taken unasked."""
MOST_BAD_SHARE = 0.01
NO_DATA = "03"
_FINE = "00"
_KOREA = timezone(timedelta(hours=9))
_REASON = re.compile(rb"<returnReasonCode>\s*(\d{1,3})\s*</returnReasonCode>")

Item = Mapping[str, Any]
Fetch = Callable[[str], bytes]
"""Takes what follows the server's address; returns the answer's bytes."""
Tell = Callable[[int, int], object]
"""Takes how many rows have come and how many there are."""


def korean_day(moment: datetime) -> date:
    """Return the day in Korea of an aware time, which the service's answers are of."""
    return moment.astimezone(_KOREA).date()


class NotRenewed(Exception):
    """A table is left as it is; `code` is one of REASONS."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


REASONS: dict[str, Text] = {
    "key_refused": Text(
        "서비스가 인증키를 받아들이지 않았습니다(코드 {answer}). 활용신청이 승인된 인증키인지, "
        "기간이 지나지 않았는지 확인하십시오.",
        "The service did not accept the key (code {answer}). Check whether its use was "
        "approved and has not expired.",
    ),
    "quota_used": Text(
        "오늘 호출할 수 있는 횟수를 다 썼습니다. 내일 다시 하십시오.",
        "The calls of this day are used up. Try again tomorrow.",
    ),
    "service_failed": Text(
        "서비스가 오류로 답했습니다(코드 {answer}). 나중에 다시 하십시오.",
        "The service answered with an error (code {answer}). Try again later.",
    ),
    "answer_unreadable": Text(
        "서비스의 답을 읽을 수 없습니다.", "The answer of the service cannot be read."
    ),
    "incomplete": Text(
        "{total}행 가운데 {rows}행만 받았습니다. 나중에 다시 하십시오.",
        "Only {rows} of {total} rows came. Try again later.",
    ),
    "rows_wrong": Text(
        "형식이 맞지 않는 행이 {bad}행입니다. 서비스의 형식이 바뀌었을 수 있습니다.",
        "{bad} rows are not as expected. The service may have changed.",
    ),
    "shrunk": Text(
        "새 표가 {rows}행으로 지금({present}행)보다 크게 줄었습니다. 맞다면 --allow-smaller로 다시 "
        "하십시오.",
        "The new table has {rows} rows, the present one {present}. If that is right, repeat it "
        "with --allow-smaller.",
    ),
}
_KEY_CODES = frozenset({"20", "30", "31", "32"})
_QUOTA_CODE = "22"


class Columns(NamedTuple):
    """Which of an item's values become code, ko, en, and the table's own columns."""

    code: str
    ko: str
    en: str = ""
    more: Mapping[str, str] = {}
    closed: tuple[str, str] = ("", "")
    """The value that says a code is no longer given, and what it says then."""


@dataclass(frozen=True, slots=True)
class OpenTable:
    """One table that can be renewed."""

    path: str
    source: str
    code: re.Pattern[str]
    columns: Columns
    question: Mapping[str, str] = field(default_factory=dict)
    is_complete: bool = False


TABLES: dict[str, OpenTable] = {
    "industries": OpenTable(
        "ao/IndstrytyBaseLawrgltInfoService/getIndstrytyBaseLawrgltInfoList",
        "조달청 업종 및 근거법규서비스(data.go.kr 15129467)",
        re.compile("[0-9]{4}"),
        Columns(
            "indstrytyCd",
            "indstrytyNm",
            more={"law": "baseLawordNm", "class": "indstrytyClsfcNm"},
            closed=("indstrytyUseYn", "N"),
        ),
        is_complete=True,
    ),
    "products": OpenTable(
        "ao/ThngListInfoService02/getPrdctClsfcNoUnit10Info02",
        "조달청 물품목록정보서비스(data.go.kr)",
        re.compile("[0-9]{10}"),
        Columns(
            "dtilPrdctClsfcNo", "dtilPrdctClsfcNoNm", "dtilPrdctClsfcNoEngNm", {}, ("useYn", "N")
        ),
        is_complete=True,
    ),
    "institutions": OpenTable(
        "ao/UsrInfoService02/getDminsttInfo02",
        "조달청 사용자정보서비스(data.go.kr 15129466)",
        re.compile("[0-9A-Z][0-9]{6}"),
        Columns(
            "dminsttCd",
            "dminsttNm",
            "dminsttEngNm",
            {"top": "toplvlInsttNm", "parent": "", "short": "dminsttAbrvtNm"},
            ("dltYn", "Y"),
        ),
        {"inqryDiv": "1", "inqryBgnDt": "190001010000"},
    ),
}


def renew(
    name: str,
    fetch: Fetch,
    key: str,
    today: date,
    present: CodeTable,
    *,
    tell: Tell = lambda _rows, _total: None,
    may_shrink: bool = False,
) -> tuple[str, CodeTable]:
    """Return the new table as CSV and as it is read; KeyError for a table that has no service.

    `key`: the operator's (서비스 인증키), decoded or encoded. Raises NotRenewed, and what `fetch`
    raises.
    """
    table = TABLES[name]
    rows: dict[str, dict[str, str]] = {}
    count = bad = 0
    for page in _pages(table, fetch, key, today):
        count += len(page.items)
        for item in page.items:
            row = _row(table, item)
            if row is None:
                bad += 1
            else:
                rows.setdefault(row["code"], row)
        tell(count, page.total)
    if not rows or bad > MOST_BAD_SHARE * count:
        raise NotRenewed("rows_wrong", bad=bad)
    if not may_shrink and len(rows) < LEAST_SHARE * len(present.entries):
        raise NotRenewed("shrunk", rows=len(rows), present=len(present.entries))
    text = _csv(table, [rows[code] for code in sorted(rows)], today)
    return text, read_code_table(name, text)


class _Page(NamedTuple):
    items: list[Item]
    total: int


def _pages(table: OpenTable, fetch: Fetch, key: str, today: date) -> Iterator[_Page]:
    """Yield page after page until every row has come."""
    came, total = 0, 1
    for number in range(1, MOST_PAGES + 1):
        page = read_page(fetch(_address(table, key, number, today)))
        came, total = came + len(page.items), page.total
        yield page
        if came >= total or not page.items:
            break
    if came < total:
        raise NotRenewed("incomplete", rows=came, total=total)


def _address(table: OpenTable, key: str, number: int, today: date) -> str:
    asked = dict(table.question)
    if "inqryBgnDt" in asked:
        asked["inqryEndDt"] = f"{today:%Y%m%d}2359"
    asked |= {"pageNo": str(number), "numOfRows": str(PAGE_ROWS), "type": "json"}
    # A key that is encoded already must not be encoded again: the service then refuses it.
    encoded = key if "%" in key else quote(key, safe="")
    return f"/{table.path}?ServiceKey={encoded}&{urlencode(asked)}"


def read_page(data: bytes) -> _Page:
    """Return the rows of an answer and how many there are in all. Raises NotRenewed.

    `items` is a list, an object around one, a single item, or nothing; errors come with HTTP 200,
    those of the gateway as XML.
    """
    answer = _object(data)
    if answer is None:
        told = _REASON.search(data[:MOST_BYTES])
        raise _refused(told[1].decode()) if told else NotRenewed("answer_unreadable")
    response = answer.get("response") or answer.get("nkoneps.com.response.ResponseError")
    header = response.get("header") if isinstance(response, dict) else None
    code = header.get("resultCode") if isinstance(header, dict) else None
    if not isinstance(response, dict) or not isinstance(code, str):
        raise NotRenewed("answer_unreadable")
    if code == NO_DATA:
        return _Page([], 0)
    if code != _FINE:
        raise _refused(code)
    body = response.get("body")
    total = _count(body.get("totalCount")) if isinstance(body, dict) else None
    if not isinstance(body, dict) or total is None:
        raise NotRenewed("answer_unreadable")
    return _Page(_items(body.get("items")), total)


def _object(data: bytes) -> dict[str, Any] | None:
    if len(data) > MOST_BYTES or not holds_at_most(MOST_VALUES, data):
        return None
    try:
        answer = json.loads(data)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def _refused(code: str) -> NotRenewed:
    if code in _KEY_CODES:
        return NotRenewed("key_refused", answer=code)
    if code == _QUOTA_CODE:
        return NotRenewed("quota_used")
    return NotRenewed("service_failed", answer=code[:3])


def _count(told: object) -> int | None:
    if isinstance(told, bool) or not isinstance(told, int | str):
        return None
    text = str(told)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 7 else None


def _items(told: object) -> list[Item]:
    if isinstance(told, dict):
        told = told.get("item", told)
    if isinstance(told, dict):
        told = [told]
    return [item for item in told if isinstance(item, dict)] if isinstance(told, list) else []


def _row(table: OpenTable, item: Item) -> dict[str, str] | None:
    """Return a row of the table; None for an item without a right code or name."""
    columns = table.columns
    try:
        code = _text(item, columns.code)
        row = {"code": code, "ko": _text(item, columns.ko), "en": _text(item, columns.en)}
        row |= {name: _text(item, value) for name, value in columns.more.items()}
    except ValueError:
        return None
    if not table.code.fullmatch(code) or not row["ko"]:
        return None
    value, closed = columns.closed
    return {**row, "closed": "Y" if item.get(value) == closed else ""}


def _text(item: Item, name: str) -> str:
    """Return a value as a screen can show it, in one line; ValueError for one that it cannot."""
    value = item.get(name) if name else None
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(name)
    return str(plain(" ".join(value.split()), 400))


def _csv(table: OpenTable, rows: list[dict[str, str]], today: date) -> str:
    out = io.StringIO()
    out.write(f"#source: {table.source}\n#as_of: {today.isoformat()}\n")
    out.write("#complete\n" if table.is_complete else "")
    names = ["code", "ko", "en", *table.columns.more, "closed"]
    writer = csv.DictWriter(out, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
