"""Where the keyboard is: never in what is hidden, nor off the screen."""

from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from desktop_client.views.widgets.layouts import reveal


def holds_focus(widget: QWidget) -> bool:
    """Whether a widget, or something inside it, has the keyboard."""
    focus = QApplication.focusWidget()
    return focus is not None and (focus is widget or widget.isAncestorOf(focus))


def keep_near(widget: QWidget) -> None:
    """Take the keyboard out of a widget that is about to be hidden.

    Qt would hand it to the next control of the window, whatever that is: a line in which a
    password is then typed in clear, or a button that leaves the screen. The screen gets it.
    """
    if holds_focus(widget):
        around = _screen(widget)
        if around is not widget:
            around.setFocus()


def follow_focus() -> None:
    """Scroll to what has the keyboard, unless the mouse put it there: then it is seen already."""
    from PySide6.QtCore import Qt  # not at the start: this name alone takes 15 ms

    focus = QApplication.focusWidget()
    pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
    if focus and not pressed and not _fills(focus):
        reveal(focus)


def _fills(widget: QWidget) -> bool:
    """Whether it is as high as the part of an area that is seen: scrolling would not show it."""
    around = widget.parentWidget()
    while around:
        if isinstance(around, QScrollArea):
            return widget.height() >= around.viewport().height()
        around = around.parentWidget()
    return True


def _screen(widget: QWidget) -> QWidget:
    from desktop_client.views.screen import screen_around

    return screen_around(widget) or widget.window()
