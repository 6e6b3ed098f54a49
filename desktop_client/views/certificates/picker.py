"""Finds the certificates of this computer, lets one be chosen, and opens it."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from desktop_client.parts import Parts
from desktop_client.views.certificates import candidates, texts
from desktop_client.views.certificates.candidates import CandidateList, Preferred
from desktop_client.views.certificates.password import Opening, PasswordDialog
from desktop_client.views.certificates.secrets import WORDS
from desktop_client.views.certificates.watch import PlaceWatch
from desktop_client.views.certificates.words import CandidateWords, breakable
from desktop_client.views.language import say
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.state_page import StatePage
from desktop_client.views.widgets.swap import Swap
from desktop_client.workflows.holding import SecretKind

if TYPE_CHECKING:
    from desktop_client.errors import Failure
    from desktop_client.work import Work
    from desktop_client.workflows.certificates import Candidate, Opened, Sought


class Found(NamedTuple):
    """What was found, where was looked, and which of these places are there."""

    found: list["Candidate"]
    places: list[Path]
    present: frozenset[Path]


class CertificatePicker(StatePage):
    """Certificates for what is sought; those that do not serve it say why."""

    opened = Signal(object)
    """The `workflows.certificates.Opened` that was chosen."""

    def __init__(
        self, parts: Parts, sought: "Sought", preferred: Preferred = candidates.none_preferred
    ) -> None:
        """`preferred`: the certificates of which one that fits is selected first."""
        self._parts, self._sought = parts, sought
        self.list = CandidateList(preferred)
        self.list.chosen.connect(self._ask_password)
        self.list.currentItemChanged.connect(self._enable)
        self._told = Swap()
        self._places = Label("", "subtle")
        self._choose = PrimaryButton(say(texts.CHOOSE), self._choose_current)
        self._choose.setObjectName("certificate-choose")
        self._search = Button(say(texts.SEARCH), self.search)
        self._search.setObjectName("certificate-search")
        super().__init__(self._content(), parts.jobs, "certificate")
        self.setObjectName("certificate-picker")
        self._watch = PlaceWatch(parts.jobs, parts.certificates.present, self)
        self._watch.changed.connect(self.search)

    def search(self) -> None:
        """Look for certificates again."""
        self._watch.know(None)
        self.run(self._find, self._show, self._failed, stopped=self._stopped, given=self._given)

    def _content(self) -> QWidget:
        content = QWidget()
        down = column(content, gap=8)
        down.addWidget(self._told)
        down.addWidget(self.list)
        down.addWidget(self._places)
        buttons = [self._choose, self._search, self._pfx_button()]
        if not self._parts.practice:
            buttons.append(self._folder_button())
        down.addWidget(wrapping_row(*buttons))
        down.addStretch(1)
        return content

    def _pfx_button(self) -> Button:
        button = Button(say(texts.OPEN_PFX), self._ask_pfx)
        button.setObjectName("certificate-pfx")
        return button

    def _folder_button(self) -> Button:
        button = Button(say(texts.ADD_FOLDER), self._ask_folder)
        button.setObjectName("certificate-folder")
        button.setDisabled(self._parts.settings.is_fixed("certificate_folders"))
        return button

    def _find(self, work: "Work") -> Found:
        certificates = self._parts.certificates
        present = certificates.present(work)
        found = certificates.find(work, self._sought)
        return Found(found, certificates.places(work), present)

    def _given(self, found: list["Candidate"]) -> None:
        """List what there is so far, unless that is less than before, below the search."""
        if not found or len(found) < self.list.count():
            return
        is_first = self.content.isHidden()
        self.list.show_candidates(found)
        self._told.clear()
        self._places.clear()
        self.content.show()
        self._enable_list(filled=True)
        if is_first:
            self._take_focus(self.list)

    def _show(self, result: Found) -> None:
        found, places, present = result
        self._watch.know(present)
        self.show_content()
        self.list.show_candidates(found)
        self._tell(found)
        listed = ", ".join(breakable(str(place)) for place in places)
        self._places.setText(say(texts.LOOKED_IN, places=listed))
        self._show_list(filled=bool(found))

    def _show_list(self, *, filled: bool) -> None:
        self._enable_list(filled=filled)
        self._take_focus(self.list if filled else self._search)

    def _enable_list(self, *, filled: bool) -> None:
        self.list.setVisible(filled)
        self._choose.setVisible(filled)
        self._enable()

    def _take_focus(self, widget: QWidget) -> None:
        if not isinstance(QApplication.focusWidget(), QLineEdit):  # somebody is typing there
            widget.setFocus()

    def _tell(self, found: list["Candidate"]) -> None:
        fit = sum(candidate.fits for candidate in found)
        if fit:
            words = say(texts.FITS_COUNT, fit=fit, all=len(found))
            self._told.show_only(Label(words, "subtle"))
            announce(self, words)
        else:
            notice = Notice("warning", say(texts.NONE_FITS if found else texts.NONE_FOUND))
            self._told.show_only(notice)
            notice.tell()

    def _failed(self, failure: "Failure") -> None:
        self.show_failure(failure, self.search)

    def _stopped(self) -> None:
        searching_only = self.content.isHidden()
        self.show_content()
        if searching_only:
            self.list.clear()
        self._told.show_only(Notice("info", say(texts.STOPPED)))
        self._show_list(filled=not searching_only)

    def _enable(self) -> None:
        self._choose.setEnabled(self.list.candidate is not None)

    def _choose_current(self) -> None:
        candidate = self.list.candidate
        if candidate:
            self._ask_password(candidate)

    def _ask_password(self, candidate: "Candidate") -> None:
        certificates, sought = self._parts.certificates, self._sought
        words = CandidateWords.about(candidate)
        where = [say(candidate.places[0])] if candidate.secret is SecretKind.PIN else []
        self._ask(
            Opening(
                words.holder,
                " · ".join([words.kind, words.expiry, *where]),
                WORDS[candidate.secret],
                lambda work, secret: certificates.open(work, candidate, secret, sought),
            )
        )

    def _ask_pfx(self) -> None:
        dialog = QFileDialog(self, say(texts.OPEN_PFX_TITLE))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(say(texts.PFX_FILTER))
        dialog.fileSelected.connect(self._open_pfx)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _open_pfx(self, chosen: str) -> None:
        certificates, sought = self._parts.certificates, self._sought
        file = Path(chosen)
        self._ask(
            Opening(
                file.name,
                breakable(str(file.parent)),
                WORDS[SecretKind.PFX_PASSWORD],
                lambda work, password: certificates.open_pfx(work, file, password, sought),
            )
        )

    def _ask(self, opening: Opening) -> None:
        dialog = PasswordDialog(self._parts.jobs, opening, self)
        dialog.opened.connect(self._opened)
        dialog.rejected.connect(lambda: self._gave_up(dialog))
        dialog.open()
        dialog.password.setFocus()

    def _opened(self, opened: "Opened") -> None:
        self.opened.emit(opened)

    def _gave_up(self, dialog: PasswordDialog) -> None:
        if dialog.judged_unfit:
            self.search()
        else:
            self.list.setFocus()

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, say(texts.ADD_FOLDER_TITLE))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
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
