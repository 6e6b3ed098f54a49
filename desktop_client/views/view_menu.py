"""The menu of the header's view button: how screens look, settings, checkup, help."""

from typing import Any

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desktop_client.settings import SETTINGS, Settings
from desktop_client.views import routes, texts
from desktop_client.views.header_actions import Actions
from desktop_client.views.language import say
from desktop_client.views.widgets.letters import give_letters


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
        self.addAction(say(texts.SETTINGS)).triggered.connect(lambda: actions.go(routes.Settings()))
        self.addAction(say(texts.CHECKUP)).triggered.connect(lambda: actions.go(routes.Checkup()))
        self.addSeparator()
        self.addAction(f"{say(texts.GUIDE)}\tF1").triggered.connect(actions.show_guide)
        self.addAction(say(texts.SHORTCUTS)).triggered.connect(actions.show_shortcuts)
        if actions.practise:
            self.addAction(say(texts.PRACTISE)).triggered.connect(actions.practise)
        self.addAction(say(texts.REPORT)).triggered.connect(lambda: actions.go(routes.Report()))
        self.addAction(say(texts.ABOUT)).triggered.connect(lambda: actions.go(routes.About()))
        give_letters(self)

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
