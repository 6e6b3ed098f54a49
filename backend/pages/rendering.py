"""Makes pages out of templates: the language, who is logged in, what has just been done."""

import base64
import binascii
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from starlette.responses import Response

import resources
from backend.pages import base_words
from backend.pages.event_words import EVENTS
from backend.pages.forms import Form, Visit, visit
from backend.pages.navigation import NAVIGATION
from backend.pages.styles import STYLESHEET
from backend.service import Service
from backend.services.officer_rights import OfficerActing
from registration.field_types import show_phone
from registration.korean_time import show_time
from registration.text import LANGUAGES, Language, Text

LANGUAGE_COOKIE = "language"
TOLD_COOKIE = "told"
"""What has just been done, until the next page says it."""
TOLD_SECONDS = 60
OFFICERS = "/officer"
"""The path of the cookies that only officers' pages get."""


def service_of(request: Request) -> Service:
    """Return the service behind the page."""
    service: Service = request.app.state.service
    return service


def language_of(request: Request) -> Language:
    """Return the language chosen in this browser."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    return next((language for language in LANGUAGES if language == chosen), "ko")


def render(
    request: Request,
    template: str,
    status: int = 200,
    *,
    problems: dict[str, Text] | None = None,
    **values: Any,
) -> Response:
    """Return the page made of a template of resources/pages with its values.

    `problems`: what is wrong with what was typed, by the name of the field; go with status 422.
    """
    the_visit = visit(request)
    told = _told(request, the_visit)
    shown = _Shown(request, the_visit, problems or {})
    content = _environment().get_template(template).render(shown.values | {"told": told} | values)
    answer = HTMLResponse(content, status)
    the_visit.set_cookie(request, answer)
    if told is not None:
        answer.delete_cookie(TOLD_COOKIE, path=OFFICERS)
    return answer


def redirect(request: Request, path: str, done: Text | None = None) -> Response:
    """Return 303 to another page of this service, which says what has been done."""
    answer = RedirectResponse(path, 303)
    if done is not None:
        words = json.dumps(done, ensure_ascii=False)
        seal = service_of(request).secret.mac("told", visit(request).binding, words)
        content = base64.urlsafe_b64encode(words.encode()).decode()
        _set_cookie(request, answer, TOLD_COOKIE, f"{seal}.{content}", TOLD_SECONDS)
    return answer


def _set_cookie(
    request: Request, answer: Response, name: str, value: str, seconds: int | None = None
) -> None:
    answer.set_cookie(
        name,
        value,
        max_age=seconds,
        path=OFFICERS,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )


def _told(request: Request, the_visit: Visit) -> Text | None:
    """Return what has just been done, as this service itself said it."""
    seal, _, content = request.cookies.get(TOLD_COOKIE, "").partition(".")
    try:
        words = base64.urlsafe_b64decode(content).decode()
        if not service_of(request).secret.made(seal, "told", the_visit.binding, words):
            return None
        ko, en = json.loads(words)
    except (binascii.Error, ValueError):
        return None
    return Text(ko, en)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What every template gets."""

    request: Request
    visit: Visit
    problems: dict[str, Text]

    @property
    def values(self) -> dict[str, Any]:
        config = service_of(self.request).config
        officer: OfficerActing | None = getattr(self.request.state, "officer", None)
        return {
            "base": base_words,
            "language": language_of(self.request),
            "service_name": config.name,
            "practice": config.practice,
            "officer": officer,
            "navigation": [entry for entry in NAVIGATION if entry.is_for(officer)],
            "path": self.request.url.path,
            "page": self.visit.page,
            "stylesheet": STYLESHEET.path,
            "form": self._form,
            "address": self._address,
            "was_kept": self.visit.was_kept,
        }

    def _form(self, action: str) -> Form:
        """Return a form of the page that is posted to `action`."""
        return self.visit.form(action, self.problems)

    def _address(self, **changed: object) -> str:
        """Return the address of this page with another query: None takes a part away."""
        query = dict(self.request.query_params) | changed
        kept = {name: value for name, value in query.items() if value is not None}
        return self.request.url.path + (f"?{urlencode(kept)}" if kept else "")


@cache
def _environment() -> Environment:
    folder = Path(resources.__file__).parent / "pages"
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {"say": _say, "event": _event, "time": show_time, "phone": show_phone}
    return environment


@pass_context
def _say(context: Context, text: Text, **values: object) -> str:
    """Return a text in the language of the page, with its values filled in."""
    return text.filled(**values).show(context["language"])


@pass_context
def _event(context: Context, event: str) -> str:
    """Return what the audit record calls an action; as it stands there where nobody named it."""
    return EVENTS[event].show(context["language"]) if event in EVENTS else event
