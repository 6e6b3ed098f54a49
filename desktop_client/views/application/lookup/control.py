"""A code that is typed, or found by its name."""

from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QHideEvent, QInputMethodEvent, QKeyEvent

from desktop_client.views.application.controls import SEARCH_WIDTH, WIDTHS, Control, Line
from desktop_client.views.application.lookup.findings import Finding, from_entry, meaning
from desktop_client.views.application.lookup.popup import LookupPopup
from desktop_client.views.application.lookup.searches import InstitutionSearch, Search, TableSearch
from desktop_client.views.language import say
from desktop_client.views.theme import px
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, keep_room
from registration.characters import composed
from registration.forms import FieldDescription
from registration.forms.check import canonical_value
from registration.tables import code_table

ASKED_OF_THE_SERVICE = frozenset({"institutions"})
FORWARD = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _SearchLine(Line):
    """Tells what is typed, the syllable being composed included, and lends its keys to the list."""

    searched = Signal(str)
    key_pressed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.preedit = ""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802
        """Notice the syllable being composed, which is in no text() yet."""
        super().inputMethodEvent(event)
        self.preedit = event.preeditString()
        self.searched.emit(self.text() + self.preedit)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Offer the key to the list first."""
        event.ignore()
        self.key_pressed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)


class LookupControl(Control):
    """A line and, while typing, a list below it: arrow keys and Return, or a click, choose.

    The answer is the code. A closed table shows the code's title instead; an open one shows it
    below the line. `chosen` carries the answers a choice gives to other fields.
    """

    chosen = Signal(dict)

    def __init__(self, field: FieldDescription) -> None:
        super().__init__()
        if field.table is None:
            raise ValueError(field.key)
        self._field, self._of = field, field.table
        self._answer: Any = None
        self._given_for: Any = None
        """The answer for which other fields have been filled in."""
        self.line = _SearchLine()
        self.line.setMaximumWidth(px(WIDTHS[3] if self._of.closed else SEARCH_WIDTH))
        self._meaning = Label("", "subtle")
        if not self._of.closed:
            keep_room(self._meaning)
        self._meaning.hide()
        down = column(self, gap=2)
        down.addWidget(self.line)
        down.addWidget(self._meaning)
        self.popup = LookupPopup(self.line, say(field.ask.title))
        self.popup.chosen.connect(self._choose)
        self._search: Search = (
            InstitutionSearch(self._of, self._show_findings, self)
            if self._of.name in ASKED_OF_THE_SERVICE
            else TableSearch(self._of, self._show_findings)
        )
        self.line.textChanged.connect(self._typed)
        self.line.searched.connect(self._look)
        self.line.key_pressed.connect(self._key)
        self.line.left.connect(self._leave)

    def load(self, answer: Any) -> None:
        """Show an answer; never while it is typed, which would break Korean composition."""
        self._answer = self._given_for = answer
        shown = self._words(answer)
        if self.line.text() != shown:
            with QSignalBlocker(self.line):
                self.line.setText(shown)
        self._show_meaning()

    def target(self) -> Line:
        """Return the line."""
        return self.line

    def is_typing(self) -> bool:
        """Whether the line has the keyboard."""
        return self.line.hasFocus()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Take the list along."""
        super().hideEvent(event)
        self._close()

    def _typed(self, text: str) -> None:
        self._take(self._code(text))
        self._show_meaning()
        self._look(text)

    def _look(self, typed: str) -> None:
        if typed.strip():
            self._search.search(composed(typed))
        else:
            self._close()

    def _show_findings(self, found: list[Finding], note: str) -> None:
        if self.line.hasFocus():
            self.popup.show_findings(found, note)

    def _key(self, event: QKeyEvent) -> None:
        key, open_ = Qt.Key(event.key()), self.popup.isVisible()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if open_:
                self.popup.step(1 if key == Qt.Key.Key_Down else -1)
            elif key == Qt.Key.Key_Down:
                self._search.search(self.line.text())
            event.accept()
        elif open_ and key == Qt.Key.Key_Escape:
            self._close()
            event.accept()
        elif open_ and key in FORWARD and self.popup.choose():
            event.accept()

    def _choose(self, found: Finding) -> None:
        self._search.stop()
        self.load(found.code)
        self._meaning.setText(found.title)
        self._meaning.setVisible(not self._of.closed)
        self.changed.emit(found.code)
        self.chosen.emit(dict(found.fills))
        self.left.emit()

    def _leave(self) -> None:
        """Spell what was typed, and give other fields what a code typed in full says."""
        self._close()
        answer = self._code(composed(self.line.text()).strip())
        self._take(answer)
        given_for = self._given_for
        self.load(answer or None)
        entry = code_table(self._of.name).by_code.get(answer)
        if entry and answer != given_for:
            self.chosen.emit(dict(from_entry(self._of, entry).fills))
        self.left.emit()

    def _close(self) -> None:
        self._search.stop()
        self.popup.hide()

    def _take(self, answer: str) -> None:
        if answer != (self._answer or ""):
            self._answer = answer
            self.changed.emit(answer)

    def _code(self, typed: str) -> str:
        """Return the code that was typed or named; what was typed where it is none."""
        entry = code_table(self._of.name).named(typed)
        if entry:
            return entry.code
        try:
            return str(canonical_value(self._field, typed))
        except ValueError:
            return typed

    def _words(self, answer: Any) -> str:
        entry = code_table(self._of.name).by_code.get(str(answer))
        if entry and self._of.closed:
            return say(entry.title)
        return "" if answer is None else str(answer)

    def _show_meaning(self) -> None:
        words = "" if self._of.closed else meaning(self._of, self._field, self._answer)
        self._meaning.setText(words)
        self._meaning.setVisible(bool(words))
