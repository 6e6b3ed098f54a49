"""Who is logged in, and the way to log out, in the window's header."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop_client.views import texts
from desktop_client.views.language import say
from desktop_client.views.theme import px
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import row
from desktop_client.views.widgets.look import named

WIDEST_NAME = 260
"""Pixels at 100 %; the whole name is in the tooltip and told to assistive programs."""


class SessionBar(QWidget):
    """Hidden while nobody is logged in."""

    def __init__(self, log_out: Callable[[], object]) -> None:
        super().__init__()
        self.who = named(Label("", "strong"), "session-who")
        self.who.setWordWrap(False)
        across = row(self, gap=4)
        across.addStretch()
        across.addWidget(self.who)
        across.addWidget(named(Button(say(texts.LOG_OUT), log_out, "flat"), "session-logout"))
        self.hide()

    def show_who(self, user: str, organisation: str) -> None:
        """Name who is logged in."""
        words = say(texts.WHO, user=user, organisation=organisation)
        metrics, room = self.who.fontMetrics(), px(WIDEST_NAME)
        elided = words
        while metrics.horizontalAdvance(elided) > room:
            elided = f"{elided.rstrip('…')[:-1]}…"
        self.who.setText(elided)
        self.who.setToolTip(words)
        self.who.setAccessibleName(words)
        self.show()
