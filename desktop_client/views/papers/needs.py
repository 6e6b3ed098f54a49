"""The list of needed papers: which, why, how each is checked, and whether it is attached."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_client.drafts import Attached
from desktop_client.views.language import say
from desktop_client.views.papers import texts
from desktop_client.views.widgets.card import Card
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import clear, column, row
from desktop_client.views.widgets.mark import Mark
from registration.enclosures import CHECKED_HOW_NAMES, ENCLOSURE_NAMES, RequiredEnclosure
from registration.kinds import Kind


class NeedsList(QWidget):
    """One card a paper; shown anew when the form or the files change."""

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self._kind = kind
        self._column = column(self, gap=8)
        self._shown: object = None

    def show_needs(self, needs: list[RequiredEnclosure], attached: Iterable[Attached]) -> None:
        """Show these, unless they are what is shown already."""
        names: dict[str, list[str]] = {}
        for file in attached:
            names.setdefault(file.document, []).append(file.name)
        wanted = (needs, names)
        if wanted == self._shown:
            return
        self._shown = wanted
        clear(self._column)
        if not any(need.is_paper for need in needs):
            self._column.addWidget(Label(say(texts.NONE_NEEDED)))
        for need in needs:
            self._column.addWidget(self._card(need, names.get(need.document.value, [])))

    def _card(self, need: RequiredEnclosure, names: list[str]) -> QWidget:
        card = Card()
        across = row(gap=10)
        done = bool(names) or not need.is_paper
        across.addWidget(Mark("success" if done else "warning"), 0, Qt.AlignmentFlag.AlignTop)
        down = column(gap=2)
        across.addLayout(down, 1)
        card.column.addLayout(across)
        title, why = say(ENCLOSURE_NAMES[need.document]), say(need.why)
        how, state = self._how(need), self._state(need, names)
        down.addWidget(Label(title, "lead"))
        down.addWidget(Label(why))
        if how:
            down.addWidget(Label(how, "subtle"))
        if state:
            down.addWidget(Label(state, "success" if names else "warning"))
        words = say(texts.NEED, document=title, why=why, how=how, state=state)
        card.setAccessibleName(" ".join(words.split()))
        return card

    def _how(self, need: RequiredEnclosure) -> str:
        """An institution's papers go by letter or fax, as their reason says already."""
        letter = self._kind is Kind.INSTITUTION and need.is_paper
        return "" if letter else say(CHECKED_HOW_NAMES[need.checked])

    def _state(self, need: RequiredEnclosure, names: list[str]) -> str:
        if not need.is_paper:
            return ""
        if names:
            return say(texts.ATTACHED, names=", ".join(names))
        letter = self._kind is Kind.INSTITUTION
        return say(texts.NOT_ATTACHED_INSTITUTION if letter else texts.NOT_ATTACHED)
