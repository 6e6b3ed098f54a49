"""Where findings come from: a table of this program, or the service."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QObject, QTimer

from desktop_client.views.application import texts
from desktop_client.views.application.lookup.findings import Finding, from_entry
from desktop_client.views.language import say
from desktop_client.views.screen import screen_around
from desktop_client.views.widgets.task import Task
from registration.forms.field import CodeOf
from registration.tables import code_table

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_client.errors import Failure
    from desktop_client.jobs import Jobs
    from desktop_client.work import Work
    from registration.wire import Institutions

    FindInstitutions = Callable[[Work, str], Institutions]

Show = Callable[[list[Finding], str], None]
"""Takes what was found and a note to stand below it."""

AFTER_TYPING = 300
"""Milliseconds without a key after which the service is asked."""


class Search(Protocol):
    """Finds codes for what was typed; `show` may be called later, or not at all."""

    def search(self, typed: str) -> None:
        """Look for this."""

    def stop(self) -> None:
        """Show nothing any more for what was typed before."""


@runtime_checkable
class AsksTheService(Protocol):
    """A screen that can ask the service for institutions."""

    jobs: Jobs
    find_institutions: FindInstitutions


class TableSearch:
    """Searches a table of `registration.tables`, at once."""

    def __init__(self, of: CodeOf, show: Show) -> None:
        self._of, self._show = of, show

    def search(self, typed: str) -> None:
        """Look for this."""
        found = code_table(self._of.name).search(typed)
        nothing = texts.NOTHING_FOUND if self._of.closed else texts.NOTHING_FOUND_OPEN
        self._show([from_entry(self._of, entry) for entry in found], "" if found else say(nothing))

    def stop(self) -> None:
        """Nothing is under way."""


class InstitutionSearch(QObject):
    """수요기관코드: asks the service, which knows what is registered; else the table here."""

    def __init__(self, of: CodeOf, show: Show, field: QWidget) -> None:
        super().__init__(field)
        self._of, self._show, self._field = of, show, field
        self._local = TableSearch(of, self._show_local)
        self._typed = ""
        self._task: Task | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_TYPING)
        self._timer.timeout.connect(self._ask)

    def search(self, typed: str) -> None:
        """Look for this a moment after the last key."""
        self.stop()
        self._typed = typed
        self._timer.start()

    def stop(self) -> None:
        """Show nothing any more for what was typed before."""
        self._timer.stop()
        if self._task:
            self._task.stop()

    def _ask(self) -> None:
        screen, typed = screen_around(self._field), self._typed
        if not isinstance(screen, AsksTheService):
            return
        find = screen.find_institutions
        self._task = self._task or Task(screen.jobs, self._field)
        self._task.run(lambda work: find(work, typed), self._found, self._not_asked)

    def _found(self, answer: Institutions) -> None:
        found = []
        for institution in answer.found:
            known = code_table(self._of.name).by_code.get(institution.code)
            columns = {
                **(known.more if known else {}),  # the short name and 소관구분 are told only here
                "title": institution.name,
                "top": institution.top,
                "parent": institution.parent,
            }
            fills = {key: columns.get(column, "") for key, column in self._of.fills.items()}
            refused = say(texts.INSTITUTION_REGISTERED) if institution.registered else ""
            found.append(Finding(institution.code, institution.name, fills, refused))
        note = texts.MORE_FOUND if answer.more else None if found else texts.NOTHING_FOUND_OPEN
        self._show(found, say(note) if note else "")

    def _not_asked(self, _failure: Failure) -> None:
        self._local.search(self._typed)

    def _show_local(self, found: list[Finding], _note: str) -> None:
        self._show(found, say(texts.SERVICE_NOT_ASKED))
