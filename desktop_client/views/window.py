"""The window: header, mode banner, and one screen at a time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from desktop_client.remembered import Remembered
from desktop_client.views import texts, theme
from desktop_client.views.header import Header
from desktop_client.views.header_actions import Actions
from desktop_client.views.language import say, set_language
from desktop_client.views.mode_banner import ModeBanner
from desktop_client.views.qt_language import speak
from desktop_client.views.routes import Documents, Home
from desktop_client.views.screens import build
from desktop_client.views.version_bar import VersionBar
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.focus import follow_focus, keep_near
from desktop_client.views.widgets.layouts import column
from desktop_client.views.widgets.letters import Letters
from desktop_client.views.widgets.regions import go_by_f6
from desktop_client.views.widgets.spot import return_to, spot_on
from desktop_client.views.widgets.task import Task
from desktop_client.views.window_place import LEAST_SIZE, START_SIZE, remember_place, stand_again

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_client.errors import Failure
    from desktop_client.parts import Parts
    from desktop_client.views.guide.opening import Guide
    from desktop_client.views.routes import Route
    from desktop_client.views.screen import Screen
    from desktop_client.views.widgets.notice import Notice
    from desktop_client.work import Work
    from desktop_client.workflows.versions.following import OwnVersion
    from registration.wire import Session

log = logging.getLogger(__name__)

REBUILT_FOR = frozenset({"language", "text_scale"})
AFTER_START = 100
"""Milliseconds after which heavy parts are imported: the window is drawn by then."""


SESSION_INTERVAL = 2000
"""Milliseconds between two looks at whether a session has ended."""


class MainWindow(QMainWindow):
    """Shows one screen at a time and moves between them."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self._pending: Callable[[], None] | None = None
        self._own: OwnVersion | None = None
        self._closing = False
        self._guide: Guide | None = None
        self._prepared = False
        self._preparing = Task(parts.jobs, self)
        self._remembered = Remembered(parts.folder / "window.json")
        self.route: Route = Home()
        self._screen: Screen | None = None
        self._dress()
        self.setMinimumSize(*LEAST_SIZE)
        self.resize(*START_SIZE)
        hints = _application().styleHints()
        hints.colorSchemeChanged.connect(self._colour)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow_contrast)
        _application().focusChanged.connect(self._follow_focus)
        QShortcut(QKeySequence("F1"), self).activated.connect(self.show_guide)
        go_by_f6(self, self._regions)
        self._letters = Letters(self)
        self._enter(self.route)
        self._tell_unreadable_settings()
        QTimer.singleShot(AFTER_START, self, self._prepare)
        clock = QTimer(self)
        clock.timeout.connect(self._tell_session)
        clock.start(SESSION_INTERVAL)

    @property
    def current(self) -> Screen:
        """The screen shown now."""
        if self._screen is None:
            raise LookupError
        return self._screen

    def navigate(self, route: Route, /) -> None:
        """Go to another screen, once the present one lets go."""
        if self.current.leave():
            self._enter(route)
        else:
            self._pending = lambda: self._enter(route)

    def choose(self, setting: str, value: object) -> None:
        """Change language, theme or size of text, and stay in the same place."""
        if self.current.busy and setting != "theme":
            self._tell(say(texts.WAIT))
            return
        try:
            self._parts.settings.set(setting, value)
        except OSError as error:
            log.info("a setting cannot be kept: errno %s", error.errno)
        self._follow(setting)

    def fit_screen(self) -> None:
        """Stand where the window stood last, on a screen that is there."""
        stand_again(self, self._remembered)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Go on by Tab, in the same order from the header as on the screen."""
        if self._screen is None:
            return super().focusNextPrevChild(forward)
        return self._screen.focusNextPrevChild(forward)

    def _regions(self) -> list[QWidget]:
        around = [self.header, self.mode_banner, self.version_bar]
        told = [self._notice] if self._notice else []
        return [*told, *self.current.regions(), *around]

    def come_up(self, file: Path | None = None) -> None:
        """Come before the other windows, to verify a signed document if any: it was opened."""
        from PySide6.QtCore import Qt  # not at the start: this name alone takes 15 ms

        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        if file:
            self.navigate(Documents(verify=True, file=file))

    def show_guide(self, page: str = "") -> None:
        """Show a page of the guide, or that of this screen, before whatever dialog is open."""
        from desktop_client.views.guide.opening import Guide

        if self._guide is None:
            self._guide = Guide(self)
        self._guide.show(page, self.route)

    def practise(self) -> None:
        """Open a window for practice beside this one."""
        from desktop_client.errors import ClientError, explain
        from desktop_client.practice_window import open_practice

        try:
            open_practice(self._parts.folder)
        except ClientError as error:
            self._show_failure(explain(error))
        else:
            self._tell(say(texts.PRACTICE_OPENING))

    def show_shortcuts(self) -> None:
        """Show the list of keyboard shortcuts."""
        from desktop_client.views.shortcuts import ShortcutsDialog

        ShortcutsDialog(self).open()

    def show_unexpected(self, error: Exception) -> None:
        """Say that something went wrong which no screen tells."""
        from desktop_client.errors import explain

        self._show_failure(explain(error))

    def _show_failure(self, failure: Failure) -> None:
        from desktop_client.views.widgets.failure import FailurePanel

        self._put_notice(FailurePanel(failure))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Close once the present screen lets go."""
        if self._closing or self.current.leave():
            remember_place(self, self._remembered)
            event.accept()
        else:
            self._pending = self._close_now
            event.ignore()

    def _follow_focus(self) -> None:
        """Scroll to the keyboard once what it went to has its place."""
        QTimer.singleShot(0, self, follow_focus)
        self._letters.give_soon()

    def _tell_unreadable_settings(self) -> None:
        files = ", ".join(str(file) for file in self._parts.settings.unreadable)
        if files:
            self._tell(say(texts.SETTINGS_UNREADABLE, files=files), "warning")

    def _follow(self, setting: str) -> None:
        """Show what a changed setting changes."""
        if setting == "theme":
            self._colour()
        elif setting in REBUILT_FOR:
            self._rebuild()
        elif setting == "service_url":
            self.mode_banner.refresh()
        aside, self._parts.settings.kept_aside = self._parts.settings.kept_aside, None
        if aside:
            self._tell(say(texts.SETTINGS_KEPT_ASIDE, file=aside))

    def _prepare(self) -> None:
        """Have a job import the forms, and ask for versions, behind the first screen."""
        self._preparing.run(self._ask_versions, self._tell_version, _ready)
        from desktop_client.views.icons import program_icon
        from desktop_client.views.notifying import Notifier
        from desktop_client.views.widgets.file_dialog import FileDialog

        _application().setWindowIcon(program_icon())
        self.header.show_mark()
        self._prepared = True
        self._follow_contrast()
        self._speak()
        FileDialog.remembered = self._remembered
        self.notifier = Notifier(self._parts, self)
        self.notifier.opened.connect(self._open_told)
        self.notifier.told.connect(self._tell_home)
        self.notifier.start()

    def _speak(self) -> None:
        """Tell assistive programs what things are, once there is one: others need none of it."""
        from PySide6.QtGui import QAccessible

        if QAccessible.isActive():
            from desktop_client.views.spoken.roles import install

            install()

    def _open_told(self, route: Route) -> None:
        self.come_up()
        self.navigate(route)

    def _tell_home(self) -> None:
        """Have the first screen show what has changed."""
        if isinstance(self.route, Home):
            self.current.refresh()

    def _ask_versions(self, work: Work) -> OwnVersion | None:
        return self._parts.versions.ask(work)

    def _tell_version(self, own: OwnVersion | None) -> None:
        self._own = own
        self.version_bar.tell(own)

    def _install(self, _file: Path) -> None:
        """Make room for the installer, which is running: it waits for this program's end."""
        self.close()

    def _colour(self) -> None:
        get = self._parts.settings.get
        theme.apply(_application(), get("theme"), get("text_scale"))

    def _follow_contrast(self) -> None:
        theme.ask_for_contrast(_application())
        self._colour()

    def _dress(self) -> None:
        set_language(self._parts.settings.get("language"))
        speak(self._parts.settings.get("language"))
        self._colour()
        self._build()

    def _build(self) -> None:
        central = QWidget()
        self._column = column(central, gap=0)
        self.header = Header(
            self._parts.settings,
            Actions(
                self.navigate,
                self.choose,
                self.show_guide,
                self.show_shortcuts,
                None if self._parts.practice else self.practise,
                self._log_out,
            ),
        )
        self._told_session: Session | None = None
        if self._prepared:
            self.header.show_mark()
        self._column.addWidget(self.header)
        self.mode_banner = ModeBanner(self._parts, self._tell, self._show_failure)
        self._column.addWidget(self.mode_banner)
        self.version_bar = VersionBar(
            self._parts.jobs, self._parts.folder / "versions", self._install
        )
        self._column.addWidget(self.version_bar)
        self.version_bar.tell(self._own)
        self._notice: Notice | None = None
        self._screen = None
        self.setCentralWidget(central)

    def _rebuild(self) -> None:
        """Show the screen anew where it was: what has the keyboard, and what is seen."""
        spot = spot_on(self.current)
        route = self.current.place()
        if self._guide:
            self._guide.close()  # it speaks the language, and has the size, that were
        self._dress()
        self._enter(route)
        return_to(spot, self.current, self._parts.jobs)

    def _enter(self, route: Route) -> None:
        """Show the screen of a route; where that fails, the one before stays, and it is said."""
        self._pending = None
        try:
            screen = build(route, self._parts, self.navigate)
            self._show(screen)
        except Exception as error:
            if self._screen is None and isinstance(route, Home):
                raise
            if self._screen is None:  # nothing is there to stay at: it is being built anew
                self._enter(Home())
            self.header.mark(self.route)
            self.show_unexpected(error)
            return
        self.route = route
        self.header.mark(route)
        self._tell_session()
        self._focus(screen)
        self._title(screen)  # last, and at once: what is read is the title, not the first button

    def _show(self, screen: Screen) -> None:
        """Show a screen in place of the one before, which goes once the new one has begun."""
        before = self._screen
        screen.released.connect(self._go_on)
        screen.setting_changed.connect(self._follow)
        screen.session_changed.connect(self._tell_session)
        screen.practice_wanted.connect(self.practise)
        self._column.addWidget(screen, 1)
        self._screen = screen
        if before:
            keep_near(before)
            before.hide()
        try:
            screen.enter()
        except Exception:
            self._screen = before
            self._take_out(screen)
            if before:
                before.show()
            raise
        self._remove_notice()
        screen.show()  # at once: what is not shown yet cannot take the keyboard
        if before:
            self._take_out(before)

    def _take_out(self, screen: Screen) -> None:
        screen.hide()
        self._column.removeWidget(screen)
        screen.deleteLater()

    def _title(self, screen: Screen) -> None:
        text = texts.WINDOW_TITLE_PRACTICE if self._parts.practice else texts.WINDOW_TITLE
        self.setWindowTitle(say(text, screen=say(screen.title)))
        screen.setAccessibleName(say(screen.title))
        if self.isVisible():
            self._speak()
            announce(self, say(screen.title), at_once=True)

    def _focus(self, screen: Screen) -> None:
        target = screen.start_focus()
        if target:
            target.setFocus()
        else:
            screen.focus_first()

    def _tell_session(self) -> None:
        """Say in the header who is logged in; nothing is built to find that out."""
        sessions = vars(self._parts).get("sessions")
        session = sessions.current if sessions else None
        if session != self._told_session:
            self._told_session = session
            self.header.show_session(session)

    def _log_out(self) -> None:
        self.current.log_out()

    def _go_on(self) -> None:
        if self._pending:
            self._pending()

    def _close_now(self) -> None:
        self._closing = True
        self.close()

    def _tell(self, message: str, kind: str = "info") -> None:
        from desktop_client.views.widgets.notice import Notice

        self._put_notice(Notice(kind, message))

    def _put_notice(self, notice: Notice) -> None:
        self._remove_notice()
        self._notice = notice
        self._column.insertWidget(3, notice)
        notice.tell()

    def _remove_notice(self) -> None:
        if self._notice:
            keep_near(self._notice)
            self._notice.hide()
            self._notice.deleteLater()
            self._notice = None


def _application() -> QApplication:
    return cast("QApplication", QApplication.instance())


def _ready(_result: object) -> None:
    """Nothing is left to do: the forms are imported, or will be when they are needed."""
