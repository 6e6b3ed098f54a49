"""The second step: where the certificate is to be kept."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop_client.pki.keyfile.new_key import KEY_SIZES
from desktop_client.views.certificates.words import breakable
from desktop_client.views.issuing import texts
from desktop_client.views.language import say
from desktop_client.views.widgets.action_bar import stand_in_bar
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.calm_combo import CalmCombo
from desktop_client.views.widgets.file_dialog import FileDialog
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row
from desktop_client.views.widgets.listing import go_to_selected
from desktop_client.workflows.issuing.obtaining import Target

Act = Callable[[], object]
MOST_SEEN = 5


class PlacePage(QWidget):
    """`target` is the place that is chosen, `bits` the length of the keys.

    `bits`: None where the keys are there already.
    """

    def __init__(
        self,
        targets: Sequence[Target],
        chosen: Path | None,
        bits: int | None,
        *,
        go_on: Act,
        back: Act | None,
        free_choice: bool,
    ) -> None:
        super().__init__()
        self._folders: list[Path] = []
        self.list = QListWidget()
        self.list.setObjectName("issuing-places")
        self.list.setAccessibleName(say(texts.PLACES))
        go_to_selected(self.list)
        for target in targets:
            self._add(say(target.name), target.folder)
        if chosen and chosen not in self._folders:
            self._add_chosen(chosen)
        self._where = Label("", "subtle")
        self.list.currentRowChanged.connect(self._tell_where)
        self.list.setCurrentRow(self._folders.index(chosen) if chosen else 0)
        down = column(self)
        for widget in (
            Label(say(texts.PLACE_LEAD), "lead"),
            self.list,
            self._where,
            Label(say(texts.PLACE_HELP), "subtle"),
        ):
            down.addWidget(widget)
        self._lengths = self._length_choice(bits)
        if bits is not None:
            down.addWidget(Label(say(texts.KEY_LENGTH), "strong"))
            down.addWidget(wrapping_row(self._lengths))
        following = PrimaryButton(say(texts.NEXT), go_on)
        following.setObjectName("issuing-next")
        before = Button(say(texts.BACK), back) if back else None
        if before:
            before.setObjectName("issuing-back")
        others = [self._other_button()] if free_choice else []
        stand_in_bar(self, following, *others, back=before)

    @property
    def target(self) -> Path:
        """The place that is chosen."""
        return self._folders[max(0, self.list.currentRow())]

    @property
    def bits(self) -> int:
        """The length of the keys to be made."""
        return int(self._lengths.currentData())

    def _other_button(self) -> Button:
        button = Button(say(texts.OTHER_FOLDER), self._ask_folder)
        button.setObjectName("issuing-folder")
        return button

    def _length_choice(self, bits: int | None) -> CalmCombo:
        combo = CalmCombo()
        combo.setObjectName("issuing-bits")
        combo.setAccessibleName(say(texts.KEY_LENGTH))
        for length in KEY_SIZES:
            combo.addItem(say(texts.KEY_LENGTH_VALUE, bits=length), length)
        combo.setCurrentIndex(max(0, combo.findData(bits)))
        return combo

    def _add(self, name: str, folder: Path) -> None:
        self._folders.append(folder)
        self.list.addItem(QListWidgetItem(name))
        height = self.list.sizeHintForRow(0) * min(len(self._folders), MOST_SEEN)
        self.list.setFixedHeight(height + 2 * self.list.frameWidth() + 2)

    def _add_chosen(self, folder: Path) -> None:
        self._add(say(texts.CHOSEN_FOLDER, name=folder.name or str(folder)), folder)

    def _tell_where(self) -> None:
        self._where.setText(say(texts.PLACE_FOLDER, folder=breakable(str(self.target))))

    def _ask_folder(self) -> None:
        dialog = FileDialog(self, say(texts.OTHER_FOLDER_TITLE))
        dialog.setFileMode(FileDialog.FileMode.Directory)
        dialog.setOption(FileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._choose)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose(self, folder: str) -> None:
        path = Path(folder)
        if path not in self._folders:
            self._add_chosen(path)
        self.list.setCurrentRow(self._folders.index(path))
        self.list.setFocus()
