"""The pages of the form, each with its state: visited, something to correct, in order."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_client.views.application import texts
from desktop_client.views.language import say
from desktop_client.views.theme import px
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, row
from desktop_client.views.widgets.mark import Mark
from registration.forms import FormDescription
from registration.text import Text

WIDTH = 210


class _Entry(Button):
    """A button with a mark and a count at its right end."""

    def __init__(self, title: str, pressed: Callable[[], object]) -> None:
        super().__init__("", pressed, "page")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._title = title
        across = row(self, gap=4)
        across.setContentsMargins(px(10), px(6), px(10), px(6))
        self._words = Label(title)
        self._count = Label("", "danger")
        self._count.setWordWrap(False)
        self._tick, self._warn = Mark("success"), Mark("danger")
        across.addWidget(self._words, 1)
        for part in (self._count, self._warn, self._tick):
            part.hide()
            across.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        for part in (self._words, self._count):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Be as high as the words need."""
        inside = self.layout()
        return inside.sizeHint() if inside else super().sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Let the words wrap."""
        inside = self.layout()
        return inside.minimumSize() if inside else super().minimumSizeHint()

    def set_state(self, *, visited: bool, problems: int, present: bool) -> None:
        """Show the state of the page."""
        self.setChecked(present)
        self._tick.setVisible(visited and not problems)
        self._warn.setVisible(visited and bool(problems))
        self._count.setVisible(visited and bool(problems))
        self._count.setText(say(texts.COUNT, count=problems))
        states = [say(_state(visited, problems), count=problems)]
        if present:
            states.append(say(texts.PAGE_STATE_PRESENT))
        self.setAccessibleName(f"{self._title}: {', '.join(states)}")


class PageList(QWidget):
    """One button a page; `go` is called with the page's key."""

    def __init__(self, description: FormDescription, go: Callable[[str], None]) -> None:
        super().__init__()
        self.setAccessibleName(say(texts.PAGES))
        self._go = go
        layout = column(self, gap=2)
        self.entries: dict[str, _Entry] = {}
        for page in description.pages:
            self.entries[page.key] = self._entry(page.key, say(page.page.title))
            layout.addWidget(self.entries[page.key])
        layout.addStretch(1)

    def _entry(self, key: str, title: str) -> _Entry:
        return _Entry(title, lambda: self._go(key))


def _state(visited: bool, problems: int) -> Text:
    if not visited:
        return texts.PAGE_STATE_NEW
    return texts.PAGE_STATE_PROBLEMS if problems else texts.PAGE_STATE_DONE
