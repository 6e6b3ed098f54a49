"""The first screen: my applications, what can be registered, checks and look-ups."""

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop_client.views import routes
from desktop_client.views.home import texts
from desktop_client.views.home.procedure_card import ProcedureCard, StepsCard
from desktop_client.views.language import say
from desktop_client.views.needs import (
    HasCertificateManager,
    HasDrafts,
    HasFollowing,
    HasJobs,
    HasObtaining,
    HasPractice,
    HasPracticeMode,
    HasSettings,
)
from desktop_client.views.screen import Navigate, Screen
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.buttons import Button
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column, wrapping_row
from desktop_client.views.widgets.look import named
from desktop_client.views.widgets.swap import Swap
from desktop_client.views.widgets.turning import TurningRow
from registration.kinds import Kind
from registration.procedures import PROCEDURES

if TYPE_CHECKING:
    from desktop_client.views.home.saved import SavedApplications
    from registration.text import Text

SIDE_BY_SIDE = 720
"""Pixels at 100 % from which two cards stand side by side."""
AFTER_SHOWN = 20
"""Milliseconds after which the rest is added: what is needed to begin is drawn by then."""
EXPIRING_AFTER = 1000
"""Milliseconds after which certificates are looked at: the disk is free for the start till then."""


class HomeParts(
    HasJobs,
    HasDrafts,
    HasFollowing,
    HasSettings,
    HasPractice,
    HasPracticeMode,
    HasObtaining,
    HasCertificateManager,
    Protocol,
):
    """What the first screen works with."""


class HomeScreen(Screen):
    """Cards of the procedures, the steps of one of them on demand, the saved applications."""

    title = texts.TITLE

    def __init__(self, parts: HomeParts, navigate: Navigate) -> None:
        super().__init__(navigate)
        self.parts = parts
        self.saved: SavedApplications | None = None
        self._column = column(self.body, margin=24)
        if not parts.practice and not parts.settings.get("service_url"):
            self._column.addWidget(self._no_address())
        self._choose = Label(say(texts.CHOOSE), "heading")
        self._column.addWidget(self._choose)
        self.procedures = [
            ProcedureCard(procedure, self._start, self._show_steps)
            for procedure in PROCEDURES.values()
        ]
        for first in range(0, len(self.procedures), 2):
            pair = TurningRow(SIDE_BY_SIDE, gap=12, narrow_gap=12)
            for card in self.procedures[first : first + 2]:
                pair.add(card, 1)
            self._column.addWidget(pair)
        self._steps = Swap()
        self._column.addWidget(self._steps)
        self._column.addWidget(Label(say(texts.HELP), "heading"))
        self._column.addWidget(wrapping_row(*self._helps()))
        self._column.addStretch(1)

    def enter(self) -> None:
        """Add the saved applications a moment later."""
        QTimer.singleShot(AFTER_SHOWN, self, self._add_the_rest)

    def place(self) -> routes.Route:
        """Come back here."""
        return routes.Home()

    def refresh(self) -> None:
        """Show how the applications stand now."""
        if self.saved:
            self.saved.read_again()

    def start_focus(self) -> QWidget | None:
        """Begin at the first procedure, until it is known what there is to go on with."""
        return self.procedures[0].start_button

    def _add_the_rest(self) -> None:
        from desktop_client.views.home.saved import SavedApplications

        self.saved = SavedApplications(
            self.parts.jobs, self.parts.drafts, lambda: self.parts.following, self.navigate
        )
        self.saved.filled.connect(self._begin_with)
        self._column.insertWidget(self._column.indexOf(self._choose), self.saved)
        self.saved.lower()  # assistive programs read it where it stands: first
        QTimer.singleShot(EXPIRING_AFTER, self, self._look_for_unfinished)
        # Where nobody has practised since the start, no service is started for this alone.
        if not self.parts.practice or self.parts.practice_mode.is_running:
            QTimer.singleShot(EXPIRING_AFTER, self, self._look_for_expiring)

    def _begin_with(self, button: QWidget) -> None:
        """Begin at my applications instead, as long as nobody has gone elsewhere."""
        if self.procedures[0].start_button.hasFocus():
            button.setFocus()
            QTimer.singleShot(0, self, lambda: self.area.verticalScrollBar().setValue(0))

    def _helps(self) -> list[Button]:
        ways: dict[str, tuple[Text, routes.Route]] = {
            "checkup": (texts.CHECKUP, routes.Checkup()),
            "lookup": (texts.VERIFY, routes.Lookup()),
            "sanctions": (texts.SANCTIONS, routes.Sanctions()),
        }
        buttons = [
            named(Button(say(words), partial(self.navigate, route)), f"home-{name}")
            for name, (words, route) in ways.items()
        ]
        buttons.append(named(Button(say(texts.GUIDE), self._open_guide), "home-guide"))
        if not self.parts.practice:
            buttons.append(self._practise_button("home-practise"))
        return buttons

    def _no_address(self) -> QWidget:
        from desktop_client.views.widgets.notice import Notice

        settings = Button(say(texts.TO_SETTINGS), lambda: self.navigate(routes.Settings()))
        return Notice(
            "warning",
            say(texts.NO_ADDRESS),
            named(settings, "home-settings"),
            self._practise_button("home-practise-first"),
        )

    def _practise_button(self, name: str) -> Button:
        return named(Button(say(texts.PRACTISE), self.practice_wanted.emit), name)

    def _open_guide(self) -> None:
        from desktop_client.views.guide.key import show_guide

        show_guide(self)

    def _look_for_unfinished(self) -> None:
        from desktop_client.views.home.unfinished import look_for_unfinished

        look_for_unfinished(self.parts, self, self._warn)

    def _look_for_expiring(self) -> None:
        from desktop_client.views.home.expiring import look_for_expiring

        look_for_expiring(self.parts, self, self._warn)

    def _warn(self, notice: QWidget) -> None:
        self._column.insertWidget(0, notice)

    def _show_steps(self, kind: Kind) -> None:
        """Show the steps of one procedure, or hide them where they are shown already."""
        shown = self._steps.shown if isinstance(self._steps.shown, StepsCard) else None
        again = shown is not None and shown.kind is kind
        for card in self.procedures:
            card.steps_button.mark(marked=card.procedure.kind is kind and not again)
        if again:
            self._steps.clear()
        else:
            steps = StepsCard(PROCEDURES[kind])
            self._steps.show_only(steps)
            announce(self, steps.accessibleName())

    def _start(self, kind: Kind) -> None:
        self.navigate(routes.NewApplication(kind))
