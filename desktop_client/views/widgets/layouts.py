"""Rows, columns and scrolling parts with the spacing of the theme."""

from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QScrollBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_client.views.theme import px
from desktop_client.views.widgets.flow import FlowLayout

AnyBox = TypeVar("AnyBox", QVBoxLayout, QHBoxLayout)


def column(parent: QWidget | None = None, gap: int = 12, margin: int = 0) -> QVBoxLayout:
    """Return a column; lengths in pixels at 100 %."""
    return _spaced(QVBoxLayout(parent) if parent else QVBoxLayout(), gap, margin)


def row(parent: QWidget | None = None, gap: int = 12, margin: int = 0) -> QHBoxLayout:
    """Return a row; lengths in pixels at 100 %."""
    return _spaced(QHBoxLayout(parent) if parent else QHBoxLayout(), gap, margin)


def wrapping_row(*widgets: QWidget, gap: int = 8) -> QWidget:
    """Return a widget holding others side by side, in more lines where the width ends."""
    return _WrappingRow(widgets, gap)


class _WrappingRow(QWidget):
    def __init__(self, widgets: Iterable[QWidget], gap: int) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._flow = FlowLayout(self, gap)
        for widget in widgets:
            self._flow.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Ask for the height of all lines at this width, and no more."""
        super().resizeEvent(event)
        self._ask_for_height()

    def event(self, event: QEvent) -> bool:
        """Ask anew when something in it grows, comes or goes."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._ask_for_height()
        return handled

    def _ask_for_height(self) -> None:
        self.setMinimumHeight(self._flow.heightForWidth(self.width()))


def scrolling(content: QWidget) -> QScrollArea:
    """Return an area that scrolls its content up and down; the keyboard goes to the content."""
    return _scrolling(QScrollArea(), content)


class _QuietBar(QScrollBar):
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw nothing where there is nothing to scroll."""
        if self.minimum() < self.maximum():
            super().paintEvent(event)


def _scrolling(area: QScrollArea, content: QWidget) -> QScrollArea:
    area.setWidgetResizable(True)
    area.setVerticalScrollBar(_QuietBar())
    # Qt dies where an assistive program asks for the bar that was there a moment ago.
    area.setProperty("verticalScrollBarPolicy", "ScrollBarAlwaysOn")
    area.setProperty("focusPolicy", "NoFocus")
    area.setProperty("alignment", "AlignHCenter")  # what is not as wide as the area
    area.setWidget(content)
    content.setAutoFillBackground(False)
    return area


class _FillingArea(QScrollArea):
    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(super().sizeHint().width(), 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(super().minimumSizeHint().width(), px(LINE_HEIGHT))


def filling(content: QWidget) -> QScrollArea:
    """Return a scrolling area that takes the height left over and asks for none itself."""
    return _scrolling(_FillingArea(), content)


def reveal(widget: QWidget) -> None:
    """Scroll every area around a widget so that it is seen, with some room around it."""
    around = widget.parentWidget()
    while around:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget, 0, px(40))
        around = around.parentWidget()


def scroll_by_key(widget: QWidget, event: QKeyEvent) -> bool:
    """Scroll the area around a widget by arrows, Page Up and Down, Home and End.

    Returns whether the key did that; with Shift or Ctrl such keys select.
    """
    from PySide6.QtCore import Qt

    actions = QScrollBar.SliderAction
    keys = {
        Qt.Key.Key_Up: actions.SliderSingleStepSub,
        Qt.Key.Key_Down: actions.SliderSingleStepAdd,
        Qt.Key.Key_PageUp: actions.SliderPageStepSub,
        Qt.Key.Key_PageDown: actions.SliderPageStepAdd,
        Qt.Key.Key_Home: actions.SliderToMinimum,
        Qt.Key.Key_End: actions.SliderToMaximum,
    }
    action = keys.get(Qt.Key(event.key()))
    around = widget.parentWidget()
    while around is not None and not (
        isinstance(around, QScrollArea) and around.verticalScrollBar().maximum()
    ):
        around = around.parentWidget()
    held = event.modifiers() & (
        Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
    )
    if action is None or around is None or held:
        return False
    bar = around.verticalScrollBar()
    if action in (actions.SliderSingleStepSub, actions.SliderSingleStepAdd):
        bar.setSingleStep(px(LINE_HEIGHT))
    bar.triggerAction(action)
    return True


LINE_HEIGHT = 24
"""Pixels at 100 % of one line of text."""


def keep_room(widget: QWidget) -> None:
    """Keep the room of one line of text while a widget is hidden: nothing below it jumps."""
    widget.setMinimumHeight(px(LINE_HEIGHT))
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    from desktop_client.views.widgets.focus import keep_near

    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item else None
        if widget:
            keep_near(widget)
            widget.hide()
            widget.deleteLater()


def _spaced(layout: AnyBox, gap: int, margin: int) -> AnyBox:
    layout.setSpacing(px(gap))
    edge = px(margin)
    layout.setContentsMargins(edge, edge, edge, edge)
    return layout
