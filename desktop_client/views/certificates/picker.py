"""Finds the certificates of this computer, lets one be chosen, and opens it."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QLineEdit, QWidget

from desktop_client.views.certificates import texts
from desktop_client.views.certificates.listing import CertificateList
from desktop_client.views.certificates.password import PasswordPanel
from desktop_client.views.certificates.rows import CertificateRow, Rows, Subject
from desktop_client.views.certificates.table import ABOVE, BESIDE, Preferred, none_preferred
from desktop_client.views.certificates.watch import PlaceWatch
from desktop_client.views.certificates.words import breakable
from desktop_client.views.language import say
from desktop_client.views.needs import (
    HasCertificateManager,
    HasCertificates,
    HasJobs,
    HasPractice,
    HasSettings,
)
from desktop_client.views.theme import px
from desktop_client.views.widgets.action_bar import stand_in_bar
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.buttons import Button, MarkedButton
from desktop_client.views.widgets.failure import FailurePanel
from desktop_client.views.widgets.file_dialog import FileDialog
from desktop_client.views.widgets.focus import follow_focus
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row
from desktop_client.views.widgets.look import named
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.swap import Swap
from desktop_client.views.widgets.task import Task
from desktop_client.views.widgets.turning import is_low
from desktop_client.views.widgets.working import WorkingPanel
from desktop_client.workflows.certificates import PfxFile
from desktop_client.workflows.holding import Medium

if TYPE_CHECKING:
    from desktop_client.errors import Failure
    from desktop_client.work import Work
    from desktop_client.workflows.certificates import Opened, Sought
    from registration.text import Text


SIDE_BY_SIDE = 720
"""Pixels at 100 % from which list and password stand side by side in a low window."""


class Found(NamedTuple):
    """What was found, where was looked, and which of these places are there."""

    rows: list[CertificateRow]
    places: list[Path]
    present: frozenset[Path]


class PickerParts(
    HasJobs, HasPractice, HasSettings, HasCertificates, HasCertificateManager, Protocol
):
    """What choosing a certificate works with."""


class CertificatePicker(QWidget):
    """Certificates for what is sought; those that do not serve it say why.

    `go`: the words of the button that opens the one chosen; `preferred`: the certificates of
    which the first that fits is selected to begin with, before the one that was used last.
    """

    opened = Signal(object)
    """The `workflows.certificates.Opened` that was chosen."""
    moved = Signal()
    """Another certificate is current."""

    def __init__(
        self,
        parts: PickerParts,
        sought: "Sought",
        preferred: Preferred = none_preferred,
        go: "Text" = texts.SELECT,
    ) -> None:
        super().__init__()
        self.setObjectName("certificate-picker")
        self._parts, self._sought = parts, sought
        self._task = Task(parts.jobs, self)
        self._found: list[CertificateRow] = []
        self._files: list[CertificateRow] = []
        """PFX files that were named."""
        self._places: list[Path] = []
        self._began = False
        self.password = PasswordPanel(parts.jobs, self._open, go)
        self.password.opened.connect(self.opened)
        self.password.unfit.connect(self._found_out)
        self.list = CertificateList("certificate", preferred)
        self.list.moved.connect(self._moved)
        self.list.chosen.connect(lambda _subject: self.password.begin())
        self.list.table.typed.connect(self.password.begin)
        self._working, self._told, self._reasons = Swap(), Swap(), Swap()
        self._details = Swap()
        self._pair, self._beside = QBoxLayout(QBoxLayout.Direction.TopToBottom), QWidget()
        self._lay_out()
        self._watch = PlaceWatch(parts.jobs, parts.certificates.present, self)
        self._watch.changed.connect(self.search)

    def search(self) -> None:
        """Look for certificates again; what is listed stays until there is as much to list."""
        self._watch.know(None)
        panel = WorkingPanel(stop=self._stop)
        panel.stop_button.setObjectName("certificate-stop")
        self._working.show_only(panel)
        self._told.clear()
        self._task.run(
            self._find, self._show, self._failed, progress=panel.report, given=self._given
        )

    @property
    def candidate(self) -> Subject | None:
        """The certificate that is current and may be chosen."""
        return self.list.candidate

    def take_focus(self) -> None:
        """Give the keyboard to the password of the certificate used last, or else to the list."""
        target: QWidget = self.list.table if self.list.isVisible() else self._search_button
        if self._is_known() and self.password.may_be_typed:
            target = self.password.line
        target.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Stand beside the list where one below the other would not be seen at once."""
        super().resizeEvent(event)
        low = is_low(self) and event.size().width() >= px(SIDE_BY_SIDE)
        turned = QBoxLayout.Direction.LeftToRight if low else QBoxLayout.Direction.TopToBottom
        self._pair.setDirection(turned)
        self._pair.setSpacing(px(24 if low else 8))
        self.list.table.leave_room(ABOVE if low else BESIDE)

    def _lay_out(self) -> None:
        self._search_button = named(Button(say(texts.SEARCH), self.search), "certificate-search")
        pfx = named(Button(say(texts.OPEN_PFX), self._ask_pfx), "certificate-pfx")
        bring = named(Button(say(texts.IMPORT), self._import), "certificate-import")
        self._toggle = MarkedButton(say(texts.DETAILS), self._tell_details)
        self._toggle.setObjectName("certificate-details")
        buttons: list[Button] = [self._search_button, pfx, bring, self._toggle]
        if not self._parts.practice:
            buttons.insert(3, self._folder_button())
        down = column(self, gap=8)
        down.addWidget(self._told)
        down.addLayout(self._pair, 1)
        self._pair.addWidget(self.list, 3)
        self._pair.addWidget(self._beside, 2)
        row = wrapping_row(*buttons)
        below = column(self._beside, gap=8)
        for widget in (self._reasons, self.password, row, self._working, self._details):
            below.addWidget(widget)
        below.addStretch(1)
        self.list.hide()
        self.password.hide()
        stand_in_bar(self, self.password.button)

    def _folder_button(self) -> Button:
        button = named(Button(say(texts.ADD_FOLDER), self._ask_folder), "certificate-folder")
        button.setDisabled(self._parts.settings.is_fixed("certificate_folders"))
        return button

    def _find(self, work: "Work") -> Found:
        certificates = self._parts.certificates
        rows = Rows(certificates.last_used)
        present = certificates.present(work)
        found = rows(certificates.find(work.handing(rows), self._sought))
        return Found(found, certificates.places(work), present)

    def _given(self, rows: list[CertificateRow]) -> None:
        """List what there is so far, unless that is less than before, below the search."""
        if rows and len(rows) >= len(self._found):
            self._fill(rows)

    def _show(self, result: Found) -> None:
        self._working.clear()
        self._watch.know(result.present)
        self._places = result.places
        self._fill(result.rows)
        self._begin()
        self._tell()
        QTimer.singleShot(0, self, follow_focus)  # the list has pushed it down

    def _fill(self, rows: list[CertificateRow]) -> None:
        self._found = rows
        every = [*self._files, *rows]
        self.list.setVisible(bool(every))
        self.password.setVisible(bool(every))
        self.list.show_rows(every)
        self._follow()
        if self._is_known():
            self._begin()

    def _begin(self) -> None:
        """Take the keyboard, the first time there is something for it, from where nobody types."""
        typing = isinstance(QApplication.focusWidget(), QLineEdit)
        if not (self._began or typing) and self.isVisible():
            self._began = True
            self.take_focus()

    def _is_known(self) -> bool:
        """Whether the current one was used last, or is preferred."""
        row = self.list.row
        return row is not None and (row.is_last or self.list.table.is_preferred(row))

    def _tell(self) -> None:
        """Say how many fit, or what to do where none does."""
        if any(row.fits for row in self._found):
            announce(self, self.list.count.text())
            return
        notice = Notice("warning", say(texts.NONE_FITS if self._found else texts.NONE_FOUND))
        self._told.show_only(notice)
        notice.tell()
        if not self._found:
            self._toggle.mark(marked=True)
            self._tell_details()

    def _moved(self) -> None:
        self.password.clear()
        self._follow()

    def _follow(self) -> None:
        """Ask for the password of the certificate that is current, or say why it does not fit."""
        row = self.list.row
        self.password.ask(self.list.candidate, row.words.holder if row and row.fits else "")
        if row is not None and row.words.reasons:
            words = f"{say(texts.REASONS)}: {row.words.reasons}"
            self._reasons.show_only(named(Label(words, "danger"), "certificate-reasons"))
        else:
            self._reasons.clear()
        self._tell_details()
        self.moved.emit()

    def _tell_details(self) -> None:
        """Show where the current one is kept and where was looked, if that was asked for."""
        if not self._toggle.isChecked():
            self._details.clear()
            return
        lines, row = [], self.list.row
        if row is not None:
            if row.words.purpose:
                lines.append((texts.PURPOSE, row.words.purpose))
            lines.append((texts.LOCATION, row.words.places))
        lines.append((texts.LOOKED_IN, ", ".join(map(str, self._places))))
        words = "\n".join(f"{say(title)}: {breakable(told)}" for title, told in lines)
        self._details.show_only(Label(words, "subtle"))

    def _found_out(self) -> None:
        """Opening has shown that the current one will not do: list it so."""
        self.list.table.setFocus()
        self.search()

    def _failed(self, failure: "Failure") -> None:
        self._working.clear()
        panel = FailurePanel(failure, self.search)
        panel.retry_button.setObjectName("certificate-retry")
        self._told.show_only(panel)
        panel.tell()

    def _stop(self) -> None:
        self._task.stop()
        self._working.clear()
        self._told.show_only(Notice("info", say(texts.STOPPED)))
        self.take_focus()

    def _open(self, work: "Work", subject: Subject, secret: str) -> "Opened":
        certificates, sought = self._parts.certificates, self._sought
        if isinstance(subject, PfxFile):
            return certificates.open_pfx(work, subject.path, secret, sought)
        return certificates.open(work, subject, secret, sought)

    def _ask_pfx(self) -> None:
        dialog = FileDialog(self, say(texts.OPEN_PFX_TITLE))
        dialog.setFileMode(FileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(say(texts.PFX_FILTER))
        dialog.fileSelected.connect(self._take_pfx)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_pfx(self, chosen: str) -> None:
        """List a PFX file among the certificates, and ask for its password."""
        file = PfxFile(Path(chosen))
        self._files = [row for row in self._files if row.subject != file]
        self._files.append(CertificateRow.of(file))
        self._told.clear()
        self._fill(self._found)
        self.list.bar.show_medium(Medium.FILE)
        self.list.go_to(file)
        self._follow()
        self.password.begin()

    def _import(self) -> None:
        from desktop_client.views.manager.actions import import_pfx
        from desktop_client.views.manager.dialog import ActionDialog

        target = next((place for place in self._places if place.is_dir()), None)
        action = import_pfx(self._parts.certificate_manager, target)
        dialog = ActionDialog(self._parts.jobs, {"": action}, self)
        dialog.tried.connect(self.search)
        dialog.open()

    def _ask_folder(self) -> None:
        dialog = FileDialog(self, say(texts.ADD_FOLDER_TITLE))
        dialog.setFileMode(FileDialog.FileMode.Directory)
        dialog.setOption(FileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._add_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _add_folder(self, folder: str) -> None:
        settings = self._parts.settings
        known = settings.get("certificate_folders")
        try:
            settings.set("certificate_folders", [*known, folder])
        except OSError:
            self._told.show_only(Notice("danger", say(texts.FOLDER_NOT_KEPT)))
        else:
            self.search()
