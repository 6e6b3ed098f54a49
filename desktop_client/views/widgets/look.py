"""Names widgets, and the rules of the style sheet that they follow."""

from typing import TypeVar

from PySide6.QtWidgets import QWidget

W = TypeVar("W", bound=QWidget)


def named(widget: W, name: str) -> W:
    """Return the widget with this object name."""
    widget.setObjectName(name)
    return widget


def speak_as(widget: W, role: str) -> W:
    """Return the widget, which assistive programs are told is this (`spoken/roles.py`)."""
    widget.setProperty("spoken", role)
    return widget


def set_look(widget: QWidget, look: str) -> None:
    """Give a widget a look of resources/theme/style.qss."""
    set_mark(widget, "look", look)


def set_mark(widget: QWidget, name: str, value: str) -> None:
    """Set a property the style sheet asks for, and draw the widget accordingly."""
    before = widget.property(name)
    if before == value:
        return
    widget.setProperty(name, value)
    if before is not None or widget.isVisible():  # otherwise no rule has drawn it yet
        widget.style().unpolish(widget)
        widget.style().polish(widget)
