"""A hand, an eye and a camera for the real window: clicks, keys, and pictures of each step."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QDeadlineTimer, QPoint, QRect, Qt
from PySide6.QtGui import QInputMethodEvent, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from desktop_client.views.language import say
from desktop_client.views.widgets.action_bar import without_letter
from registration.text import Text

LIMIT_MS = 60_000
TURN_MS = 10

W = TypeVar("W", bound=QWidget)
T = TypeVar("T")


class Stuck(Exception):
    """What was waited for did not come."""


class Player:
    """Acts on one window as a user does; what cannot be seen cannot be used."""

    def __init__(self, window: QWidget, pictures: Path | None, tell: Callable[[str], None]) -> None:
        self.window = window
        self._pictures = pictures
        self.tell = tell
        self._count = 0

    def wait_for(self, look: Callable[[], T | None], what: str) -> T:
        """Return what `look` sees once it sees something; `Stuck` after a minute."""
        deadline = QDeadlineTimer(LIMIT_MS)
        while True:
            seen = look()
            if seen:
                return seen
            if deadline.hasExpired():
                self._photograph("stuck")
                raise Stuck(what)
            QTest.qWait(TURN_MS)

    def press(self, words: Text | str, within: QWidget | None = None) -> None:
        """Click the button that says, or is named, this."""
        wanted = words if isinstance(words, str) else say(words)

        self.click(self.wait_for(lambda: self._button(wanted, within), f"button {wanted}"))

    def sees(self, words: str) -> bool:
        """Whether an enabled button that says, or is named, this can be seen."""
        return self._button(words, None) is not None

    def find(self, kind: type[W], name: str) -> W:
        """Return the visible widget with this object name, once it is there."""

        def look() -> W | None:
            seen = (each for each in self.seen(kind) if each.objectName() == name)
            return next(seen, None)

        return self.wait_for(look, f"{kind.__name__} {name}")

    def click(self, widget: QWidget) -> None:
        """Bring a widget into view and click it."""
        _into_view(widget)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=_spot(widget))

    def tick(self, box: QWidget) -> None:
        """Click a box that is not ticked yet."""
        if isinstance(box, QAbstractButton) and not box.isChecked():
            self.click(box)

    def write(self, line: QLineEdit, text: str) -> None:
        """Replace what stands in a line as an input method or a keyboard does."""
        self.click(line)
        line.selectAll()
        if text.isascii():
            QTest.keyClicks(line, text)
            return
        committed = QInputMethodEvent()
        committed.setCommitString(text)
        QApplication.sendEvent(line, committed)

    def choose(self, combo: QComboBox, words: str) -> None:
        """Pick a combo box's entry by keys: open nothing, walk down to it."""
        combo.setFocus(Qt.FocusReason.TabFocusReason)
        _into_view(combo)
        place = combo.findText(words)
        if place < 0:
            raise Stuck(f"choice {words}")
        QTest.keyClick(combo, Qt.Key.Key_Home)
        for _ in range(place):
            QTest.keyClick(combo, Qt.Key.Key_Down)

    def submit(self, line: QLineEdit, text: str) -> None:
        """Write into a line and press Return there, whether or not its window is active."""
        self.write(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)

    def step(self, name: str, words: str) -> None:
        """Say what has been done, and take a picture of it where there is a folder for them."""
        self._count += 1
        self._photograph(f"{self._count:02d}-{name}")
        self.tell(f"{self._count:2d}. {words}")

    def seen(self, kind: type[W], within: QWidget | None = None) -> Iterator[W]:
        """Yield the visible widgets of a kind: those of a dialog, where one is open."""
        top = within or QApplication.activeModalWidget() or self.window
        for widget in top.findChildren(kind):
            if widget.isVisible():
                yield widget

    def _button(self, words: str, within: QWidget | None) -> QAbstractButton | None:
        for button in self.seen(QAbstractButton, within):
            names = (without_letter(button.text()), button.accessibleName(), button.objectName())
            if words in names and button.isEnabled():
                return button
        return None

    def _photograph(self, name: str) -> None:
        if self._pictures is None:
            return
        self._pictures.mkdir(parents=True, exist_ok=True)
        QApplication.processEvents()
        picture = self.window.grab()
        dialog = QApplication.activeModalWidget()
        if dialog and dialog is not self.window:
            _lay_over(picture, dialog, self.window)
        picture.save(str(self._pictures / f"{name}.png"))


def _lay_over(picture: QPixmap, dialog: QWidget, window: QWidget) -> None:
    corner = dialog.frameGeometry().topLeft() - window.geometry().topLeft()
    painter = QPainter(picture)
    painter.drawPixmap(corner, dialog.grab())
    painter.drawRect(QRect(corner, dialog.size()))  # a desktop would frame it
    painter.end()


def _into_view(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()
    QApplication.processEvents()


def _spot(widget: QWidget) -> QPoint:
    """Where to click: a box is ticked at its left end, anything else in the middle."""
    middle = widget.rect().center()
    return QPoint(min(12, middle.x()), middle.y()) if _is_box(widget) else middle


def _is_box(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractButton) and widget.isCheckable() and bool(widget.text())
