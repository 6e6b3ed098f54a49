"""갱신: a certificate that is followed by a new one, which its own key asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop_client.pki.storage.tokens import Token, TokenEntry
from desktop_client.views import routes
from desktop_client.views.certificates.words import breakable
from desktop_client.views.issuing import texts
from desktop_client.views.issuing.base import IssuanceParts, IssuanceScreen
from desktop_client.views.issuing.done import way
from desktop_client.views.issuing.pin import PinPage
from desktop_client.views.issuing.place import PlacePage
from desktop_client.views.issuing.renewal_password import RenewalPasswordPage
from desktop_client.views.language import say
from desktop_client.views.screen import Navigate
from desktop_client.workflows.issuing.issuing import KEY_BITS
from desktop_client.workflows.issuing.obtaining import Renewing, place_of

if TYPE_CHECKING:
    from desktop_client.errors import Failure
    from desktop_client.views.widgets.buttons import Button
    from desktop_client.work import Work
    from desktop_client.workflows.issuing.obtaining import Begun, Obtained, Target
    from registration.wire import Registration


class RenewalScreen(IssuanceScreen):
    """Place, passwords, then the new certificate; the present one stays beside it."""

    title = texts.RENEWAL_TITLE
    steps = (texts.PLACE_STEP, texts.PASSWORD_STEP, texts.DONE_STEP)

    def __init__(self, parts: IssuanceParts, navigate: Navigate, route: routes.Renewal) -> None:
        super().__init__(parts, navigate, route.obtained)
        self._route = route
        self._target = route.target or place_of(route.entry)
        self._bits = KEY_BITS

    def place(self) -> routes.Route:
        """Return what is renewed and where to, or that all is done."""
        return replace(self._route, target=self._target, obtained=self.obtained)

    def address(self, work: Work) -> str:
        """Return where the CA of the certificate is asked. Raises ClientError."""
        return self.parts.obtaining.address_for(work, self._route.entry)

    def is_of_this(self, begun: Begun) -> bool:
        """Whether it is a renewal of this certificate."""
        certificate = self._route.entry.certificate
        return certificate is not None and begun.state.renews == certificate.fingerprint

    def ask_first(self) -> None:
        """Ask where the new one is to be kept."""
        self.ask_place()

    def ask_place(self) -> None:
        """Ask where it is to be kept: by itself where the present one lies."""
        page = PlacePage(
            self._targets(),
            self._target,
            None if self.begun else self._bits,
            go_on=lambda: self._place_given(page),
            back=None,
            free_choice=not (self.parts.practice or self._is_on_token),
        )
        self.show_page(page, 1)
        page.list.setFocus()

    @property
    def _is_on_token(self) -> bool:
        return isinstance(self._route.entry, TokenEntry)

    def _targets(self) -> list[Target]:
        """Return where it may be kept: a key in a token is followed by one in the same token."""
        if not self._is_on_token:
            return [each for each in self.targets if not isinstance(each.place, Token)]
        own = place_of(self._route.entry)
        return [each for each in self.targets if each.place == own]

    def _place_given(self, page: PlacePage) -> None:
        self._target, self._bits = page.target, page.bits
        if not self.go_on_to(page.target):
            self._ask_passwords()

    def _ask_passwords(self) -> None:
        self.begun, entry, target = None, self._route.entry, self._target
        if isinstance(target, Token):
            holder = breakable(entry.certificate.holder) if entry.certificate else ""
            lead = say(texts.PIN_RENEWAL_LEAD, holder=holder, label=target.label)
            pin = PinPage(lead, say(texts.RENEW), self._renew_on_token, self.ask_place)
            self.ask_pin(pin, 2)
            return
        page = RenewalPasswordPage(entry, self._renew, self.ask_place)
        self.show_page(page, 2)
        page.present.line.setFocus()

    def _renew_on_token(self, pin: str) -> None:
        self._renew(pin, pin)

    def _renew(self, present: str, password: str) -> None:
        obtaining = self.parts.obtaining
        renewing = Renewing(self._route.entry, present, password, self._target, self._bits)
        self.run_with(password, lambda work: obtaining.renew(work, renewing))

    def again(self, failure: Failure) -> list[Button]:  # noqa: ARG002 - the same after each
        """Enter the passwords again."""
        return [way(say(texts.PASSWORD_AGAIN), "passwords", self._ask_passwords)]

    def ways_on(self, obtained: Obtained) -> list[Button]:
        """Register it in place of the one it follows; for that somebody has to be logged in."""
        ways = [
            way(say(texts.TO_MANAGER), "manager", self.to_manager),
            way(say(texts.HOME), "home", self.to_home),
        ]
        if not obtained.opened:
            return ways
        if self.parts.sessions.current:
            return [way(say(texts.REPLACE), "replace", self._read, first=True), *ways]
        login = way(say(texts.LOGIN), "login", self._to_login, first=True)
        return [login, way(say(texts.TO_ENROL), "enrol", self._to_enrolment), *ways]

    def hint(self) -> str:
        """Say that the new certificate has still to be registered, and how."""
        return say(texts.RENEWED_NEXT if self.parts.sessions.current else texts.RENEWED_LOGIN)

    def _read(self) -> None:
        sessions = self.parts.sessions
        self.state.run(sessions.registration, self._replace)

    def _replace(self, registration: Registration) -> None:
        """Register it for the user of the certificate that it follows."""
        old = self._route.entry.certificate
        opened = self.obtained.opened if self.obtained else None
        if old is None or opened is None:
            return
        following = routes.Enrolment(from_session=True, opened=opened)
        for user in registration.users:
            if any(each.fingerprint == old.fingerprint for each in user.certificates):
                answers = user.user.model_dump(mode="json", exclude_none=True)
                following = replace(
                    following, answers=answers, replaces=old.fingerprint, replaced=old.holder
                )
        self.navigate(following)

    def _to_login(self) -> None:
        self.navigate(routes.Login())

    def _to_enrolment(self) -> None:
        opened = self.obtained.opened if self.obtained else None
        self.navigate(routes.Enrolment(opened=opened))
