"""The line below the header that says whether this is practice, or which service is real."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QFrame

from desktop_client.views import texts
from desktop_client.views.language import say
from desktop_client.views.needs import HasJobs, HasPractice, HasPracticeMode, HasSettings
from desktop_client.views.theme import px
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import row
from desktop_client.views.widgets.look import set_look

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_client.errors import Failure
    from desktop_client.work import Work


class BannerParts(HasJobs, HasPractice, HasPracticeMode, HasSettings, Protocol):
    """What the banner works with."""


class ModeBanner(QFrame):
    """Practice has a button for the officers' pages besides, whose result it tells."""

    def __init__(
        self,
        parts: BannerParts,
        tell: Callable[[str], None],
        show_failure: Callable[[Failure], None],
    ) -> None:
        super().__init__()
        self._parts = parts
        set_look(self, "banner-practice" if parts.practice else "banner")
        self.label = Label(self._words(), "practice" if parts.practice else "subtle")
        across = row(self)
        across.setContentsMargins(px(24), px(6), px(24), px(6))
        across.addWidget(self.label)
        if parts.practice:
            from desktop_client.views.officers_button import OfficersButton

            across.addStretch()
            across.addWidget(OfficersButton(parts.jobs, self._find_pages, tell, show_failure))

    def refresh(self) -> None:
        """Show the address that is set now."""
        self.label.setText(self._words())

    def _find_pages(self, work: Work) -> str:
        return self._parts.practice_mode.officers_pages(work)

    def _words(self) -> str:
        if self._parts.practice:
            return say(texts.PRACTICE)
        address = self._parts.settings.get("service_url")
        return say(texts.REAL, address=address) if address else say(texts.REAL_WITHOUT_ADDRESS)
