"""A part of a screen that is empty, working, failed, or simply there."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_client.views.widgets import texts
from desktop_client.views.widgets.card import Card
from desktop_client.views.widgets.failure import FailurePanel
from desktop_client.views.widgets.focus import keep_near
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row
from desktop_client.views.widgets.working import WorkingPanel
from registration.text import Text

if TYPE_CHECKING:
    from desktop_client.errors import Failure


class StatePage(QWidget):
    """Shows its content, or one panel in its place."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.content = content
        self.panel: QWidget | None = None
        self._column = column(self)
        self._column.addWidget(content, 1)
        self._column.addStretch()

    def show_content(self) -> None:
        """Show the content."""
        self._replace(None)

    def show_empty(self, message: str, *actions: QWidget) -> Card:
        """Say that there is nothing here yet, and what may be done."""
        card = Card()
        card.column.addWidget(Label(message, "subtle"))
        if actions:
            card.column.addWidget(wrapping_row(*actions))
        self._replace(card)
        return card

    def show_working(
        self, what: Text = texts.WORKING, stop: Callable[[], object] | None = None
    ) -> WorkingPanel:
        """Show work under way; `stop` is called by its button."""
        panel = WorkingPanel(what, stop)
        self._replace(panel)
        return panel

    def show_failure(
        self, failure: "Failure", retry: Callable[[], object] | None = None
    ) -> FailurePanel:
        """Show what failed; `retry` is called by its button."""
        panel = FailurePanel(failure, retry)
        self._replace(panel)
        panel.tell()
        return panel

    def _replace(self, panel: QWidget | None) -> None:
        for one in (self.panel, self.content if panel else None):
            if one:
                keep_near(one)
        if self.panel:
            self.panel.hide()
            self._column.removeWidget(self.panel)
            self.panel.deleteLater()
        self.panel = panel
        self.content.setVisible(panel is None)
        if panel:
            self._column.insertWidget(0, panel)
