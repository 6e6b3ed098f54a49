"""부정당업자: officers look at sanctions and enter their documents."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Query, Request
from starlette.responses import Response

from backend.pages import sanction_forms, sanction_words
from backend.pages.access import Form, TheOfficer, TheService, pages
from backend.pages.forms import Posted
from backend.pages.rendering import language_of, redirect, render
from backend.refused import Refused
from backend.routes.sanctions import Key
from backend.service import Service
from backend.services.access import looks
from backend.services.officer_rights import OfficerActing, require_role
from backend.services.sanctions import officers
from registration.field_types import show_business_number
from registration.korean_time import show_time, today
from registration.lifecycle import ACTOR_NAMES
from registration.roles import OfficerRole
from registration.sanctions.course import DOCUMENT_NAMES, STANDING_NAMES, Document, Standing
from registration.sanctions.documents import basis_text
from registration.sanctions.messages import DocumentRequest, SanctionDetail, SanctionQuery
from registration.text import Text

router = pages("/officer/sanctions")

LIST = "/officer/sanctions"
NEW = f"{LIST}/new"
CONFIRMED, CORRECT = "confirmed", "correct"
OF_A_DAY = (Document.STAY, Document.RESUME, Document.LIFT)
BADGES = {Standing.IN_FORCE: "danger", Standing.STAYED: "warning"}
FOLLOWING = {
    Standing.NOT_BEGUN: (Document.STAY, Document.LIFT, Document.AMEND),
    Standing.IN_FORCE: (Document.STAY, Document.LIFT, Document.AMEND),
    Standing.STAYED: (Document.RESUME, Document.LIFT, Document.AMEND),
    Standing.ENDED: (Document.AMEND,),
    Standing.LIFTED: (),
}
"""What may be entered of a sanction that stands so."""


def _asked(
    standing: str = "",
    search: Annotated[str, Query(max_length=100)] = "",
    after: Annotated[int | None, Query(ge=1, le=2**63 - 1)] = None,
) -> SanctionQuery:
    known = Standing(standing) if standing in set(Standing) else None
    return SanctionQuery(standing=known, search=search, after=after)


@router.get("")
def list_sanctions(
    request: Request,
    service: TheService,
    officer: TheOfficer,
    asked: Annotated[SanctionQuery, Depends(_asked)],
) -> Response:
    """Show the sanctions that were asked for, the newest first."""
    return render(
        request,
        "sanctions.html",
        words=sanction_words,
        asked=asked,
        found=officers.page(service, asked),
        standings=STANDING_NAMES,
        badges=BADGES,
        show_number=show_business_number,
        basis_text=basis_text,
        may_enter=officer.has(OfficerRole.OFFICER),
        new_path=NEW,
    )


@router.get("/new")
def show_new(request: Request, service: TheService, officer: TheOfficer) -> Response:
    """Show the empty form of a notice."""
    return _Entering(request, service, officer, Document.NOTICE).form()


@router.post("/new")
def enter_new(request: Request, service: TheService, officer: TheOfficer, form: Form) -> Response:
    """Check a notice; once it is confirmed, enter it."""
    entering = _Entering(request, service, officer, Document.NOTICE, posted=form)
    if not entering.is_confirmed:
        return entering.checked()
    return entering.done(officers.enter_notice(service, officer, entering.given))


@router.get("/{business_number}/{sequence}")
def show_sanction(request: Request, service: TheService, officer: TheOfficer, key: Key) -> Response:
    """Show a sanction with its history."""
    detail = officers.detail(service, *key)
    looks.note(service, officer, officers.subject(key))
    following = FOLLOWING[detail.summary.standing] if officer.has(OfficerRole.OFFICER) else ()
    return render(
        request,
        "sanction.html",
        words=sanction_words,
        detail=detail,
        number=show_business_number(detail.summary.business_number),
        standings=STANDING_NAMES,
        badges=BADGES,
        documents=DOCUMENT_NAMES,
        actors=ACTOR_NAMES,
        basis_text=basis_text,
        show_time=show_time,
        notice=list(sanction_forms.shown(Document.NOTICE, detail.form, language_of(request))),
        following=following,
        list_path=LIST,
        here=_path(detail),
    )


@router.get("/{business_number}/{sequence}/{document}")
def show_document(
    request: Request, service: TheService, officer: TheOfficer, key: Key, document: Document
) -> Response:
    """Show the form of a document that follows."""
    return _Entering(request, service, officer, document, officers.detail(service, *key)).form()


@router.post("/{business_number}/{sequence}/{document}")
def enter_document(
    request: Request,
    service: TheService,
    *,
    officer: TheOfficer,
    key: Key,
    document: Document,
    form: Form,
) -> Response:
    """Check a document that follows; once it is confirmed, enter it."""
    detail = officers.detail(service, *key)
    entering = _Entering(request, service, officer, document, detail, form)
    if not entering.is_confirmed:
        return entering.checked()
    sent = DocumentRequest(form=entering.given, version=entering.version)
    try:
        return entering.done(officers.enter(service, officer, key, document, sent))
    except Refused as refused:
        if refused.code != "version_stale":
            raise
        return entering.form(stale=True)


@dataclass(frozen=True, slots=True)
class _Entering:
    """A document on its way in: its form, what was typed, the question whether it is right."""

    request: Request
    service: Service
    officer: OfficerActing
    document: Document
    detail: SanctionDetail | None = None
    posted: Posted | None = None

    @property
    def path(self) -> str:
        return f"{_path(self.detail)}/{self.document}" if self.detail else NEW

    @property
    def is_confirmed(self) -> bool:
        return self.posted is not None and bool(self.posted.text(CONFIRMED))

    @property
    def given(self) -> dict[str, Any]:
        """What was typed; the firm's number is the sanction's own."""
        form = sanction_forms.read(self.document, self.posted or Posted())
        if self.detail and "firm" in form:
            form["firm"]["business_number"] = self.detail.summary.business_number
        return form

    @property
    def version(self) -> int:
        """The version of the sanction that the form was made from."""
        typed = self.posted.text("version") if self.posted else ""
        if not typed.isascii() or not typed.isdigit() or len(typed) > 9:
            raise Refused("malformed")
        return int(typed)

    def form(self, problems: dict[str, Text] | None = None, *, stale: bool = False) -> Response:
        """Show the form, with what is wrong with it.

        `stale`: another document came meanwhile; what was typed may be confirmed once more.
        """
        require_role(self.officer, OfficerRole.OFFICER)
        day = today(self.service.clock()).isoformat()
        values = dict(self.detail.form) if self.detail else {}
        if self.document in OF_A_DAY:
            end = self.detail.end_if_resumed if self.detail else None
            values = {"terms": {"on": day, "end": end or ""}}
        values["correction"] = {"on": day}
        rows = sanction_forms.rows_to_show(self.posted, values)
        return render(
            self.request,
            "sanction_form.html",
            409 if stale else 422 if problems else 200,
            problems=problems,
            stale=stale,
            words=sanction_words,
            title=DOCUMENT_NAMES[self.document],
            detail=self.detail,
            groups=sanction_forms.groups(self.document, values, rows),
            grounds=[("", sanction_words.choose), *sanction_forms.grounds()],
            fixed={"firm.business_number"} if self.detail else set(),
            rows=rows if self.document not in OF_A_DAY else None,
            here=self.path,
            list_path=_path(self.detail) if self.detail else LIST,
        )

    def checked(self) -> Response:
        """Show what is wrong, or ask whether it is right."""
        if self.posted and self.posted.text("more"):
            return self.form()
        key = self.detail.summary if self.detail else None
        at = (key.business_number, key.sequence) if key else None
        problems = officers.problems(self.service, self.officer, at, self.document, self.given)
        if problems or (self.posted and self.posted.text(CORRECT)):
            return self.form(sanction_forms.told(problems))
        return render(
            self.request,
            "sanction_confirm.html",
            words=sanction_words,
            title=DOCUMENT_NAMES[self.document],
            detail=self.detail,
            shown=list(sanction_forms.shown(self.document, self.given, language_of(self.request))),
            typed=self.posted.typed if self.posted else {},
            blocks=self.document not in (Document.STAY, Document.LIFT),
            here=self.path,
        )

    def done(self, detail: SanctionDetail) -> Response:
        """Lead to the sanction, which says what has been entered."""
        told = sanction_words.entered.filled(document=DOCUMENT_NAMES[self.document])
        return redirect(self.request, _path(detail), told)


def _path(detail: SanctionDetail) -> str:
    return f"{LIST}/{detail.summary.business_number}/{detail.summary.sequence}"
