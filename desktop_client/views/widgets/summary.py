"""A filled-in form to be read: pages, questions and answers, in full."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_client.views.language import language, say
from desktop_client.views.theme import colours, px
from desktop_client.views.widgets import texts
from desktop_client.views.widgets.full_text import FullText
from desktop_client.views.widgets.gradually import Gradually
from desktop_client.views.widgets.layouts import column

if TYPE_CHECKING:
    from registration.forms import FieldDescription, FormDescription, PageDescription

Answers = Mapping[str, Any]

COMPACT_FROM = 20
"""Rows from which a page is shown a paragraph a row."""

CHUNK = 20
"""Such rows in a part, which takes some milliseconds to lay out."""

AT_ONCE = 12
"""Parts up to which all are there from the beginning: a form without very many rows."""

AS_IT_IS = 'style="white-space:pre-wrap"'
"""Blanks of an answer are shown as they are signed."""


class FormSummary(QWidget):
    """Shows the answers of a form as its description words them; grows to its full height.

    `form` holds canonical answers (JSON values) by page and field, as they are signed. Hundreds of
    rows would stop the screen for a while: they are put in one part after another, and `completed`
    comes with the last.
    """

    completed = Signal()

    def __init__(self, description: "FormDescription", form: Answers) -> None:
        super().__init__()
        self.setAccessibleName(say(texts.FORM_CONTENTS))
        self.parts: list[FullText] = []
        self._column = column(self, gap=0)
        self._building = Gradually(self)
        self._building.done.connect(self.completed)
        parts = [partial(self._add, *part) for part in _parts(description, form)]
        self._building.begin(parts)
        if len(parts) <= AT_ONCE:
            self._building.finish()

    @property
    def is_complete(self) -> bool:
        """Whether every answer is there to be read."""
        return not self._building.running

    def _add(self, name: str, written: Callable[[], str]) -> None:
        part = _Part(name, written)
        self.parts.append(part)
        self._column.addWidget(part)


class _Part(FullText):
    def __init__(self, name: str, written: Callable[[], str]) -> None:
        super().__init__(name)
        self._of = written
        self.write()

    def html(self) -> str:
        return self._of()


def _parts(
    description: "FormDescription", form: Answers
) -> Iterator[tuple[str, Callable[[], str]]]:
    """Yield the name of each part and what writes it, in the colours in force."""
    for page in description.pages:
        answers = form.get(page.key)
        title = say(page.page.title)
        if not page.repeats or not answers or len(answers) < COMPACT_FROM:
            yield title, partial(_whole, page, answers)
            continue
        for first in range(0, len(answers), CHUNK):
            yield title, partial(_chunk, page, answers, first)


def _whole(page: "PageDescription", answers: Any) -> str:
    return _heading(page) + "".join(_page(page, answers))


def _chunk(page: "PageDescription", rows: list[Answers], first: int) -> str:
    head = "" if first else _heading(page)
    return head + "".join(_compact(page, rows[first : first + CHUNK], first + 1))


def _heading(page: "PageDescription") -> str:
    return (
        f'<h3 style="color:{colours().text_strong};font-size:{px(19)}px;'
        f'margin-top:{px(16)}px;margin-bottom:{px(6)}px">{escape(say(page.page.title))}</h3>'
    )


def _page(page: "PageDescription", answers: Any) -> Iterator[str]:
    if not page.repeats:
        yield from _table(page, answers or {})
    elif not answers:
        yield f"<p>{escape(say(texts.NO_ROWS))}</p>"
    else:
        for number, answered in enumerate(answers, 1):
            title = say(texts.ROW, row=say(page.page.row), number=number)
            yield f'<p style="margin-top:{px(8)}px"><b>{escape(title)}</b></p>'
            yield from _table(page, answered)


def _compact(page: "PageDescription", rows: list[Answers], first: int) -> Iterator[str]:
    """Yield one paragraph a row: hundreds of tables would stop the screen for seconds."""
    for number, answers in enumerate(rows, first):
        shown = [
            f"{escape(say(field.ask.title))} <b {AS_IT_IS}>{escape(words)}</b>"
            for field in page.fields
            if (words := field.show(answers.get(field.key), language()))
        ]
        yield f"<p>{number}. {' · '.join(shown)}</p>"


def _table(page: "PageDescription", answers: Answers) -> Iterator[str]:
    yield (
        f'<table width="100%" cellspacing="0" cellpadding="{px(6)}" border="1" '
        f'style="border-collapse:collapse;border-color:{colours().border}">'
    )
    for field in page.fields:
        if field.ask.applies is None or field.ask.applies.holds(answers):
            yield _answer(field, answers.get(field.key))
    yield "</table>"


def _answer(field: "FieldDescription", value: object) -> str:
    shown = field.show(value, language()) or say(texts.NO_ANSWER)
    return (
        f'<tr><td width="34%" bgcolor="{colours().surface}">{escape(say(field.ask.title))}</td>'
        f"<td {AS_IT_IS}>{escape(shown)}</td></tr>"
    )
