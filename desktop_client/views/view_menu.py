"""The menu of the header's view button: light or dark, size of text, shortcuts."""

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desktop_client.settings import Settings
from desktop_client.views import texts
from desktop_client.views.header import Actions
from desktop_client.views.language import say

TEXT_SCALES = (100, 125, 150, 175, 200)


class ViewMenu(QMenu):
    """Shows what is chosen now; deleted when it closes."""

    def __init__(self, settings: Settings, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings, self._actions = settings, actions
        self.aboutToHide.connect(self.deleteLater)
        self._choices("theme", {name: say(text) for name, text in texts.THEME_NAMES.items()})
        self.addSeparator()
        self._choices(
            "text_scale", {size: say(texts.TEXT_SCALE, percent=size) for size in TEXT_SCALES}
        )
        self.addSeparator()
        self.addAction(say(texts.SHORTCUTS)).triggered.connect(actions.show_shortcuts)

    def _choices(self, setting: str, names: dict[str, str] | dict[int, str]) -> None:
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
