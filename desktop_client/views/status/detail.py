"""Where one application stands: its step, its state in words, why, and what to do next."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_client.parts import Parts
from desktop_client.views.language import language, say
from desktop_client.views.printing.buttons import paper_buttons
from desktop_client.views.review.copying import ReceiptCopy
from desktop_client.views.signing import texts as signing_texts
from desktop_client.views.signing.facts import Facts, Row
from desktop_client.views.status import texts
from desktop_client.views.status.history import History
from desktop_client.views.status.issuance import RequestIdCard
from desktop_client.views.status.state_line import StateLine
from desktop_client.views.status.waiting import WaitingCard, waits_for_letter
from desktop_client.views.widgets.buttons import Button, DangerButton, PrimaryButton
from desktop_client.views.widgets.card import Card
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.step_bar import StepBar
from desktop_client.views.widgets.swap import Swap
from registration.field_types import show_business_number
from registration.forms import describe
from registration.kinds import FilingPurpose, Key
from registration.korean_time import show_time
from registration.lifecycle import State
from registration.procedures import PROCEDURES
from registration.text import Text

if TYPE_CHECKING:
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
    change_again: Callable[[], object] | None
    """Begins a change anew with what this one changes; None where it came from elsewhere."""


class Detail(QWidget):
    """One application as the service last told it.

    `draft_id`: the draft it was filed from on this computer, None where it came from elsewhere.
    `noted`: the issuance codes were fetched and noted here just now.
    """

    def __init__(
        self,
        parts: Parts,
        draft_id: str | None,
        status: "Status",
        actions: DetailActions,
        *,
        noted: bool = False,
    ) -> None:
        super().__init__()
        self._noted = noted
        self._actions = actions
        procedure = PROCEDURES[status.kind]
        step = procedure.step_after_filing(status.state, enrolled=status.enrolled)
        down = column(self)
        down.addWidget(StepBar(procedure.steps, step))
        self.state = StateCard(status)
        down.addWidget(self.state)
        if WaitingCard.is_needed(status):
            down.addWidget(WaitingCard(status))
        copy = (
            ReceiptCopy(parts.jobs, parts.drafts, draft_id, status.receipt_number)
            if draft_id
            else None
        )
        self._copy = copy
        self._buttons = self._make_buttons(status, [copy.button] if copy else [])
        self._below = Swap()
        printing = waits_for_letter(status)
        rows = [self._buttons]
        if draft_id:
            papers = paper_buttons(
                parts.jobs, parts.printing, draft_id, status.state, first=printing
            )
            rows.insert(0 if printing else 1, wrapping_row(*papers))
        for row in rows:
            down.addWidget(row)
        down.addWidget(self._below)
        if copy:
            down.addWidget(copy)
        down.addWidget(Facts(_rows(status)))
        down.addWidget(Label(say(texts.HISTORY), "title"))
        down.addWidget(History(status.history))

    def _make_buttons(self, status: "Status", copy: list[Button]) -> QWidget:
        self.refresh_button = Button(say(texts.REFRESH), self._actions.refresh)
        self.refresh_button.setObjectName("status-refresh")
        buttons = [*self._next_buttons(status), self.refresh_button, *copy]
        self.first_button = buttons[0]
        if status.state.is_open:
            self._cancel = Button(say(texts.CANCEL), self._ask, "flat")
            self._cancel.setObjectName("status-cancel")
            buttons.append(self._cancel)
        return wrapping_row(*buttons)

    def _next_buttons(self, status: "Status") -> list[Button]:
        """What the applicant does next, the first of them before all."""
        act = self._actions
        steps = {
            "supplement": (_supplement_words(status), act.supplement),
            "codes": (texts.GET_CODES, self._ask_request_id),
            "enrol": (texts.ENROL, act.enrol),
            "login": (texts.LOGIN, act.login),
            "change": (texts.CHANGE_AGAIN, act.change_again),
        }
        buttons = []
        for number, name in enumerate(_next_steps(status, noted=self._noted)):
            words, pressed = steps[name]
            if pressed is None:
                continue
            plain = number or waits_for_letter(status)
            button = (Button if plain else PrimaryButton)(say(words), pressed)
            button.setObjectName(f"status-{name}")
            buttons.append(button)
        return buttons

    def _ask_request_id(self) -> None:
        card = RequestIdCard(self._actions.issuance, self._keep)
        self._buttons.hide()
        self._below.show_only(card)
        card.line.setFocus()

    def _ask(self) -> None:
        keep = Button(say(texts.CANCEL_NO), self._keep)
        keep.setObjectName("status-cancel-no")
        cancel = DangerButton(say(texts.CANCEL_YES), self._actions.cancel)
        cancel.setObjectName("status-cancel-yes")
        question = Notice("warning", say(texts.CANCEL_QUESTION), keep, cancel)
        self._buttons.hide()
        self._below.show_only(question)
        question.tell()
        keep.setFocus()

    def _keep(self) -> None:
        self._below.clear()
        self._buttons.show()
        self.refresh_button.setFocus()


class StateCard(Card):
    """The state as a word with a sign, what it means, and the officer's reason."""

    def __init__(self, status: "Status") -> None:
        super().__init__()
        line = StateLine(status.state)
        self.column.addWidget(line)
        self.column.addWidget(Label(say(_meaning(status))))
        reason = status.history[-1].reason if status.history else ""
        if reason:
            self.column.addWidget(Label(say(texts.REASON, reason=reason), "strong"))
        if status.refused_items:
            self.column.addWidget(Label(say(texts.REFUSED_ITEMS), "strong"))
            for told in _refused_items(status):
                self.column.addWidget(Label(told))
        now = show_time(datetime.now(UTC))
        self.column.addWidget(Label(say(texts.UPDATED, time=now), "subtle"))
        self.setAccessibleName(line.words)
        self.spoken = f"{line.words}. {say(_meaning(status))}"


