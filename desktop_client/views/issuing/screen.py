"""인증서 발급: numbers, place, password, then the certificate; what was broken off goes on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop_client.pki.storage.tokens import Token
from desktop_client.views import routes
from desktop_client.views.issuing import texts
from desktop_client.views.issuing.base import IssuanceParts, IssuanceScreen
from desktop_client.views.issuing.codes import CodesPage
from desktop_client.views.issuing.done import way
from desktop_client.views.issuing.password import PasswordPage
from desktop_client.views.issuing.pin import PinPage
from desktop_client.views.issuing.place import PlacePage
from desktop_client.views.issuing.wanted import OTHER, Wanted
from desktop_client.views.language import say
from desktop_client.views.screen import Navigate
from desktop_client.views.widgets.notice import Notice
from desktop_client.workflows.issuing.issuing import Order
from desktop_client.workflows.issuing.judged import Expected

if TYPE_CHECKING:
    from desktop_client.errors import Failure
    from desktop_client.views.widgets.buttons import Button
    from desktop_client.work import Work
    from desktop_client.workflows.issuing.keys import Place
    from desktop_client.workflows.issuing.obtaining import Begun, Obtained


class IssuingScreen(IssuanceScreen):
    """A certificate by 참조번호 and 인가코드."""

    title = texts.TITLE
    steps = (texts.CODES_STEP, texts.PLACE_STEP, texts.PASSWORD_STEP, texts.DONE_STEP)

    def __init__(self, parts: IssuanceParts, navigate: Navigate, route: routes.Issuing) -> None:
        super().__init__(parts, navigate, route.obtained)
        self._route = route
        self._wanted = route.wanted or Wanted()
        self.expected = route.expected or Expected()

    def place(self) -> routes.Route:
        """Return what is entered, or that all is done; the password is not among it."""
        self._take_over()
        return replace(self._route, wanted=self._wanted, obtained=self.obtained)

    def leave(self) -> bool:
        """Stay while a code that is shown once would be lost; work under way stops safely."""
        if not self._wanted.given or self.started or self.obtained:
            return True
        leave = way(say(texts.LEAVE), "leave", self._let_go)
        notice = Notice("danger", say(texts.LEAVING), leave)
        self.told.show_only(notice)
        notice.tell()
        return False

    def _let_go(self) -> None:
        self.started = True
        self.released.emit()

    def address(self, work: Work) -> str:
        """Return where the CA of this mode is asked."""
        return self.parts.obtaining.address(work)

    def is_of_this(self, begun: Begun) -> bool:
        """Whether it was begun for the numbers given, or by any where none are."""
        reference = self._wanted.reference
        return not reference or begun.state.reference in (reference, reference.replace("-", ""))

    def ask_first(self) -> None:
        """Ask for the numbers; where something was to be continued, say that it is not there."""
        wanted, address = self._wanted, self.known_address
        if (address and wanted.given) or (wanted.authority == OTHER and not wanted.address):
            # Whoever has set an address here has set it for the CA that the codes come from.
            self._wanted = replace(wanted, authority=OTHER, address=wanted.address or address)
        if self._route.unfinished:
            self.say_ended(say(texts.NOTHING_BEGUN))
        else:
            self._ask_codes()

    def _ask_codes(self) -> None:
        self.begun, self.started = None, False
        page = CodesPage(
            self._wanted,
            fixed_address=self.parts.practice,
            go_on=self._codes_given,
            manager=self.to_manager,
            enrol=self._to_enrolment,
        )
        self.show_page(page, 1)
        page.start.setFocus()

    def _codes_given(self) -> None:
        self._take_over()
        self.ask_place()

    def ask_place(self) -> None:
        """Ask where it is to be kept, and how long its keys are unless they are there already."""
        wanted, is_new = self._wanted, self.begun is None
        page = PlacePage(
            self.targets,
            wanted.target,
            wanted.bits if is_new else None,
            go_on=self._place_given,
            back=self._ask_codes if is_new else None,
            free_choice=not self.parts.practice,
        )
        self.show_page(page, 2)
        page.list.setFocus()

    def _place_given(self) -> None:
        self._take_over()
        if not (self._wanted.target and self.go_on_to(self._wanted.target)):
            self._ask_password()

    def _ask_password(self) -> None:
        """Ask for the password to be, or for the PIN of the token that is chosen."""
        target = self._target
        if isinstance(target, Token):
            lead = say(texts.PIN_LEAD, label=target.label)
            self.ask_pin(PinPage(lead, say(texts.ISSUE), self._issue, self.ask_place), 3)
            return
        page = PasswordPage(self._issue, self.ask_place)
        self.show_page(page, 3)
        page.first.line.setFocus()

    @property
    def _target(self) -> Place:
        return self._wanted.target or self.targets[0].place

    def _take_over(self) -> None:
        """Keep what the page shown has been told."""
        page = self.page.shown
        if isinstance(page, CodesPage):
            self._wanted = page.wanted
        elif isinstance(page, PlacePage):
            self._wanted = replace(self._wanted, target=page.target, bits=page.bits)

    def _issue(self, password: str) -> None:
        wanted, expected, obtaining = self._wanted, self.expected, self.parts.obtaining
        target = self._target

        def issue(work: Work) -> Obtained:
            url = obtaining.address(work) if self.parts.practice else wanted.address
            secrets = wanted.code.encode(), password.encode()
            order = Order(url, wanted.reference, *secrets, target, wanted.bits)
            return obtaining.issue(work, order, expected)

        self.run_with(password, issue)

    def again(self, failure: Failure) -> list[Button]:
        """Enter the numbers again, or send them without hyphens: some CAs print them for the eye.

        That is asked, as each attempt may count.
        """
        ways = [way(say(texts.CODES_AGAIN), "codes", self._ask_codes)]
        has_hyphens = "-" in self._wanted.reference + self._wanted.code
        if failure.code == "certificate.issuing_code_refused" and has_hyphens:
            ways.append(way(say(texts.WITHOUT_HYPHENS), "bare", self._send_bare))
        return ways

    def _send_bare(self) -> None:
        wanted = self._wanted
        reference, code = (typed.replace("-", "") for typed in (wanted.reference, wanted.code))
        self._wanted = replace(wanted, reference=reference, code=code)
        self._issue(self.secret)

    def anew(self) -> Button:
        """Leave what was broken off, for other numbers."""
        return way(say(texts.ANEW), "anew", self._begin_anew)

    def _begin_anew(self) -> None:
        if not self._wanted.given:
            self._wanted = Wanted(address=self.known_address)
        self._ask_codes()

    def ways_on(self, obtained: Obtained) -> list[Button]:
        """Register it, where it will do."""
        ways = [
            way(say(texts.TO_MANAGER), "manager", self.to_manager),
            way(say(texts.HOME), "home", self.to_home),
        ]
        if obtained.opened:
            ways.insert(0, way(say(texts.TO_ENROL), "enrol", self._to_enrolment, first=True))
        return ways

    def _to_enrolment(self) -> None:
        opened = self.obtained.opened if self.obtained else None
        self.navigate(routes.Enrolment(self._route.of, opened=opened))
