"""알림: what was told to applicants, what went wrong with it; an administrator sends it again."""

from email import message_from_bytes
from email.policy import default
from typing import Annotated, NamedTuple

from fastapi import Query, Request
from starlette.responses import Response

from backend.pages.access import Form, TheOfficer, TheService, pages, role
from backend.pages.rendering import redirect, render
from backend.refused import Refused
from backend.service import Service
from backend.services.access import looks
from backend.services.notices import outbox
from backend.storage.models import Notice
from registration.field_types import show_phone
from registration.korean_time import show_time
from registration.notices import (
    CHANNEL_NAMES,
    NOTICE_STATE_NAMES,
    OCCASION_NAMES,
    TROUBLE_NAMES,
    Channel,
    NoticeState,
)
from registration.roles import OfficerRole
from registration.text import Text

router = pages()

LIST = "/officer/notices"
AT_ONCE = 50
MOST_SKIPPED = 100_000
_BADGES = {
    NoticeState.SENT: "success",
    NoticeState.FAILED: "danger",
    NoticeState.UNCLEAR: "warning",
}

Skipped = Annotated[int, Query(ge=0, le=MOST_SKIPPED)]


class Words:
    """What the pages say."""

    title = Text("알림 발송", "Messages to applicants")
    sent_title = Text("보낸 알림(연습)", "Messages sent (practice)")
    all = Text("전체", "All")
    states = Text("상태별", "By state")
    count = Text("{name} {number}건", "{name}: {number}")
    nothing = Text("알림이 없습니다.", "No messages.")
    created = Text("작성 일시", "Written")
    occasion = Text("내용", "About")
    subject = Text("접수번호·조직", "Receipt number or organisation")
    recipient = Text("받는 곳", "To")
    forgotten = Text("(보관 기간이 지나 지움)", "(no longer kept)")
    state = Text("상태", "State")
    attempts = Text("시도 {number}회", "attempts: {number}")
    next = Text("다음 시도 {at}", "next attempt {at}")
    action = Text("처리", "Action")
    again = Text("다시 보내기", "Send again")
    again_about = Text("{subject} {occasion} 알림", "{occasion}, {subject}")
    done = Text("알림을 다시 보냅니다.", "The message is being sent again.")
    unclear = Text(
        "불확실: 보내는 중에 끊겨 도착했을 수도 있습니다. 다시 보내면 두 번 받을 수 있으니 받는 "
        "분께 먼저 확인하십시오.",
        "Unclear: it may have arrived. Sent again it may arrive twice; ask the recipient first.",
    )
    more = Text("이전 알림", "Older messages")
    newer = Text("최근 알림", "Newer messages")
    practice_link = Text("보낸 알림 보기", "Look at the messages sent")
    practice_note = Text(
        "연습에서는 아무 것도 밖으로 나가지 않습니다. 보냈을 내용을 여기서 봅니다.",
        "In practice nothing leaves this computer. This is what would have been sent.",
    )
    back = Text("목록으로", "Back to the list")


class Row(NamedTuple):
    """One message of the list."""

    notice: Notice
    created: str
    due: str
    occasion: Text
    channel: Text
    state: Text
    badge: str
    why: Text | None
    can_go_again: bool
    recipient: str


class Letter(NamedTuple):
    """One message as it was sent."""

    created: str
    channel: Text
    recipient: str
    subject: str
    text: str


def _row(notice: Notice) -> Row:
    return Row(
        notice,
        show_time(notice.created),
        show_time(notice.due) if notice.attempts and notice.state == NoticeState.WAITING else "",
        OCCASION_NAMES[notice.occasion],
        CHANNEL_NAMES[notice.channel],
        NOTICE_STATE_NAMES[notice.state],
        _BADGES.get(notice.state, ""),
        TROUBLE_NAMES.get(notice.why),
        notice.state.needs_a_person and bool(notice.recipient),
        _recipient(notice),
    )


def _recipient(notice: Notice) -> str:
    """Return where a message goes as Koreans read it; "" where it is forgotten."""
    where = notice.recipient or ""
    return show_phone(where) if where and notice.channel is Channel.SMS else where


@router.get("/notices", dependencies=[role(OfficerRole.ADMINISTRATOR, OfficerRole.AUDITOR)])
def show_notices(
    request: Request,
    service: TheService,
    officer: TheOfficer,
    state: NoticeState | None = None,
    skip: Skipped = 0,
) -> Response:
    """Show the messages, the newest first."""
    looks.note(service, officer, LIST)
    found = outbox.page(service, state, skip, AT_ONCE)
    counts = outbox.counts(service)
    return render(
        request,
        "notices.html",
        words=Words,
        rows=[_row(notice) for notice in found[:AT_ONCE]],
        states=[(key, name, counts.get(key, 0)) for key, name in NOTICE_STATE_NAMES.items()],
        state=state,
        skip=skip,
        newer=max(skip - AT_ONCE, 0) or None if skip else None,
        older=skip + AT_ONCE if found[AT_ONCE:] and skip + AT_ONCE <= MOST_SKIPPED else None,
        may_send=officer.may_administer,
    )


@router.post("/notices/{identity}/again", dependencies=[role(OfficerRole.ADMINISTRATOR)])
def send_again(
    request: Request, service: TheService, officer: TheOfficer, form: Form, identity: str
) -> Response:
    """Send a message again that failed or is unclear."""
    outbox.send_again(service, officer, identity)
    return redirect(request, form.page or LIST, Words.done)


@router.get("/notices/sent", dependencies=[role(*OfficerRole)])
def show_sent(request: Request, service: TheService) -> Response:
    """Show what was sent in practice, as it would have gone out."""
    if not service.config.practice:
        raise Refused("not_found")
    found = outbox.page(service, NoticeState.SENT, 0, AT_ONCE)
    letters = [letter for notice in found[:AT_ONCE] if (letter := _letter(service, notice))]
    return render(request, "notices_sent.html", words=Words, letters=letters)


def _letter(service: Service, notice: Notice) -> Letter | None:
    """Return a message as it lies in the spool folder."""
    content = service.post.spooled(notice.id, notice.channel)
    if content is None:
        return None
    about = (show_time(notice.created), CHANNEL_NAMES[notice.channel], _recipient(notice))
    if notice.channel is Channel.SMS:
        return Letter(*about, "", content.decode(errors="replace").partition("\n\n")[2])
    message = message_from_bytes(content, policy=default)
    body = message.get_body(("plain",))
    text = str(body.get_content()) if body is not None else ""
    return Letter(*about, str(message["Subject"] or ""), text)
