"""보안: an officer's own second factor and password."""

from typing import Any

import segno
from fastapi import Request
from markupsafe import Markup
from starlette.responses import Response

from backend.pages.access import (
    LOGIN,
    SESSION_COOKIE,
    Form,
    TheOfficer,
    TheService,
    counted,
    pages,
)
from backend.pages.rendering import OFFICERS, redirect, render
from backend.refused import Refused
from backend.routes.access import InTurn
from backend.services.access import officer_accounts, second_factor
from backend.services.access.officer_accounts import LEAST_PASSWORD, MOST_PASSWORD
from backend.services.officer_rights import OfficerActing
from registration.text import Text

router = pages()


class Words:
    """What the page says."""

    title = Text("보안", "Security")
    second_factor = Text("2단계 인증", "Second factor")
    must = Text(
        "이 계정은 2단계 인증을 설정해야 쓸 수 있습니다.",
        "This account can be used once a second factor is set up.",
    )
    since = Text("{day}부터 쓰고 있습니다.", "In use since {day}.")
    left = Text("남은 복구 코드: {count}개", "Recovery codes left: {count}")
    scan = Text(
        "휴대전화의 인증 앱(OTP)으로 그림을 찍거나 키를 입력한 뒤, 앱이 보여 주는 여섯 자리 숫자를 "
        "입력하십시오.",
        "Scan the picture with an authenticator app on your phone, or type the key, and enter the "
        "six digits that the app shows.",
    )
    picture = Text("인증 앱이 읽는 QR 코드", "QR code for the authenticator app")
    key = Text("키", "Key")
    code = Text("인증번호", "Code")
    set_up = Text("설정", "Set up")
    password = Text("비밀번호 변경", "Change the password")
    present = Text("지금 비밀번호", "Present password")
    new = Text("새 비밀번호", "New password")
    again = Text("새 비밀번호 확인", "New password again")
    rule = Text(
        f"{LEAST_PASSWORD}자 이상 {MOST_PASSWORD}자 이하",
        f"{LEAST_PASSWORD} to {MOST_PASSWORD} characters",
    )
    change = Text("변경", "Change")
    differ = Text("두 번 입력한 새 비밀번호가 다릅니다.", "The two new passwords differ.")
    changed = Text(
        "비밀번호가 바뀌었습니다. 새 비밀번호로 로그인하십시오.",
        "The password was changed. Log in with the new one.",
    )
    codes_title = Text("복구 코드", "Recovery codes")
    codes_note = Text(
        "지금 한 번만 보여 줍니다. 인쇄하거나 적어서 안전한 곳에 두십시오. 휴대전화를 쓸 수 없을 "
        "때 인증번호 대신 쓰며, 코드마다 한 번만 쓸 수 있습니다.",
        "They are shown this once. Print them or write them down and keep them safe. Each stands "
        "in for a code once, when the phone is not at hand.",
    )
    go_on = Text("계속", "Continue")


@router.get("/security")
def show_security(request: Request, service: TheService, officer: TheOfficer) -> Response:
    """Show the second factor and the password's form."""
    return _page(request, service, officer)


@router.post("/security", dependencies=[counted("asked")])
def set_up(request: Request, service: TheService, officer: TheOfficer, form: Form) -> Response:
    """Set the second factor up; the recovery codes are on the answer, and nowhere else."""
    try:
        codes = second_factor.take(service, officer, form.text("code"))
    except Refused as refused:
        problem = refused.told.why
        return _page(request, service, officer, refused.status, {"code": problem})
    request.state.visit = None
    return render(request, "recovery_codes.html", words=Words, codes=codes)


@router.post("/security/password", dependencies=[counted("asked"), InTurn])
def change_password(
    request: Request, service: TheService, officer: TheOfficer, form: Form
) -> Response:
    """Change the password; every login of the account ends."""
    new = form.raw("new")
    problems: dict[str, Text] = {}
    if not LEAST_PASSWORD <= len(new) <= MOST_PASSWORD:
        problems["new"] = Words.rule
    elif new != form.raw("again"):
        problems["again"] = Words.differ
    else:
        try:
            officer_accounts.change_password(service, officer, form.raw("present"), new)
        except Refused as refused:
            if refused.code != "present_wrong":
                raise
            problems["present"] = refused.told.why
    if problems:
        return _page(request, service, officer, 422, problems)
    answer = redirect(request, f"{LOGIN}?changed=1")
    answer.delete_cookie(SESSION_COOKIE, path=OFFICERS)
    return answer


def _page(
    request: Request,
    service: TheService,
    officer: OfficerActing,
    status: int = 200,
    problems: dict[str, Text] | None = None,
) -> Response:
    values: dict[str, Any] = {"standing": second_factor.standing(service, officer), "offer": None}
    if values["standing"].since is None:
        values["offer"] = offer = second_factor.offer(service, officer)
        drawn = segno.make(offer.address, error="m").svg_inline(scale=4, light="white")
        values["picture"] = Markup(drawn)  # noqa: S704 - drawn here, of squares alone
    return render(request, "security.html", status, problems=problems, words=Words, **values)
