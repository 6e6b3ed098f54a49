"""What a setting is changed with: a list of choices, an address, or a list of paths."""

from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from desktop_client.settings import Setting
from desktop_client.views.certificates.words import breakable
from desktop_client.views.language import say
from desktop_client.views.settings import texts
from desktop_client.views.theme import px
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.calm_combo import CalmCombo
from desktop_client.views.widgets.file_dialog import FileDialog
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import clear, column, row, wrapping_row
from desktop_client.views.widgets.look import set_mark
from registration.text import Text

ADDRESS_WIDTH = 420


class SettingControl(QWidget):
    """Shows a value; `chosen` carries another one the user wants."""

    chosen = Signal(object)

    def load(self, value: Any) -> None:
        """Show a value."""
        raise NotImplementedError

    def target(self) -> QWidget:
        """Return the widget that takes the keyboard."""
        raise NotImplementedError

    def describe(self, title: str, about: str, problem: str) -> None:
        """Name the control for screen readers, with what is wrong and what it is for."""
        self.target().setAccessibleName(title)
        self.target().setAccessibleDescription(f"{problem} {about}".strip())
        set_mark(self.target(), "problem", "error" if problem else "")


class ChoiceControl(SettingControl):
    """One of a table."""

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.combo = CalmCombo()
        for value, words in setting.choices.items():
            self.combo.addItem(say(words), value)
        across = row(self)
        across.addWidget(self.combo)
        across.addStretch(1)
        self.combo.currentIndexChanged.connect(lambda: self.chosen.emit(self.combo.currentData()))

    def load(self, value: Any) -> None:
        """Show the chosen one."""
        with QSignalBlocker(self.combo):
            self.combo.setCurrentIndex(self.combo.findData(value))

    def target(self) -> QWidget:
        """Return the box."""
        return self.combo


class _Line(QLineEdit):
    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go on with the keyboard in the line: Return only finishes the entry."""
        super().keyPressEvent(event)
        event.accept()


class AddressControl(SettingControl):
    """One line, taken over on Return and on leaving it."""

    def __init__(self) -> None:
        super().__init__()
        self.line = _Line()
        self.line.setMaximumWidth(px(ADDRESS_WIDTH))
        self.line.setPlaceholderText(say(texts.ADDRESS_SHAPE))
        self._loaded = ""
        across = row(self)
        across.addWidget(self.line, 100)  # up to its greatest width; the rest stays empty
        across.addStretch(1)
        self.line.editingFinished.connect(self._finished)

    def load(self, value: Any) -> None:
        """Show the address."""
        self._loaded = value
        if self.line.text() != value:
            self.line.setText(value)

    def target(self) -> QWidget:
        """Return the line."""
        return self.line

    def _finished(self) -> None:
        typed = self.line.text().strip()
        if typed != self._loaded:
            self._loaded = typed
            self.chosen.emit(typed)


class PathsControl(SettingControl):
    """Folders or files, each with a button that takes it out, and a button to add one."""

    def __init__(self, *, of_files: bool) -> None:
        super().__init__()
        self._of_files = of_files
        self._paths: list[str] = []
        listed = QWidget()
        self._list = column(listed, gap=4)
        self.add = Button(say(texts.ADD_FILE if of_files else texts.ADD_FOLDER), self._ask)
        self.add.setObjectName("settings-add-file" if of_files else "settings-add-folder")
        down = column(self, gap=8)
        down.addWidget(listed)
        down.addWidget(wrapping_row(self.add))

    def load(self, value: Any) -> None:
        """Show the paths."""
        self._paths = list(value)
        clear(self._list)
        for path in self._paths:
            self._list.addWidget(self._path_row(path))
        if not self._paths:
            none = texts.NO_FILES if self._of_files else texts.NO_FOLDERS
            self._list.addWidget(Label(say(none), "subtle"))

    def target(self) -> QWidget:
        """Return the button that adds one."""
        return self.add

    def describe(self, title: str, about: str, problem: str) -> None:
        """Describe the button: its own words are its name."""
        self.add.setAccessibleDescription(" ".join(filter(None, (title, problem, about))))

    def _path_row(self, path: str) -> QWidget:
        line = QWidget()
        across = row(line, gap=8)
        across.addWidget(Label(breakable(path)), 1)
        remove = Button(say(texts.REMOVE), lambda: self._remove(path))
        remove.setAccessibleName(say(texts.REMOVE_NAME, path=path))
        remove.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        across.addWidget(remove)
        return line

    def _remove(self, path: str) -> None:
        self.chosen.emit([kept for kept in self._paths if kept != path])
        self.add.setFocus()

    def _ask(self) -> None:
        title = texts.ADD_FILE_TITLE if self._of_files else texts.ADD_FOLDER_TITLE
        dialog = FileDialog(self, say(title))
        modes = FileDialog.FileMode
        dialog.setFileMode(modes.ExistingFile if self._of_files else modes.Directory)
        dialog.setOption(FileDialog.Option.ShowDirsOnly, not self._of_files)
        dialog.fileSelected.connect(self._add)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _add(self, path: str) -> None:
        if path not in self._paths:
            self.chosen.emit([*self._paths, path])


class ShownControl(SettingControl):
    """What only an administrator sets, or what follows from a confirmation."""

    def __init__(self, setting: Setting, nothing: Text) -> None:
        super().__init__()
        self._choices, self._nothing = setting.choices, nothing
        self.label = Label("", "subtle")
        row(self).addWidget(self.label)

    def load(self, value: Any) -> None:
        """Show the value."""
        if value in self._choices:
            self.label.setText(say(self._choices[value]))
        else:
            self.label.setText(breakable(value) if value else say(self._nothing))

    def target(self) -> QWidget:
        """Return the words."""
        return self.label


def control_for(setting: Setting) -> SettingControl:
    """Return the control for a setting's type."""
    if setting.administrator_only:
        return ShownControl(setting, texts.NOT_SET)
    if setting.confirmed:
        return ShownControl(setting, texts.NOT_CONFIRMED)
    if setting.choices:
        return ChoiceControl(setting)
    if isinstance(setting.default, list):
        return PathsControl(of_files=setting.of_files)
    return AddressControl()
