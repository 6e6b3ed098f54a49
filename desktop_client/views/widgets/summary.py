"""A filled-in form to be read: pages, questions and answers, in full."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from desktop_client.views.language import language, say
from desktop_client.views.theme import colours, px
from desktop_client.views.widgets import texts
from desktop_client.views.widgets.full_text import FullText

if TYPE_CHECKING:
    from registration.forms import FieldDescription, FormDescription, PageDescription

Answers = Mapping[str, Any]

COMPACT_FROM = 20
"""Rows from which a page is shown a paragraph a row."""

AS_IT_IS = 'style="white-space:pre-wrap"'
"""Blanks of an answer are shown as they are signed."""


class FormSummary(FullText):
    """Shows the answers of a form as its description words them; grows to its full height.

    `form` holds canonical answers (JSON values) by page and field, as they are signed.
    """

    def __init__(self, description: "FormDescription", form: Answers) -> None:
        super().__init__(say(texts.FORM_CONTENTS))
        self._description, self._form = description, form
        self.write()

    def html(self) -> str:
        """Return every page, question and answer."""
        return "".join(_html(self._description, self._form))


def _html(description: "FormDescription", form: Answers) -> Iterator[str]:
    for page in description.pages:
        yield (
            f'<h3 style="color:{colours().text_strong};font-size:{px(19)}px;'
            f'margin-top:{px(16)}px;margin-bottom:{px(6)}px">{escape(say(page.page.title))}</h3>'
        )
        yield from _page(page, form.get(page.key))


def _page(page: "PageDescription", answers: Any) -> Iterator[str]:
    if not page.repeats:
        yield from _table(page, answers or {})
    elif not answers:
        yield f"<p>{escape(say(texts.NO_ROWS))}</p>"
    elif len(answers) >= COMPACT_FROM:
        yield from _compact(page, answers)
    else:
        for number, answered in enumerate(answers, 1):
            title = say(texts.ROW, row=say(page.page.row), number=number)
            yield f'<p style="margin-top:{px(8)}px"><b>{escape(title)}</b></p>'
            yield from _table(page, answered)


def _compact(page: "PageDescription", rows: list[Answers]) -> Iterator[str]:
    """Yield one paragraph a row: hundreds of tables would stop the screen for seconds."""
    for number, answers in enumerate(rows, 1):
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
