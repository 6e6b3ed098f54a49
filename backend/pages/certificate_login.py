"""The officers' login by certificate: a file of the service, signed and sent back."""

from fastapi import Request
from starlette.responses import Response

from backend.bounds import SMALL, body
from backend.pages.access import HOME, OpenForm, TheService, begin, counted, pages
from backend.pages.forms import is_own
from backend.pages.rendering import render, service_of
from backend.refused import Refused
from backend.services.access import officer_logins
from registration.refusals.words import NO_LOGIN
from registration.text import Text

router = pages()

NEXT = "next"


class Words:
    """What the page of the login by certificate says."""

    title = Text("인증서로 로그인", "Log in with a certificate")
    fetch = Text(
        "로그인 파일을 받습니다. {minutes}분 동안 한 번만 쓸 수 있습니다.",
        "Download the login file. It can be used for one login within {minutes} minutes.",
    )
    file = Text("로그인 파일 받기", "Download the login file")
    sign = Text(
        "담당자 인증서로 파일에 서명합니다. 나라장터 이용자등록 프로그램의 ‘문서 서명’ 화면이나 "
        "다음 명령을 씁니다.",
        "Sign the file with your officer's certificate, on the program's screen for signing "
        "documents or with this command.",
    )
    send = Text("서명한 파일을 골라 보냅니다.", "Choose the signed file and send it.")
    signed = Text("서명한 파일 (.p7m)", "Signed file (.p7m)")
    go_on = Text("계속", "Continue")
    by_password = Text("비밀번호로 로그인", "Log in with a password")
    no_file = Text("서명한 파일을 선택하십시오.", "Choose the signed file.")


@router.get("/login/certificate")
def show_certificate_login(request: Request, next: str = HOME) -> Response:  # noqa: A002
    """Show the login by certificate."""
    return _certificate_page(request, 200, next)


@router.get("/login/file", dependencies=[counted("asked")])
def fetch_login_file(service: TheService) -> Response:
    """Return a file to be signed."""
    name = {"Content-Disposition": 'attachment; filename="officer-login.json"'}
    content = officer_logins.to_sign(service).canonical()
    return Response(content, media_type="application/json", headers=name)


@router.post("/login/certificate", dependencies=[counted("signed")])
@body(SMALL.size)
def log_in_by_certificate(request: Request, service: TheService, posted: OpenForm) -> Response:
    """Log in with the signed file."""
    going_to, content = posted.raw(NEXT), posted.files.get("signed", b"")
    if not content:
        return _certificate_page(request, 422, going_to, is_empty=True)
    try:
        token = officer_logins.log_in_by_certificate(service, content)
    except Refused as refused:
        return _certificate_page(request, refused.status, going_to, refused=refused)
    return begin(request, token, going_to if is_own(going_to) else HOME)


def _certificate_page(
    request: Request,
    status: int,
    going_to: str,
    *,
    refused: Refused | None = None,
    is_empty: bool = False,
) -> Response:
    return render(
        request,
        "login_certificate.html",
        status,
        problems={"signed": Words.no_file} if is_empty else {},
        words=Words,
        going_to=going_to if is_own(going_to) else HOME,
        minutes=service_of(request).config.times.challenge,
        refusal=[NO_LOGIN, refused.told.why, refused.told.next] if refused else [],
    )
