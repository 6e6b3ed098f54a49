"""The menu of the header's view button: how screens look, settings, checkup, help."""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desktop_client.settings import SETTINGS, Settings
from desktop_client.views import routes, texts
from desktop_client.views.header_actions import Actions
from desktop_client.views.icons import menu_icon
from desktop_client.views.language import say
from desktop_client.views.widgets.letters import give_letters
from registration.text import Text

GUIDE_KEY = "F1"


class ViewMenu(QMenu):
    """Shows what is chosen now; deleted when it closes."""

    def __init__(self, settings: Settings, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings, self._actions = settings, actions
        self.aboutToHide.connect(self.deleteLater)
        themes, sizes = SETTINGS["theme"].choices, SETTINGS["text_scale"].choices
        self._choices("theme", {name: say(text) for name, text in themes.items()})
        self.addSeparator()
        self._choices(
            "text_scale",
            {size: say(texts.TEXT_SCALE, percent=size) for size in sizes},
        )
        self.addSeparator()
        self._entry(texts.SETTINGS, "settings", lambda: actions.go(routes.Settings()))
        self._entry(texts.CHECKUP, "checkup", lambda: actions.go(routes.Checkup()))
        self.addSeparator()
        self._entry(texts.GUIDE, "guide", actions.show_guide, GUIDE_KEY)
        self._entry(texts.SHORTCUTS, "shortcuts", actions.show_shortcuts)
        if actions.practise:
            self._entry(texts.PRACTISE, "practice", actions.practise)
        self._entry(texts.REPORT, "report", lambda: actions.go(routes.Report()))
        self._entry(texts.ABOUT, "about", lambda: actions.go(routes.About()))
        give_letters(self)

    def _entry(self, title: Text, icon: str, chosen: Callable[[], None], keys: str = "") -> None:
        action = self.addAction(menu_icon(icon), f"{say(title)}\t{keys}" if keys else say(title))
        action.triggered.connect(lambda _checked=False: chosen())

    def _choices(self, setting: str, names: dict[Any, str]) -> None:
        group = QActionGroup(self)
        for value, words in names.items():
            action = QAction(words, self)
            action.setCheckable(True)
            action.setChecked(self._settings.get(setting) == value)
            action.setDisabled(self._settings.is_fixed(setting))
            action.triggered.connect(
                lambda _checked=False, chosen=value: self._actions.choose(setting, chosen)
            )
            group.addAction(action)
            self.addAction(action)
