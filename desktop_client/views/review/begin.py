"""Getting ready to review: the document to sign, or how far an earlier sending came."""

from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, Protocol

from desktop_client.drafts import Draft, Stage
from desktop_client.views.needs import HasDrafts, HasFiling
from registration.forms import business_number_of
from registration.forms.check import canonical, check_form
from registration.korean_time import today
from registration.problems import Problem
from registration.submission import Application

if TYPE_CHECKING:
    from desktop_client.work import Work
    from desktop_client.workflows.filing import FilingReview

POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A document to sign: `shown` was read back from the very bytes that will be signed."""

    review: "FilingReview"
    shown: Application
    warnings: tuple[Problem, ...]

    @property
    def business_number(self) -> str:
        """Whose certificate must sign."""
        return business_number_of(self.shown.kind, self.shown.form)


class BeginParts(HasDrafts, HasFiling, Protocol):
    """What a review begins with."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A draft, and what to review unless it was made final before.

    `unsigned`: the document that was, or is to be, sent without a signature.
    """

    draft: Draft
    reviewed: Reviewed | None
    unsigned: Application | None = None


def begin(parts: BeginParts, work: "Work", draft_id: str) -> Begun:
    """Read the draft and, while it is being edited, prepare the document to sign."""
    draft = parts.drafts.load(draft_id)
    if draft.stage is not Stage.EDITING:
        document = parts.drafts.document(draft_id)
        return Begun(draft, None, Application.parse(document) if document else None)
    review = parts.filing.prepare(work, draft_id)
    warnings = tuple(
        problem for problem in check_form(draft.kind, draft.form, today()) if problem.is_warning
    )
    return Begun(draft, Reviewed(review, _read_back(review), warnings))


def begin_after(parts: BeginParts, work: "Work", draft_id: str, ended: Event) -> Begun:
    """Wait until an earlier task has ended, then begin."""
    while not ended.is_set():
        work.pause(POLL_SECONDS)
    return begin(parts, work, draft_id)


def _read_back(review: "FilingReview") -> Application:
    """Return the document in the bytes; ValueError where the screen would not show all of it."""
    application = Application.parse(review.content)
    if canonical(application.kind, application.form) != application.form:
        raise ValueError("form")
    return application
