"""One page of the form: its title, and the questions of a page that does not repeat."""

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_client.views.application import texts
from desktop_client.views.application.editing import FormEditing
from desktop_client.views.application.section_editor import SectionEditor
from desktop_client.views.language import say
from desktop_client.views.widgets.gradually import Gradually
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, row
from registration.forms import PageDescription
from registration.problems import Path


class Spot(NamedTuple):
    """A place on a page: the row where it repeats, and the field."""

    row: int | None = None
    field: str | None = None


def spot_of(path: Path) -> Spot:
    """Return where on its page a problem lies."""
    inside = path[1:]
    row = inside[0] if inside and isinstance(inside[0], int) else None
    names = [part for part in inside if isinstance(part, str)]
    return Spot(row, names[0] if names else None)


class FormPage(QWidget):
    """A page; `left` comes after a field was left or rows came, went or moved.

    `fill` it once it has its place: Qt goes through all that moves with a page to another.
    """

    left = Signal()

    def __init__(self, page: PageDescription, editing: FormEditing) -> None:
        super().__init__()
        self.page, self.editing = page, editing
        self.setAccessibleName(say(page.page.title))
        self.column = column(self, gap=12, margin=16)
        self.section = SectionEditor(page, editing)
        self.section.left.connect(self.left)

    def fill(self) -> None:
        """Put everything in."""
        page = self.page.page
        self.column.addWidget(Label(say(page.title), "title"))
        if page.help.ko:
            self.column.addWidget(Label(say(page.help), "subtle"))
        self.column.addLayout(_legend())
        self.put_in_questions()
        self.column.addStretch(1)

    def put_in_questions(self) -> None:
        """Put in what stands below the title."""
        self.column.addWidget(self.section)
        self.section.load()

    def spot(self) -> Spot:
        """Return where the keyboard is."""
        return Spot(None, self.section.focused_field())

    @property
    def building(self) -> Gradually:
        """How far the page's fields are built."""
        return self.section.building

    def go_to(self, spot: Spot) -> QWidget:
        """Give the keyboard to a place, the first one where none is named; returns the widget."""
        editor = self.section.fields.get(spot.field) if spot.field else None
        if editor is None or editor.isHidden():
            editor = self.section.first_field()
        editor.focus()
        return editor

    def show_all_problems(self) -> None:
        """Show the problems of questions that were never visited too."""
        self.section.show_all_problems()

    def refresh(self) -> None:
        """Show the state of the answers, which may have changed on another page."""
        self.section.refresh_problems()


def _legend() -> QHBoxLayout:
    mark = Label(say(texts.REQUIRED_MARK), "required")
    mark.setWordWrap(False)
    mark.setAccessibleName(say(texts.REQUIRED))
    across = row(gap=4)
    across.addWidget(mark)
    across.addWidget(Label(say(texts.REQUIRED_LEGEND), "subtle"), 1)
    return across
