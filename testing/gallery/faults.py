"""What is wrong with a scene, by all that is checked."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea, QTabBar, QWidget

from registration.text import Language
from testing.gallery.words import foreign, pairs
from testing.views import looks


def all_faults(shown: QWidget, language: Language) -> list[str]:
    """Return every fault of what is shown that needs no picture."""
    return [
        *looks.clipped(shown),
        *looks.unnamed(shown),
        *nested_bars(shown),
        *outside(shown),
        *cut_tabs(shown),
        *pairs(shown),
        *foreign(shown, language),
    ]


def nested_bars(root: QWidget) -> list[str]:
    """Return the areas that scroll inside an area that scrolls itself."""
    faults = []
    for area in looks.visible(root):
        if isinstance(area, QAbstractScrollArea) and _scrolls(area):
            around = [each for each in _areas_around(area) if _scrolls(each)]
            if around:
                faults.append(f"{looks.words_of(area)} scrolls inside {looks.words_of(around[0])}")
    return faults


def outside(root: QWidget) -> list[str]:
    """Return the widgets that reach out of the window, or sideways out of what scrolls."""
    faults = []
    for widget in looks.visible(root):
        if widget.isWindow() or not widget.width() or not widget.height():
            continue
        area = next((each for each in _areas_around(widget)), None)
        room = area.viewport() if area else root
        if area is not None and not isinstance(area, QScrollArea):
            continue  # cells of a table have places of their own
        place = QRect(widget.mapTo(room, QPoint()), widget.size())
        sideways = place.left() < -1 or place.right() > room.width()
        if sideways or (area is None and (place.top() < -1 or place.bottom() > room.height())):
            faults.append(f"{looks.words_of(widget)} reaches out of the window")
    return faults


def cut_tabs(root: QWidget) -> list[str]:
    """Return the tabs whose titles do not fit."""
    return [
        f"{looks.words_of(bar)}: tab {bar.tabText(at)!r} is cut"
        for bar in looks.visible(root)
        if isinstance(bar, QTabBar)
        for at in range(bar.count())
        if bar.tabRect(at).width() + 1 < bar.tabSizeHint(at).width()
        or not bar.rect().adjusted(-1, -1, 1, 1).contains(bar.tabRect(at))
    ]


def _areas_around(widget: QWidget) -> Iterator[QAbstractScrollArea]:
    around = widget.parentWidget()
    while around and not around.isWindow():
        if isinstance(around, QAbstractScrollArea):
            yield around
        around = around.parentWidget()


def _scrolls(area: QAbstractScrollArea) -> bool:
    return area.verticalScrollBar().maximum() > 0
