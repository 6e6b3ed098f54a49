"""The saved applications: to go on with, to follow, or to be told that one is damaged."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_client.drafts import DamagedDraft, Draft, Stage
from desktop_client.views.home import texts
from desktop_client.views.language import say
from desktop_client.views.status.texts import HEADLINES
from desktop_client.views.times import minute
from desktop_client.views.widgets.buttons import Button, DangerButton, SecondaryButton
from desktop_client.views.widgets.card import Card
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, row, wrapping_row
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.turning import TurningRow
from registration.kinds import FilingPurpose
from registration.procedures import PROCEDURES

if TYPE_CHECKING:
    from registration.wire import Status

SIDE_BY_SIDE = 640
"""Pixels at 100 % from which the buttons stand beside the words."""


@dataclass(frozen=True, slots=True)
class DraftActions:
    """What can be done with a saved application, by its ID."""

    open: Callable[[str], None]
    follow: Callable[[str], None]
    delete: Callable[[str], None]


class ApplicationCard(Card):
    """A badge, the kind and the firm, a line about it, and buttons at the right."""

    def __init__(self, draft: Draft, badge: Label, line: str, *buttons: Button) -> None:
        super().__init__()
        self.draft = draft
        self.setAccessibleName(f"{badge.accessibleName() or badge.text()}, {_title(draft)}, {line}")
        words = QWidget()
        down = column(words, gap=2)
        top = row(gap=8)
        top.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(Label(_title(draft), "lead"), 1)
        down.addLayout(top)
        down.addWidget(Label(line, "subtle"))
        self.first_button = buttons[0]
        for button in buttons:
            _name(button, draft)
        self._buttons = wrapping_row(*buttons)
        across = TurningRow(SIDE_BY_SIDE, gap=12, narrow_gap=8)
        across.add(words, 1)
        across.add(self._buttons)
        self.column.addWidget(across)


class DraftCard(ApplicationCard):
    """An unfinished application: go on with it, or delete it after a question."""

    def __init__(self, draft: Draft, actions: DraftActions) -> None:
        self._actions = actions
        self._question: Notice | None = None
        self.open_button = SecondaryButton(say(texts.CONTINUE), lambda: actions.open(draft.id))
        self.delete_button = Button(say(texts.DELETE), self._ask, "flat")
        line = say(texts.SAVED, time=minute(draft.saved))
        badge = Label(say(texts.WRITING), "badge")
        badge.setWordWrap(False)
        super().__init__(draft, badge, line, self.open_button, self.delete_button)

    def _ask(self) -> None:
        keep = Button(say(texts.DELETE_NO), self._keep)
        delete = DangerButton(say(texts.DELETE_YES), lambda: self._actions.delete(self.draft.id))
        self._question = Notice("warning", say(texts.DELETE_QUESTION), keep, delete)
        self._buttons.hide()
        self.column.addWidget(self._question)
        self._question.tell()
        keep.setFocus()

    def _keep(self) -> None:
        if self._question:
            self._question.hide()
            self._question.deleteLater()
            self._question = None
        self._buttons.show()
        self.delete_button.setFocus()


class FiledCard(ApplicationCard):
    """An application that was signed or filed: its state as last told, and what is next.

    `step`: what happens next, None where the service was never asked.
    """

    def __init__(self, draft: Draft, status: "Status | None", actions: DraftActions) -> None:
        from registration.next_steps import next_step  # with pydantic: after the window

        self.step = next_step(status) if status else None
        filed = draft.stage is Stage.FILED
        words = texts.SHOW_STATUS if filed else texts.SEND_AGAIN
        self.status_button = SecondaryButton(say(words), lambda: actions.follow(draft.id))
        self.due = say(texts.SIGNED_NOTE) if not filed else ""
        if status and self.step and self.step.is_due:
            self.due = say(HEADLINES[self.step.what])
        super().__init__(
            draft, _badge(draft, status), self._line(draft, status), self.status_button
        )

    @property
    def urgency(self) -> tuple[int, int]:
        """How soon the applicant has to act: what is smaller comes first."""
        days = self.step.days_left() if self.step else None
        never = 10_000
        return (0 if self.due else 2, never if days is None else days)

    def _line(self, draft: Draft, status: "Status | None") -> str:
        from desktop_client.views.status.waiting import until

        said = []
        if draft.filing:
            said.append(say(texts.RECEIPT_NUMBER, number=draft.filing.receipt_number))
        if self.due:
            said.append(self.due)
        elif status and self.step:
            said.append(say(HEADLINES[self.step.what]))
        if self.step and self.step.last_day:
            said.append(until(self.step))
        return " · ".join(said)


def _badge(draft: Draft, status: "Status | None") -> Label:
    from desktop_client.views.status.badge import StateBadge

    if status:
        return StateBadge(status.state)
    unconfirmed = draft.stage is not Stage.FILED
    look = "badge-warning" if unconfirmed else "badge-info"
    badge = Label(say(texts.UNCONFIRMED if unconfirmed else texts.FILED), look)
    badge.setWordWrap(False)
    return badge


class DamagedCard(Notice):
    """Says which saved application cannot be read; it is not touched."""

    def __init__(self, damaged: DamagedDraft) -> None:
        newer = damaged.code == "draft_newer"
        super().__init__("danger", say(texts.NEWER if newer else texts.DAMAGED))
        folder = Label(say(texts.DAMAGED_FOLDER, folder=damaged.folder), "subtle")
        self.column.addWidget(folder)


def _title(draft: Draft) -> str:
    title = say(PROCEDURES[draft.kind].title)
    if draft.purpose is not FilingPurpose.NEW:
        title = say(texts.FOR_PURPOSE, title=title, purpose=say(texts.PURPOSES[draft.purpose]))
    first = _applicant(draft)
    return f"{title} – {first}" if first else title


def _name(button: Button, draft: Draft) -> None:
    button.setAccessibleName(say(texts.ABOUT, action=button.text(), draft=_title(draft)))


def _applicant(draft: Draft) -> str:
    """Return the applicant's name, or the number it is known by while there is no name yet."""
    from registration.forms import business_number_of, name_of  # with pydantic: after the window

    return name_of(draft.kind, draft.form) or business_number_of(draft.kind, draft.form)
