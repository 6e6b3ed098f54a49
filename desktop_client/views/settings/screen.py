"""The settings, all from the table of `desktop_client.settings`."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop_client.error_texts import TOLD
from desktop_client.jobs import Jobs
from desktop_client.settings import SETTINGS, Settings
from desktop_client.views import routes
from desktop_client.views.language import say
from desktop_client.views.screen import Navigate, Screen
from desktop_client.views.settings import texts
from desktop_client.views.settings.confirming import Confirming
from desktop_client.views.settings.editor import SettingEditor
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, reveal, wrapping_row

if TYPE_CHECKING:
    from desktop_client.views.settings.confirming import Identify


class SettingsScreen(Screen):
    """A card for each setting; what is changed is kept at once."""

    title = texts.TITLE

    def __init__(
        self,
        jobs: Jobs,
        settings: Settings,
        identify: "Identify",
        navigate: Navigate,
        route: routes.Settings,
        *,
        practice: bool,
    ) -> None:
        super().__init__(navigate)
        self._settings, self._practice = settings, practice
        self.confirming = Confirming(jobs, settings, identify)
        self._last = route.last
        down = column(self.body, margin=24)
        down.addWidget(Label(say(texts.TITLE), "heading"))
        down.addWidget(Label(say(texts.LEAD), "subtle"))
        self.editors = {name: self._editor(name) for name in SETTINGS}
        for editor in self.editors.values():
            down.addWidget(editor)
        self._offer_confirming()
        self.lists = Button(say(texts.LISTS), lambda: navigate(routes.Trust()))
        self.lists.setObjectName("settings-lists")
        down.addWidget(wrapping_row(self.lists))
        down.addStretch(1)

    def enter(self) -> None:
        """Show the values in force."""
        for name, editor in self.editors.items():
            editor.load(self._settings.get(name))
        QTimer.singleShot(0, self, self._show_focus)

    def place(self) -> routes.Route:
        """Stay at the setting that was changed last."""
        return routes.Settings(self._last)

    def start_focus(self) -> QWidget | None:
        """Go on where the last change was; begin at what is missing most."""
        missing = not self._practice and not self._settings.get("service_url")
        name = self._last or ("service_url" if missing else "")
        editor = self.editors.get(name)
        return editor.control.target() if editor and editor.control.isEnabled() else None

    def _show_focus(self) -> None:
        target = self.start_focus()
        if target:
            reveal(target)

    def _editor(self, name: str) -> SettingEditor:
        fixed = self._settings.is_fixed(name)
        editor = SettingEditor(name, fixed=fixed, practice=self._practice)
        editor.chosen.connect(self._choose)
        return editor

    def _offer_confirming(self) -> None:
        """Let the user confirm the service, unless the administrator has."""
        self.confirming.confirmed.connect(self._confirmed)
        fixed = self._settings.is_fixed("service_certificate")
        # In its place first: what is shown without one is a window of its own.
        self.editors["service_certificate"].column.addWidget(self.confirming)
        self.confirming.setVisible(not fixed and not self._practice)

    def _confirmed(self, certificate: str, holder: str) -> None:
        self._choose("service_holder", holder)
        self._choose("service_certificate", certificate)

    def _choose(self, name: str, value: object) -> None:
        editor = self.editors[name]
        self._last = name
        problem = self._keep(name, value)
        editor.show_problem(problem)
        if not problem:
            editor.load(value)
            for other in SETTINGS[name].clears:
                self.editors[other].load(self._settings.get(other))
                self.confirming.forget()
            announce(self, say(texts.KEPT, title=say(SETTINGS[name].title)))
            self.setting_changed.emit(name)

    def _keep(self, name: str, value: object) -> str:
        """Keep a value; return what is wrong with it."""
        code = SETTINGS[name].fault(value) if isinstance(value, str) and value else None
        if code is not None:
            told = TOLD[code]
            return say(texts.PROBLEM, why=say(told.why), next=say(told.next))
        try:
            self._settings.set(name, value)
        except OSError:
            return say(texts.NOT_KEPT)
        return ""
