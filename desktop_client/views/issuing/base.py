"""What having a certificate issued and having one renewed do alike, step by step."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol

from PySide6.QtWidgets import QWidget

from desktop_client.views import routes
from desktop_client.views.certificates.secrets import WRONG
from desktop_client.views.issuing import texts
from desktop_client.views.issuing.done import DonePage, way
from desktop_client.views.issuing.pin import PinPage
from desktop_client.views.issuing.renewal_password import RenewalPasswordPage
from desktop_client.views.issuing.unfinished import GiveUpPage, UnfinishedPage
from desktop_client.views.issuing.ways import BEGUN_BEFORE, IN_VAIN, PLACE_FAILURES
from desktop_client.views.language import say
from desktop_client.views.needs import HasJobs, HasObtaining, HasPractice, HasSessions
from desktop_client.views.screen import Navigate, Screen
from desktop_client.views.widgets import texts as widget_texts
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.state_page import StatePage
from desktop_client.views.widgets.swap import Swap
from desktop_client.workflows.issuing.issuing import ASKING
from desktop_client.workflows.issuing.judged import Expected

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_client.errors import Failure
    from desktop_client.views.widgets.buttons import Button
    from desktop_client.work import Work
    from desktop_client.workflows.issuing.keys import Place
    from desktop_client.workflows.issuing.obtaining import Begun, Obtained, Target
    from registration.text import Text


class Ready(NamedTuple):
    """What is looked up before anything is asked."""

    begun: list[Begun]
    address: str
    """Where the CA is asked; "" where that is not known."""
    targets: list[Target]


class IssuanceParts(HasJobs, HasObtaining, HasPractice, HasSessions, Protocol):
    """What issuing and renewing work with."""


class IssuanceScreen(Screen):
    """One step at a time; passwords are held until the certificate is there, and kept nowhere."""

    steps: ClassVar[tuple[Text, ...]]
    """The last of them is the certificate."""

    def __init__(self, parts: IssuanceParts, navigate: Navigate, obtained: Obtained | None) -> None:
        super().__init__(navigate)
        self.parts = parts
        self.obtained = obtained
        self.expected = Expected()
        self.targets: list[Target] = []
        self.known_address = ""
        """Where the CA is asked, as far as that is known."""
        self.begun: Begun | None = None
        """What is being continued, once it was begun."""
        self.started = False
        """Whether the keys lie on the disk, and with them what the CA has to be shown."""
        self.secret = ""
        """The password or PIN while something is under way, or may be tried again."""
        self._shown_step: int | None = None
        self._step, self.told, self.page = Label("", "primary"), Swap(), Swap()
        self.state = StatePage(self.page, parts.jobs, "issuing")
        layout = column(self.body, margin=24)
        layout.addWidget(Label(say(self.title), "heading"))
        for widget in (self._step, self.told):
            layout.addWidget(widget)
        layout.addWidget(self.state, 1)

    def enter(self) -> None:
        """Begin with what was broken off, if anything was, or at the first step."""
        if self.obtained:
            self._show_done(self.obtained)
        else:
            self._look()

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return self.state.is_working

    # what each of the two does its own way

    def address(self, work: Work) -> str:
        """Return where the CA is asked; "" where that is not known."""
        raise NotImplementedError

    def is_of_this(self, begun: Begun) -> bool:
        """Whether something that was broken off is what is wanted here."""
        raise NotImplementedError

    def ask_first(self) -> None:
        """Show the first step."""
        raise NotImplementedError

    def ask_place(self) -> None:
        """Show the step that asks where the certificate is to be kept."""
        raise NotImplementedError

    def again(self, failure: Failure) -> list[Button]:
        """Return the buttons that lead back to what may have been wrong."""
        raise NotImplementedError

    def ways_on(self, obtained: Obtained) -> list[Button]:
        """Return the buttons that lead on from the certificate, the first of them before all."""
        raise NotImplementedError

    def hint(self) -> str:
        """Return what is to be said of the next step; "" where the buttons say it all."""
        return ""

    # the work

    def run_with(self, secret: str, work: Callable[[Work], Obtained]) -> None:
        """Have a certificate issued by this work, whose keys are under this password."""
        self.secret, self.started = secret, True
        self.say_step(len(self.steps))
        self.told.clear()
        panel = self.state.run(
            work, self._show_done, self._failed, what=ASKING, stopped=self._stopped
        )
        panel.column.addWidget(Label(say(texts.SAFE_TO_STOP), "subtle"))
        panel.stop_button.setFocus()

    def ask_pin(self, page: PinPage, step: int) -> None:
        """Show a page that asks for a PIN, as the step of this number."""
        self.show_page(page, step)
        page.field.line.setFocus()

    def go_on(self, begun: Begun, secret: str, target: Path | None = None) -> None:
        """Go on with what was begun, to another place where one is given."""
        obtaining, expected = self.parts.obtaining, self.expected
        self.begun = begun
        self.run_with(
            secret, lambda work: obtaining.go_on(work, begun.pending, secret, expected, target)
        )

    def go_on_to(self, target: Place) -> bool:
        """Go on with what was begun to another place; False where nothing was.

        What was begun in a token goes on there.
        """
        if not (self.begun and self.secret):
            return False
        self.go_on(self.begun, self.secret, target if isinstance(target, Path) else None)
        return True

    def _look(self, notice: Notice | None = None) -> None:
        self.state.run(
            self._find,
            lambda ready: self._found(ready, notice),
            self._not_ready,
            what=texts.PREPARING,
            stopped=self.to_home,
        )

    def _not_ready(self, failure: Failure) -> None:
        manager = way(say(texts.TO_MANAGER), "manager", self.to_manager)
        self.state.show_failure(failure, self._look, manager)

    def _find(self, work: Work) -> Ready:
        obtaining = self.parts.obtaining
        return Ready(obtaining.unfinished(work), self.address(work), obtaining.targets(work))

    def _found(self, ready: Ready, notice: Notice | None) -> None:
        self.targets, self.known_address = ready.targets, ready.address
        begun = [each for each in ready.begun if self.is_of_this(each)]
        if begun:
            self.show_unfinished(begun, notice)
        elif notice:
            self.say_ended(notice.message)
        else:
            self.ask_first()

    def say_ended(self, words: str) -> None:
        """Say that nothing is left to go on with."""
        self.begun, self.secret = None, ""
        self.say_step(None)
        manager = way(say(texts.TO_MANAGER), "manager", self.to_manager)
        home = way(say(texts.HOME), "home", self.to_home, first=True)
        self.state.show_empty(words, home, manager)
        announce(self, words)
        home.setFocus()

    def _stopped(self) -> None:
        self.secret = ""
        self._look(Notice("info", say(texts.STOPPED)))

    def _failed(self, failure: Failure) -> None:
        """See first whether there is something to go on with: it decides what may be done."""
        shown = self.page.shown
        asking = UnfinishedPage | RenewalPasswordPage | PinPage
        if failure.code in WRONG and isinstance(shown, asking):
            self.say_step(self._shown_step)
            self.state.show_content()
            shown.tell_wrong(say(texts.TOLD, why=say(failure.why), next=say(failure.next)))
            return
        obtaining, known = self.parts.obtaining, self.begun

        def of_this(work: Work) -> list[Begun]:
            found = obtaining.unfinished(work)
            if known:
                return [each for each in found if each.pending.folder == known.pending.folder]
            return [each for each in found if self.is_of_this(each)]

        self.state.run(
            of_this,
            lambda begun: self._show_failed(failure, begun),
            lambda _another: self._show_failed(failure, []),
        )

    def _show_failed(self, failure: Failure, begun: list[Begun]) -> None:
        self.begun = begun[0] if begun else None
        self.started = bool(begun)
        if begun and failure.code in BEGUN_BEFORE:
            self.show_unfinished(begun, Notice("warning", say(failure.why)))
            return
        ways: list[Button] = []
        if failure.code in PLACE_FAILURES and not (self.begun and self.begun.state.on_token):
            ways.append(way(say(texts.PLACE_AGAIN), "place", self.ask_place))
        if begun and failure.code not in IN_VAIN:
            ways.append(way(say(texts.GO_ON), "go-on", partial(self._try_again, begun)))
        if begun:
            give_up = partial(self.show_unfinished, begun)
            ways.append(way(say(texts.GIVE_UP), "to-give-up", give_up))
        else:
            ways.extend(self.again(failure))
        ways.append(way(say(texts.LATER), "later", self.to_home))
        self.state.show_failure(failure, None, *ways)

    def _try_again(self, begun: list[Begun]) -> None:
        if self.secret:
            self.go_on(begun[0], self.secret)
        else:
            self.show_unfinished(begun)

    def _show_done(self, obtained: Obtained) -> None:
        self.secret, self.obtained = "", obtained
        self.told.clear()
        page = DonePage(obtained, self.hint(), *self.ways_on(obtained))
        self.show_page(page, len(self.steps))
        page.notice.tell()
        page.start.setFocus()

    # what was broken off

    def show_unfinished(self, begun: list[Begun], notice: Notice | None = None) -> None:
        """Ask for the password of what was broken off."""
        self.started, self.secret = True, ""
        page = UnfinishedPage(
            begun,
            go_on=self.go_on,
            give_up=lambda chosen: self._ask_to_give_up(begun, chosen),
            anew=self.anew(),
            notice=notice,
        )
        self.show_page(page, None)
        page.notice.tell()
        page.password.line.setFocus()

    def anew(self) -> Button | None:
        """Return the button that leaves what was broken off for another certificate."""
        return None

    def _ask_to_give_up(self, begun: list[Begun], chosen: Begun) -> None:
        page = GiveUpPage(
            chosen, partial(self._give_up, chosen), partial(self.show_unfinished, begun)
        )
        self.show_page(page, None)
        page.notice.tell()
        page.keep.setFocus()

    def _give_up(self, begun: Begun, pin: str | None) -> None:
        obtaining = self.parts.obtaining
        without = begun.state.on_token and pin is None
        told = say(texts.GIVEN_UP_WITHOUT if without else texts.GIVEN_UP)
        self.state.run(
            lambda work: obtaining.give_up(work, begun.pending, pin),
            lambda _none: self._look(Notice("success", told)),
            self._not_given_up if pin else None,
        )

    def _not_given_up(self, failure: Failure) -> None:
        """Say beside the PIN why the token did not do it, and what would stay without it."""
        page = self.page.shown
        self.state.show_content()
        if isinstance(page, GiveUpPage):
            page.tell_wrong(say(texts.TOLD, why=say(failure.why), next=say(failure.next)))

    # where to

    def to_home(self) -> None:
        """Go to the first screen."""
        self.navigate(routes.Home())

    def to_manager(self) -> None:
        """Go to the certificates of this computer."""
        self.navigate(routes.Manager())

    # what is shown

    def show_page(self, page: QWidget, step: int | None) -> None:
        """Show a page from its top, as the step of this number or as none of them."""
        self._shown_step = step
        self.say_step(step)
        self.page.show_only(page)
        self.state.show_content()
        self.scroll_to_top()

    def say_step(self, step: int | None) -> None:
        """Say which of the steps it is; None where it is none of them."""
        self._step.setVisible(step is not None)
        if step is not None:
            title = say(self.steps[step - 1])
            count = len(self.steps)
            self._step.setText(say(widget_texts.STEPS_AT, number=step, count=count, title=title))
