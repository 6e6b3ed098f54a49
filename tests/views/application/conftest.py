"""The application screen in the real window."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_client.parts import Parts
from desktop_client.views import routes
from desktop_client.views.application.field_editor import FieldEditor
from desktop_client.views.application.form_page import FormPage
from desktop_client.views.application.form_view import FormView
from desktop_client.views.application.rows_page import RowsPage
from desktop_client.views.application.screen import ApplicationScreen
from desktop_client.views.window import MainWindow
from registration.kinds import Kind
from testing.views import hands
from testing.views.patience import is_built


class Desk:
    """The window with an application open, and how a user works on it."""

    def __init__(self, qtbot: QtBot, parts: Parts, window: MainWindow) -> None:
        self.qtbot, self.parts, self.window = qtbot, parts, window

    def open(self, route: routes.NewApplication | routes.Application) -> None:
        """Open an application and wait until it is there."""
        self.window.navigate(route)
        self.qtbot.waitUntil(lambda: self.screen.form is not None and is_built())
        QApplication.processEvents()  # what was built last has its place then

    @property
    def screen(self) -> ApplicationScreen:
        assert isinstance(self.window.current, ApplicationScreen)
        return self.window.current

    @property
    def form(self) -> FormView:
        assert self.screen.form is not None
        return self.screen.form

    @property
    def page(self) -> FormPage:
        assert isinstance(self.form.page, FormPage)
        return self.form.page

    @property
    def rows(self) -> RowsPage:
        assert isinstance(self.form.page, RowsPage)
        return self.form.page

    @property
    def draft_id(self) -> str:
        assert self.screen.opened is not None
        return self.screen.opened.draft_id

    def field(self, key: str) -> FieldEditor:
        """Return a field of the present page."""
        return self.page.section.fields[key]

    def go_to(self, key: str) -> None:
        """Put the keyboard into a field, as a click does."""
        self.field(key).focus()
        assert self.field(key).has_focus()

    def fill(self, key: str, text: str) -> None:
        """Type into a field and go on to the next one."""
        self.go_to(key)
        hands.type_text(text)
        hands.key(hands.TAB)

    def message(self, key: str) -> str:
        """Return what is said under a field."""
        field = self.field(key)
        return field._message.text() if field._message.isVisible() else ""

    def saved(self) -> dict[str, object]:
        """Wait until the draft is on disk; returns its form."""
        assert self.screen.opened is not None
        saver = self.screen.opened.saver
        self.qtbot.waitUntil(lambda: not saver.unsaved)
        return self.parts.drafts.load(self.draft_id).form


@pytest.fixture
def desk(
    qtbot: QtBot, parts: Parts, window: MainWindow, settle: Callable[[], None]
) -> Iterator[Desk]:
    """A new application of a supplier, at its first page."""
    made = Desk(qtbot, parts, window)
    made.open(routes.NewApplication(kind=Kind.SUPPLIER))
    yield made
    settle()
