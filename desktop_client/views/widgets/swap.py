"""A place on a screen that shows one thing after another, or nothing."""

from PySide6.QtWidgets import QScrollArea, QWidget

from desktop_client.views.widgets.focus import keep_near
from desktop_client.views.widgets.layouts import column


class Swap(QWidget):
    """Holds one widget; the one before is deleted."""

    def __init__(self) -> None:
        super().__init__()
        self._column = column(self)
        self.shown: QWidget | None = None
        self.hide()

    def show_only(self, widget: QWidget) -> None:
        """Show this widget in the place of the one before."""
        from PySide6.QtCore import Qt  # not at the start: this name alone takes 15 ms

        self.clear()
        self.shown = widget
        self._column.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        self.show()
        widget.show()  # at once, with its buttons in the action bar

    def clear(self) -> None:
        """Show nothing."""
        keep_near(self)
        self.hide()
        if self.shown:
            self.shown.hide()
            self._column.removeWidget(self.shown)
            self.shown.deleteLater()
            self.shown = None


def scroll_to_top(widget: QWidget) -> None:
    """Scroll what a widget lies in to its beginning."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.verticalScrollBar().setValue(0)
        parent = parent.parentWidget()
