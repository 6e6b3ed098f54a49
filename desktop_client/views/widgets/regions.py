"""F6: from one part of a window to the next, as readers of long pages need it."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from desktop_client.views.widgets.focus import controls_of, holds_focus


def go_by_f6(window: QWidget, regions: Callable[[], Sequence[QWidget]]) -> None:
    """Have F6 and Shift+F6 go round the parts of a window, in the order they are read.

    Each part is entered where it was left, or at its first control.
    """
    left: dict[QWidget, QWidget] = {}

    def go(step: int) -> None:
        parts = regions()
        for gone in left.keys() - set(parts):  # screens that are no more, with all they held
            del left[gone]
        _go(window, parts, left, step)

    QShortcut(QKeySequence("F6"), window).activated.connect(lambda: go(1))
    QShortcut(QKeySequence("Shift+F6"), window).activated.connect(lambda: go(-1))


def _go(
    window: QWidget, regions: Sequence[QWidget], left: dict[QWidget, QWidget], step: int
) -> None:
    controls = controls_of(window)
    inside = {part: [each for each in controls if part.isAncestorOf(each)] for part in regions}
    parts = [part for part in regions if inside[part]]
    if not parts:
        return
    present = next((part for part in parts if holds_focus(part)), None)
    focus = QApplication.focusWidget()
    if present is None:
        following = parts[0 if step > 0 else -1]
    else:
        if focus is not None:
            left[present] = focus
        following = parts[(parts.index(present) + step) % len(parts)]
    remembered = left.get(following)
    target = remembered if remembered in inside[following] else inside[following][0]
    _give(target)


def _give(target: QWidget) -> None:
    from PySide6.QtCore import Qt  # not at the start: this name alone takes 15 ms

    target.setFocus(Qt.FocusReason.TabFocusReason)
