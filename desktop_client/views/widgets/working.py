"""Work under way: what is being done, how far it is, and a way to stop it."""

from collections.abc import Callable

from PySide6.QtWidgets import QProgressBar

from desktop_client.views.language import say
from desktop_client.views.widgets import texts
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.card import Card
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import wrapping_row
from registration.text import Text

PARTS = 1000


class WorkingPanel(Card):
    """Progress of a job; pass `report` to `Jobs.run` as its `progress`."""

    def __init__(
        self, what: Text = texts.WORKING, stop: Callable[[], object] | None = None
    ) -> None:
        super().__init__()
        self._what = Label("", "strong")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(say(texts.PROGRESS))
        self.column.addWidget(self._what)
        self.column.addWidget(self._bar)
        self._too_late = Label(say(texts.TOO_LATE), "subtle")
        self._too_late.hide()
        self.column.addWidget(self._too_late)
        if stop:
            self.stop_button = Button(say(texts.STOP), stop)
            self.column.addWidget(wrapping_row(self.stop_button))
        self.report(what, None)

    def report(self, what: Text, fraction: float | None) -> None:
        """Show what is being done and how far it is (0 to 1, None when unknown)."""
        self._bar.setRange(0, PARTS if fraction is not None else 0)
        if fraction is not None:
            self._bar.setValue(round(fraction * PARTS))
        words = say(what)
        if words != self._what.text():
            self._what.setText(words)
            announce(self, words)

    def tell_too_late(self) -> None:
        """Say that it cannot be stopped any more; once."""
        if self.stop_button.isEnabled():
            self.stop_button.setDisabled(True)
            self._too_late.show()
            announce(self, self._too_late.text())
