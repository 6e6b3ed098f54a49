"""The main menu of a header that has no room for it: as a menu behind a button."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QMenu, QWidget

from desktop_client.views.routes import Route
from desktop_client.views.widgets.letters import give_letters


class MainMenu(QMenu):
    """Marks the entry of the present screen; deleted when it closes.

    An entry is where it leads to, its title, and the keys that lead there too.
    """

    def __init__(
        self,
        entries: Iterable[tuple[Route, str, str]],
        present: type[Route] | None,
        go: Callable[[Route], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.aboutToHide.connect(self.deleteLater)
        for route, title, keys in entries:
            action = self.addAction(f"{title}\t{keys}")
            action.setCheckable(True)
            action.setChecked(type(route) is present)
            action.triggered.connect(lambda _checked=False, chosen=route: go(chosen))
        give_letters(self)
