"""The keys that every dialog has, as the window has them: it keeps them from the window below."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from desktop_client.views.guide.key import show_guide
from desktop_client.views.widgets.letters import Letters
from desktop_client.views.widgets.regions import go_by_f6


def give_keys(dialog: QDialog) -> None:
    """Let F1 open the guide, F6 go from part to part, and Alt show a letter on every button."""
    QShortcut(QKeySequence("F1"), dialog).activated.connect(lambda: show_guide(dialog))
    go_by_f6(dialog, lambda: _parts(dialog))
    Letters(dialog)


def _parts(dialog: QDialog) -> list[QWidget]:
    """Return what a dialog is laid out of: what it shows, and its action bar."""
    whole = dialog.layout()
    items = [whole.itemAt(place) for place in range(whole.count())] if whole else []
    return [widget for item in items if item and (widget := item.widget())]
