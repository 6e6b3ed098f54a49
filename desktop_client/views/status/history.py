"""The table of what happened to an application: when, who, what, why."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from desktop_client.views.language import say
from desktop_client.views.status import texts
from desktop_client.views.theme import colours, px
from desktop_client.views.widgets.full_text import FullText
from registration.korean_time import show_time
from registration.lifecycle import STATE_NAMES
from registration.offices import who

if TYPE_CHECKING:
    from registration.wire import HistoryEntry

COLUMNS = (texts.AT, texts.ACTOR, texts.CHANGE, texts.WHY)


class History(FullText):
    """Every transition in its order; long reasons wrap."""

    def __init__(self, entries: Sequence["HistoryEntry"]) -> None:
        super().__init__(say(texts.HISTORY))
        self.setObjectName("status-history")
        self.rows = tuple(_words(entry) for entry in entries)
        self.write()

    def html(self) -> str:
        """Return the table."""
        titles = "".join(
            f'<th align="left" bgcolor="{colours().surface}">{escape(say(title))}</th>'
            for title in COLUMNS
        )
        rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in self.rows)
        return (
            f'<table width="100%" cellspacing="0" cellpadding="{px(6)}" border="1" '
            f'style="border-collapse:collapse;border-color:{colours().border}">'
            f"<tr>{titles}</tr>{rows}</table>"
        )


def _cell(words: str) -> str:
    return f'<td style="white-space:pre-wrap">{escape(words)}</td>'


def _words(entry: "HistoryEntry") -> tuple[str, str, str, str]:
    target = say(STATE_NAMES[entry.target])
    if entry.source is None:
        change = say(texts.FILED, target=target)
    else:
        change = say(texts.MOVED, source=say(STATE_NAMES[entry.source]), target=target)
    reason = entry.reason or say(texts.NO_REASON)
    return show_time(entry.at), say(who(entry.actor, entry.office)), change, reason
