"""The top of the window: product, main menu, language and view."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from desktop_client.settings import Settings
from desktop_client.views import routes, texts
from desktop_client.views.header_actions import Actions
from desktop_client.views.language import say
from desktop_client.views.session_bar import SessionBar
from desktop_client.views.theme import px
from desktop_client.views.widgets.buttons import Button, MarkedButton
from desktop_client.views.widgets.focus import keep_near
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import row, wrapping_row
from desktop_client.views.widgets.look import set_look, speak_as
from registration.text import Text

if TYPE_CHECKING:
    from registration.wire import Session

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


MARGINS, GAP = (24, 8, 16, 8), 16
MARK, GREATEST_MARK = 24, 36
"""Pixels at 100 %."""


class Header(QFrame):
    """Product name, main menu, language and view; the menu folds up where texts are large."""

    def __init__(self, settings: Settings, actions: Actions) -> None:
        super().__init__()
        self._settings, self._actions = settings, actions
        set_look(self, "header")
        self._product = self._brand()
        self._menu = {
            type(route): self._entry(number, route, say(title))
            for number, (route, title) in enumerate(NAVIGATION, 1)
        }
        self._menu_row = wrapping_row(*self._menu.values(), gap=4)
        speak_as(self._menu_row, "menu").setAccessibleName(say(texts.NAVIGATION_NAME))
        self.menu_button = Button(say(texts.MENU), self._open_main_menu, "flat")
        self.menu_button.setAccessibleName(say(texts.NAVIGATION_NAME))
        self._folded = wrapping_row(self.menu_button)
        self._tools = wrapping_row(self._language_button(), self._view_button(), gap=4)
        self._session = SessionBar(self._actions.log_out)
        self._present: type[routes.Route] | None = None
        self._arranged: tuple[QWidget, bool, bool] | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(*map(px, MARGINS))
        self._grid.setHorizontalSpacing(px(GAP))
        self._grid.setVerticalSpacing(px(4))
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._product, 0, 0)
        self._grid.addWidget(self._tools, 0, 3)
        self._grid.addWidget(self._folded, 1, 0)
        self._grid.addWidget(self._session, 2, 0, 1, 4)
        self._arrange(self._width_of(self._product, self._menu_row, self._tools))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Give the main menu the room there is."""
        super().resizeEvent(event)
        self._arrange(event.size().width())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Need no more width than product and tools side by side."""
        width = self._width_of(self._product, self._tools)
        return QSize(width, super().minimumSizeHint().height())

    def _width_of(self, *parts: QWidget) -> int:
        """Return the width of a line with these parts."""
        left, _, right, _ = MARGINS
        gaps = px(left) + px(right) + (len(parts) - 1) * px(GAP)
        return sum(part.sizeHint().width() for part in parts) + gaps

    def event(self, event: QEvent) -> bool:
        """Look at the room again when texts have another size, as in another theme."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange(self.width())
        return handled

    def _arrange(self, width: int) -> None:
        """Put the main menu beside the product, on a line of its own, or behind a button."""
        menu, other = self._menu_row, self._folded
        session = [] if self._session.isHidden() else [self._session]
        beside = width >= self._width_of(self._product, menu, self._tools)
        if not beside and width < self._width_of(menu):
            menu, other = other, menu
            beside = width >= self._width_of(self._product, menu, self._tools)
        in_line = width >= self._width_of(
            self._product, *([menu] if beside else []), *session, self._tools
        )
        if (menu, beside, in_line) == self._arranged:
            return
        self._arranged = (menu, beside, in_line)
        self._grid.addWidget(self._session, *((0, 2) if in_line else (2, 0, 1, 4)))
        other.hide()
        if beside:
            self._grid.addWidget(menu, 0, 1)
        else:
            self._grid.addWidget(menu, 1, 0, 1, 4)
        menu.show()

    def show_session(self, session: "Session | None") -> None:
        """Name who is logged in, and lead to what is registered instead of to the login."""
        if session:
            self._session.show_who(session.user, session.organisation)
        else:
            keep_near(self._session)
            self._session.hide()
        title = say(texts.REGISTERED if session else texts.LOGIN)
        self._menu[routes.Login].setText(title)
        self._arranged = None
        self._arrange(self.width())

    def show_mark(self) -> None:
        """Show the program's mark; its place is kept from the start, when it is not read yet."""
        from desktop_client.views.icons import mark

        self._mark.setPixmap(mark(MARK, self.devicePixelRatioF()))

    def _brand(self) -> QWidget:
        """Return the mark's place and the product's name."""
        brand = QWidget()
        across = row(brand, gap=8)
        self._mark = QLabel()
        self._mark.setFixedSize(px(MARK), px(MARK))
        name = Label(say(texts.PRODUCT), "title")
        name.setWordWrap(False)
        across.addWidget(self._mark)
        across.addWidget(name)
        # Large texts need the room. Not before it has a parent: shown without, it is a window.
        self._mark.setHidden(px(MARK) > GREATEST_MARK)
        return brand

    def mark(self, present: routes.Route) -> None:
        """Mark the entry of the present screen, if it has one."""
        self._present = type(present)
        for kind, button in self._menu.items():
            button.mark(marked=kind is type(present))

    def _entry(self, number: int, route: routes.Route, title: str) -> MarkedButton:
        button = MarkedButton(title, lambda: self._go(route), "nav")
        shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
        shortcut.activated.connect(lambda: self._go(route))
        button.setToolTip(shortcut.key().toString())
        return speak_as(button, "menu-item")

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

    def _open_main_menu(self) -> None:
        from desktop_client.views.main_menu import MainMenu

        entries = [
            (route, self._menu[type(route)].text(), self._menu[type(route)].toolTip())
            for route, _title in NAVIGATION
        ]
        menu = MainMenu(entries, self._present, self._go, self)
        menu.popup(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))

    def _open_view_menu(self) -> None:
        from desktop_client.views.view_menu import ViewMenu

        menu = ViewMenu(self._settings, self._actions, self)
        menu.popup(self.view_button.mapToGlobal(self.view_button.rect().bottomLeft()))
