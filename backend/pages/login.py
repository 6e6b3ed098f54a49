"""The officers' login, and what stands around it: logout, language, the practice officer's link."""

import hmac

from fastapi import Request
from pydantic import ValidationError
from starlette.responses import Response

from backend.bounds import SMALL, body
from backend.pages.access import (
    HOME,
    LOGIN,
    SESSION_COOKIE,
    Address,
    Form,
    OpenForm,
    TheOfficer,
    TheService,
    begin,
    counted,
    pages,
)
from backend.pages.forms import CARRIED, Posted, carry, is_own
from backend.pages.rendering import LANGUAGE_COOKIE, OFFICERS, redirect, render
from backend.refused import Refused
from backend.routes.access import InTurn
from backend.services.access import officer_logins
from backend.services.access.officer_logins import CodeRequired
from practice.place import OFFICER
from registration import wire
from registration.text import LANGUAGES, Text

router = pages()

NEXT = "next"
CARRIED_ROOM = 3 * SMALL.size
"""Bytes of a login that carries a form."""
YEAR = 365 * 24 * 60 * 60


class Words:
    """What the login page says."""

    title = Text("담당자 로그인", "Officers' login")
    name = Text("이름", "Name")
    password = Text("비밀번호", "Password")
    code = Text("인증번호", "Code")
    code_help = Text(
        "인증 앱의 여섯 자리 숫자나 복구 코드", "Six digits of the app, or a recovery code"
    )
    log_in = Text("로그인", "Log in")
    changed = Text(
        "비밀번호가 바뀌었습니다. 새 비밀번호로 로그인하십시오.",
        "The password has been changed. Log in with the new one.",
    )
    carried = Text(
        "입력하던 내용은 그대로 있습니다. 로그인하면 다시 채워집니다.",
        "What you typed has been kept and will be filled in again after login.",
    )
    by_certificate = Text("인증서로 로그인", "Log in with a certificate")
    logged_out = Text("로그아웃하였습니다.", "You have logged out.")


class HomeWords:
    """What the first page says."""

    title = Text("담당자 업무", "Officers' desk")
    pages = Text("할 수 있는 일", "What you can do here")


@router.get("/login")
def show_login(request: Request, next: str = HOME, out: str = "", changed: str = "") -> Response:  # noqa: A002
    """Show the login."""
    told = Words.logged_out if out else Words.changed if changed else None
    return _login_page(request, 200, going_to=next, notice=told)


@router.post("/login", dependencies=[counted("asked"), InTurn])
@body(CARRIED_ROOM)
def log_in(request: Request, service: TheService, address: Address, posted: OpenForm) -> Response:
    """Log in with name and password."""
    going_to, held, proof = posted.raw(NEXT), posted.raw(CARRIED), posted.raw("proof")
    try:
        given = wire.OfficerLogin(
            officer=posted.text("name"),
            password=posted.raw("password"),
            code=posted.text("code"),
        )
        token = officer_logins.log_in_browser(service, given, address, proof)
    except ValidationError:
        refused = Refused("malformed")
    except CodeRequired as required:
        return _login_page(request, 200, going_to=going_to, held=held, proof=required.proof)
    except Refused as error:
        refused = error
    else:
        return begin(request, token, going_to if is_own(going_to) else HOME, held)
    return _login_page(
        request,
        refused.status,
        going_to=going_to,
        held=held,
        refused=refused,
        proof=proof if refused.code == "code_wrong" else "",
    )


def login_needed(request: Request, refused: Refused) -> Response:
    """Return the login, where nobody is logged in; a form that was sent comes along."""
    posted: Posted | None = getattr(request.state, "posted", None)
    if posted is None:
        query = f"?{request.url.query}" if request.url.query else ""
        path = request.url.path + query
        if refused.code != "not_authorised":
            return _login_page(request, 401, going_to=path, refused=refused)
        return redirect(request, LOGIN if path == HOME else _login_path(path))
    held = carry(request.url.path, posted)
    return _login_page(request, 401, going_to=posted.page, held=held, refused=refused)


def _login_path(path: str) -> str:
    from urllib.parse import quote

    return f"{LOGIN}?{NEXT}={quote(path, safe='/')}"


def _login_page(
    request: Request,
    status: int,
    *,
    going_to: str,
    held: str = "",
    proof: str = "",
    refused: Refused | None = None,
    notice: Text | None = None,
) -> Response:
    return render(
        request,
        "login.html",
        status,
        words=Words,
        going_to=going_to if is_own(going_to) else HOME,
        held=held,
        proof=proof,
        notice=notice,
        refusal=list(refused.told) if refused else [],
    )


@router.post("/logout")
def log_out(request: Request, service: TheService, officer: TheOfficer, form: Form) -> Response:  # noqa: ARG001 - a proved form
    """End the login."""
    officer_logins.log_out(service, officer.session)
    answer = redirect(request, f"{LOGIN}?out=1")
    answer.delete_cookie(SESSION_COOKIE, path=OFFICERS)
    return answer


@router.post("/language")
def choose_language(request: Request, form: OpenForm) -> Response:
    """Show all pages in another language from now on."""
    chosen = form.text("language")
    answer = redirect(request, form.page or HOME)
    if chosen in LANGUAGES:
        answer.set_cookie(LANGUAGE_COOKIE, chosen, YEAR, path="/", httponly=True, samesite="strict")
    return answer


@router.get("/practice/{key}", dependencies=[counted("asked")])
def enter_practice(request: Request, service: TheService, key: str) -> Response:
    """Log the practice officer in by the address that this start of the service printed."""
    expected = service.practice_key
    if not expected or not hmac.compare_digest(key.encode(), expected.encode()):
        raise Refused("not_found")
    return begin(request, officer_logins.open_for(service, OFFICER), HOME)
