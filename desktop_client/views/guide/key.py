"""F1: the page of the guide that belongs to what is shown."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget


@runtime_checkable
class Guided(Protocol):
    """A window that knows its page."""

    def show_guide(self, page: str = "") -> None:
        """Show a page, or that of the present screen."""


def show_guide(widget: QWidget, page: str = "") -> None:
    """Open the guide from anywhere on a screen or in a dialog."""
    around: QWidget | None = widget
    while around is not None and not isinstance(around, Guided):
        around = around.parentWidget()
    if around is not None:
        around.show_guide(page)
