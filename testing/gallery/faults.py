"""What is wrong with a scene, by all that is checked."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea, QScrollBar, QTabBar, QWidget

from registration.text import Language
from testing.gallery.words import foreign, pairs, unfilled
from testing.views import looks

QTS_OWN = ("qt_scrollarea_vcontainer", "qt_scrollarea_hcontainer", "qt_scrollarea_viewport")
"""Parts of an area that scrolls, which are no content of it."""
MAY_SCROLL = (
    "certificate-list",
    "manager-list",
    "about-libraries",
    "about-licence",
    "signed-original",
    "report-text",
    "problem-list",
)
"""Lists and texts too long to be seen whole, which have a bar of their own in a low window."""


def all_faults(shown: QWidget, language: Language) -> list[str]:
    """Return every fault of what is shown that needs no picture."""
    return [
        *looks.clipped(shown),
        *looks.unnamed(shown),
        *nested_bars(shown),
        *outside(shown),
        *cut_tabs(shown),
        *pairs(shown),
        *unfilled(shown),
        *foreign(shown, language),
    ]


def nested_bars(root: QWidget) -> list[str]:
    """Return the areas that scroll inside an area that scrolls itself."""
    faults = []
    for area in looks.visible(root):
        if not isinstance(area, QAbstractScrollArea) or area.objectName() in MAY_SCROLL:
            continue
        if _scrolls(area):
            around = [each for each in _areas_around(area) if _scrolls(each)]
            if around:
                faults.append(f"{looks.words_of(area)} scrolls inside {looks.words_of(around[0])}")
    return faults


def outside(root: QWidget) -> list[str]:
    """Return the widgets that reach out of the window, or sideways out of what scrolls."""
    faults = []
    for widget in looks.visible(root):
        if widget.window() is not root or isinstance(widget, QScrollBar) or widget is root:
            continue
        if not widget.width() or not widget.height() or widget.objectName() in QTS_OWN:
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
