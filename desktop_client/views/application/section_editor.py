"""The questions of one page, or of one row of a repeating page."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_client.views.application.editing import Answers, FormEditing, applies
from desktop_client.views.application.field_editor import FieldEditor
from desktop_client.views.language import say
from desktop_client.views.widgets.gradually import Gradually
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from registration.forms import FieldDescription, PageDescription
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

    The fields are built once there is something to show in them, over several turns of the event
    loop: `building` tells how far that is. A problem is shown once its field was left or holds an
    answer, or after `show_all_problems`.
    """

    left = Signal()

    def __init__(self, page: PageDescription, editing: FormEditing) -> None:
        super().__init__()
        self.page, self._editing = page, editing
        self.row: int | None = 0 if page.repeats else None
        self._visited: set[tuple[int, str]] = set()
        self._all_shown = False
        self._begun = False
        self._fields: dict[str, FieldEditor] = {}
        self.building = Gradually(self)
        self._whole = column(self, gap=8)
        self._into = column(gap=GAP)
        self._whole.addLayout(self._into)

    @property
    def fields(self) -> dict[str, FieldEditor]:
        """The field of each key; those that are not built yet are built at once."""
        self.building.finish()
        return self._fields

    def load(self, row: int | None = None) -> None:
        """Show the answers of a row (None for a page that does not repeat)."""
        self.row = row
        if not self._begun:
            self._begun = True
            self.building.begin(partial(self._build, field) for field in self.page.fields)
        answers = self._answers()
        for key, editor in self._fields.items():
            editor.load(answers.get(key))
        self.refresh_problems()

    def show_all_problems(self) -> None:
        """Show the problems of fields that were never visited too."""
        self._all_shown = True
        self.refresh_problems()

    def refresh_problems(self) -> None:
        """Show what is wrong and required now, except in the field that is being typed in."""
        answers = self._answers()
        for editor in self._fields.values():
            self._refresh_condition(editor, answers)
            self._refresh_problem(editor, answers)

    def focused_field(self) -> str | None:
        """Return the key of the field that has the keyboard."""
        return next((key for key, editor in self._fields.items() if editor.has_focus()), None)

    def first_field(self) -> FieldEditor:
        """Return the first field that applies."""
        while (first := self._first_shown()) is None and self.building.step():
            pass
        if first is None:
            raise LookupError(self.page.key)
        return first

    def _first_shown(self) -> FieldEditor | None:
        return next((each for each in self._fields.values() if not each.isHidden()), None)

    def _build(self, field: FieldDescription) -> None:
        """Put a field below those before it, in the group of the page that it begins or goes on."""
        if field.key in self.page.page.groups:
            group = _Group(say(self.page.page.groups[field.key]))
            self._whole.addWidget(group)
            group.show()  # at once: the keyboard may be on its way to a field in it
            self._into = group.column
        self._fields[field.key] = editor = FieldEditor(field)
        self._into.addWidget(editor)
        answers = self._answers()
        editor.load(answers.get(field.key))
        self._refresh_condition(editor, answers)
        self._refresh_problem(editor, answers)
        editor.changed.connect(self._changed)
        editor.left.connect(self._left)
        editor.filled.connect(self._fill)

    def _answers(self) -> Answers:
        """Return the answers that are shown, none for a row that was removed."""
        return {} if self._is_gone() else self._editing.answers(self.page.key, self.row)

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
            if dropped in self._fields:
                self._fields[dropped].load(None)
        for editor in self._fields.values():
            self._refresh_condition(editor, answers)

    def _fill(self, answers: dict[str, str]) -> None:
        """Take the answers that a choice in another field gives."""
        for key, answer in answers.items():
            if answer and not self._is_gone():
                self._editing.set_answer(self.page.key, self.row, key, answer)
                if key in self._fields:
                    self._fields[key].load(answer)
        self.refresh_problems()

    def _left(self, key: str) -> None:
        if self._is_gone():
            return
        answers = self._editing.answers(self.page.key, self.row)
        self._visited.add((id(answers), key))
        self.refresh_problems()
        self.left.emit()

    def _refresh_condition(self, editor: FieldEditor, answers: Answers) -> None:
        editor.setHidden(not applies(editor.field, answers))
        required = self._editing.is_required(editor.field, answers)
        if required != editor.required:
            editor.set_required(required)

    def _refresh_problem(self, editor: FieldEditor, answers: Answers) -> None:
        key = editor.field.key
        shown = self._all_shown or key in answers or (id(answers), key) in self._visited
        problem = self._editing.problem_at(self._path(key)) if shown else None
        if not editor.is_typing() or editor.problem is not None:
            editor.show_problem(problem)
