"""The person who will use the certificate."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_client.views.application.field_editor import FieldEditor
from desktop_client.views.application.section_editor import GAP
from desktop_client.views.widgets.layouts import column, reveal
from registration.forms.check import canonical_value, check_field
from registration.forms.user import USER_FIELDS
from registration.korean_time import today
from registration.problems import Problem
from registration.submission import User


class UserForm(QWidget):
    """Asks for the fields of `registration.forms.user`, each checked as it is left."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        super().__init__()
        self.answers = dict(answers)
        self._editors = {field.key: FieldEditor(field) for field in USER_FIELDS}
        layout = column(self, gap=GAP)
        for key, editor in self._editors.items():
            editor.control.target().setObjectName(f"enrol-{key}")
            editor.load(self.answers.get(key))
            editor.changed.connect(self._changed)
            editor.left.connect(self._check)
            layout.addWidget(editor)

    def focus(self) -> None:
        """Give the keyboard to the first field that is still empty, or the last."""
        empty = [key for key in self._editors if not self.answers.get(key)]
        self._editors[empty[0] if empty else list(self._editors)[-1]].focus()

    def fill_in(self, answers: Mapping[str, Any]) -> None:
        """Take answers that are known; what was typed stays."""
        for key, answer in answers.items():
            if not self.answers.get(key):
                self.answers[key] = answer
                self._editors[key].load(answer)
                self._check(key)

    def user(self) -> User | None:
        """Return the user; None where something is wrong, which is shown and gets the keyboard."""
        wrong = [key for key in self._editors if self._check(key)]
        if wrong:
            self._editors[wrong[0]].focus()
            reveal(self._editors[wrong[0]])
            return None
        given = {key: answer for key, answer in self.answers.items() if answer}
        fields = {field.key: field for field in USER_FIELDS}
        return User.model_validate({key: canonical_value(fields[key], given[key]) for key in given})

    def _changed(self, key: str, answer: object) -> None:
        self.answers[key] = answer
        if self._editors[key].problem:
            self._check(key)

    def _check(self, key: str) -> Problem | None:
        editor = self._editors[key]
        problem = check_field(editor.field, self.answers.get(key), self.answers, today())
        editor.show_problem(problem)
        return problem
