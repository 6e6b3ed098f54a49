"""One setting: what it is called, what it is for, its control, and what is wrong with an entry."""

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop_client.settings import SETTINGS
from desktop_client.views.language import say
from desktop_client.views.settings import texts
from desktop_client.views.settings.controls import control_for
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.card import Card
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import reveal, row
from desktop_client.views.widgets.mark import Mark


class SettingEditor(Card):
    """`chosen` carries the setting's name and the value the user wants."""

    chosen = Signal(str, object)

    def __init__(self, name: str, *, fixed: bool, practice: bool) -> None:
        super().__init__()
        self.name = name
        self._title = say(SETTINGS[name].title)
        self.control = control_for(SETTINGS[name])
        self.control.setObjectName(f"setting-{name}")
        self.control.setDisabled(fixed)
        self.control.chosen.connect(lambda value: self.chosen.emit(name, value))
        self._fill(fixed=fixed, practice=practice)
        self.show_problem("")

    def load(self, value: Any) -> None:
        """Show the value in force."""
        self.control.load(value)

    def show_problem(self, problem: str) -> None:
        """Show what is wrong beside the control; nothing with an empty text."""
        self._message.setText(problem)
        self._message_row.setVisible(bool(problem))
        self.control.describe(self._title, say(SETTINGS[self.name].description), problem)
        if problem:
            announce(self, problem, at_once=True)
            QTimer.singleShot(0, self, lambda: reveal(self._message))

    def _fill(self, *, fixed: bool, practice: bool) -> None:
        setting = SETTINGS[self.name]
        self.column.addWidget(self._head(fixed=fixed))
        self.column.addWidget(Label(say(setting.description), "subtle"))
        if practice and not setting.in_practice:
            self.column.addWidget(Label(say(texts.NOT_IN_PRACTICE), "warning"))
        self.column.addWidget(self.control)
        self._message = Label("", "danger")
        self._message_row = QWidget()
        across = row(self._message_row, gap=6)
        across.addWidget(Mark("danger"), 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self._message, 1)
        self.column.addWidget(self._message_row)

    def _head(self, *, fixed: bool) -> QWidget:
        head = QWidget()
        across = row(head, gap=8)
        title = Label(self._title, "lead")
        title.setBuddy(self.control.target())
        across.addWidget(title, 1)
        if fixed:
            locked = Label(say(texts.LOCKED), "badge")
            locked.setWordWrap(False)
            across.addWidget(locked, 0, Qt.AlignmentFlag.AlignTop)
        return head
