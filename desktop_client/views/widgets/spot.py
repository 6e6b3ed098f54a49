"""Where somebody was on a screen, to come back there once it is built anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from desktop_client.views.widgets.focus import holds_focus
from desktop_client.views.widgets.layouts import reveal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop_client.jobs import Jobs
    from desktop_client.views.screen import Screen

ACTS = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel})


class Spot(NamedTuple):
    """The widget that had the keyboard last: the `number`th shown of its class and name.

    `scrolled`: how far the area around the screen was scrolled, from 0 to 1.
    """

    kind: type[QWidget]
    name: str
    number: int
    scrolled: float


def spot_on(screen: Screen) -> Spot | None:
    """Return where somebody is on a screen, also while the keyboard is in the window's menu."""
    focus = _focus(screen)
    if focus is screen:
        return None
    if not holds_focus(screen):
        focus.setFocus()  # for a screen that remembers the place itself
    kind, name = type(focus), focus.objectName()
    shown = _shown(screen, kind, name)
    number = shown.index(focus) if focus in shown else 0
    bar = screen.area.verticalScrollBar()
    scrolled = bar.value() / bar.maximum() if bar.maximum() else 0.0
    return Spot(kind, name, number, scrolled)


def return_to(spot: Spot | None, screen: Screen, jobs: Jobs) -> None:
    """Go to a spot, and again with all that is read and laid out later, until the user acts."""
    if spot:
        _Return(spot, screen, jobs)


class _Return(QObject):
    def __init__(self, spot: Spot, screen: Screen, jobs: Jobs) -> None:
        super().__init__(screen)
        self._spot, self._screen = spot, screen
        application = QApplication.instance()
        if application:
            application.installEventFilter(self)
        jobs.idle.connect(self._go_soon)
        for area in {screen.area, *_areas(_focus(screen))}:
            area.verticalScrollBar().rangeChanged.connect(self._show)  # laid out once more
        self._go_soon()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Leave it to the user where to go."""
        if event.type() in ACTS:
            self.deleteLater()
        return super().eventFilter(watched, event)

    def _go_soon(self) -> None:
        QTimer.singleShot(0, self, self._go)  # what was just shown has its place then

    def _go(self) -> None:
        spot, screen = self._spot, self._screen
        shown = _shown(screen, spot.kind, spot.name)
        if not screen.remembers_focus and spot.number < len(shown):
            shown[spot.number].setFocus()
        self._show()

    def _show(self) -> None:
        bar = self._screen.area.verticalScrollBar()
        bar.setValue(round(self._spot.scrolled * bar.maximum()))
        reveal(_focus(self._screen))


def _shown(screen: Screen, kind: type[QWidget], name: str) -> list[QWidget]:
    alike = [child for child in screen.findChildren(kind) if type(child) is kind]
    return [child for child in alike if child.isVisible() and child.objectName() == name]


def _focus(screen: Screen) -> QWidget:
    """Return what had the keyboard last inside a screen, or the screen."""
    focus: QWidget | None = screen.focusWidget()
    return screen if focus is None else focus


def _areas(widget: QWidget) -> Iterator[QScrollArea]:
    around: QWidget | None = widget
    while around is not None:
        if isinstance(around, QScrollArea):
            yield around
        around = around.parentWidget()
