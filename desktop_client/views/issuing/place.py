"""The second step: where the certificate is to be kept."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop_client.pki.keyfile.new_key import KEY_SIZES
from desktop_client.pki.storage.tokens import Token
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
from desktop_client.workflows.issuing.issuing import KEY_BITS
from desktop_client.workflows.issuing.keys import Place
from desktop_client.workflows.issuing.obtaining import Target
from registration.text import Text

Act = Callable[[], object]
MOST_SEEN = 5


class PlacePage(QWidget):
    """`target` is the place that is chosen, `bits` the length of the keys.

    `bits`: None where the keys are there already.
    """

    def __init__(
        self,
        targets: Sequence[Target],
        chosen: Place | None,
        bits: int | None,
        *,
        go_on: Act,
        back: Act | None,
        free_choice: bool,
    ) -> None:
        super().__init__()
        self._places: list[Place] = []
        self._bits = bits
        self.list = QListWidget()
        self.list.setObjectName("issuing-places")
        self.list.setAccessibleName(say(texts.PLACES))
        go_to_selected(self.list)
        for target in targets:
            self._add(say(target.name), target.place)
        if isinstance(chosen, Path) and chosen not in self._places:
            self._add_chosen(chosen)
        self._where = Label("", "subtle")
        self._help = Label("", "subtle")
        self._lengths = self._length_choice()
        self.list.currentRowChanged.connect(self._follow_place)
        self.list.setCurrentRow(self._places.index(chosen) if chosen in self._places else 0)
        down = column(self)
        for widget in (
            Label(say(texts.PLACE_LEAD), "lead"),
            self.list,
            self._where,
            self._help,
        ):
            down.addWidget(widget)
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
    def target(self) -> Place:
        """The place that is chosen."""
        return self._places[max(0, self.list.currentRow())]

    @property
    def bits(self) -> int:
        """The length of the keys to be made."""
        return int(self._lengths.currentData() or KEY_BITS)

    def _other_button(self) -> Button:
        button = Button(say(texts.OTHER_FOLDER), self._ask_folder)
        button.setObjectName("issuing-folder")
        return button

    def _length_choice(self) -> CalmCombo:
        combo = CalmCombo()
        combo.setObjectName("issuing-bits")
        combo.setAccessibleName(say(texts.KEY_LENGTH))
        return combo

    def _show_lengths(self, longest: int) -> None:
        """Offer the lengths up to this one."""
        chosen = self._lengths.currentData() or self._bits
        self._lengths.clear()
        for length in KEY_SIZES:
            if length <= longest:
                self._lengths.addItem(say(texts.KEY_LENGTH_VALUE, bits=length), length)
        self._lengths.setCurrentIndex(max(0, self._lengths.findData(chosen)))

    def _add(self, name: str, place: Place) -> None:
        self._places.append(place)
        item = QListWidgetItem(name)
        if isinstance(place, Token) and (why := _unusable(place)):
            item.setText(say(texts.PLACE_UNUSABLE, name=name, why=say(why)))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(item)
        height = self.list.sizeHintForRow(0) * min(len(self._places), MOST_SEEN)
        self.list.setFixedHeight(height + 2 * self.list.frameWidth() + 2)

    def _add_chosen(self, folder: Path) -> None:
        self._add(say(texts.CHOSEN_FOLDER, name=folder.name or str(folder)), folder)

    def _follow_place(self) -> None:
        place = self.target
        if isinstance(place, Token):
            self._where.setText(say(texts.PLACE_TOKEN, serial=place.serial))
            self._help.setText(say(texts.PLACE_TOKEN_HELP))
            self._show_lengths(place.longest_key)
        else:
            self._where.setText(say(texts.PLACE_FOLDER, folder=breakable(str(place))))
            self._help.setText(say(texts.PLACE_HELP))
            self._show_lengths(KEY_SIZES[-1])

    def _ask_folder(self) -> None:
        dialog = FileDialog(self, say(texts.OTHER_FOLDER_TITLE))
        dialog.setFileMode(FileDialog.FileMode.Directory)
        dialog.setOption(FileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._choose)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose(self, folder: str) -> None:
        path = Path(folder)
        if path not in self._places:
            self._add_chosen(path)
        self.list.setCurrentRow(self._places.index(path))
        self.list.setFocus()


def _unusable(token: Token) -> Text | None:
    """Return why no key can be made in a token; None where one can."""
    if token.write_protected:
        return texts.WRITE_PROTECTED
    return texts.NO_KEYS_MADE if token.longest_key < KEY_SIZES[0] else None
