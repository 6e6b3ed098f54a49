"""Alt and a letter for every button in sight: none has two, none is given twice in a window.

The action bar's buttons carry theirs in their words (`action_bar.py`). All others get what is
left, which is shown on them while Alt is held, so that screens need not be full of letters.
"""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QWidget

from desktop_client.views.widgets.gradually import Gradually
from desktop_client.views.widgets.look import set_look

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OURS = "letter"
"""The property that holds the letters given here."""
SETTLED = 150
"""Milliseconds after which letters are given once the keyboard has moved or a screen has come."""


class Letters(QObject):
    """Gives letters to the buttons of one window, and shows them while Alt is held."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._tips: list[QLabel] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLED)
        self._timer.timeout.connect(self._give_at_rest)
        keys = _AltKey(window)
        keys.pressed.connect(self._show)
        keys.let_go.connect(self._hide)

    def give_soon(self) -> None:
        """Give letters once the window is at rest."""
        self._timer.start()

    def _give_at_rest(self) -> None:
        """Give them once everything is there."""
        if any(part.running for part in self._window.findChildren(Gradually)):
            self.give_soon()
        else:
            self.give()

    def give(self) -> None:
        """Give every button that is shown and has none its letters."""
        buttons = [*_buttons(self._window)]
        without = [each for each in buttons if not _own(each)]
        taken = {each.shortcut().toString().removeprefix("Alt+") for each in buttons if _own(each)}
        free = [letter for letter in LETTERS if letter not in taken]
        for button, letters in zip(without, sequences(free, len(without)), strict=False):
            if button.property(OURS) != letters or button.shortcut().isEmpty():
                button.setProperty(OURS, letters)
                button.setShortcut(QKeySequence(", ".join(f"Alt+{each}" for each in letters)))

    def _show(self) -> None:
        self.give()
        self._hide()
        for button in _buttons(self._window):
            letters = button.property(OURS)
            if letters and not _own(button) and not button.visibleRegion().isEmpty():
                self._tips.append(_tip(str(letters), button, self._window))

    def _hide(self) -> None:
        for tip in self._tips:
            tip.hide()
            tip.deleteLater()
        self._tips.clear()


class _AltKey(QObject):
    """Tells when Alt is held in a window; it goes with the window, and asks nothing of others."""

    pressed = Signal()
    let_go = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:  # noqa: N802
        """Tell it, and leave the event to whom it belongs."""
        kind = event.type()
        if kind == QEvent.Type.KeyPress and _is_alt(event):
            self.pressed.emit()
        elif kind == QEvent.Type.WindowDeactivate or (
            kind == QEvent.Type.KeyRelease and _is_alt(event)
        ):
            self.let_go.emit()
        return False


def give_letters(menu: QMenu) -> None:
    """Mark a letter in every entry of a menu, none twice."""
    from desktop_client.views.widgets.action_bar import with_letter

    taken: set[str] = set()
    for action in menu.actions():
        words, tab, keys = action.text().partition("\t")
        if words:
            wanted = (letter for letter in words.upper() + LETTERS if letter in LETTERS)
            letter = next(each for each in wanted if each not in taken)
            taken.add(letter)
            action.setText(with_letter(words, letter) + tab + keys)


def sequences(free: list[str], count: int) -> list[str]:
    """Return so many ways to press a button: a letter each, or two where letters do not reach.

    None is the beginning of another. Without a free letter there is none.
    """
    firsts = 0
    while firsts < len(free) and len(free) - firsts + firsts * len(LETTERS) < count:
        firsts += 1
    single = free[: len(free) - firsts]
    double = [first + second for first in free[len(free) - firsts :] for second in LETTERS]
    return [*single, *double][:count]


def _buttons(window: QWidget) -> Iterator[QAbstractButton]:
    for button in window.findChildren(QAbstractButton):
        words = button.text() or button.accessibleName()
        if words and button.isVisible() and button.window() is window and not _is_entry(button):
            yield button


def _own(button: QAbstractButton) -> bool:
    """Whether a button has brought its letter along, in its words."""
    return "&" in button.text() and not button.shortcut().isEmpty()


def _is_entry(button: QAbstractButton) -> bool:
    """Whether it is one of the main menu, which Alt and a number lead to."""
    return bool(button.property("look") == "nav")


def _is_alt(event: QEvent) -> bool:
    from PySide6.QtCore import Qt  # not at the start: this name alone takes 15 ms

    return isinstance(event, QKeyEvent) and bool(event.key() == Qt.Key.Key_Alt)


def _tip(letters: str, button: QAbstractButton, window: QWidget) -> QLabel:
    tip = QLabel(letters, window)
    set_look(tip, "keytip")
    tip.adjustSize()
    place = button.mapTo(window, QPoint(0, 0))
    tip.move(max(0, place.x()), max(0, place.y() - tip.height() // 2))
    tip.show()
    tip.raise_()
    return tip
