"""What a 변경 or a 보완 changes, before and after, field by field."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from desktop_client.views.language import language, say
from desktop_client.views.review import texts
from desktop_client.views.theme import colours, px
from desktop_client.views.widgets import texts as widget_texts
from desktop_client.views.widgets.full_text import FullText
from registration.comparison import AnswerChange, compare_forms
from registration.kinds import Kind


class Changes(FullText):
    """A table of question, before and after; says so where nothing changed."""

    def __init__(self, kind: Kind, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        super().__init__(say(texts.CHANGES))
        self.changes = compare_forms(kind, before, after)
        self.write()

    def html(self) -> str:
        """Return the table."""
        if not self.changes:
            return f"<p>{escape(say(texts.NO_CHANGES))}</p>"
        heads = (texts.CHANGED_FIELD, texts.BEFORE, texts.AFTER)
        head = "".join(f"<th align='left'>{escape(say(title))}</th>" for title in heads)
        return (
            f'<table width="100%" cellspacing="0" cellpadding="{px(6)}" border="1" '
            f'style="border-collapse:collapse;border-color:{colours().border}">'
            f'<tr bgcolor="{colours().surface}">{head}</tr>{"".join(self._rows())}</table>'
        )

    def _rows(self) -> Iterator[str]:
        for change in self.changes:
            cells = (
                change_place(change),
                _shown(change, change.before),
                _shown(change, change.after),
            )
            inside = "".join(
                f'<td width="33%" style="white-space:pre-wrap">{escape(cell)}</td>'
                for cell in cells
            )
            yield f"<tr>{inside}</tr>"


def change_place(change: AnswerChange) -> str:
    """Return where a change is: page, row and question, and whether the row came or went."""
    page, field = say(change.page.page.title), say(change.field.ask.title)
    if change.row is None:
        return say(texts.CHANGE_PLACE, page=page, field=field)
    words = texts.CHANGE_ROWS[change.what]
    return say(words, page=page, row=change.row + 1, field=field)


def _shown(change: AnswerChange, value: object) -> str:
    return change.field.show(value, language()) or say(widget_texts.NO_ANSWER)
