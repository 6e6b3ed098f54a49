"""정보: the program's version, where its files are, and the licences of its libraries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QFontDatabase
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QPlainTextEdit, QWidget

from desktop_client import logs, program
from desktop_client.views import routes
from desktop_client.views.about import texts
from desktop_client.views.certificates.words import breakable
from desktop_client.views.language import say
from desktop_client.views.screen import Navigate, Screen
from desktop_client.views.theme import px
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.card import Card
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import clear, column, wrapping_row
from desktop_client.views.widgets.look import named
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.state_page import StatePage
from desktop_client.views.widgets.swap import Swap

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop_client.jobs import Jobs
    from desktop_client.work import Work
    from desktop_client.workflows.components import Component
    from registration.tables import CodeTable

LIST_HEIGHT, TEXT_HEIGHT = 220, 320


class AboutScreen(Screen):
    """A card of what a help desk asks for, and a card of licences."""

    title = texts.TITLE

    def __init__(self, jobs: Jobs, folder: Path, navigate: Navigate) -> None:
        super().__init__(navigate)
        self._facts = {
            say(texts.VERSIONS): program.versions(),
            say(texts.DATA): str(folder),
            say(texts.LOG): str(logs.kept_in() or say(texts.NO_LOG)),
        }
        self._folder = folder
        self._components: Sequence[Component] = ()
        content = QWidget()
        inside = column(content)
        self.tables = Card()
        inside.addWidget(self.tables)
        inside.addWidget(self._licences())
        self.page = StatePage(content, jobs, "about")
        down = column(self.body, margin=24)
        down.addWidget(Label(say(texts.TITLE), "heading"))
        down.addWidget(self._facts_card())
        down.addWidget(self.page)
        down.addStretch(1)

    def place(self) -> routes.Route:
        """Come back here."""
        return routes.About()

    def enter(self) -> None:
        """Read which libraries are installed, and of what day the code tables are."""
        self.page.run(_look, self._show)

    def start_focus(self) -> QWidget | None:
        """Begin at the button that copies what a help desk asks for."""
        return self.copy

    def _facts_card(self) -> Card:
        card = Card()
        for name, fact in self._facts.items():
            card.column.addWidget(Label(name, "strong"))
            card.column.addWidget(Label(breakable(fact)))
        self.copy = Button(say(texts.COPY), self._copy)
        buttons = [
            named(Button(say(texts.OPEN_DATA), lambda: self._open(self._folder)), "about-data")
        ]
        log = logs.kept_in()
        if log:
            place = log.parent
            buttons.append(
                named(Button(say(texts.OPEN_LOG), lambda: self._open(place)), "about-log")
            )
        report = Button(say(texts.REPORT), lambda: self.navigate(routes.Report()))
        card.column.addWidget(wrapping_row(*buttons, self.copy, named(report, "about-report")))
        self.below = Swap()
        card.column.addWidget(self.below)
        return card

    def _open(self, folder: Path) -> None:
        """Open a folder; where nothing does, its path is shown to be copied."""
        if folder.is_dir() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            return
        path = QLineEdit(str(folder))
        path.setReadOnly(True)
        path.setObjectName("about-path")
        words = say(texts.FOLDER_NOT_OPENED, folder=breakable(str(folder)))
        path.setAccessibleName(say(texts.FOLDER_NOT_OPENED, folder=folder))
        notice = Notice("info", words, path)
        self.below.show_only(notice)
        notice.tell()
        path.setFocus()
        path.selectAll()

    def _copy(self) -> None:
        lines = [f"{name}: {fact}" for name, fact in self._facts.items()]
        QApplication.clipboard().setText("\n".join(lines))
        announce(self.copy, say(texts.COPIED))

    def _licences(self) -> QWidget:
        card = Card()
        card.column.addWidget(Label(say(texts.LICENCES), "lead"))
        self._lead = Label("", "subtle")
        card.column.addWidget(self._lead)
        self.list = named(QListWidget(), "about-libraries")
        self.list.setAccessibleName(say(texts.COMPONENTS_NAME))
        self.list.setMinimumHeight(px(LIST_HEIGHT))
        self.list.currentRowChanged.connect(self._choose)
        card.column.addWidget(self.list)
        self.text = named(QPlainTextEdit(), "about-licence")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(px(TEXT_HEIGHT))
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        card.column.addWidget(self.text)
        return card

    def _show(self, found: tuple[list[Component], list[CodeTable]]) -> None:
        components, tables = found
        self._components = components
        self._show_tables(tables)
        self._lead.setText(say(texts.LICENCES_LEAD, count=len(components) - 1))
        for component in components:
            licence = component.licence or say(texts.UNNAMED)
            words = say(
                texts.COMPONENT, name=component.name, version=component.version, licence=licence
            )
            self.list.addItem(words)
        self.page.show_content()
        self.list.setCurrentRow(0)

    def _show_tables(self, tables: list[CodeTable]) -> None:
        clear(self.tables.column)
        self.tables.column.addWidget(Label(say(texts.TABLES), "lead"))
        for table in tables:
            words = say(
                texts.TABLE,
                name=say(texts.TABLE_NAMES[table.name]),
                count=len(table.entries),
                day=table.as_of,
                source=table.source,
            )
            self.tables.column.addWidget(Label(words))

    def _choose(self, row: int) -> None:
        if not 0 <= row < len(self._components):
            return
        component = self._components[row]
        licence = component.licence or say(texts.UNNAMED)
        self.text.setPlainText(component.text or say(texts.NO_TEXT, licence=licence))
        self.text.setAccessibleName(say(texts.LICENCE_NAME, name=component.name))


def _look(work: Work) -> tuple[list[Component], list[CodeTable]]:
    from desktop_client.workflows.components import components
    from registration.tables import code_table

    return components(work), [code_table(name) for name in texts.TABLE_NAMES]
