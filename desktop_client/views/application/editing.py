"""A form while it is filled in: answers as typed, rows, conditions, problems. No Qt in here."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from registration.forms import FieldDescription, PageDescription, describe
from registration.forms.check import check_form
from registration.kinds import Kind
from registration.problems import Path, Problem

Answers = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RemovedRow:
    """A row that was taken out, so that it can be put back."""

    page: str
    index: int
    answers: Answers


class FormEditing:
    """The one copy of the answers that the screen edits; `snapshot` is what is saved.

    Answers to questions that do not apply are dropped as soon as they cease to apply.
    """

    def __init__(self, kind: Kind, form: Mapping[str, Any], today: Callable[[], date]) -> None:
        self.kind = kind
        self.description = describe(kind)
        self.before: Mapping[str, Any] | None = None
        """The registered form that a change (변경) began with."""
        self._today = today
        self._form = {page.key: _known(page, form.get(page.key)) for page in self.description.pages}
        if not form:
            self._put_usual()
        self._problems: list[Problem] | None = None
        self._removed: list[RemovedRow] = []
        self._listeners: list[Callable[[], None]] = []

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener` after every change of an answer or a row."""
        self._listeners.append(listener)

    def snapshot(self) -> dict[str, Any]:
        """Return a copy of the form as it is to be saved."""
        return {page.key: _known(page, self._form[page.key]) for page in self.description.pages}

    def rows(self, page: str) -> list[Answers]:
        """Return the rows of a repeating page; not to be changed by the caller."""
        rows = self._form[page]
        return rows if isinstance(rows, list) else []

    def answers(self, page: str, row: int | None = None) -> Answers:
        """Return the answers of a page or of one of its rows; not to be changed by the caller."""
        found = self._form[page]
        answers: Answers = found[row or 0] if isinstance(found, list) else found
        return answers

    def is_begun(self, page: str) -> bool:
        """Whether anything has been answered on a page."""
        return page in self._form and bool(self.rows(page) or self.given(page))

    def given(self, page: str) -> Answers:
        """Return what was answered on a page that does not repeat, but for what usually stands."""
        answers = self._form[page]
        if isinstance(answers, list):
            return {}
        usual = {field.key: field.ask.usual for field in self.description.page(page).fields}
        return {key: answer for key, answer in answers.items() if answer != usual[key]}

    def set_answer(self, page: str, row: int | None, key: str, value: object) -> None:
        """Take an answer; None, and an empty text or list, take it away."""
        answers = self.answers(page, row)
        if value in (None, "", []):
            answers.pop(key, None)
        else:
            answers[key] = value
        description = self.description.page(page)
        _drop_inapplicable(description, answers)
        if key == description.page.main and value is True:
            self._unmark_others(page, key, answers)
        self._changed()

    def add_row(self, page: str, answers: Answers | None = None, at: int | None = None) -> int:
        """Put in a row, at the end unless told where; the first one becomes the main one."""
        rows = self.rows(page)
        place = len(rows) if at is None else at
        self._put_in(page, dict(answers or {}), place)
        self._changed()
        return place

    def add_rows(self, page: str, rows: Iterable[Answers]) -> None:
        """Put in many rows at the end, with one look at the whole form for all of them."""
        for answers in rows:
            self._put_in(page, dict(answers), len(self.rows(page)))
        self._changed()

    def _put_in(self, page: str, row: Answers, place: int) -> None:
        rows, main = self.rows(page), self.description.page(page).page.main
        if main and not rows:
            row[main] = True
        rows.insert(place, row)

    def duplicate_row(self, page: str, index: int) -> int:
        """Put a copy of a row behind it; the copy is never the main one."""
        row = deepcopy(self.rows(page)[index])
        row.pop(self.description.page(page).page.main or "", None)
        return self.add_row(page, row, index + 1)

    def remove_row(self, page: str, index: int) -> None:
        """Take a row out; `undo_remove` puts it back."""
        self._removed.append(RemovedRow(page, index, self.rows(page).pop(index)))
        self._changed()

    def removed_row(self, page: str) -> RemovedRow | None:
        """Return the row of this page that was taken out last."""
        return next((row for row in reversed(self._removed) if row.page == page), None)

    def undo_remove(self, page: str) -> int | None:
        """Put the row that was taken out last back in its place; None where there is none."""
        removed = self.removed_row(page)
        if removed is None:
            return None
        self._removed.remove(removed)
        rows = self.rows(page)
        place = min(removed.index, len(rows))
        rows.insert(place, removed.answers)
        main = self.description.page(page).page.main or ""
        if sum(bool(row.get(main)) for row in rows) > 1:
            removed.answers.pop(main)
        self._changed()
        return place

    def move_row(self, page: str, index: int, by: int) -> int:
        """Move a row up (-1) or down (1); returns where it is now."""
        rows = self.rows(page)
        place = min(max(index + by, 0), len(rows) - 1)
        if place != index:
            rows.insert(place, rows.pop(index))
            self._changed()
        return place

    def has_room(self, page: str) -> bool:
        """Whether one more row is permitted."""
        return len(self.rows(page)) < self.description.page(page).most_rows

    def is_required(self, field: FieldDescription, answers: Answers) -> bool:
        """Whether a question must be answered, given the other answers of its row and the form."""
        needed = field.ask.needed
        return field.required or (needed is not None and needed.holds(answers, self._form))

    def problems(self) -> list[Problem]:
        """Return everything wrong with the form now, in its order."""
        if self._problems is None:
            self._problems = check_form(self.kind, self._form, self._today())
        return self._problems

    def errors(self) -> list[Problem]:
        """Return what stops the filing."""
        return [problem for problem in self.problems() if not problem.is_warning]

    def problems_of(self, page: str, row: int | None = None) -> Iterator[Problem]:
        """Yield the problems of a page, or of one of its rows only."""
        for problem in self.problems():
            if problem.path[0] == page and (row is None or problem.path[1:2] == (row,)):
                yield problem

    def problem_at(self, path: Path) -> Problem | None:
        """Return the first problem at or inside this place, errors before warnings."""
        found = [problem for problem in self.problems() if problem.path[: len(path)] == path]
        return min(found, key=lambda problem: problem.is_warning, default=None)

    def _put_usual(self) -> None:
        """Begin with what an answer usually is; it is saved once something is typed."""
        for page in self.description.pages:
            if not page.repeats:
                usual = {field.key: field.ask.usual for field in page.fields if field.ask.usual}
                self._form[page.key].update(usual)

    def _unmark_others(self, page: str, key: str, marked: Answers) -> None:
        for row in self.rows(page):
            if row is not marked:
                row.pop(key, None)

    def _changed(self) -> None:
        self._problems = None
        for listener in self._listeners:
            listener()


def applies(field: FieldDescription, answers: Mapping[str, Any]) -> bool:
    """Whether a question is asked at all, given the other answers of its page or row."""
    return field.ask.applies is None or field.ask.applies.holds(answers)


def _drop_inapplicable(page: PageDescription, answers: Answers) -> None:
    dropped = True
    while dropped:
        dropped = False
        for field in page.fields:
            if field.key in answers and not applies(field, answers):
                del answers[field.key]
                dropped = True


def _known(page: PageDescription, stored: Any) -> Any:
    """Return what the form asks for, in its order; another version's draft may hold more."""
    if page.repeats:
        rows = stored if isinstance(stored, list) else []
        return [_known_answers(page, row) for row in rows if isinstance(row, dict)]
    return _known_answers(page, stored if isinstance(stored, dict) else {})


def _known_answers(page: PageDescription, stored: Mapping[str, Any]) -> Answers:
    return {field.key: deepcopy(stored[field.key]) for field in page.fields if field.key in stored}
