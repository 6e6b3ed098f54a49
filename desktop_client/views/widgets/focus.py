"""Where the keyboard is: never in what is hidden, nor off the screen."""

from PySide6.QtCore import QPoint
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


def go_in_order(window: QWidget, body: QWidget, bar: QWidget, *, forward: bool) -> bool:
    """Give the keyboard to the next control: those in `body`, those in `bar`, then all others.

    Qt's own order is that in which widgets were made, and a page is often made late.
    """
    from PySide6.QtCore import Qt

    controls = controls_of(window)
    own = _own(controls, body, bar)
    order = [*own, *(each for each in controls if each not in {*own})]
    focus = QApplication.focusWidget()
    if not order:
        return False
    if focus is not None and focus is not order[0] and focus.isAncestorOf(order[0]):
        following = order[0 if forward else -1]
    elif focus in order:
        following = order[(order.index(focus) + (1 if forward else -1)) % len(order)]
    else:
        following = _beside(focus, window, order, forward=forward)
    reasons = Qt.FocusReason
    following.setFocus(reasons.TabFocusReason if forward else reasons.BacktabFocusReason)
    return True


def first_of(window: QWidget, body: QWidget, bar: QWidget) -> QWidget | None:
    """Return the first control in `body`, or else in `bar`; None where neither has one."""
    return next(iter(_own(controls_of(window), body, bar)), None)


def _own(controls: list[QWidget], body: QWidget, bar: QWidget) -> list[QWidget]:
    """Return those in `body`, then those in `bar` as they are read."""
    inside = [each for each in controls if body.isAncestorOf(each)]
    below = [each for each in controls if bar.isAncestorOf(each)]
    below.sort(key=lambda each: (each.mapTo(bar, QPoint()).y(), each.mapTo(bar, QPoint()).x()))
    return [*inside, *below]


def controls_of(window: QWidget) -> list[QWidget]:
    """Return what Tab goes to, in Qt's order."""
    from PySide6.QtCore import Qt

    found: list[QWidget] = []
    tabbed = Qt.FocusPolicy.TabFocus.value
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        # what tells most of them apart comes first: there may be thousands
        if (
            widget.isVisible()
            and widget.focusPolicy().value & tabbed
            and widget.isEnabled()
            and widget.window() is window
        ):
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def _beside(
    focus: QWidget | None, window: QWidget, order: list[QWidget], *, forward: bool
) -> QWidget:
    """Return the control after, or before, a widget that Tab does not go to.

    Where the keyboard is in another window, the first or the last: each window has a ring of its
    own, which never comes to this one.
    """
    widget = focus if focus is not None and focus.window() is window else None
    while widget is not None and widget is not window:
        widget = widget.nextInFocusChain() if forward else widget.previousInFocusChain()
        if widget in order:
            return widget
        if widget is focus:
            break
    return order[0 if forward else -1]


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
