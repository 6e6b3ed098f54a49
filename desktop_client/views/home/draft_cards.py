"""The saved applications: to go on with, to follow, or to be told that one is damaged."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_client.drafts import DamagedDraft, Draft, Stage
from desktop_client.views.home import texts
from desktop_client.views.language import say
from desktop_client.views.times import minute
from desktop_client.views.widgets.buttons import Button, DangerButton, SecondaryButton
from desktop_client.views.widgets.card import Card
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import wrapping_row
from desktop_client.views.widgets.notice import Notice
from registration.kinds import FilingPurpose
from registration.procedures import PROCEDURES


@dataclass(frozen=True, slots=True)
class DraftActions:
    """What can be done with a saved application, by its ID."""

    open: Callable[[str], None]
    follow: Callable[[str], None]
    delete: Callable[[str], None]


class DraftCard(Card):
    """An unfinished application: go on with it, or delete it after a question."""

    def __init__(self, draft: Draft, actions: DraftActions) -> None:
        super().__init__()
        self.draft, self._actions = draft, actions
        self._question: Notice | None = None
        _describe(self, draft, self.column)
        self.open_button = SecondaryButton(say(texts.CONTINUE), lambda: actions.open(draft.id))
        self.delete_button = Button(say(texts.DELETE), self._ask, "flat")
        for button in (self.open_button, self.delete_button):
            _name(button, draft)
        self._buttons = wrapping_row(self.open_button, self.delete_button)
        self.column.addWidget(self._buttons)

    def _ask(self) -> None:
        keep = Button(say(texts.DELETE_NO), self._keep)
        delete = DangerButton(say(texts.DELETE_YES), lambda: self._actions.delete(self.draft.id))
        self._question = Notice("warning", say(texts.DELETE_QUESTION), keep, delete)
        self._buttons.hide()
        self.column.addWidget(self._question)
        self._question.tell()
        keep.setFocus()

    def _keep(self) -> None:
        if self._question:
            self._question.hide()
            self._question.deleteLater()
            self._question = None
        self._buttons.show()
        self.delete_button.setFocus()


class FiledCard(Card):
    """An application that was signed or filed: its status is looked at elsewhere."""

    def __init__(self, draft: Draft, actions: DraftActions) -> None:
        super().__init__()
        self.draft = draft
        _describe(self, draft, self.column)
        if draft.filing:
            number = draft.filing.receipt_number
            self.column.addWidget(Label(say(texts.RECEIPT_NUMBER, number=number)))
        else:
            self.column.addWidget(Label(say(texts.SIGNED_NOTE), "warning"))
        words = texts.SHOW_STATUS if draft.stage is Stage.FILED else texts.SEND_AGAIN
        self.status_button = SecondaryButton(say(words), lambda: actions.follow(draft.id))
        _name(self.status_button, draft)
        self.column.addWidget(wrapping_row(self.status_button))


class DamagedCard(Notice):
    """Says which saved application cannot be read; it is not touched."""

    def __init__(self, damaged: DamagedDraft) -> None:
        newer = damaged.code == "draft_newer"
        super().__init__("danger", say(texts.NEWER if newer else texts.DAMAGED))
        folder = Label(say(texts.DAMAGED_FOLDER, folder=damaged.folder), "subtle")
        self.column.addWidget(folder)


def _describe(card: QWidget, draft: Draft, column: QVBoxLayout) -> None:
    card.setAccessibleName(_words(draft))
    column.addWidget(Label(_title(draft), "lead"))
    saved = say(texts.SAVED, time=minute(draft.saved))
    column.addWidget(Label(saved, "subtle"))


def _title(draft: Draft) -> str:
    title = say(PROCEDURES[draft.kind].title)
    if draft.purpose is not FilingPurpose.NEW:
        title = say(texts.FOR_PURPOSE, title=title, purpose=say(texts.PURPOSES[draft.purpose]))
    first = _applicant(draft)
    return f"{title} – {first}" if first else title


def _words(draft: Draft) -> str:
    return f"{_title(draft)}, {say(texts.SAVED, time=minute(draft.saved))}"


def _name(button: Button, draft: Draft) -> None:
    button.setAccessibleName(say(texts.ABOUT, action=button.text(), draft=_words(draft)))


def _applicant(draft: Draft) -> str:
    """Return the applicant's name, or the number it is known by while there is no name yet."""
    from registration.forms import business_number_of, name_of  # with pydantic: after the window

    return name_of(draft.kind, draft.form) or business_number_of(draft.kind, draft.form)
