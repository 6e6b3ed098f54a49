"""Pages for everyone, without a login: sanctions in force, and whether a paper is genuine."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from backend.pages.access import TheService, counted
from backend.pages.rendering import language_of, render
from backend.refused import Refused
from backend.services.applications import printout_codes
from backend.services.sanctions import effect
from registration.field_types import show_business_number
from registration.korean_time import show_time
from registration.printouts import PRINTOUT_NAMES
from registration.procedures import PROCEDURES
from registration.sanctions.messages import NO_HISTORY
from registration.text import LANGUAGES, Text

router = APIRouter(
    include_in_schema=False, default_response_class=HTMLResponse, dependencies=[counted("asked")]
)

Typed = Annotated[str, Query(max_length=100)]


class Words:
    """What the public pages say."""

    frame = Text("공개 조회", "Public search")
    sanctions = Text("부정당업자 조회", "Sanctions search")
    sanctions_help = Text(
        "사업자등록번호로, 입찰 참가자격이 제한된 업체인지 누구나 확인할 수 있습니다.",
        "Enter a business number to check whether the firm is barred from bidding.",
    )
    number = Text("사업자등록번호", "Business number")
    look_up = Text("조회", "Search")
    number_help = Text("예: 123-45-67891", "e.g. 123-45-67891")
    none = Text(
        "{number}: 지금 효력이 있는 제재가 없습니다.", "{number}: no sanction is in force today."
    )
    found = Text("{number}: 제재 중입니다.", "{number}: a sanction is in force.")
    note = NO_HISTORY
    firm = Text("업체", "Firm")
    agency = Text("통보기관", "Agency")
    basis = Text("제재근거", "Legal basis")
    period = Text("기간", "Period")
    period_days = Text("{start} ~ {end}", "{start} to {end}")
    reason = Text("사유", "Reason")
    papers = Text("문서 진위 확인", "Verify a document")
    papers_help = Text(
        "신청서, 시행문, 접수증, 등록증에 인쇄된 문서확인번호를 입력하십시오.",
        "Enter the verification code printed on an application, letter, receipt or certificate of "
        "registration.",
    )
    code = Text("문서확인번호", "Verification code")
    code_help = Text("예: 2026000001-ABCDEFGHIJKLMNOP", "e.g. 2026000001-ABCDEFGHIJKLMNOP")
    check = Text("문서 확인", "Verify")
    genuine = Text(
        "이 서비스가 낸 문서입니다. 문서에 적힌 내용이 아래와 하나라도 다르면 위조된 것입니다.",
        "This document was issued by the service. If anything on it differs from the following, it "
        "has been altered.",
    )
    outdated = Text(
        "이 서비스가 낸 문서이지만, 그 뒤에 보완하거나 변경하여 지금은 유효하지 않습니다.",
        "This document was issued by the service but has since been supplemented or changed, and "
        "is no longer valid.",
    )
    unknown = Text(
        "그런 문서확인번호가 없습니다. 문서에 인쇄된 그대로 입력했는지 확인하십시오.",
        "There is no such code. Enter it exactly as printed.",
    )
    paper = Text("문서", "Document")
    kind = Text("등록 종류", "Kind")
    receipt_number = Text("접수번호", "Receipt number")
    holder = Text("신청인", "Holder")
    issued = Text("발급일시", "Issued")
    newer = Text("대신하는 문서", "Replaced by")
    newer_is = Text("접수번호 {number}, {issued} 발급", "receipt number {number}, issued {issued}")
    sum = Text("문서 내용의 SHA-256", "SHA-256 of the contents")
    row = Text("순번", "No.")


@router.get("/sanctions")
def look_up_sanctions(
    request: Request, service: TheService, business_number: Typed = "", language: str = ""
) -> Response:
    """Show which sanctions of a business number are in force."""
    found, refused = None, None
    if business_number:
        try:
            found = effect.look_up(service, business_number)
        except Refused as error:
            refused = error
    return render(
        request,
        "public_sanctions.html",
        refused.status if refused else 200,
        **_frame(request, language),
        found=found,
        typed=business_number,
        problem=refused.told.why if refused else None,
        shown_number=show_business_number(found.business_number) if found else "",
    )


@router.get("/papers")
def check_paper(
    request: Request, service: TheService, code: Typed = "", language: str = ""
) -> Response:
    """Show what the paper with a code must say."""
    found, refused = None, None
    if code:
        try:
            found = printout_codes.verdict(service, code.strip())
        except Refused as error:
            refused = error
    return render(
        request,
        "public_papers.html",
        refused.status if refused else 200,
        **_frame(request, language),
        found=found,
        typed=code,
        problem=Words.unknown if refused else None,
        papers=PRINTOUT_NAMES,
        procedures=PROCEDURES,
        show_time=show_time,
    )


def _frame(request: Request, language: str) -> dict[str, Any]:
    """Return what these pages are framed by: the language stands in their address."""
    chosen = next((known for known in LANGUAGES if known == language), language_of(request))
    return {"words": Words, "language": chosen}
