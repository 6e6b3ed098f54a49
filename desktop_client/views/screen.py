"""What every screen is: a part that scrolls, and the bar of its actions below."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_client.views.theme import px
from desktop_client.views.widgets.action_bar import ActionBar
from desktop_client.views.widgets.focus import first_of, go_in_order
from desktop_client.views.widgets.gradually import Gradually
from desktop_client.views.widgets.layouts import column, scrolling

if TYPE_CHECKING:
    from desktop_client.views.routes import Route
    from registration.text import Text


WIDEST = 1200
"""Pixels at 100 % that a screen takes of a wide window, in its middle."""


MARGIN = 24


class Navigate(Protocol):
    """Goes to another screen."""

    def __call__(self, route: Route, /) -> None:
        """Enter the screen this route leads to."""


class Screen(QWidget):
    """One screen. It is built anew for each route, also after a change of language.

    A screen lays out what it shows in `body`, which scrolls; what its pages do stands in `bar`
    (`widgets/action_bar.py`), which is always seen.
    `title` stands in the window's title bar; `released` goes on with the move that `leave` held up;
    `setting_changed` carries the name of a setting the screen has changed; `session_changed` tells
    that somebody has logged in or out; `practice_wanted` asks for a window to practise in.
    """

    title: ClassVar[Text]
    remembers_focus: ClassVar[bool] = False
    """Whether `place` says which widget has the keyboard."""
    released = Signal()
    setting_changed = Signal(str)
    session_changed = Signal()
    practice_wanted = Signal()

    def __init__(self, navigate: Navigate) -> None:
        super().__init__()
        self.navigate = navigate
        self.body, self.bar = QWidget(), ActionBar(px(WIDEST - 2 * MARGIN))
        self.body.setMaximumWidth(px(WIDEST))
        self.area = scrolling(self.body)
        lines = column(self, gap=0)
        lines.addWidget(self.area, 1)
        lines.addWidget(self.bar)

    def enter(self) -> None:
        """Begin, as the route says."""

    def leave(self) -> bool:
        """Keep what must be kept; False to stay, with the reason on the screen."""
        return True

    def place(self) -> Route:
        """Return the route back to this very place."""
        raise NotImplementedError

    @property
    def busy(self) -> bool:
        """Whether work is under way that must not be cut off by building the screen anew."""
        return False

    def log_out(self) -> None:
        """End the session of whoever is logged in; what is typed here is kept or asked about."""
        from desktop_client.views.routes import Login

        self.navigate(Login(log_out=True))

    def scroll_to_top(self) -> None:
        """Show the beginning."""
        self.area.verticalScrollBar().setValue(0)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Go on by Tab: through what is shown, then the action bar, then the window's header.

        What is still being built is there first: somebody who is quick comes to the same control.
        """
        for part in self.body.findChildren(Gradually):
            part.finish()
        return go_in_order(self.window(), self.body, self.bar, forward=forward)

    def focus_first(self) -> None:
        """Give the keyboard to the first control; the screen keeps it where none is there yet."""
        self.setFocus()
        first = first_of(self.window(), self.body, self.bar)
        if first:
            first.setFocus()

    def regions(self) -> list[QWidget]:
        """Return the parts that F6 goes round, as they are read: each has controls of its own."""
        return [self.body, self.bar]

    def refresh(self) -> None:
        """Show what has changed elsewhere, without disturbing anybody."""

    def start_focus(self) -> QWidget | None:
        """Return the widget that gets the keyboard on entering; None for the first control."""
        return None


def screen_around(widget: QWidget) -> Screen | None:
    """Return the screen a widget stands on, None where it stands on none (yet)."""
    around: QWidget | None = widget.parentWidget()
    while around:
        if isinstance(around, Screen):
            return around
        around = around.parentWidget()
    return None
