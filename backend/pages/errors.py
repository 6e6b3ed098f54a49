"""What a browser shows when a request is refused, and what all answers to browsers carry."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from backend.answers import HEADERS, Manner
from backend.pages.access import LoginNeeded
from backend.pages.login import login_needed
from backend.pages.rendering import render
from backend.refused import Refused
from registration.text import Explanation, Text


class Words:
    """What the page says beside the refusal's own words."""

    why = Text("사유", "Reason")
    next = Text("조치 방법", "What to do next")
    request_id = Text("요청 번호", "Request number")
    home = Text("처음 화면으로", "To the first page")


NO_PAGE = Explanation(
    Text("찾을 수 없습니다.", "Not found."),
    Text("그런 화면이 없습니다.", "There is no such page."),
    Text(
        "주소를 확인하거나 처음 화면에서 찾으십시오.",
        "Check the address, or start from the first page.",
    ),
)
_POLICY = "; ".join(
    (
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = HEADERS | {
    b"content-security-policy": _POLICY.encode(),
    b"referrer-policy": b"same-origin",
    b"x-frame-options": b"DENY",
    b"cross-origin-opener-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
}


def _tell(refused: Refused, scope: Scope, request_id: str) -> Response:
    """Return the page that says what was refused, why, and what to do next."""
    request = Request(scope)
    if isinstance(refused, LoginNeeded):
        return login_needed(request, refused)
    is_page = "endpoint" not in scope and refused.code == "not_found"
    return render(
        request,
        "error.html",
        refused.status,
        words=Words,
        told_parts=list(NO_PAGE if is_page else refused.told),
        code=refused.code,
        request_id=request_id,
    )


FOR_PEOPLE = Manner(_tell, b"text/html", _HEADERS)
