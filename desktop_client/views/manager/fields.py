"""What an action asks for: passwords, a number, a file or a folder."""

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_client.pki.keyfile import passwords
from desktop_client.views.certificates import texts as certificate_texts
from desktop_client.views.certificates.typing_hint import TypingHint
from desktop_client.views.language import say
from desktop_client.views.manager import texts
from desktop_client.views.widgets import texts as widget_texts
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.file_dialog import FileDialog
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row
from desktop_client.views.widgets.look import set_mark
from registration.text import Text


class Ask(StrEnum):
    """The kinds of answers, in the order of `TITLES`."""

    PASSWORD = "password"  # noqa: S105 - a name
    PIN = "pin"
    PFX_PASSWORD = "pfx-password"  # noqa: S105 - a name
    NEW_PASSWORD = "new-password"  # noqa: S105 - a name
    REPEAT = "repeat"
    NUMBER = "number"
    FOLDER = "folder"
    OPEN_FILE = "open-file"
    SAVE_FILE = "save-file"


TITLES: dict[Ask, Text] = {
    Ask.PASSWORD: texts.PASSWORD,
    Ask.PIN: texts.PIN,
    Ask.PFX_PASSWORD: texts.PFX_PASSWORD,
    Ask.NEW_PASSWORD: texts.NEW_PASSWORD,
    Ask.REPEAT: texts.REPEAT,
    Ask.NUMBER: texts.NUMBER,
    Ask.FOLDER: texts.FOLDER,
    Ask.OPEN_FILE: texts.PFX_FILE,
    Ask.SAVE_FILE: texts.PFX_FILE,
}
SECRETS = frozenset({Ask.PASSWORD, Ask.PIN, Ask.PFX_PASSWORD, Ask.NEW_PASSWORD, Ask.REPEAT})
PATHS = frozenset({Ask.FOLDER, Ask.OPEN_FILE, Ask.SAVE_FILE})


class NewPasswordNote(Label):
    """The rule for a new password, then how strong it looks, and who may not open it."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(say(texts.PASSWORD_RULE), "subtle")
        line.textChanged.connect(self._judge)

    def _judge(self, password: str) -> None:
        words = [say(texts.STRENGTHS[passwords.strength(password)])]
        if passwords.hard_to_type(password):
            words.append(say(texts.HARD_TO_TYPE))
        self.setText(" ".join(words))


class AskField(QWidget):
    """One answer: its title, a line, what is wrong with it; paths can be looked for."""

    changed = Signal()

    def __init__(self, ask: Ask, answer: str = "") -> None:
        super().__init__()
        self.ask = ask
        title = say(TITLES[ask])
        self.line = QLineEdit(answer)
        self.line.setObjectName(f"ask-{ask.value}")
        self.line.setAccessibleName(title)
        self.line.textChanged.connect(self._changed)
        self._problem = Label("", "danger")
        self._problem.hide()
        label = Label(title, "strong")
        label.setBuddy(self.line)
        down = column(self, gap=4)
        for widget in (label, self.line, *self._notes(), self._problem):
            down.addWidget(widget)
        if ask in PATHS:
            browse = Button(say(widget_texts.BROWSE), self._browse)
            browse.setAccessibleName(say(widget_texts.BROWSE_NAME, field=title))
            browse.setAutoDefault(False)
            down.addWidget(wrapping_row(browse))
        self.show_secret(False)

    def _notes(self) -> list[QWidget]:
        """Return what stands below the line: hints while typing, the rule for a new password."""
        notes: list[QWidget] = [TypingHint(self.line)] if self.ask in SECRETS else []
        if self.ask is Ask.NEW_PASSWORD:
            notes.append(NewPasswordNote(self.line))
        return notes

    def show_secret(self, shown: bool) -> None:
        """Show what is typed, or dots where it is secret."""
        modes = QLineEdit.EchoMode
        hidden = self.ask in SECRETS and not shown
        self.line.setEchoMode(modes.Password if hidden else modes.Normal)

    def show_problem(self, problem: str) -> None:
        """Say what is wrong, and put the keyboard there."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.line.setAccessibleDescription(problem)
        set_mark(self.line, "problem", "error" if problem else "")
        if problem:
            self.line.setFocus()
            self.line.selectAll()

    def _changed(self) -> None:
        self.show_problem("")
        self.changed.emit()

    def _browse(self) -> None:
        dialog = FileDialog(self, say(TITLES[self.ask]))
        if self.ask is Ask.FOLDER:
            dialog.setFileMode(FileDialog.FileMode.Directory)
            dialog.setOption(FileDialog.Option.ShowDirsOnly)
        else:
            dialog.setNameFilter(say(certificate_texts.PFX_FILTER))
        if self.ask is Ask.SAVE_FILE:
            dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix("pfx")
            dialog.setOption(FileDialog.Option.DontConfirmOverwrite)  # the action asks, once
        if self.ask is Ask.OPEN_FILE:
            dialog.setFileMode(FileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.line.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
