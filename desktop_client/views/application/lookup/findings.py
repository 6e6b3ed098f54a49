"""What a search finds: codes to choose from, and those that cannot be chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_client.views.language import say
from registration.forms.field import CodeOf
from registration.tables import CodeEntry, CodeTable


@dataclass(frozen=True, slots=True)
class Finding:
    """One code and what it means; `refused` says why it cannot be chosen, "" where it can.

    `fills`: the answers of other fields that choosing it gives, by their keys.
    """

    code: str
    title: str
    fills: Mapping[str, str] = field(default_factory=dict)
    refused: str = ""

    @property
    def words(self) -> str:
        """The line in the list, also as it is read out."""
        line = f"{self.code}  {self.title}"
        return f"{line} – {self.refused}" if self.refused else line


def from_entry(of: CodeOf, entry: CodeEntry) -> Finding:
    """Return an entry of a table as it is found."""
    fills = {
        key: entry.title.ko if column == "title" else entry.more.get(column, "")
        for key, column in of.fills.items()
    }
    return Finding(entry.code, say(entry.title), fills)


def named(entries: CodeTable, typed: str) -> CodeEntry | None:
    """Return the one entry whose code or whole title was typed."""
    wanted = typed.strip().casefold()
    if found := entries.by_code.get(typed.strip()):
        return found
    found_all = [
        entry
        for entry in entries.entries
        if wanted in (entry.code.casefold(), entry.title.ko.casefold(), entry.title.en.casefold())
    ]
    return found_all[0] if len(found_all) == 1 else None
