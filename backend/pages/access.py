"""What pages ask of a request: the officer whose browser it is, the form that it brings."""

from contextlib import suppress
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from backend.pages.forms import TOKEN, Posted, carried, visit
from backend.pages.rendering import OFFICERS, redirect, service_of
from backend.refused import Refused
from backend.routes.access import Address, TheService, counted
from backend.services.access import officer_logins
from backend.services.officer_rights import OfficerActing, require_role
from registration.roles import OfficerRole

__all__ = ["Address", "TheService", "counted"]

SESSION_COOKIE = "officer"
HOME, LOGIN, ENROLMENT = "/officer/", "/officer/login", "/officer/security"


class LoginNeeded(Refused):
    """Nobody is logged in: the login page follows, and leads back."""


class Elsewhere(Exception):
    """The answer to a request is another page."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def pages(prefix: str = "/officer") -> APIRouter:
    """Return a router of pages, which the description for programs does not hold."""
    return APIRouter(prefix=prefix, include_in_schema=False, default_response_class=HTMLResponse)


async def _posted(request: Request) -> Posted:
    """Read the form once, before anything is asked of it: it is not to be lost."""
    known: Posted | None = getattr(request.state, "posted", None)
    if known is None:
        known = await Posted.of(request) if request.method == "POST" else Posted()
        if request.method == "POST":
            request.state.posted = known
    return known


def _open_form(request: Request, posted: Annotated[Posted, Depends(_posted)]) -> Posted:
    if not visit(request).is_proved(posted.raw(TOKEN)):
        request.state.visit = None  # a page that is shown to officers binds its forms to the login
        with suppress(LoginNeeded):
            enter(request)
        if not visit(request).is_proved(posted.raw(TOKEN)):
            raise Refused("form_stale")
    return posted


def _officer(
    request: Request, service: TheService, posted: Annotated[Posted, Depends(_posted)]
) -> OfficerActing:
    """Return whose browser it is; a form that comes along is proved to be theirs."""
    officer = enter(request)
    if request.method == "POST" and not visit(request).is_proved(posted.raw(TOKEN)):
        _keep(request, officer, request.url.path, posted)
        raise Elsewhere(posted.page or HOME)
    if officer.must_enrol and not request.url.path.startswith(ENROLMENT):
        raise Elsewhere(ENROLMENT)
    kept = request.state.kept_form
    if request.method == "POST" and kept and kept["action"] == request.url.path:
        officer_logins.keep_form(service, officer, None)
    return officer


def enter(request: Request) -> OfficerActing:
    """Return whose browser it is. Raises LoginNeeded."""
    try:
        found = officer_logins.in_browser(
            service_of(request), request.cookies.get(SESSION_COOKIE, "")
        )
    except Refused as refused:
        raise LoginNeeded(refused.code, **refused.values) from None
    request.state.officer, request.state.kept_form = found
    return found.officer


def _keep(request: Request, officer: OfficerActing, action: str, posted: Posted) -> None:
    """Keep a form of this officer's that cannot be taken, for its page to show again.

    Raises Refused `form_stale` where it may be anyone's.
    """
    if not posted.page or not visit(request).is_officers(posted.raw(TOKEN)):
        raise Refused("form_stale")
    form: dict[str, Any] = {"action": action, "page": posted.page, "fields": posted.typed}
    officer_logins.keep_form(service_of(request), officer, form)


def begin(request: Request, token: str, going_to: str, content: str = "") -> Response:
    """Log a browser in and lead it on; `content`: a form carried through the login."""
    request.cookies[SESSION_COOKIE] = token
    request.state.visit = None
    officer = enter(request)
    held = carried(content) if content else None
    if held is not None:
        try:
            _keep(request, officer, *held)
            going_to = held[1].page
        except Refused:
            going_to = HOME  # the form of somebody else, who is not to be read
    answer = redirect(request, going_to or HOME)
    answer.set_cookie(
        SESSION_COOKIE,
        token,
        path=OFFICERS,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )
    return answer


def role(*roles: OfficerRole) -> Any:
    """Return a dependency: the page is for officers with one of the roles alone."""

    def check(officer: TheOfficer) -> None:
        require_role(officer, *roles)

    return Depends(check)


Form = Annotated[Posted, Depends(_posted)]
"""The form of a page that asks for an officer too, and with them for its proof."""
OpenForm = Annotated[Posted, Depends(_open_form)]
"""The form of a page that asks for nobody, proved to come from this browser."""
TheOfficer = Annotated[OfficerActing, Depends(_officer)]
"""Who is logged in; on pages that are posted to it proves their form as well."""
