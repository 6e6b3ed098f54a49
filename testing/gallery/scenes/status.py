"""How an application stands, and what can be done with it."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit

from desktop_client.errors import ClientError
from desktop_client.views import routes
from desktop_client.views.language import say
from desktop_client.views.printing.dialog import PaperDialog
from desktop_client.work import Work
from desktop_client.workflows.printouts.typeset import typeset
from registration import printouts
from registration.enclosures import Enclosure
from registration.kinds import Kind
from registration.lifecycle import State
from registration.wire import Issuance
from testing.gallery.scene import add, scene
from testing.gallery.studio import SERVICE, Studio
from testing.views.faking import receipt_for
from testing.views.made_up import status

CODE = "2026000123-ABCDEFGHIJKLMNOP"
MISSING = [Enclosure.EMPLOYMENT, Enclosure.SEAL]


def shown(studio: Studio, state: State, **changes: Any) -> None:
    """Show an application in a state."""
    draft = studio.filed_draft(changes.get("kind", Kind.SUPPLIER))
    studio.answers.following.asking.will(status(state, **changes))
    studio.enter(routes.Status(draft.id))


for each in State:
    add("status", each.value, partial(shown, state=each))
add("status", "approved-enrolled", partial(shown, state=State.APPROVED, enrolled=True))
add(
    "status",
    "papers-missing",
    partial(
        shown,
        state=State.ON_HOLD,
        deadline="2026-12-10T14:59:59Z",
        missing=MISSING,
    ),
)


@scene("status", "none")
def none(studio: Studio) -> None:
    studio.enter(routes.Status())


@scene("status", "asking")
def asking(studio: Studio) -> None:
    draft = studio.filed_draft()
    gate = studio.hold(studio.answers.following.asking)
    studio.begin(routes.Status(draft.id))
    studio.wait_for(gate)


@scene("status", "failed")
def failed(studio: Studio) -> None:
    draft = studio.filed_draft()
    studio.answers.following.asking.will(ClientError("service_unreachable"))
    studio.enter(routes.Status(draft.id))


@scene("status", "cancel")
def cancel(studio: Studio) -> None:
    shown(studio, State.PENDING)
    studio.press("status-cancel")


@scene("status", "codes")
def codes(studio: Studio) -> None:
    shown(studio, State.APPROVED, kind=Kind.INSTITUTION, issuance_ready=True)
    studio.answers.following.issuance.will(
        Issuance(authority="연습 인증기관", reference_number="1234567", authorisation_code="ABC-9")
    )
    studio.press("status-codes")


@scene("status", "codes-shown")
def codes_shown(studio: Studio) -> None:
    codes(studio)
    studio.find(QLineEdit, "issuance-request-id").setText("REQ1")
    studio.press("issuance-fetch")


@scene("status", "codes-left")
def codes_left(studio: Studio) -> None:
    codes_shown(studio)
    studio.begin(routes.Home())
    studio.settle()


@scene("status", "paper")
def paper(studio: Studio) -> None:
    shown(studio, State.PENDING)
    review = studio.answers.filing.prepare(Work(), studio.draft().id)
    made = printouts.application(review.application, receipt_for(review), CODE)
    made = replace(made, address=f"{SERVICE}/v1/papers/{CODE}")
    jobs, printing = studio.parts.jobs, studio.parts.printing
    title = say(printouts.PRINTOUT_NAMES[printouts.PrintoutKind.APPLICATION])
    PaperDialog(jobs, printing, title, lambda work: typeset(work, made), studio.window).open()
    studio.settle()