def _refused_items(status: "Status") -> list[str]:
    """Say of each 비축물자 that was not approved with the rest why it was not."""
    item = describe(status.kind).page("items").field("item")
    return [
        say(texts.REFUSED_ITEM, item=item.show(row.item, language()), reason=row.reason)
        for row in status.refused_items
    ]


def _next_steps(status: "Status", *, noted: bool) -> list[str]:
    if status.state is State.ON_HOLD:
        return ["supplement"]
    if _fell(status):
        return ["change"]
    if status.state is not State.APPROVED:
        return []
    if status.enrolled or PROCEDURES[status.kind].key is Key.PASSWORD:
        return ["login"]
    if not status.issuance_ready:
        return ["enrol"]
    return ["enrol", "codes"] if noted else ["codes", "enrol"]


def _fell(status: "Status") -> bool:
    """Whether a change came to nothing: what is registered stands."""
    return status.purpose is FilingPurpose.CHANGE and status.state in (
        State.REJECTED,
        State.CANCELLED,
    )


def _supplement_words(status: "Status") -> Text:
    papers = status.missing and not waits_for_letter(status)
    return texts.ATTACH if papers else texts.SUPPLEMENT


def _meaning(status: "Status") -> Text:
    return texts.MEANINGS[_meaning_name(status)]


def _meaning_name(status: "Status") -> str:
    if waits_for_letter(status) and status.state is State.PENDING:
        return "pending_letter"
    if status.state is not State.APPROVED:
        return f"{status.state}_change" if _fell(status) else status.state.value
    if status.purpose is FilingPurpose.CHANGE:
        return "approved_change"
    if status.enrolled:
        return "enrolled"
    if PROCEDURES[status.kind].key is Key.PASSWORD:
        return "approved_password"
    return "approved_codes" if status.issuance_ready else "approved"


def _rows(status: "Status") -> list[Row]:
    return [
        (texts.RECEIPT_NUMBER, status.receipt_number),
        (signing_texts.KIND, say(PROCEDURES[status.kind].title)),
        (texts.PURPOSE, say(signing_texts.PURPOSES[status.purpose])),
        (texts.APPLICANT, status.applicant),
        (signing_texts.BUSINESS_NUMBER, show_business_number(status.business_number)),
    ]
