"""Files dropped on the program: they are read where they lie, whatever the other side proposes."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent


def take_copy(event: QDropEvent) -> None:
    """Accept a drop as a copy: a file manager that moved the file would delete the original."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
