"""What a search finds: codes to choose from, and those that cannot be chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_client.views.application import texts
from desktop_client.views.language import say
from registration.forms import FieldDescription
from registration.forms.check import canonical_value
from registration.forms.field import CodeOf
from registration.tables import CodeEntry, code_table


@dataclass(frozen=True, slots=True)
class Finding:
    """One code and what it means; `refused` says why it cannot be chosen, "" where it can.

    `fills`: the answers of other fields that choosing it gives, by their keys.
    """

    code: str
    title: str
    fills: Mapping[str, str] = field(default_factory=dict)
    refused: str = ""
    more: str = ""
    """What tells it from others of the same title, as the law a trade is licensed by."""

    @property
    def words(self) -> str:
        """The line in the list, also as it is read out."""
        more = f" ({self.more})" if self.more else ""
        line = f"{self.code}  {self.title}{more}"
        return f"{line} – {self.refused}" if self.refused else line


def from_entry(of: CodeOf, entry: CodeEntry) -> Finding:
    """Return an entry of a table as it is found."""
    fills = {
        key: entry.title.ko if column == "title" else entry.more.get(column, "")
        for key, column in of.fills.items()
    }
    return Finding(entry.code, say(entry.title), fills, more=entry.more.get("law", ""))


def meaning(of: CodeOf, field: FieldDescription, answer: object) -> str:
    """Return what a code means; of a right one that the table does not have, that nobody knows."""
    entry = code_table(of.name).by_code.get(str(answer))
    if entry is None:
        return say(texts.NAME_UNCONFIRMED) if _is_right(field, answer) else ""
    if entry.is_closed:
        return say(texts.CODE_CLOSED, title=say(entry.title))
    if entry.in_doubt:
        return say(texts.NAME_IN_DOUBT, title=say(entry.title))
    return say(entry.title)


def _is_right(field: FieldDescription, answer: object) -> bool:
    try:
        return bool(canonical_value(field, answer))
    except ValueError:
        return False
