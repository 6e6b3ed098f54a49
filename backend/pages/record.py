"""감사 기록: administrators and auditors read who did and saw what, and whether the chain holds."""

import re
from datetime import date
from typing import Annotated

from fastapi import Query, Request
from pydantic import BaseModel
from starlette.responses import Response

from backend.pages.access import TheOfficer, TheService, counted, pages
from backend.pages.event_words import EVENTS
from backend.pages.rendering import render
from backend.services.access import record
from registration.lifecycle import ACTOR_NAMES, STATE_NAMES
from registration.text import Text

router = pages()

_POSITION = re.compile(r"[0-9]{1,15}")


class Words:
    """What the pages say."""

    title = Text("감사 기록", "Audit record")
    subject = Text("대상 (접수번호, 계정, 업체번호)", "Subject (receipt number, account, firm)")
    actor = Text("처리자", "By")
    event = Text("처리 내용", "Action")
    any = Text("전체", "Any")
    until = Text("이 날까지", "Up to this day")
    until_wrong = Text("날짜를 2026-01-31처럼 입력하십시오.", "Enter the date as 2026-01-31.")
    search = Text("조회", "Search")
    position = Text("번호", "No.")
    at = Text("시각", "When")
    about = Text("대상", "Subject")
    change = Text("상태", "State")
    reason = Text("내용", "Details")
    none = Text("조건에 맞는 기록이 없습니다.", "No records found.")
    older = Text("이전 기록", "Older records")
    chain = Text("사슬 확인", "Verify the chain")
    chain_title = Text("감사 기록의 사슬", "The chain of the audit record")
    chain_note = Text(
        "기록마다 앞 기록의 해시를 담고, 날마다 끝을 서명하여 둡니다. 확인은 기록 전체를 다시 "
        "계산하므로 시간이 걸립니다.",
        "Each record holds the hash of the one before, and the head is signed daily. Verifying "
        "recomputes the whole record, which takes a while.",
    )
    whole = Text("사슬이 온전합니다.", "The chain is intact.")
    broken = Text("사슬이 온전하지 않습니다.", "The chain is not intact.")
    count = Text("기록 수", "Records")
    head = Text("끝 해시", "Hash of the head")
    back = Text("기록으로", "To the record")


class _Typed(BaseModel):
    """What is looked for, as it was typed."""

    subject: str = ""
    actor: str = ""
    event: str = ""
    until: str = ""
    before: str = ""


@router.get("/record")
def show_record(
    request: Request, service: TheService, officer: TheOfficer, typed: Annotated[_Typed, Query()]
) -> Response:
    """Show records, the newest first."""
    day = _day(typed.until.strip())
    problems = {"until": Words.until_wrong} if typed.until.strip() and day is None else {}
    position = int(typed.before) if _POSITION.fullmatch(typed.before) else None
    asked = record.Asked(typed.subject.strip(), typed.actor.strip(), typed.event, day, position)
    rows, following = record.page(service, officer, asked)
    return render(
        request,
        "record.html",
        422 if problems else 200,
        problems=problems,
        words=Words,
        rows=rows,
        following=following,
        typed=typed,
        choices=[("", Words.any), *EVENTS.items()],
        states={state.value: name for state, name in STATE_NAMES.items()},
        actors={actor_.value: name for actor_, name in ACTOR_NAMES.items()},
    )


@router.get("/record/chain", dependencies=[counted("asked")])
def show_chain(request: Request, service: TheService, officer: TheOfficer) -> Response:
    """Show whether the chain holds."""
    return render(
        request, "record_chain.html", words=Words, found=record.verified(service, officer)
    )


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
