"""The user's hands: keys and clicks on real widgets."""

from collections.abc import Iterator
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from desktop_client.views.widgets.action_bar import without_letter
from desktop_client.views.widgets.labels import Label

TAB = Qt.Key.Key_Tab
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier

AnyWidget = TypeVar("AnyWidget", bound=QWidget)


def focused() -> QWidget:
    """Return the widget that has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def key(what: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key."""
    QTest.keyClick(focused(), what, modifier)


def type_text(text: str) -> None:
    """Type into the focused widget; Korean is committed as an input method does."""
    for part in _runs(text):
        if part.isascii():
            QTest.keyClicks(focused(), part)
        else:
            composed = QInputMethodEvent()
            composed.setCommitString(part)
            QApplication.sendEvent(focused(), composed)


def click(widget: QWidget) -> None:
    """Click in the middle of a widget that is shown."""
    QApplication.processEvents()
    assert widget.isVisible(), widget
    assert widget.isEnabled(), widget
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(widget.rect().center()))


def find(root: QWidget, kind: type[AnyWidget], text: str | None = None) -> AnyWidget:
    """Return the first shown widget of a class inside another, with this text if one is given."""
    QApplication.processEvents()
    for widget in root.findChildren(kind):
        if widget.isVisible() and (text is None or text == _words(widget)):
            return widget
    raise AssertionError(f"no {kind.__name__} {text or ''} is shown")


def entry(menu: QMenu, words: str) -> QAction:
    """Return the entry of a menu that says this, whatever its letter and keys."""
    for action in menu.actions():
        if without_letter(action.text()).partition("\t")[0] == words:
            return action
    raise AssertionError(f"no entry {words}")


def _words(widget: QWidget) -> str:
    return without_letter(str(getattr(widget, "text", str)()))


def texts(root: QWidget) -> list[str]:
    """Return every text shown by labels inside a widget, in order."""
    QApplication.processEvents()  # what was just put into a layout is shown a moment later
    return [label.text() for label in root.findChildren(Label) if label.isVisible()]


def _runs(text: str) -> Iterator[str]:
    run = ""
    for character in text:
        if run and run.isascii() != character.isascii():
            yield run
            run = ""
        run += character
    if run:
        yield run
