"""Reading a draft, or beginning one, away from the screen's thread."""

from dataclasses import dataclass

from desktop_client.drafts import Attached, Draft, DraftStore
from desktop_client.views.application import texts
from desktop_client.views.application.editing import FormEditing
from desktop_client.views.application.saving import Saver
from desktop_client.views.language import say
from desktop_client.work import Work
from registration.kinds import FilingPurpose, Kind
from registration.procedures import PROCEDURES


@dataclass(frozen=True, slots=True)
class Opening:
    """Which application to open: a saved draft, or a new one of a kind."""

    drafts: DraftStore
    draft_id: str | None
    kind: Kind | None

    def __call__(self, _work: Work) -> Draft:
        """Return the draft; raises `ClientError` where it cannot be read or begun."""
        if self.kind and not self.draft_id:
            return self.drafts.create(self.kind)
        return self.drafts.load(self.draft_id or "")


@dataclass(slots=True)
class Open:
    """An application that is open: its answers in memory, what saves them, and its files.

    `purpose`, `supplements`: as the draft says what it is filed for.
    """

    draft_id: str
    editing: FormEditing
    saver: Saver
    attachments: tuple[Attached, ...] = ()
    purpose: FilingPurpose = FilingPurpose.NEW
    supplements: str | None = None

    @property
    def title(self) -> str:
        """What it is: a change or a completion never looks like a new registration."""
        title = say(PROCEDURES[self.editing.kind].title)
        number = self.supplements or ""
        return say(texts.TITLES[self.purpose], title=title, number=number)
