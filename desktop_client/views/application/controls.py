"""The control of each kind of question. All speak of answers as JSON values."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QWidget

from desktop_client.views.application import texts
from desktop_client.views.application.consent import ConsentDialog
from desktop_client.views.language import say
from desktop_client.views.theme import px
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.calm_combo import CalmCombo
from desktop_client.views.widgets.check import WrappedCheck
from desktop_client.views.widgets.layouts import column, row, wrapping_row
from desktop_client.views.widgets.look import set_mark
from registration.forms.field import Choice

WIDTHS = (96, 160, 280, 440, 640)
"""Of boxes to type in, in pixels at 100 %: a few, so that boxes below one another line up."""
SEARCH_WIDTH = WIDTHS[2]
"""Of a box in which a name is typed to find a code."""
_CHARACTER, _FRAME = 9, 36
NOT_LEFT_BY = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


def width_for(characters: int) -> int:
    """Return the width of a box for so many characters, in pixels at 100 %."""
    needed = characters * _CHARACTER + _FRAME
    return next((width for width in WIDTHS if width >= needed), WIDTHS[-1])


class Control(QWidget):
    """What a question is answered with.

    `changed` carries the answer after each change by the user, never after `load`; `left` comes
    when the keyboard has gone elsewhere. Both come from what the widget then holds, not from keys
    and clicks alone: assistive programs write, choose and tick without them.
    """

    changed = Signal(object)
    left = Signal()

    def load(self, answer: Any) -> None:
        """Show an answer that came from elsewhere."""
        raise NotImplementedError

    def is_typing(self) -> bool:
        """Whether text is being typed here, which must not be disturbed."""
        return False

    def target(self) -> QWidget:
        """Return the widget that takes the keyboard."""
        raise NotImplementedError

    def name(self, words: str, description: str) -> None:
        """Tell a screen reader what is asked, and its help and problem."""
        self.target().setAccessibleName(words)
        self.target().setAccessibleDescription(description)

    def mark(self, problem: str) -> None:
        """Mark the control: "error", "warning" or ""."""
        set_mark(self.target(), "problem", problem)


class Line(QLineEdit):
    """One line to type in; `left` comes when the keyboard has gone elsewhere in this window."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Tell that the field was left."""
        super().focusOutEvent(event)
        if event.reason() not in NOT_LEFT_BY:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go on to the next field on Return."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


class TextControl(Control):
    """One line of text, also for numbers: nothing is refused while typing."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.line = Line()
        self.line.setMaximumWidth(px(width))
        self.box = row(self, gap=4)
        self.box.addWidget(self.line, 100)  # up to its greatest width; the rest stays empty
        self.line.textChanged.connect(self.changed.emit)
        self.line.left.connect(self.left)
        self.box.addStretch(1)

    def load(self, answer: Any) -> None:
        """Show an answer; never while it is typed, which would break Korean composition."""
        shown = "" if answer is None else str(answer)
        if self.line.text() != shown:
            with QSignalBlocker(self.line):
                self.line.setText(shown)

    def target(self) -> QWidget:
        """Return the line."""
        return self.line

    def is_typing(self) -> bool:
        """Whether the line has the keyboard."""
        return self.line.hasFocus()


class CheckControl(Control):
    """Yes or no; where there is a text to agree to (`reading`), a button opens it."""

    def __init__(self, title: str, reading: str = "") -> None:
        super().__init__()
        self._check, self._reading = WrappedCheck(title), reading
        down = column(self, gap=4)
        down.addWidget(self._check)
        if reading:
            self.read_button = Button(say(texts.READ_CONSENT), self._read)
            self.read_button.setAccessibleName(say(texts.READ_CONSENT_OF, title=title))
            down.addWidget(wrapping_row(self.read_button))
        self._check.box.toggled.connect(self._toggled)

    def load(self, answer: Any) -> None:
        """Tick the box, or not."""
        with QSignalBlocker(self._check.box):
            self._check.box.setChecked(answer is True)

    def target(self) -> QWidget:
        """Return the box."""
        return self._check.box

    def _read(self) -> None:
        dialog = ConsentDialog(self._reading, self)
        dialog.agreed.connect(lambda: self._check.box.setChecked(True))
        dialog.open()

    def _toggled(self, checked: bool) -> None:
        self.changed.emit(checked)
        self.left.emit()


class _Combo(CalmCombo):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        if event.reason() not in NOT_LEFT_BY and not self.view().isVisible():
            self.left.emit()


class ChoiceControl(Control):
    """One of a table."""

    def __init__(self, choices: tuple[Choice, ...]) -> None:
        super().__init__()
        self.combo = _Combo()
        self.combo.addItem(say(texts.CHOOSE), None)
        for choice in choices:
            self.combo.addItem(say(choice.title), choice.value)
        across = row(self)
        across.addWidget(self.combo)
        across.addStretch(1)
        self.combo.currentIndexChanged.connect(self._chosen)
        self.combo.left.connect(self.left)

    def load(self, answer: Any) -> None:
        """Show a choice; none for a value that is not in the table."""
        with QSignalBlocker(self.combo):
            self.combo.setCurrentIndex(max(0, self.combo.findData(answer)))

    def target(self) -> QWidget:
        """Return the box."""
        return self.combo

    def name(self, words: str, description: str) -> None:
        """Name the box and the list it opens."""
        super().name(words, description)
        self.combo.view().setAccessibleName(words)

    def _chosen(self) -> None:
        self.changed.emit(self.combo.currentData())
        self.left.emit()


class ChoicesControl(Control):
    """Several of a table, each a box to tick."""

    def __init__(self, choices: tuple[Choice, ...]) -> None:
        super().__init__()
        self.boxes: dict[str, QCheckBox] = {}
        for choice in choices:
            box = QCheckBox(say(choice.title))
            box.toggled.connect(self._toggled)
            box.installEventFilter(self)
            self.boxes[choice.value] = box
        row(self).addWidget(wrapping_row(*self.boxes.values(), gap=12))

    def load(self, answer: Any) -> None:
        """Tick the boxes of the answer."""
        given = answer if isinstance(answer, list) else []
        for value, box in self.boxes.items():
            with QSignalBlocker(box):
                box.setChecked(value in given)

    def target(self) -> QWidget:
        """Return the first box."""
        return next(iter(self.boxes.values()))

    def name(self, words: str, description: str) -> None:
        """Name the group; each box has its own words."""
        self.setAccessibleName(words)
        self.setAccessibleDescription(description)
        for box in self.boxes.values():
            box.setAccessibleDescription(f"{words}. {description}")

    def mark(self, problem: str) -> None:
        """Mark every box."""
        for box in self.boxes.values():
            set_mark(box, "problem", problem)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """See the keyboard leave the group."""
        if event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._look_where_focus_went)
        return super().eventFilter(watched, event)

    def _look_where_focus_went(self) -> None:
        if QApplication.focusWidget() not in self.boxes.values():
            self.left.emit()

    def _toggled(self) -> None:
        self.changed.emit([value for value, box in self.boxes.items() if box.isChecked()])
        self.left.emit()


def finish_typing() -> None:
    """Take over a syllable that is still being composed, before its field shows something else."""
    QGuiApplication.inputMethod().commit()
