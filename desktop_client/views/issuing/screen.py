"""인증서 발급: numbers, place, password, then the certificate; what was broken off goes on."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QWidget

from desktop_client.parts import Parts
from desktop_client.views import routes
from desktop_client.views.certificates.secrets import WRONG
from desktop_client.views.issuing import texts
from desktop_client.views.issuing.codes import CodesPage
from desktop_client.views.issuing.done import DonePage, way
from desktop_client.views.issuing.password import PasswordPage
from desktop_client.views.issuing.place import PlacePage
from desktop_client.views.issuing.unfinished import UnfinishedPage
from desktop_client.views.issuing.wanted import OTHER, Wanted
from desktop_client.views.issuing.ways import PLACE_FAILURES, WRONG_CODES
from desktop_client.views.language import say
from desktop_client.views.screen import Navigate, ScreenOfParts
from desktop_client.views.widgets import texts as widget_texts
from desktop_client.views.widgets.announce import announce
from desktop_client.views.widgets.labels import Label
from desktop_client.views.widgets.layouts import column
from desktop_client.views.widgets.notice import Notice
from desktop_client.views.widgets.state_page import StatePage
from desktop_client.views.widgets.swap import Swap, scroll_to_top
from desktop_client.workflows.issuing.issuing import ASKING, Order
from desktop_client.workflows.issuing.judged import Expected

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop_client.errors import Failure
    from desktop_client.views.widgets.buttons import Button
    from desktop_client.work import Work
    from desktop_client.workflows.issuing.obtaining import Begun, Obtained, Target
    from registration.text import Text

STEPS = (texts.CODES_STEP, texts.PLACE_STEP, texts.PASSWORD_STEP, texts.DONE_STEP)


class Ready(NamedTuple):
    """What is looked up before anything is asked."""

    begun: list[Begun]
    address: str
    targets: list[Target]


class IssuingScreen(ScreenOfParts):
    """One step at a time; the password is held until the certificate is there, and kept nowhere."""

    title = texts.TITLE

    def __init__(self, parts: Parts, navigate: Navigate, route: routes.Issuing) -> None:
        super().__init__(parts, navigate)
        self._route = route
        self._wanted = route.wanted or Wanted()
        self._expected = route.expected or Expected()
        self._targets: list[Target] = []
        self._begun: Begun | None = None
        """What is gone on with, once it was begun."""
        self._secret = ""
        self._started = False
        """Whether the keys lie on the disk, and the code with them."""
        self._step, self._told, self._page = Label("", "primary"), Swap(), Swap()
        self.state = StatePage(self._page, parts.jobs, "issuing")
        layout = column(self, margin=24)
        layout.addWidget(Label(say(self.title), "heading"))
        for widget in (self._step, self._told):
            layout.addWidget(widget)
        layout.addWidget(self.state, 1)

    def enter(self) -> None:
        """Begin with what was broken off, if anything was, or at the first step."""
        if self._route.obtained:
            self._show_done(self._route.obtained)
        else:
            self._look()

    def place(self) -> routes.Route:
        """Return what is entered, or that all is done; the password is not among it."""
        return replace(self._route, wanted=self._wanted)

    def leave(self) -> bool:
        """Stay while a code that is shown once would be lost; work under way stops safely."""
        self._take_over()
        if not self._wanted.given or self._started or self._route.obtained:
            return True
        leave = way(say(texts.LEAVE), "leave", self._let_go)
        notice = Notice("danger", say(texts.LEAVING), leave)
        self._told.show_only(notice)
        notice.tell()
        return False

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return self.state.is_working

    def _let_go(self) -> None:
        self._started = True
        self.released.emit()

    def _look(self, notice: Notice | None = None) -> None:
        self.state.run(
            self._find,
            lambda ready: self._found(ready, notice),
            what=texts.PREPARING,
            stopped=self._to_home,
        )

    def _find(self, work: Work) -> Ready:
        obtaining = self.parts.obtaining
        return Ready(obtaining.unfinished(work), obtaining.address(work), obtaining.targets(work))

    def _found(self, ready: Ready, notice: Notice | None) -> None:
        self._targets = ready.targets
        if self._wanted.authority == OTHER and not self._wanted.address:
            self._wanted = replace(self._wanted, address=ready.address)
        same = [each for each in ready.begun if each.state.reference == self._wanted.reference]
        begun = same if self._wanted.reference else ready.begun
        if begun:
            self._show_unfinished(begun, notice)
        elif self._route.unfinished or notice:
            self._say_ended(notice or Notice("info", say(texts.NOTHING_BEGUN)))
        else:
            self._ask_codes()

    def _say_ended(self, notice: Notice) -> None:
        """Nothing is left to go on with."""
        anew = way(say(texts.ANEW), "anew", self._ask_codes, first=True)
        manager = way(say(texts.TO_MANAGER), "manager", self._to_manager)
        self.state.show_empty(notice.message, anew, manager)
        announce(self, notice.message)
        anew.setFocus()

    # the steps

    def _ask_codes(self) -> None:
        self._begun, self._started = None, False
        page = CodesPage(
            self._wanted,
            fixed_address=self.parts.practice,
            go_on=self._codes_given,
            manager=self._to_manager,
            enrol=self._to_enrolment,
        )
        self._show(page, 1)
        page.start.setFocus()

    def _codes_given(self) -> None:
        self._take_over()
        self._ask_place()

    def _ask_place(self) -> None:
        begun = self._begun
        chosen = self._wanted.target
        page = PlacePage(
            self._targets,
            chosen,
            None if begun else self._wanted.bits,
            go_on=self._place_given,
            back=None if begun else self._ask_codes,
            free_choice=not self.parts.practice,
        )
        self._show(page, 2)
        page.list.setFocus()

    def _place_given(self) -> None:
        self._take_over()
        if self._begun and self._secret:
            self._go_on(self._begun, self._secret, self._wanted.target)
        else:
            self._ask_password()

    def _ask_password(self) -> None:
        page = PasswordPage(self._issue, self._ask_place)
        self._show(page, 3)
        page.first.line.setFocus()

    def _take_over(self) -> None:
        """Keep what the page shown has been told."""
        page = self._page.shown
        if isinstance(page, CodesPage):
            self._wanted = page.wanted
        elif isinstance(page, PlacePage):
            self._wanted = replace(self._wanted, target=page.target, bits=page.bits)

    # the work

    def _issue(self, password: str) -> None:
        wanted, expected, obtaining = self._wanted, self._expected, self.parts.obtaining
        target = wanted.target or self._targets[0].folder
        self._secret = password

        def issue(work: Work) -> Obtained:
            url = wanted.address or obtaining.address(work)
            secrets = wanted.code.encode(), password.encode()
            order = Order(url, wanted.reference, *secrets, target, wanted.bits)
            return obtaining.issue(work, order, expected)

        self._run(issue)

    def _go_on(self, begun: Begun, password: str, target: Path | None = None) -> None:
        obtaining, expected = self.parts.obtaining, self._expected
        self._begun, self._secret = begun, password
        self._run(lambda work: obtaining.go_on(work, begun.pending, password, expected, target))

    def _run(self, work: Callable[[Work], Obtained]) -> None:
        self._started = True
        self._say_step(4)
        self._told.clear()
        panel = self.state.run(
            work, self._show_done, self._failed, what=ASKING, stopped=self._stopped
        )
        panel.column.addWidget(Label(say(texts.SAFE_TO_STOP), "subtle"))
        panel.stop_button.setFocus()

    def _stopped(self) -> None:
        self._secret = ""
        self._look(Notice("info", say(texts.STOPPED)))

    def _failed(self, failure: Failure) -> None:
        """See first whether there is something to go on with: it decides what may be done."""
        if failure.code in WRONG and isinstance(self._page.shown, UnfinishedPage):
            self.state.show_content()
            self._page.shown.tell_wrong(
                say(texts.TOLD, why=say(failure.why), next=say(failure.next))
            )
            return
        obtaining, reference = self.parts.obtaining, self._wanted.reference
        if self._begun:
            reference = self._begun.state.reference

        def of_this(work: Work) -> list[Begun]:
            same = {reference, reference.replace("-", "")}
            return [each for each in obtaining.unfinished(work) if each.state.reference in same]

        self.state.run(
            of_this,
            lambda begun: self._show_failed(failure, begun),
            lambda _another: self._show_failed(failure, []),
        )

    def _show_failed(self, failure: Failure, begun: list[Begun]) -> None:
        self._begun = begun[0] if begun else None
        self._started = bool(begun)
        ways: list[Button] = []
        if begun and failure.code not in WRONG_CODES:
            if failure.code in PLACE_FAILURES:
                ways.append(self._way(texts.PLACE_AGAIN, "place", self._ask_place))
            ways.append(self._way(texts.GO_ON, "go-on", partial(self._try_again, begun[0])))
        if begun:
            give_up = partial(self._show_unfinished, begun)
            ways.append(self._way(texts.GIVE_UP, "to-give-up", give_up))
        else:
            ways.append(self._way(texts.CODES_AGAIN, "codes", self._ask_codes))
            if failure.code in PLACE_FAILURES:
                ways.insert(0, self._way(texts.PLACE_AGAIN, "place", self._ask_place))
        ways.append(self._way(texts.LATER, "later", self._to_home))
        self.state.show_failure(failure, None, *ways)

    def _try_again(self, begun: Begun) -> None:
        if self._secret:
            self._go_on(begun, self._secret)
        else:
            self._show_unfinished([begun])

    def _show_done(self, obtained: Obtained) -> None:
        self._secret = ""
        self._route = replace(self._route, obtained=obtained)
        self._told.clear()
        manager = way(say(texts.TO_MANAGER), "manager", self._to_manager)
        enrol = way(say(texts.TO_ENROL), "enrol", self._to_enrolment, first=True)
        ways = [enrol, manager] if obtained.opened else [manager]
        page = DonePage(obtained, *ways, way(say(texts.HOME), "home", self._to_home))
        self._show(page, 4)
        page.notice.tell()
        page.start.setFocus()

    # what was broken off

    def _show_unfinished(self, begun: list[Begun], notice: Notice | None = None) -> None:
        self._started = True
        page = UnfinishedPage(
            begun, go_on=self._go_on, give_up=self._give_up, anew=self._anew, notice=notice
        )
        self._show(page, None)
        page.notice.tell()
        page.password.line.setFocus()

    def _anew(self) -> None:
        """Leave what was begun, for other numbers."""
        if not self._wanted.given:
            self._wanted = Wanted(address=self._wanted.address)
        self._ask_codes()

    def _give_up(self, begun: Begun) -> None:
        obtaining = self.parts.obtaining
        self.state.run(
            lambda work: obtaining.give_up(work, begun.pending),
            lambda _none: self._look(Notice("success", say(texts.GIVEN_UP))),
        )

    # where to

    def _to_home(self) -> None:
        self.navigate(routes.Home())

    def _to_manager(self) -> None:
        self.navigate(routes.Manager())

    def _to_enrolment(self) -> None:
        done = self._route.obtained
        opened = done.opened if done else None
        self.navigate(routes.Enrolment(self._route.of, opened=opened))

    # what is shown

    def _way(self, words: Text, name: str, pressed: Callable[[], object]) -> Button:
        return way(say(words), name, pressed)

    def _show(self, page: QWidget, step: int | None) -> None:
        self._say_step(step)
        self._page.show_only(page)
        self.state.show_content()
        scroll_to_top(self)

    def _say_step(self, step: int | None) -> None:
        """Say which of the steps it is; None where it is none of them."""
        self._step.setVisible(step is not None)
        if step is not None:
            title = say(STEPS[step - 1])
            words = say(widget_texts.STEPS_AT, number=step, count=len(STEPS), title=title)
            self._step.setText(words)
