"""Everything that still has to be corrected, to go there by one key."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from desktop_client.views.application import texts
from desktop_client.views.language import say
from desktop_client.views.theme import px
from desktop_client.views.widgets.look import named
from desktop_client.views.widgets.notice import Notice
from registration.forms import FormDescription
from registration.problems import Problem

LINES_SEEN = 3
"""Problems that are seen without scrolling; fewer in a low window."""
BESIDE, EACH = 520, 80
"""Pixels at 100 % of a window's height for the page itself, and for each problem that is seen."""
FRAME = 3


class ProblemList(Notice):
    """`chosen` carries the Problem to go to."""

    chosen = Signal(object)

    def __init__(self, description: FormDescription) -> None:
        super().__init__("danger", "")
        self._description = description
        self._problems: list[Problem] = []
        self.list = named(QListWidget(), "problem-list")
        self.list.setWordWrap(True)
        self.list.setAccessibleName(say(texts.PROBLEM_LIST))
        self.list.itemActivated.connect(self._activated)
        self.list.itemClicked.connect(self._activated)
        self.column.addWidget(self.list)
        self.hide()

    def show_problems(self, problems: list[Problem]) -> None:
        """List these; where fewer are left the room stays until `fit`, so that nothing moves."""
        if problems != self._problems:
            self._problems = problems
            self.list.clear()
            for problem in problems:
                self.list.addItem(QListWidgetItem(self._words(problem)))
            self.set_message(say(texts.PROBLEMS_LEFT, count=len(problems)))
        self._keep_room(bool(problems) or self.isVisible())
        self.setVisible(bool(problems))
        room = max(1, (self.window().height() - px(BESIDE)) // px(EACH))
        lines = self.list.sizeHintForRow(0) * min(len(problems), LINES_SEEN, room)
        self.list.setFixedHeight(max(self.list.minimumHeight(), lines + 2 * px(FRAME)))

    def fit(self) -> None:
        """Take the room that what is listed needs; called where the page changes anyway."""
        self.list.setMinimumHeight(0)
        self._keep_room(False)
        self.show_problems(self._problems)

    def _keep_room(self, keep: bool) -> None:
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(keep)
        self.setSizePolicy(policy)

    def _words(self, problem: Problem) -> str:
        place = place_words(self._description, problem)
        return say(texts.PROBLEM_IN_LIST, place=place, problem=say(problem.text))

    def _activated(self, item: QListWidgetItem) -> None:
        self.chosen.emit(self._problems[self.list.row(item)])


def place_words(description: FormDescription, problem: Problem) -> str:
    """Return where a problem lies: page, row, question."""
    page = description.page(str(problem.path[0]))
    numbers = [part + 1 for part in problem.path[1:2] if isinstance(part, int)]
    keys = {field.key: say(field.ask.title) for field in page.fields}
    field = next((keys[part] for part in problem.path[1:] if part in keys), "")
    title = say(page.page.title)
    if not field:
        return title
    if page.repeats and numbers:
        return say(texts.PLACE_IN_ROW, page=title, row=numbers[0], field=field)
    return say(texts.PLACE, page=title, field=field)
