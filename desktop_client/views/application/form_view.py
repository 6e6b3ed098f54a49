"""The open form: its pages, the list of them, what is to correct, and the way on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from desktop_client.views.application import texts
from desktop_client.views.application.form_page import FormPage, Spot, spot_of
from desktop_client.views.application.page_list import WIDTH, PageChoice, PageList, PageState
from desktop_client.views.application.problem_list import ProblemList
from desktop_client.views.application.rows_page import RowsPage
from desktop_client.views.language import say
from desktop_client.views.papers import texts as paper_texts
from desktop_client.views.theme import px
from desktop_client.views.widgets.action_bar import stand_in_bar
from desktop_client.views.widgets.buttons import Button, PrimaryButton
from desktop_client.views.widgets.focus import keep_near
from desktop_client.views.widgets.layouts import column, filling, reveal, row
from desktop_client.views.widgets.look import set_look

if TYPE_CHECKING:
    from desktop_client.views.application.editing import FormEditing
    from desktop_client.views.papers.page import PapersPage
    from registration.problems import Problem

PAPERS = "papers"
"""The key of the last page, which is no page of the form."""
LEAST_HEIGHT = 80
LEAST_WIDTH_FOR_LIST = 700
"""Pixels at 100 %."""


class FormView(QWidget):
    """Shows one page at a time, the papers last; a page is built when it is first seen,
    its fields while it is seen.

    `build_papers` builds that last page, `missing` counts the papers it lacks. `ready` comes when
    the form is to be reviewed and nothing is left to correct.
    """

    ready = Signal()

    def __init__(
        self,
        editing: FormEditing,
        visited: set[str],
        build_papers: Callable[[], PapersPage],
        missing: Callable[[], int],
    ) -> None:
        super().__init__()
        self.editing, self.visited = editing, visited
        self._build_papers, self._missing = build_papers, missing
        titles = {page.key: say(page.page.title) for page in editing.description.pages}
        titles[PAPERS] = say(paper_texts.TITLE)
        self._keys = list(titles)
        self._built: dict[str, FormPage | PapersPage] = {}
        self._areas: dict[str, QScrollArea] = {}
        self._stack = QStackedWidget()
        self._pages = PageList(titles, self.show_page)
        self._choice = PageChoice(titles, self.show_page)
        self._choice.hide()
        self.problem_list = ProblemList(editing.description)
        self.problem_list.chosen.connect(self.go_to_problem)
        self._listing = False
        self.page_key = self._keys[0]
        layout = column(self, gap=0)
        layout.addWidget(self.problem_list)
        layout.addSpacing(px(8))
        layout.addWidget(self._choice)
        layout.addWidget(self._body(), 1)
        self._stand_in_bar()
        self._shortcut("Ctrl+PgUp", lambda: self._step(-1))
        self._shortcut("Ctrl+PgDown", lambda: self._step(1))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Put the list of pages into one line where it would leave the page too little room."""
        super().resizeEvent(event)
        wide = event.size().width() >= px(LEAST_WIDTH_FOR_LIST)
        self._side.setVisible(wide)
        self._choice.setVisible(not wide)

    @property
    def regions(self) -> list[QWidget]:
        """The parts of the form: the page, and the list of pages."""
        return [self.problem_list, self._stack, self._side, self._choice]

    @property
    def page(self) -> FormPage | PapersPage:
        """The page shown now."""
        return self._built[self.page_key]

    def show_page(self, key: str, spot: Spot | None = None, *, at_once: bool = False) -> None:
        """Show a page and give the keyboard to a place on it; `at_once` with all its fields."""
        if self._built:
            self.visited.add(self.page_key)
            keep_near(self.page)  # or Qt looks for somebody to give the keyboard to
        counted = self._is_visited(key)
        self.page_key = key
        page = self._page(key)
        if at_once and isinstance(page, FormPage):
            page.building.finish()
        if counted:
            page.show_all_problems()  # they are counted in the list of pages: show which
        self._stack.setCurrentWidget(self._areas[key])
        page.refresh()
        self.problem_list.fit()
        self.focus_spot(spot or Spot())
        self._refresh()

    def focus_spot(self, spot: Spot) -> None:
        """Give the keyboard to a place on the present page, and scroll it into view.

        Where its field is not built yet the page has the keyboard meanwhile.
        """
        page = self.page
        if spot.field and isinstance(page, FormPage) and page.building.running:
            page.setFocus()
            page.building.done.connect(
                lambda: self._go_late(page, spot), Qt.ConnectionType.SingleShotConnection
            )
        else:
            reveal(page.go_to(spot))

    def _go_late(self, page: FormPage, spot: Spot) -> None:
        if page is self.page and page.hasFocus():  # nobody went elsewhere meanwhile
            reveal(page.go_to(spot))

    def go_to_problem(self, problem: Problem) -> None:
        """Show where a problem lies."""
        self.show_page(str(problem.path[0]), spot_of(problem.path))

    def review(self) -> None:
        """Go on to the review, or to the first thing that has to be corrected."""
        errors = self.editing.errors()
        if not errors:
            self.ready.emit()
            return
        self.show_all_problems()
        self.go_to_problem(errors[0])
        self.problem_list.tell()

    def show_all_problems(self) -> None:
        """Say on every page, and in the list, what has to be corrected."""
        self._listing = True
        self.visited.update(self._keys)
        for page in self._built.values():
            page.show_all_problems()
        self._refresh()

    @property
    def lists_problems(self) -> bool:
        """Whether the list of what has to be corrected is shown."""
        return self._listing

    def _page(self, key: str) -> FormPage | PapersPage:
        if key not in self._built:
            page = self._build_papers() if key == PAPERS else self._form_page(key)
            self._built[key], self._areas[key] = page, filling(page)
            self._stack.addWidget(self._areas[key])
            page.fill()
            page.left.connect(self._refresh)
            if self._listing:
                page.show_all_problems()
        return self._built[key]

    def _form_page(self, key: str) -> FormPage:
        description = self.editing.description.page(key)
        return (RowsPage if description.repeats else FormPage)(description, self.editing)

    def _body(self) -> QWidget:
        body = QWidget()
        body.setMinimumHeight(px(LEAST_HEIGHT))
        across = row(body, gap=0)
        self._side = filling(self._pages)
        self._side.setFixedWidth(px(WIDTH))
        across.addWidget(self._side)
        across.addWidget(self._stack, 1)
        return body

    def _stand_in_bar(self) -> None:
        self.previous_button = Button(say(texts.PREVIOUS), lambda: self._step(-1))
        self.next_button = PrimaryButton(say(texts.NEXT), lambda: self._step(1))
        self.review_button = Button(say(texts.TO_REVIEW), self.review)
        self.previous_button.setObjectName("form-previous")
        self.next_button.setObjectName("form-next")
        self.review_button.setObjectName("form-review")
        stand_in_bar(self, self.next_button, self.review_button, back=self.previous_button)

    def _step(self, by: int) -> None:
        place = self._keys.index(self.page_key) + by
        if 0 <= place < len(self._keys):
            self.show_page(self._keys[place])

    def _refresh(self) -> None:
        states = {key: self._state(key) for key in self._keys}
        self._pages.show_states(states)
        self._choice.show_states(states)
        self._side.ensureWidgetVisible(self._pages.entries[self.page_key])
        place = self._keys.index(self.page_key)
        self.previous_button.setEnabled(place > 0)
        is_last = place == len(self._keys) - 1
        self.next_button.setVisible(not is_last)
        set_look(self.review_button, "primary" if is_last else "plain")
        if self._listing:
            self.problem_list.show_problems(self.editing.errors())

    def _state(self, key: str) -> PageState:
        problems = [problem for problem in self.editing.errors() if problem.path[0] == key]
        papers = self._missing() if key == PAPERS else 0
        present = key == self.page_key
        return PageState(self._is_visited(key), present, len(problems), papers)

    def _is_visited(self, key: str) -> bool:
        """Whether what is wrong on a page is counted."""
        return key in self.visited or (key != self.page_key and self.editing.is_begun(key))

    def _shortcut(self, keys: str, action: Callable[[], None]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(action)
