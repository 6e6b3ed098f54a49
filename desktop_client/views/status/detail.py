"""Where one application stands: what happens next before all, then its papers and its history."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from desktop_client.views.language import say
from desktop_client.views.needs import HasDrafts, HasJobs, HasPrinting
from desktop_client.views.printing.buttons import paper_buttons
from desktop_client.views.review.copying import ReceiptCopy
from desktop_client.views.signing import texts as signing_texts
from desktop_client.views.signing.facts import Facts, Row
from desktop_client.views.status import texts
from desktop_client.views.status.history import History
from desktop_client.views.status.issuance import RequestIdCard
from desktop_client.views.status.waiting import NextCard
from desktop_client.views.widgets.action_bar import stand_in_bar
from desktop_client.views.widgets.buttons import Button, DangerButton
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row
from desktop_client.views.widgets.look import named, set_look
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.step_bar import StepBar
from desktop_client.views.widgets.swap import Swap
from registration.field_types import show_business_number
from registration.korean_time import show_time
from registration.lifecycle import State
from registration.next_steps import Next, next_step
from registration.procedures import PROCEDURES

if TYPE_CHECKING:
    from registration.text import Text
    from registration.wire import Status


@dataclass(frozen=True, slots=True)
class DetailActions:
    """What can be done from here."""

    refresh: Callable[[], object]
    cancel: Callable[[], object]
    supplement: Callable[[], object]
    issuance: Callable[[str], object]
    enrol: Callable[[], object]
    login: Callable[[], object]
    home: Callable[[], object]
    apply_anew: Callable[[], object]
    change_again: Callable[[], object] | None
    """Begins a change anew with what this one changes; None where it came from elsewhere."""


class DetailParts(HasJobs, HasDrafts, HasPrinting, Protocol):
    """What the status of one application works with."""


class Detail(QWidget):
    """One application as the service last told it.

    `draft_id`: the draft it was filed from on this computer, None where it came from elsewhere.
    `noted`: the issuance codes were fetched and noted here just now.
    """

    def __init__(
        self,
        parts: DetailParts,
        draft_id: str | None,
        status: "Status",
        actions: DetailActions,
        *,
        noted: bool = False,
    ) -> None:
        super().__init__()
        self.status, self._actions = status, actions
        procedure = PROCEDURES[status.kind]
        step = procedure.step_after_filing(status.state, enrolled=status.enrolled)
        down = column(self)
        self.next = NextCard(status, actions.supplement)
        down.addWidget(self.next)
        self._below = Swap()
        down.addWidget(self._below)
        down.addWidget(StepBar(procedure.steps, step))
        what = next_step(status).what
        ways = self._ways(what, noted=noted)
        if draft_id:
            papers = paper_buttons(parts.jobs, parts.printing, draft_id, status.state)
            if what is Next.SEND_LETTER:
                ways, papers = [*papers[:1], *ways], papers[1:]
            self._copy = ReceiptCopy(parts.jobs, parts.drafts, draft_id, status.receipt_number)
            down.addWidget(Label(say(texts.PAPERS), "title"))
            down.addWidget(wrapping_row(*papers, self._copy.button))
            down.addWidget(self._copy)
        down.addWidget(wrapping_row(*self._always(status)))
        down.addWidget(Facts(_rows(status)))
        down.addWidget(Label(say(texts.HISTORY), "title"))
        down.addWidget(History(status.history))
        self._updated = Label("", "subtle")
        self.say_when()
        down.addWidget(self._updated)
        self._stand_in_bar(ways)

    @property
    def asks(self) -> bool:
        """Whether a question stands below the card, which must not be taken away."""
        return self._below.shown is not None

    def say_when(self) -> None:
        """Say that it stands so now."""
        self._updated.setText(say(texts.UPDATED, time=show_time(datetime.now(UTC))))

    def _ways(self, what: Next, *, noted: bool) -> list[Button]:
        """What the applicant may do next, the first of them before all."""
        act = self._actions
        codes = [
            (texts.GET_CODES, self._ask_request_id, "codes"),
            (texts.ENROL, act.enrol, "enrol"),
        ]
        complete = [(texts.SUPPLEMENT, act.supplement, "supplement")]
        login = [(texts.LOGIN, act.login, "login")]
        again = act.change_again
        ways: dict[Next, list[tuple[Text, Callable[[], object], str]]] = {
            Next.ATTACH: [(texts.ATTACH, act.supplement, "supplement")],
            Next.COMPLETE: complete,
            Next.SEND_LETTER: complete if self.status.state is State.ON_HOLD else [],
            Next.GET_CODES: codes[::-1] if noted else codes,
            Next.ENROL: codes[1:],
            Next.LOGIN: login,
            Next.NOTHING: login if self.status.enrolled else codes[1:],
            Next.APPLY_ANEW: [(texts.APPLY_ANEW, act.apply_anew, "anew")],
            Next.CHANGE_AGAIN: [(texts.CHANGE_AGAIN, again, "change")] if again else [],
        }
        return [
            named(Button(say(words), pressed), f"status-{name}")
            for words, pressed, name in ways.get(what, [])
        ]

    def _stand_in_bar(self, ways: list[Button]) -> None:
        primary = ways[0] if ways else None
        if primary is not None:
            set_look(primary, "primary")
        self.first_button = primary if primary is not None else self.refresh_button
        home = named(Button(say(texts.HOME_AGAIN), self._actions.home), "status-back")
        stand_in_bar(self, primary, *reversed(ways[1:]), back=home)

    def _always(self, status: "Status") -> list[Button]:
        """What may be done at any time, or while it is open."""
        self.refresh_button = named(
            Button(say(texts.REFRESH), self._actions.refresh), "status-refresh"
        )
        if not status.state.is_open:
            return [self.refresh_button]
        cancel = named(Button(say(texts.CANCEL), self._ask, "flat"), "status-cancel")
        return [self.refresh_button, cancel]

    def _ask_request_id(self) -> None:
        card = RequestIdCard(self._actions.issuance, self._keep)
        self._below.show_only(card)
        card.line.setFocus()

    def _ask(self) -> None:
        keep = named(Button(say(texts.CANCEL_NO), self._keep), "status-cancel-no")
        cancel = named(
            DangerButton(say(texts.CANCEL_YES), self._actions.cancel), "status-cancel-yes"
        )
        question = Notice("warning", say(texts.CANCEL_QUESTION))
        stand_in_bar(question, cancel, back=keep)
        self._below.show_only(question)
        question.tell()
        keep.setFocus()

    def _keep(self) -> None:
        self._below.clear()
        self.first_button.setFocus()


def _rows(status: "Status") -> list[Row]:
    return [
        (texts.RECEIPT_NUMBER, status.receipt_number),
        (signing_texts.KIND, say(PROCEDURES[status.kind].title)),
        (texts.PURPOSE, say(signing_texts.PURPOSES[status.purpose])),
        (texts.APPLICANT, status.applicant),
        (signing_texts.BUSINESS_NUMBER, show_business_number(status.business_number)),
    ]
