"""The pages of the form, each with its state: visited, something to correct, in order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_client.views.application import texts
from desktop_client.views.language import say
from desktop_client.views.theme import px
from desktop_client.views.widgets.buttons import MarkedButton
from desktop_client.views.widgets.calm_combo import CalmCombo
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, row
from desktop_client.views.widgets.look import speak_as
from desktop_client.views.widgets.mark import Mark
from registration.text import Text

WIDTH = 210

Titles = Mapping[str, str]
"""The title of each page by its key, in their order."""


class _Entry(MarkedButton):
    """A button with a mark and a count at its right end."""

    def __init__(self, title: str, pressed: Callable[[], object]) -> None:
        super().__init__("", pressed, "page")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._title = title
        across = row(self, gap=4)
        across.setContentsMargins(px(10), px(6), px(10), px(6))
        self._words = Label(title)
        self._count = Label("", "danger")
        self._count.setWordWrap(False)
        self._tick, self._warn, self._wait = Mark("success"), Mark("danger"), Mark("warning")
        across.addWidget(self._words, 1)
        for part in (self._count, self._warn, self._wait, self._tick):
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

    def show_state(self, state: "PageState") -> None:
        """Show the state of the page."""
        self.mark(marked=state.present)
        self._tick.setVisible(state.visited and not state.problems and not state.papers)
        self._wait.setVisible(state.visited and bool(state.papers))
        self._warn.setVisible(state.visited and bool(state.problems))
        self._count.setVisible(state.visited and bool(state.problems))
        self._count.setText(say(texts.COUNT, count=state.problems))
        self.setAccessibleName(f"{self._title}: {state.words}")


@dataclass(frozen=True, slots=True)
class PageState:
    """How far a page is: seen before, shown now, what is to correct on it, which papers to give."""

    visited: bool
    present: bool
    problems: int = 0
    papers: int = 0

    @property
    def words(self) -> str:
        """The state as a screen reader says it."""
        said = [self.what_is_left]
        return ", ".join([*said, say(texts.PAGE_STATE_PRESENT)] if self.present else said)

    @property
    def what_is_left(self) -> str:
        """What is left to do on the page, in words."""
        return say(self._text, count=self.problems or self.papers)

    @property
    def _text(self) -> Text:
        if not self.visited:
            return texts.PAGE_STATE_NEW
        if self.problems:
            return texts.PAGE_STATE_PROBLEMS
        return texts.PAGE_STATE_PAPERS if self.papers else texts.PAGE_STATE_DONE


class PageList(QWidget):
    """One button a page; `go` is called with the page's key."""

    def __init__(self, titles: Titles, go: Callable[[str], None]) -> None:
        super().__init__()
        speak_as(self, "list").setAccessibleName(say(texts.PAGES))
        self._go = go
        layout = column(self, gap=2)
        self.entries: dict[str, _Entry] = {}
        for key, title in titles.items():
            self.entries[key] = self._entry(key, title)
            layout.addWidget(self.entries[key])
        layout.addStretch(1)

    def show_states(self, states: dict[str, PageState]) -> None:
        """Show the state of every page."""
        for key, state in states.items():
            self.entries[key].show_state(state)

    def _entry(self, key: str, title: str) -> _Entry:
        entry = _Entry(title, lambda: self._go(key))
        entry.setObjectName(f"form-page-{key}")
        return speak_as(entry, "list-item")


class PageChoice(CalmCombo):
    """The same in one line, for narrow windows and large texts."""

    def __init__(self, titles: Titles, go: Callable[[str], None]) -> None:
        super().__init__()
        self.setAccessibleName(say(texts.PAGES))
        self.view().setAccessibleName(say(texts.PAGES))
        self._titles = titles
        for key, title in self._titles.items():
            self.addItem(title, key)
        self.currentIndexChanged.connect(lambda: go(self.currentData()))

    def show_states(self, states: dict[str, PageState]) -> None:
        """Show the state of every page."""
        for place, (key, title) in enumerate(self._titles.items()):
            state = states[key]
            shown = state.visited and (state.problems or state.papers)
            self.setItemText(place, f"{title} ({state.what_is_left})" if shown else title)
            if state.present:
                with QSignalBlocker(self):
                    self.setCurrentIndex(place)
