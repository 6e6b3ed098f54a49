"""One question of the form: its words, its control, and what is wrong with the answer."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop_client.views.application import texts
from desktop_client.views.application.address_control import AddressControl
from desktop_client.views.application.control_table import control_for
from desktop_client.views.application.controls import TextControl
from desktop_client.views.application.lookup import LookupControl
from desktop_client.views.application.spelling import spelled
from desktop_client.views.language import language, say
from desktop_client.views.theme import px
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, keep_room, row
from desktop_client.views.widgets.look import set_look
from desktop_client.views.widgets.mark import Mark
from desktop_client.views.widgets.turning import TurningRow
from registration.forms import FieldDescription
from registration.problems import Problem

SIDE_BY_SIDE = 560
"""Pixels at 100 % from which the words stand beside the control."""
WORDS_WIDTH = 180
MARK_WIDTH = 14


class FieldEditor(TurningRow):
    """Built from a field's description alone.

    `changed` carries the key and the answer as typed; `left` the key, once the field is left;
    `filled` the answers of other fields that a choice gives.
    """

    changed = Signal(str, object)
    left = Signal(str)
    filled = Signal(dict)

    def __init__(self, field: FieldDescription) -> None:
        super().__init__(SIDE_BY_SIDE, gap=16, first_width=WORDS_WIDTH)
        self.field = field
        self.required = False
        self.problem: Problem | None = None
        self.control = control_for(field)
        self._title = Label(say(field.ask.title), "strong")
        self._mark = Label(say(texts.REQUIRED_MARK), "required")
        self._mark.setAccessibleName(say(texts.REQUIRED))
        self._help = Label(say(field.ask.help), "subtle")
        self._sign: Mark | None = None
        self._message = Label()
        self.add(self._words())
        self.add(self._answer(), 1)
        self.control.changed.connect(self._changed)
        self.control.left.connect(self._left)
        if isinstance(self.control, LookupControl | AddressControl):
            self.control.chosen.connect(self.filled)
        self.set_required(field.required)

    def load(self, answer: Any) -> None:
        """Show an answer that came from elsewhere, spelled as it is where it was typed."""
        if isinstance(self.control, TextControl) and answer is not None:
            answer = spelled(self.field, str(answer), language())
        self.control.load(answer)

    def set_required(self, required: bool) -> None:
        """Show whether an answer must be given."""
        self.required = required
        self._mark.setVisible(required)
        self._name()

    def show_problem(self, problem: Problem | None) -> None:
        """Show what is wrong with the answer, or that nothing is."""
        self.problem = problem
        kind = "" if problem is None else "warning" if problem.is_warning else "error"
        self.control.mark(kind)
        self._message_row.setVisible(problem is not None)
        self._mark.setVisible(self.required or (problem is not None and problem.code == "required"))
        if problem:
            self._tell(problem)
        self._name()

    def focus(self) -> None:
        """Give the keyboard to the control."""
        self.control.target().setFocus(Qt.FocusReason.OtherFocusReason)

    def has_focus(self) -> bool:
        """Whether the keyboard is in this field."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def is_typing(self) -> bool:
        """Whether text is being typed here, which must not be disturbed."""
        return self.control.is_typing()

    def respell(self) -> None:
        """Spell a typed answer the way it is read; called once the field is left."""
        if isinstance(self.control, TextControl):
            typed = self.control.line.text()
            shown = spelled(self.field, typed, language())
            if shown != typed:
                self.control.load(shown)
                self.changed.emit(self.field.key, shown)

    def _words(self) -> QWidget:
        holder = QWidget()
        across = row(holder, gap=2)
        across.setContentsMargins(0, px(9), 0, 0)
        place = QWidget()
        place.setFixedWidth(px(MARK_WIDTH))
        inside = row(place)
        inside.setContentsMargins(0, px(5), 0, 0)
        inside.addWidget(self._mark)
        across.addWidget(place, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self._title, 1, Qt.AlignmentFlag.AlignTop)
        if self.field.control == "check":
            self._title.hide()
            across.insertStretch(0, 1)  # the mark stands beside the box, whose words these are
        else:
            self._title.setBuddy(self.control.target())
        return holder

    def _answer(self) -> QWidget:
        holder = QWidget()
        down = column(holder, gap=4)
        down.addWidget(self.control)
        if self._help.text():
            down.addWidget(self._help)
        self._message_row = QWidget()
        self._message_box = row(self._message_row, gap=6)
        self._message_box.addWidget(self._message, 1)
        keep_room(self._message_row)
        self._message_row.hide()
        down.addWidget(self._message_row)
        return holder

    def _tell(self, problem: Problem) -> None:
        look, words = ("warning", texts.WARNING) if problem.is_warning else ("danger", texts.ERROR)
        if self._sign is None or self._sign.kind != look:
            if self._sign:
                self._sign.deleteLater()
            self._sign = Mark(look)
            self._message_box.insertWidget(0, self._sign, 0, Qt.AlignmentFlag.AlignTop)
        set_look(self._message, look)
        text = problem.text
        if problem.code == "required" and self.field.control in ("choice", "choices"):
            text = texts.CHOICE_REQUIRED
        self._message.setText(say(words, problem=say(text)))

    def _name(self) -> None:
        words = say(self.field.ask.title)
        if self.required:
            words = f"{words} ({say(texts.REQUIRED)})"
        message = self._message.text() if self.problem else ""
        self.control.name(words, " ".join(filter(None, (self._help.text(), message))))

    def _changed(self, answer: object) -> None:
        self.changed.emit(self.field.key, answer)

    def _left(self) -> None:
        if not self.is_typing():
            self.respell()
        self.left.emit(self.field.key)
        if self.problem:  # found by those told of it
            announce(self, f"{say(self.field.ask.title)}: {self._message.text()}")
