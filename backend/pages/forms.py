"""Forms: shown with a proof that they came from here, read, and never lost.

Each form carries a token (CSRF) of two parts: one binds it to the login, the other to the officer.
A form with the second part alone was made in an earlier login of the same officer: it is not taken,
but what was typed is kept and shown again (`backend.pages.access`).
"""

import base64
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from fastapi import Request
from starlette.responses import Response

from backend.services.officer_rights import OfficerActing
from registration.text import Text

VISIT_COOKIE = "visit"
"""What forms are bound to before anyone is logged in."""
TOKEN, PAGE, CARRIED = "csrf", "page", "carried"
OWN_FIELDS = frozenset({TOKEN, PAGE, CARRIED})
"""Fields that every form has, which nobody types."""
SECRETS = frozenset({"password", "present", "new", "again", "code", "proof", "authorisation_code"})
"""Fields that are typed anew each time: no page, and no table, holds what stood in them."""
MOST_FIELDS = 500

Fields = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Posted:
    """What a form brought."""

    fields: Fields = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    async def of(cls, request: Request) -> Self:
        """Read the form of a request; of another type than a browser's it is empty."""
        found: Fields = {}
        files: dict[str, bytes] = {}
        async with request.form(max_files=1, max_fields=MOST_FIELDS) as form:
            for name, value in form.multi_items():
                if isinstance(value, str):
                    found.setdefault(name, []).append(value)
                else:
                    files[name] = await value.read()
        return cls(found, files)

    def text(self, name: str, default: str = "") -> str:
        """Return what was typed into a field, without outer blanks."""
        return self.fields.get(name, [default])[-1].strip()

    def raw(self, name: str) -> str:
        """Return what was typed into a field as it is, such as a password."""
        return self.fields.get(name, [""])[-1]

    def all(self, name: str) -> list[str]:
        """Return everything that was chosen under a name."""
        return self.fields.get(name, [])

    @property
    def page(self) -> str:
        """The page that showed the form; "" where that is none of this service's addresses."""
        page = self.raw(PAGE)
        return page if is_own(page) else ""

    @property
    def typed(self) -> Fields:
        """What may be shown again: neither the form's own fields nor secrets."""
        hidden = OWN_FIELDS | SECRETS
        return {name: list(all_) for name, all_ in self.fields.items() if name not in hidden}


def is_own(path: str) -> bool:
    """Return whether a path leads to a page of this service, and nowhere else."""
    return (
        path.startswith("/")
        and not path.startswith("//")
        and path.isprintable()
        and "\\" not in path
        and len(path) < 2000
    )


def carry(action: str, posted: Posted) -> str:
    """Return a form that cannot be taken now as one field of another form."""
    own = {name: posted.all(name) for name in (TOKEN, PAGE)}
    content = json.dumps({"action": action, "fields": posted.typed | own})
    return base64.urlsafe_b64encode(content.encode()).decode()


def carried(content: str) -> tuple[str, Posted] | None:
    """Return the action and the form that `carry` packed; None where it is no such thing."""
    try:
        held = json.loads(base64.urlsafe_b64decode(content.encode()))
        action, fields = held["action"], held["fields"]
        texts = [text for name, all_ in fields.items() for text in (name, *all_)]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    if not isinstance(action, str) or not all(isinstance(text, str) for text in texts):
        return None
    return action, Posted({name: list(all_) for name, all_ in fields.items()})


@dataclass(frozen=True, slots=True)
class Form:
    """A form as a template shows it, with what was typed before and what is wrong with it."""

    action: str
    token: str
    page: str
    typed: Mapping[str, list[str]] | None
    """None where nothing was: then the values are those of the record."""
    problems: Mapping[str, Text]

    def value(self, name: str, default: object = "") -> str:
        """Return what stands in a field."""
        if self.typed is None:
            return "" if default is None else str(default)
        return (self.typed.get(name) or [""])[-1]

    def has(self, name: str, value: object, chosen: Iterable[object] | bool = ()) -> bool:
        """Return whether a box or a choice is marked; `chosen`: those of the record, or whether."""
        if self.typed is not None:
            return str(value) in self.typed.get(name, [])
        if isinstance(chosen, bool):
            return chosen
        return str(value) in {str(one_chosen) for one_chosen in chosen}

    def problem(self, name: str) -> Text | None:
        """Return what is wrong with a field."""
        return self.problems.get(name)


@dataclass(slots=True)
class Visit:
    """Whose page it is, for the forms on it."""

    secret: Any
    binding: str
    """The login, or before one the browser."""
    officer: OfficerActing | None
    page: str
    action: str
    posted: Posted | None
    kept: dict[str, Any] | None
    new_cookie: str = ""
    was_kept: bool = False
    """Whether a form on the page shows what was typed before a login."""

    def form(self, action: str, problems: Mapping[str, Text]) -> Form:
        """Return a form that is posted to `action`."""
        typed: Mapping[str, list[str]] | None = None
        if self.posted is not None and self.action == action:
            typed = self.posted.typed
        elif self.kept is not None and self.kept.get("action") == action:
            typed = self.kept["fields"]
        own = problems if self.action in ("", action) or self.posted is None else {}
        return Form(action, self.token, self.page, typed, own)

    @property
    def token(self) -> str:
        """What a form of this page carries."""
        name = self.officer.name if self.officer else ""
        return ".".join(
            (self.secret.mac("form", self.binding), self.secret.mac("form of officer", name))
        )

    def is_proved(self, token: str) -> bool:
        """Return whether a form came from a page of this login."""
        return bool(self.binding) and self.secret.made(
            token.partition(".")[0], "form", self.binding
        )

    def is_officers(self, token: str) -> bool:
        """Return whether a form came from a page of this officer, in whichever login."""
        return self.officer is not None and self.secret.made(
            token.partition(".")[2], "form of officer", self.officer.name
        )

    def set_cookie(self, request: Request, answer: Response) -> None:
        """Let the browser know what its forms are bound to."""
        if self.new_cookie:
            answer.set_cookie(
                VISIT_COOKIE,
                self.new_cookie,
                path="/officer",
                secure=request.url.scheme == "https",
                httponly=True,
                samesite="strict",
            )


def visit(request: Request) -> Visit:
    """Return whose page a request is, the same each time it is asked."""
    known: Visit | None = getattr(request.state, "visit", None)
    if known is not None:
        return known
    officer: OfficerActing | None = getattr(request.state, "officer", None)
    posted: Posted | None = getattr(request.state, "posted", None)
    kept: dict[str, Any] | None = getattr(request.state, "kept_form", None)
    cookie = request.cookies.get(VISIT_COOKIE, "")
    is_officers_page = request.url.path.startswith("/officer")  # others have no forms to bind
    new = "" if officer or cookie or not is_officers_page else secrets.token_urlsafe(24)
    query = f"?{request.url.query}" if request.url.query else ""
    page = (posted.page if posted else "") or request.url.path + query
    is_here = kept is not None and kept.get("page") == page
    made = Visit(
        secret=request.app.state.service.secret,
        binding=officer.session if officer else cookie or new,
        officer=officer,
        page=page,
        action=request.url.path,
        posted=posted,
        kept=kept if is_here else None,
        new_cookie=new,
        was_kept=is_here,
    )
    request.state.visit = made
    return made
