"""The questions of one page, or of one row of a repeating page."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_client.views.application.editing import FormEditing, applies
from desktop_client.views.application.field_editor import FieldEditor
from desktop_client.views.language import say
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from registration.forms import PageDescription
from registration.problems import Path

GAP = 0
"""Pixels at 100 % between fields, which keep room for a message themselves."""


class _Group(QWidget):
    """Fields that belong together, below their title."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.column = column(self, gap=GAP)
        heading = Label(title, "group")
        heading.setIndent(0)
        self.column.addWidget(heading)


class SectionEditor(QWidget):
    """Edits one page, or one row at a time; `left` comes after a field is left.

    A problem is shown once its field was left or holds an answer, or after `show_all_problems`.
    """

    left = Signal()

    def __init__(self, page: PageDescription, editing: FormEditing) -> None:
        super().__init__()
        self.page, self._editing = page, editing
        self.row: int | None = 0 if page.repeats else None
        self._visited: set[tuple[int, str]] = set()
        self._all_shown = False
        self.fields = {field.key: FieldEditor(field) for field in page.fields}
        self._lay_out()
        for editor in self.fields.values():
            editor.changed.connect(self._changed)
            editor.left.connect(self._left)
            editor.filled.connect(self._fill)

    def load(self, row: int | None = None) -> None:
        """Show the answers of a row (None for a page that does not repeat)."""
        self.row = row
        answers = self._editing.answers(self.page.key, row)
        for key, editor in self.fields.items():
            editor.load(answers.get(key))
        self.refresh_problems()

    def show_all_problems(self) -> None:
        """Show the problems of fields that were never visited too."""
        self._all_shown = True
        self.refresh_problems()

    def refresh_problems(self) -> None:
        """Show what is wrong and required now, except in the field that is being typed in."""
        self._refresh_conditions()
        answers = self._editing.answers(self.page.key, self.row)
        for key, editor in self.fields.items():
            shown = self._all_shown or key in answers or (id(answers), key) in self._visited
            problem = self._editing.problem_at(self._path(key)) if shown else None
            if not editor.is_typing() or editor.problem is not None:
                editor.show_problem(problem)

    def focused_field(self) -> str | None:
        """Return the key of the field that has the keyboard."""
        return next((key for key, editor in self.fields.items() if editor.has_focus()), None)

    def first_field(self) -> FieldEditor:
        """Return the first field that applies."""
        return next(editor for editor in self.fields.values() if not editor.isHidden())

    def _lay_out(self) -> None:
        """Put the fields below one another, in the groups of the page where it has any."""
        whole = column(self, gap=8)
        into = column(gap=GAP)
        whole.addLayout(into)
        for key, editor in self.fields.items():
            if key in self.page.page.groups:
                group = _Group(say(self.page.page.groups[key]))
                whole.addWidget(group)
                into = group.column
            into.addWidget(editor)

    def _path(self, key: str) -> Path:
        where: Path = (self.page.key,) if self.row is None else (self.page.key, self.row)
        return (*where, key)

    def _is_gone(self) -> bool:
        """Whether the row was removed while the keyboard was still in it."""
        return self.row is not None and self.row >= len(self._editing.rows(self.page.key))

    def _changed(self, key: str, answer: object) -> None:
        if self._is_gone():
            return
        before = set(self._editing.answers(self.page.key, self.row))
        self._editing.set_answer(self.page.key, self.row, key, answer)
        answers = self._editing.answers(self.page.key, self.row)
        for dropped in before.difference(answers, {key}):
            self.fields[dropped].load(None)
        self._refresh_conditions()

    def _fill(self, answers: dict[str, str]) -> None:
        """Take the answers that a choice in another field gives."""
        for key, answer in answers.items():
            if answer and not self._is_gone():
                self._editing.set_answer(self.page.key, self.row, key, answer)
                self.fields[key].load(answer)
        self.refresh_problems()

    def _left(self, key: str) -> None:
        if self._is_gone():
            return
        answers = self._editing.answers(self.page.key, self.row)
        self._visited.add((id(answers), key))
        self.refresh_problems()
        self.left.emit()

    def _refresh_conditions(self) -> None:
        answers = self._editing.answers(self.page.key, self.row)
        for editor in self.fields.values():
            editor.setVisible(applies(editor.field, answers))
            required = self._editing.is_required(editor.field, answers)
            if required != editor.required:
                editor.set_required(required)
