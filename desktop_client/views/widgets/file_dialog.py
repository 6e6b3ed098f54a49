"""Asks for a file or folder, beginning where the last one was."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_client.remembered import Remembered

LAST_FOLDER = "last_folder"


class FileDialog(QFileDialog):
    """Begins in the folder of what was named last, also at the next start of the program.

    `remembered` is where that folder is kept: by itself as long as the program runs.
    """

    remembered = Remembered()

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent, title)
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        usual = QStandardPaths.writableLocation(documents)
        self.setDirectory(self.remembered.get(LAST_FOLDER) or usual)
        self.fileSelected.connect(self._note)
        self.filesSelected.connect(self._note_first)

    def _note_first(self, files: list[str]) -> None:
        if files:
            self._note(files[0])

    def _note(self, file: str) -> None:
        named = Path(file)
        is_folder = self.fileMode() is QFileDialog.FileMode.Directory
        self.remembered.put(LAST_FOLDER, str(named if is_folder else named.parent))
