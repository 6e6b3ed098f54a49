"""A card that asks for one or two numbers, and looks something up by them."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit

from desktop_client.views.language import say
from desktop_client.views.theme import px
from desktop_client.views.widgets.action_bar import stand_in_bar
from desktop_client.views.widgets.buttons import PrimaryButton
from desktop_client.views.widgets.card import Card
from desktop_client.views.widgets.labels import Label
from registration.text import Text

LONGEST = 300
"""Characters of a line: an address copied from a QR code fits."""
LINE_WIDTH = 440
"""Pixels at 100 %."""


class Asked(NamedTuple):
    """One line to fill in: what for, its object name, and an example."""

    title: Text
    name: str
    example: Text | None = None


class Question(Card):
    """Lines and a button, which Return presses too; `ask` gets what was typed."""

    def __init__(
        self,
        title: Text,
        help_text: Text,
        lines: Sequence[Asked],
        go: Text,
        ask: Callable[..., object],
    ) -> None:
        super().__init__()
        self._ask = ask
        self.setAccessibleName(say(title))
        self.column.addWidget(Label(say(title), "title"))
        self.column.addWidget(Label(say(help_text), "subtle"))
        self.lines = [self._line(asked) for asked in lines]
        self.button = PrimaryButton(say(go), self._go)
        self.button.setObjectName(f"{lines[0].name}-go")
        self._row = stand_in_bar(self, self.button)
        self._enable()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Have the button in the bar while the keyboard is in a line: it is what Return presses."""
        if event.type() == QEvent.Type.FocusIn:
            self._row.come_up()
        return super().eventFilter(watched, event)

    def fill(self, typed: Sequence[str]) -> None:
        """Put back what was typed before."""
        for line, text in zip(self.lines, typed, strict=False):
            line.setText(text)

    @property
    def typed(self) -> list[str]:
        """What stands in the lines."""
        return [line.text().strip() for line in self.lines]

    def _line(self, asked: Asked) -> QLineEdit:
        label, line = Label(say(asked.title), "strong"), QLineEdit()
        line.setObjectName(asked.name)
        line.setAccessibleName(say(asked.title))
        line.setMaxLength(LONGEST)
        line.setMaximumWidth(px(LINE_WIDTH))
        if asked.example:
            line.setPlaceholderText(say(asked.example))
        label.setBuddy(line)
        line.textChanged.connect(self._enable)
        line.returnPressed.connect(self._go)
        line.installEventFilter(self)
        self.column.addWidget(label)
        self.column.addWidget(line)
        return line

    def _enable(self) -> None:
        self.button.setEnabled(all(self.typed))

    def _go(self) -> None:
        if self.button.isEnabled():
            self._ask(*self.typed)
