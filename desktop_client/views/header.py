"""The top of the window: product, main menu, language and view."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from desktop_client.settings import Settings
from desktop_client.views import routes, texts
from desktop_client.views.header_actions import Actions
from desktop_client.views.language import say
from desktop_client.views.theme import px
from desktop_client.views.widgets.buttons import Button, MarkedButton
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import wrapping_row
from desktop_client.views.widgets.look import set_look
from registration.text import Text

NAVIGATION: tuple[tuple[routes.Route, Text], ...] = (
    (routes.Home(), texts.HOME),
    (routes.Status(), texts.STATUS),
    (routes.Enrolment(), texts.ENROL),
    (routes.Login(), texts.LOGIN),
    (routes.Manager(), texts.MANAGER),
    (routes.Lookup(), texts.LOOKUP),
    (routes.Documents(), texts.DOCUMENTS),
)
"""The main menu, reached by Alt and the number of an entry."""


class Header(QFrame):
    """Product name, main menu, language and view; wraps where texts are large."""

    def __init__(self, settings: Settings, actions: Actions) -> None:
        super().__init__()
        self._settings, self._actions = settings, actions
        set_look(self, "header")
        self._product = Label(say(texts.PRODUCT), "title")
        self._product.setWordWrap(False)
        self._menu = {
            type(route): self._entry(number, route, say(title))
            for number, (route, title) in enumerate(NAVIGATION, 1)
        }
        self._menu_row = wrapping_row(*self._menu.values(), gap=4)
        self._menu_row.setAccessibleName(say(texts.NAVIGATION_NAME))
        self._tools = wrapping_row(self._language_button(), self._view_button(), gap=4)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(px(24), px(8), px(16), px(8))
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(4))
        self._grid.setColumnStretch(1, 1)
        self._arrange(wide=True)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Give the main menu a line of its own where one line is too narrow for all."""
        super().resizeEvent(event)
        parts = (self._product, self._menu_row, self._tools)
        needed = sum(part.sizeHint().width() for part in parts) + 4 * px(16)
        self._arrange(wide=event.size().width() >= needed)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Need no more width than product and tools side by side."""
        hint = super().minimumSizeHint()
        parts = (self._product, self._tools)
        return QSize(sum(part.sizeHint().width() for part in parts) + 3 * px(16), hint.height())

    def _arrange(self, *, wide: bool) -> None:
        self._grid.addWidget(self._product, 0, 0)
        if wide:
            self._grid.addWidget(self._menu_row, 0, 1)
        else:
            self._grid.addWidget(self._menu_row, 1, 0, 1, 3)
        self._grid.addWidget(self._tools, 0, 2)

    def mark(self, present: routes.Route) -> None:
        """Mark the entry of the present screen, if it has one."""
        for kind, button in self._menu.items():
            button.mark(marked=kind is type(present))

    def _entry(self, number: int, route: routes.Route, title: str) -> MarkedButton:
        button = MarkedButton(title, lambda: self._go(route), "nav")
        shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
        shortcut.activated.connect(lambda: self._go(route))
        button.setToolTip(shortcut.key().toString())
        return button

    def _go(self, route: routes.Route) -> None:
        # A click has already checked the entry; it is marked again on arrival.
        self._menu[type(route)].mark(marked=False)
        self._actions.go(route)

    def _language_button(self) -> QWidget:
        other = "en" if self._settings.get("language") == "ko" else "ko"
        button = Button(
            say(texts.OTHER_LANGUAGE), lambda: self._actions.choose("language", other), "flat"
        )
        button.setAccessibleName(say(texts.OTHER_LANGUAGE_NAME))
        button.setDisabled(self._settings.is_fixed("language"))
        self.language_button = button
        return button

    def _view_button(self) -> QWidget:
        self.view_button = Button(say(texts.VIEW), self._open_view_menu, "flat")
        self.view_button.setAccessibleName(say(texts.VIEW_NAME))
        return self.view_button

    def _open_view_menu(self) -> None:
        from desktop_client.views.view_menu import ViewMenu

        menu = ViewMenu(self._settings, self._actions, self)
        menu.popup(self.view_button.mapToGlobal(self.view_button.rect().bottomLeft()))
