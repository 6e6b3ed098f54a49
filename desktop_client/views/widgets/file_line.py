"""A file to be named: typed, chosen in a dialog, or dropped."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_client.views.language import say
from desktop_client.views.theme import px
from desktop_client.views.widgets import texts
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.drops import take_copy
from desktop_client.views.widgets.file_dialog import FileDialog
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, row
from registration.text import Text

WIDTH = 560
"""Pixels at 100 %."""


class FileLine(QWidget):
    """A title, a line with the path, and a button that looks for the file."""

    changed = Signal()

    def __init__(self, title: Text, name: str, kinds: Text | None = None) -> None:
        super().__init__()
        self._title, self._kinds = say(title), kinds
        self.setAcceptDrops(True)
        self.line = QLineEdit()
        self.line.setObjectName(name)
        self.line.setAccessibleName(self._title)
        self.line.setMaximumWidth(px(WIDTH))
        self.line.setAcceptDrops(False)  # by itself it would take the address as text
        self.line.textChanged.connect(self.changed)
        label = Label(self._title, "strong")
        label.setBuddy(self.line)
        browse = Button(say(texts.BROWSE), self._browse)
        browse.setObjectName(f"{name}-browse")
        browse.setAccessibleName(say(texts.BROWSE_NAME, field=self._title))
        down = column(self, gap=4)
        down.addWidget(label)
        beside = QWidget()
        across = row(beside, gap=8)
        across.addWidget(self.line, 100)  # up to its greatest width; the rest stays empty
        across.addWidget(browse)
        across.addStretch(1)
        down.addWidget(beside)

    @property
    def path(self) -> Path | None:
        """The file that is named; None where none is."""
        typed = self.line.text().strip()
        return Path(typed) if typed else None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take files of this computer."""
        if _dropped(event):
            take_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Name the file that was dropped."""
        take_copy(event)
        self.line.setText(_dropped(event))

    def _browse(self) -> None:
        dialog = FileDialog(self, self._title)
        dialog.setFileMode(FileDialog.FileMode.ExistingFile)
        if self._kinds:
            dialog.setNameFilter(say(self._kinds))
        if self.path:
            dialog.setDirectory(str(self.path.parent))
        dialog.fileSelected.connect(self.line.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _dropped(event: QDropEvent) -> str:
    files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return files[0] if files else ""
