"""What a part of the window is: a heading, a menu, a list and their entries."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAccessibleWidget,
    QApplication,
    QComboBox,
    QLabel,
    QWidget,
)

from desktop_client.views.spoken.documents import TextInterface
from desktop_client.views.widgets.full_text import FullText

HEADINGS = frozenset({"heading", "title"})
"""Looks of labels that are headings."""
ROLES = {
    "menu": QAccessible.Role.MenuBar,
    "menu-item": QAccessible.Role.MenuItem,
    "list": QAccessible.Role.List,
    "list-item": QAccessible.Role.ListItem,
}
"""By what `widgets.look.speak_as` said of a widget."""


class _Installed:
    is_done = False


def install() -> None:
    """Have assistive programs told of every widget that is first asked about from now on."""
    if _Installed.is_done:
        return
    _Installed.is_done = True
    QAccessible.installFactory(interface_of)
    if QAccessible.isActive():  # some have been asked about while the window came up
        for widget in filter(_speaks_otherwise, QApplication.allWidgets()):
            before = QAccessible.queryAccessibleInterface(widget)
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(before))


def _speaks_otherwise(widget: QWidget) -> bool:
    is_heading = isinstance(widget, QLabel) and widget.property("look") in HEADINGS
    return (
        is_heading
        or isinstance(widget, FullText | QComboBox)
        or widget.property("spoken") is not None
    )


def interface_of(_kind: str, told: QObject) -> QAccessibleInterface | None:
    """Return what speaks for a widget; None where Qt's own does."""
    if isinstance(told, QLabel):
        is_heading = told.property("look") in HEADINGS
        return _Role(told, QAccessible.Role.Heading) if is_heading else None
    if isinstance(told, FullText):
        return TextInterface(told)
    if isinstance(told, QComboBox) and not told.isEditable():
        return _Choice(told)
    if isinstance(told, QWidget):
        role = ROLES.get(str(told.property("spoken") or ""))
        if role is not None and isinstance(told, QAbstractButton):
            return _Entry(told, role)
        return None if role is None else _Role(told, role)
    return None


class _Role(QAccessibleWidget):
    """As Qt tells it, with another role."""

    def __init__(self, widget: QWidget, role: QAccessible.Role) -> None:
        super().__init__(widget, role)

    def text(self, what: QAccessible.Text) -> str:
        """Return its name: what it says, where it has no other."""
        widget = self.widget()
        if what == QAccessible.Text.Name and isinstance(widget, QLabel):
            return widget.accessibleName() or widget.text()
        return str(super().text(what))


class _Choice(QAccessibleWidget):
    """A drop-down list: its name is the question and the answer that is chosen.

    AT-SPI knows no value in words; Qt tells the answer alone, and not what was asked.
    """

    def __init__(self, box: QComboBox) -> None:
        super().__init__(box, QAccessible.Role.ComboBox)
        self._box = box

    def childCount(self) -> int:  # noqa: N802
        """Return one: the list."""
        return 1

    def child(self, index: int) -> Any:
        """Return the list; None where there is none, which PySide's stubs do not foresee."""
        return QAccessible.queryAccessibleInterface(self._box.view()) if index == 0 else None

    def indexOfChild(self, _child: QAccessibleInterface) -> int:  # noqa: N802
        """Return where the list stands."""
        return 0

    def text(self, what: QAccessible.Text) -> str:
        """Return question and answer, or the answer."""
        chosen, asked = self._box.currentText(), self._box.accessibleName()
        if what == QAccessible.Text.Value:
            return chosen
        if what == QAccessible.Text.Name:
            return f"{asked}: {chosen}" if asked and chosen else asked or chosen
        return str(super().text(what))

    def actionNames(self) -> list[str]:  # noqa: N802
        """Return what can be done: open the list, or go to the next or the previous entry."""
        own = [self.showMenuAction(), self.increaseAction(), self.decreaseAction()]
        return [*own, *super().actionNames()]

    def doAction(self, name: str) -> None:  # noqa: N802
        """Do it as the keyboard does."""
        keys = {self.increaseAction(): Qt.Key.Key_Down, self.decreaseAction(): Qt.Key.Key_Up}
        if not self._box.isEnabled():
            return
        if name == self.showMenuAction():
            self._box.showPopup()
        elif name in keys:
            pressed = QKeyEvent(QEvent.Type.KeyPress, keys[name], Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(self._box, pressed)
        else:
            super().doAction(name)

    def state(self) -> QAccessible.State:
        """Return its state, and that it opens."""
        state = super().state()
        state.expandable = state.hasPopup = True
        state.expanded = self._box.view().isVisible()
        return state


class _Entry(_Role):
    """An entry of a menu or list: a button that stays marked where one is."""

    def actionNames(self) -> list[str]:  # noqa: N802
        """Return what can be done with it: press it, first of all."""
        return [self.pressAction(), *super().actionNames()]

    def doAction(self, name: str) -> None:  # noqa: N802
        """Press it, as a mouse does."""
        button = self.widget()
        if name == self.pressAction() and isinstance(button, QAbstractButton):
            if button.isEnabled():
                button.click()
        else:
            super().doAction(name)

    def text(self, what: QAccessible.Text) -> str:
        """Return its name: its own, or what it says."""
        button = self.widget()
        if what == QAccessible.Text.Name and isinstance(button, QAbstractButton):
            return button.accessibleName() or button.text()
        return super().text(what)

    def state(self) -> QAccessible.State:
        """Return its state, and whether it is the present one."""
        state = super().state()
        button = self.widget()
        if isinstance(button, QAbstractButton):
            is_marked = button.isChecked()
            state.checkable = state.selectable = True
            state.checked = state.selected = is_marked
        return state
