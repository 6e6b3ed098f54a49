"""A repeating page: an overview of its rows, and the chosen row beneath."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_client.views.application import texts
from desktop_client.views.application.controls import finish_typing
from desktop_client.views.application.csv_tools import CsvTools
from desktop_client.views.application.form_page import FormPage, Spot
from desktop_client.views.application.paste import MOST_CHARACTERS, PastedRows, is_table, read_table
from desktop_client.views.application.rows_model import RowsModel
from desktop_client.views.application.rows_table import RowsTable
from desktop_client.views.language import say
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.buttons import Button, SecondaryButton
from desktop_client.views.widgets.card import Card
from desktop_client.views.widgets.failure import FailurePanel
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row
from desktop_client.views.widgets.notice import Notice
from registration.text import Text


class RowsPage(FormPage):
    """Rows are added, duplicated, moved, pasted, removed and put back."""

    def put_in_questions(self) -> None:
        """Put in the tools, the overview and the chosen row."""
        self._rows = RowsModel(self.page, self.editing)
        self._notice: Notice | FailurePanel | None = None
        self._notices: QVBoxLayout = column()
        self._empty = Card()
        self._empty.column.addWidget(Label(self._empty_words(), "subtle"))
        self.column.addWidget(self._tools())
        self.column.addLayout(self._notices)
        self.column.addWidget(self._empty)
        self.table = self._overview()
        self.column.addWidget(self.table)
        self._heading = Label("", "lead")
        self.column.addWidget(self._heading)
        self.column.addWidget(self.section)
        self.section.left.connect(self._cells_changed)
        self._show(0)
        if self.page.least_rows and not self.editing.rows(self.page.key):
            self.add_row()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Show as many rows as fit now."""
        super().resizeEvent(event)
        self.table.updateGeometry()

    @property
    def row(self) -> int:
        """The chosen row."""
        return max(0, self.table.currentIndex().row())

    def spot(self) -> Spot:
        """Return where the keyboard is."""
        return Spot(self.row, self.section.focused_field())

    def go_to(self, spot: Spot) -> QWidget:
        """Choose a row and give the keyboard to a field of it."""
        rows = self.editing.rows(self.page.key)
        if not rows:
            self.add_button.setFocus()
            return self.add_button
        if spot.row is not None:
            self.table.choose(min(spot.row, len(rows) - 1))
        return super().go_to(spot)

    def refresh(self) -> None:
        """Show the state of the answers, which may have changed on another page."""
        if self.editing.rows(self.page.key):
            super().refresh()
        self._cells_changed()

    def show_all_problems(self) -> None:
        """Show the problems of questions that were never visited too."""
        if self.editing.rows(self.page.key):
            super().show_all_problems()

    def add_row(self) -> None:
        """Add an empty row and go to it."""
        if self._has_room():
            finish_typing()
            self._rows_changed(self.editing.add_row(self.page.key))
            self.section.first_field().focus()

    def duplicate_row(self) -> None:
        """Put a copy of the chosen row behind it."""
        if self.editing.rows(self.page.key) and self._has_room():
            finish_typing()
            self._rows_changed(self.editing.duplicate_row(self.page.key, self.row))

    def remove_row(self) -> None:
        """Take the chosen row out and offer to put it back."""
        if not self.editing.rows(self.page.key):
            return
        row = self.row
        self.editing.remove_row(self.page.key, row)
        self._rows_changed(row)
        undo = Button(say(texts.UNDO), self.undo_remove)
        message = say(texts.REMOVED, row=say(self.page.page.row), number=row + 1)
        self._tell(Notice("info", message, undo))

    def undo_remove(self) -> None:
        """Put back the row that was removed last."""
        place = self.editing.undo_remove(self.page.key)
        if place is not None:
            self._rows_changed(place)
            self.table.setFocus()

    def move_row(self, by: int) -> None:
        """Move the chosen row up (-1) or down (1)."""
        if self.editing.rows(self.page.key):
            self._rows_changed(self.editing.move_row(self.page.key, self.row, by))

    def paste_rows(self) -> None:
        """Add rows from cells copied in a spreadsheet."""
        text = QGuiApplication.clipboard().text()
        if len(text) > MOST_CHARACTERS:
            told = say(texts.PASTE_TOO_LARGE, count=f"{MOST_CHARACTERS:,}")
            self._tell(Notice("warning", told))
            return
        if not is_table(text):
            titles = ", ".join(say(field.ask.title) for field in self.page.fields)
            self._tell(Notice("warning", say(texts.NO_TABLE, columns=titles)))
            return
        pasted = read_table(self.page, text, self._room())
        self._add_rows(pasted.rows)
        self._tell_pasted(pasted)

    def _room(self) -> int:
        """Return how many rows may still come; one that nothing was typed into makes room."""
        return self.page.most_rows - len(self._typed_rows())

    def _typed_rows(self) -> list[dict[str, Any]]:
        rows = self.editing.rows(self.page.key)
        return [row for row in rows if set(row) - {self.page.page.main}]

    def _add_rows(self, rows: list[dict[str, Any]]) -> None:
        """Put rows behind those that are there, in place of one nothing was typed into."""
        finish_typing()
        if rows and not self._typed_rows():
            while self.editing.rows(self.page.key):
                self.editing.remove_row(self.page.key, 0)
        held = len(self.editing.rows(self.page.key))
        self.editing.add_rows(self.page.key, rows)
        self._rows_changed(held)

    def _tools(self) -> QWidget:
        self.add_button = self._tool(texts.ADD, self.add_row, SecondaryButton)
        self._row_tools = [
            self._tool(texts.DUPLICATE, self.duplicate_row),
            self._tool(texts.REMOVE, self.remove_row),
            self._tool(texts.MOVE_UP, lambda: self.move_row(-1)),
            self._tool(texts.MOVE_DOWN, lambda: self.move_row(1)),
        ]
        paste = self._tool(texts.PASTE, self.paste_rows)
        self.csv = CsvTools(self.page, self._room, self)
        self.csv.imported.connect(self._add_rows)
        self.csv.told.connect(self._tell)
        for keys, action in (("Ctrl+Return", self.add_row), ("Ctrl+D", self.duplicate_row)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)
        return wrapping_row(
            self.add_button,
            *self._row_tools,
            paste,
            self.csv.import_button,
            self.csv.template_button,
        )

    def _tool(self, text: Text, action: Callable[[], None], kind: type[Button] = Button) -> Button:
        button = kind(say(text), action)
        words = say(texts.ABOUT_ROW, row=say(self.page.page.row), action=say(text))
        button.setAccessibleName(words)
        return button

    def _overview(self) -> RowsTable:
        table = RowsTable(self._rows)
        table.setAccessibleName(say(texts.ROWS, page=say(self.page.page.title)))
        table.chosen.connect(self._chosen)
        table.opened.connect(lambda: self.section.first_field().focus())
        table.removed.connect(self.remove_row)
        table.moved.connect(self.move_row)
        table.pasted.connect(self.paste_rows)
        table.undone.connect(self.undo_remove)
        return table

    def _empty_words(self) -> str:
        text = texts.NO_ROWS_NEEDED if self.page.least_rows else texts.NO_ROWS
        return say(text, row=say(self.page.page.row), count=self.page.least_rows)

    def _has_room(self) -> bool:
        if self.editing.has_room(self.page.key):
            return True
        self._tell(Notice("warning", say(texts.FULL, count=self.page.most_rows)))
        return False

    def _rows_changed(self, row: int) -> None:
        self._tell(None)
        self._rows.refresh()
        self._show(row)
        self.left.emit()

    def _show(self, row: int) -> None:
        count = len(self.editing.rows(self.page.key))
        self._empty.setVisible(count == 0)
        for part in (self.table, self._heading, self.section):
            part.setVisible(count > 0)
        for button in self._row_tools:
            button.setEnabled(count > 0)
        self.table.updateGeometry()
        if count:
            self.table.choose(min(row, count - 1))

    def _chosen(self, row: int) -> None:
        count = len(self.editing.rows(self.page.key))
        words = say(texts.EDITED_ROW, row=say(self.page.page.row), number=row + 1, count=count)
        self._heading.setText(words)
        self.section.load(row)
        announce(self, words)

    def _cells_changed(self) -> None:
        self._rows.refresh_cells()

    def _tell_pasted(self, pasted: PastedRows) -> None:
        said = [say(texts.PASTED, count=len(pasted.rows))]
        if pasted.unread_cells:
            said.append(say(texts.PASTED_UNREAD, count=pasted.unread_cells))
        if pasted.lines_too_many:
            said.append(say(texts.PASTED_TOO_MANY, count=pasted.lines_too_many))
        self._tell(Notice("success" if len(said) == 1 else "warning", " ".join(said)))

    def _tell(self, notice: Notice | FailurePanel | None) -> None:
        if self._notice:
            self._notice.hide()
            self._notice.deleteLater()
        self._notice = notice
        if notice:
            self._notices.addWidget(notice)
            notice.tell()
