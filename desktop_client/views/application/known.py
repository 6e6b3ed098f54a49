"""Offers to begin a new form with what the applicant has given before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from desktop_client.views.application import texts
from desktop_client.views.application.editing import FormEditing
from desktop_client.views.language import say
from desktop_client.views.widgets.buttons import Button, SecondaryButton
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.swap import Swap
from desktop_client.views.widgets.task import Task
from registration.procedures import PROCEDURES

if TYPE_CHECKING:
    from desktop_client.errors import Failure
    from desktop_client.work import Work
    from desktop_client.workflows.known import KnownData
    from registration.kinds import Kind

    FindKnown = Callable[[Work, Kind], KnownData | None]


def offer_known(
    task: Task,
    find: FindKnown,
    editing: FormEditing,
    place: Swap,
    take: Callable[[dict[str, Any]], None],
) -> None:
    """Show an offer in `place` where `find` finds something; if it is accepted `take` is called."""
    kind = editing.kind

    def offer(found: KnownData | None) -> None:
        if found is None:
            return
        fill = SecondaryButton(say(texts.FILL_IN), lambda: take(found.form))
        fill.setObjectName("known-fill")
        refuse = Button(say(texts.FILL_IN_NOT), place.clear)
        refuse.setObjectName("known-refuse")
        title = say(PROCEDURES[found.kind].title)
        words = say(texts.KNOWN[found.source], name=found.name, title=title)
        notice = Notice("info", words, fill, refuse)
        place.show_only(notice)
        notice.tell()

    task.run(lambda work: find(work, kind), offer, _leave)


def _leave(_failure: Failure) -> None:
    """The form can be filled in without it."""


def fill_in(editing: FormEditing, form: dict[str, Any]) -> None:
    """Put the answers into a form; what has been typed meanwhile stays."""
    for page in editing.description.pages:
        given = form.get(page.key)
        if not given:
            continue
        if not page.repeats:
            typed = editing.given(page.key)
            for key, answer in given.items():
                if key not in typed:
                    editing.set_answer(page.key, None, key, answer)
        elif not any(set(row) - {page.page.main} for row in editing.rows(page.key)):
            while editing.rows(page.key):
                editing.remove_row(page.key, 0)
            for row in given:
                editing.add_row(page.key, row)
