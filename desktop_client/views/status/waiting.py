"""What happens next with an application: its state, who does what until when, and how."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_client.views.application.form_view import PAPERS
from desktop_client.views.language import language, say
from desktop_client.views.routes import Application
from desktop_client.views.status import texts
from desktop_client.views.status.badge import StateBadge
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.card import Card
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, row, wrapping_row
from registration.enclosures import ENCLOSURE_NAMES, Enclosure
from registration.forms import describe
from registration.kinds import Key
from registration.lifecycle import ACTOR_NAMES, Actor, State
from registration.next_steps import Next, NextStep, next_step
from registration.offices import ASK, office, who
from registration.procedures import PROCEDURES

if TYPE_CHECKING:
    from registration.text import Text
    from registration.wire import Status

SENT_TO = frozenset({Next.SEND_LETTER, Next.POST_PAPERS})
"""Where what is sent goes to is said at once; else where somebody asks for it."""


class NextCard(Card):
    """State, next step, who takes it, the last day, the officer's reason, and missing papers.

    `attach` opens the papers of the 보완; None where it cannot be begun from here.
    """

    def __init__(self, status: "Status", attach: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.setObjectName("status-next")
        step = next_step(status)
        headline = say(texts.HEADLINES[step.what])
        top = row(gap=10)
        badge = StateBadge(status.state)
        top.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(Label(headline, "title"), 1)
        self.column.addLayout(top)
        self.column.addWidget(Label(say(meaning(status))))
        self.column.addWidget(Label(say(texts.WHO, who=say(_who(step, status))), "subtle"))
        if step.last_day:
            self.column.addWidget(Label(until(step), "danger"))
        for words in _reasons(status):
            self.column.addWidget(Label(words, "strong"))
        self._where = QWidget()
        if step.papers:
            self._add_papers(step, attach if step.what is Next.ATTACH else None)
            self._add_where(status)
            self._where.setVisible(step.what in SENT_TO)
        self.setAccessibleName(f"{badge.accessibleName()}. {headline}")
        self.spoken = f"{self.accessibleName()} {say(meaning(status))}"

    def _add_papers(self, step: NextStep, attach: Callable[[], object] | None) -> None:
        self.column.addWidget(Label(say(texts.MISSING), "strong"))
        for paper in step.papers:
            name = say(ENCLOSURE_NAMES[paper])
            if attach is None:
                self.column.addWidget(Label(f"· {name}"))
                continue
            line = row(gap=8)
            line.addWidget(Label(f"· {name}"), 1)
            line.addWidget(wrapping_row(*self._ways(paper, name, attach)))
            self.column.addLayout(line)

    def _ways(self, paper: Enclosure, name: str, attach: Callable[[], object]) -> list[Button]:
        ways = {"attach": (texts.ATTACH_ONE, attach), "post": (texts.POST_ONE, self._tell_where)}
        buttons = []
        for way, (words, pressed) in ways.items():
            button = Button(say(words), pressed)
            button.setObjectName(f"enclosure-{way}-{paper}")
            button.setAccessibleName(say(texts.ABOUT_PAPER, paper=name, action=say(words)))
            buttons.append(button)
        return buttons

    def _add_where(self, status: "Status") -> None:
        lines = column(self._where, gap=4)
        number = status.receipt_number
        lines.addWidget(Label(say(texts.POST_HELP, number=number), "subtle"))
        for words in where(status):
            lines.addWidget(Label(words))
        self._where.setObjectName("status-where")
        self.column.addWidget(self._where)

    def _tell_where(self) -> None:
        self._where.show()


def meaning(status: "Status") -> "Text":
    """Return what the next step means, in a sentence or two."""
    what = next_step(status).what
    if status.state is State.CANCELLED:
        return texts.MEANINGS[f"{what}_cancelled"]
    if what is Next.LOGIN and PROCEDURES[status.kind].key is Key.PASSWORD:
        return texts.MEANINGS["login" if status.enrolled else "login_password"]
    return texts.MEANINGS[what]


def form_of_completion(draft_id: str, status: "Status | None") -> Application:
    """Return the route to the form of a 보완: why it is needed, until when.

    To the papers, where it is they that are missing.
    """
    if status is None:
        return Application(draft_id)
    reason = status.history[-1].reason if status.history else ""
    why = [say(texts.REASON, reason=reason)] if reason else []
    step = next_step(status)
    if step.last_day:
        why.append(until(step))
    return Application(draft_id, PAPERS if status.missing else None, " ".join(why))


def where(status: "Status") -> list[str]:
    """Return the office that receives, and what the service tells of how to reach it."""
    contact = status.office_contact
    found = office(status.office, contact)
    contacts = [say(texts.CONTACT, title=say(title), value=it) for title, it in found.contacts()]
    lines = [say(texts.SEND_TO, office=say(found.title)), *(contacts or [say(ASK)])]
    if contacts and contact:
        lines.append(say(texts.AS_OF, source=contact.source, day=contact.as_of))
    return lines


def until(step: NextStep) -> str:
    """Return the last day and the days left; nothing where there is none."""
    days = step.days_left()
    if days is None or step.last_day is None:
        return ""
    words = texts.PAST_DEADLINE if days < 0 else texts.LAST_DAY if days == 0 else texts.DEADLINE
    return say(words, day=step.last_day.isoformat(), days=days)


def _who(step: NextStep, status: "Status") -> "Text":
    if step.actor is Actor.OFFICER:
        return who(Actor.OFFICER, status.office)
    return ACTOR_NAMES[step.actor]


def _reasons(status: "Status") -> list[str]:
    """Return the officer's reason, and of each 비축물자 not approved with the rest why."""
    reason = status.history[-1].reason if status.history else ""
    said = [say(texts.REASON, reason=reason)] if reason else []
    if status.refused_items:
        item = describe(status.kind).page("items").field("item")
        said.append(say(texts.REFUSED_ITEMS))
        said += [
            say(texts.REFUSED_ITEM, item=item.show(refused.item, language()), reason=refused.reason)
            for refused in status.refused_items
        ]
    return said
