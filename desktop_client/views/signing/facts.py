"""Questions and answers in a table that can be read, selected and copied in full."""

from collections.abc import Iterable
from html import escape

from desktop_client.views.language import say
from desktop_client.views.signing import texts
from desktop_client.views.theme import colours, px
from desktop_client.views.widgets.full_text import FullText
from registration.text import Text

Row = tuple[Text, str]
"""What is asked, and the answer as it is read."""


class Facts(FullText):
    """A table of questions and answers."""

    def __init__(self, rows: Iterable[Row], name: Text = texts.FACTS) -> None:
        super().__init__(say(name))
        self.rows = tuple(rows)
        self.write()

    def html(self) -> str:
        """Return the table."""
        rows = "".join(
            f'<tr><td width="34%" bgcolor="{colours().surface}">{escape(say(title))}</td>'
            f'<td style="white-space:pre-wrap">{escape(answer)}</td></tr>'
            for title, answer in self.rows
        )
        return (
            f'<table width="100%" cellspacing="0" cellpadding="{px(6)}" border="1" '
            f'style="border-collapse:collapse;border-color:{colours().border}">{rows}</table>'
        )
