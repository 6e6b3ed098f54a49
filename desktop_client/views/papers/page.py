"""The last page of the form: the papers it needs, and the files attached."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_client.drafts import Attached
from desktop_client.views.application.editing import FormEditing
from desktop_client.views.application.form_page import Spot
from desktop_client.views.language import say
from desktop_client.views.papers import texts
from desktop_client.views.papers.files import AttachedFiles
from desktop_client.views.papers.needs import NeedsList
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from registration.enclosure_rules import required_enclosures


class PapersPage(QWidget):
    """Follows the form while it changes; `left` comes after the list of files changed.

    `fill` it once it has its place, as the other pages.
    """

    left = Signal()

    def __init__(
        self,
        files: AttachedFiles,
        editing: FormEditing,
        keep: Callable[[tuple[Attached, ...]], None],
    ) -> None:
        super().__init__()
        self._editing, self._keep = editing, keep
        self.setAccessibleName(say(texts.TITLE))
        self.needs = NeedsList(editing.kind)
        self.files = files
        self.files.changed.connect(self._files_changed)
        self._column = column(self, gap=12, margin=16)

    def fill(self) -> None:
        """Put everything in."""
        self._column.addWidget(Label(say(texts.TITLE), "title"))
        self._column.addWidget(Label(say(texts.INTRODUCTION), "subtle"))
        self._column.addWidget(self.needs)
        self._column.addWidget(self.files)
        self._column.addStretch(1)
        self.refresh()

    def spot(self) -> Spot:
        """Return where the keyboard is: the page has one place only."""
        return Spot()

    def go_to(self, _spot: Spot) -> QWidget:
        """Give the keyboard to the page."""
        self.files.choose_button.setFocus()
        return self.needs

    def show_all_problems(self) -> None:
        """A paper that is not attached keeps nothing from being filed."""

    def refresh(self) -> None:
        """Show what the form needs now; offer the first paper that is missing for the next file."""
        needed = required_enclosures(
            self._editing.kind, self._editing.snapshot(), self._editing.before
        )
        self.needs.show_needs(needed, self.files.attached)
        given = {file.document for file in self.files.attached}
        missing = [need.document for need in needed if need.is_paper and need.document not in given]
        if missing:
            self.files.suggest(missing[0])

    def _files_changed(self) -> None:
        self._keep(self.files.attached)
        self.refresh()
        self.left.emit()
