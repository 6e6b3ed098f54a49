"""Problems of a form with the place they are at."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from desktop_client.views.application.problem_list import place_words
from desktop_client.views.language import say
from desktop_client.views.review import texts
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from registration.forms import describe
from registration.kinds import Kind
from registration.problems import Problem


def problem_list(kind: Kind, problems: Iterable[Problem]) -> QWidget:
    """Return the problems as lines that say where each is."""
    holder = QWidget()
    lines = column(holder, gap=4)
    for problem in problems:
        place = _place(kind, problem)
        lines.addWidget(Label(say(texts.PROBLEM, place=place, words=say(problem.text))))
    return holder


def _place(kind: Kind, problem: Problem) -> str:
    """Return where a problem is; a service of another version may name places unknown here."""
    description = describe(kind)
    pages = {page.key for page in description.pages}
    if problem.path and problem.path[0] in pages:
        return place_words(description, problem)
    return " › ".join(str(step) for step in problem.path)
