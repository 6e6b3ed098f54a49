"""Problems of a form with the place they are at."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from desktop_client.views.language import say
from desktop_client.views.review import texts
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from registration.forms import PageDescription, describe
from registration.kinds import Kind
from registration.problems import Problem


def problem_list(kind: Kind, problems: Iterable[Problem]) -> QWidget:
    """Return the problems as lines that say where each is."""
    holder = QWidget()
    lines = column(holder, gap=4)
    for problem in problems:
        place = " › ".join(_place(kind, problem))
        lines.addWidget(Label(say(texts.PROBLEM, place=place, words=say(problem.text))))
    return holder


def _place(kind: Kind, problem: Problem) -> list[str]:
    pages = {page.key: page for page in describe(kind).pages}
    page = pages.get(str(problem.path[0])) if problem.path else None
    if page is None:
        return [str(step) for step in problem.path]
    return [_page(page, problem), *_field(page, problem)]


def _page(page: PageDescription, problem: Problem) -> str:
    title = say(page.page.title)
    row = problem.path[1] if len(problem.path) > 1 else None
    return say(texts.ROW, page=title, number=row + 1) if isinstance(row, int) else title


def _field(page: PageDescription, problem: Problem) -> list[str]:
    titles = {field.key: say(field.ask.title) for field in page.fields}
    return [titles[step] for step in problem.path if isinstance(step, str) and step in titles][:1]
