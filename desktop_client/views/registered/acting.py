"""What is done from the registered page: asked where it must be, done, and the page shown anew."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from desktop_client.views import routes
from desktop_client.views.language import say
from desktop_client.views.needs import HasMembers, HasPrinting
from desktop_client.views.printing import texts as printing_texts
from desktop_client.views.registered import texts
from desktop_client.views.registered.exporting import ExportParts
from desktop_client.views.times import minute
from desktop_client.views.widgets.buttons import Button, DangerButton, PrimaryButton
from desktop_client.views.widgets.look import named
from desktop_client.workflows.session_ends import End
from registration.printouts import PrintoutKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desktop_client.drafts import Draft
    from desktop_client.work import Work
    from registration.submission import User
    from registration.wire import (
        Record,
        RecordHistory,
        RegisteredCertificate,
        RegisteredUser,
        Registration,
    )

    Again = Callable[["Acting", Registration], None]

T = TypeVar("T")


class ActingParts(ExportParts, HasMembers, HasPrinting, Protocol):
    """What the buttons of the registered page work with."""


class Desk(Protocol):
    """The screen that shows the registered page."""

    @property
    def parts(self) -> ActingParts:
        """What there is to work with."""

    def run(
        self, task: Callable[[Work], T], done: Callable[[T], None], *, typed: bool = False
    ) -> None:
        """Work away from the screen's thread; a failure is shown, with the way back.

        `typed`: the page holds what was typed, so the way back leads there.
        """

    def show_page(self, page: QWidget, start: QWidget, again: Again | None = None) -> None:
        """Show a page in the place of the registered one; `start` gets the keyboard.

        `again` shows it once more where the session ends meanwhile and the next has begun.
        """

    def read(self, done: str = "") -> None:
        """Read the registered data and show them, and say what was done before."""

    def log_out(self) -> None:
        """End the session."""

    def window(self) -> QWidget:
        """Return the window it stands in."""

    def navigate(self, route: routes.Route, /) -> None:
        """Go to another screen."""


class Acting:
    """Handlers of the buttons of the registered page."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._parts = desk.parts

    def back(self) -> None:
        """Show the registered page."""
        self._desk.read()

    def change(self, record: Record) -> None:
        """변경 신청: fill the form in, beginning with what is registered."""
        members = self._parts.members

        def go_on(begun: Draft | None) -> None:
            if begun is None:
                self._change_anew(record, None)
            else:
                self._ask_which(record, begun)

        self._desk.run(lambda work: members.begun(work, record), go_on)

    def _change_anew(self, record: Record, instead_of: str | None) -> None:
        members = self._parts.members
        self._desk.run(lambda work: members.change(work, record, instead_of), self._begin)

    def _ask_which(self, record: Record, begun: Draft) -> None:
        """A change was begun here before, perhaps by somebody else: go on with it or begin anew."""
        on = PrimaryButton(say(texts.GO_ON_WITH_CHANGE), lambda: self._begin(begun))
        anew = DangerButton(
            say(texts.CHANGE_ANEW), lambda: self._change_anew(record, instead_of=begun.id)
        )
        self._question(
            say(texts.ASK_WHICH_CHANGE, time=minute(begun.saved)),
            [named(on, "registered-go-on"), named(anew, "registered-anew")],
        )

    def _begin(self, draft: Draft) -> None:
        self._desk.navigate(routes.Application(draft.id))

    def show_application(self, number: str) -> None:
        """Follow an application."""
        self._desk.navigate(routes.Status(receipt_number=number))

    def show_history(self, record: Record) -> None:
        """변경 이력 of a record."""
        members = self._parts.members
        self._desk.run(lambda work: members.history(work, record.kind), self._show_history)

    def _show_history(self, history: RecordHistory) -> None:
        from desktop_client.views.registered.pages import HistoryPage

        page = HistoryPage(history, self.back)
        self._desk.show_page(page, page.start)

    def print_record(self, record: Record) -> None:
        """등록증."""
        from desktop_client.views.printing.dialog import PaperDialog

        parts = self._parts
        title = say(printing_texts.NAMES[PrintoutKind.REGISTRATION])
        PaperDialog(
            parts.jobs,
            parts.printing,
            title,
            lambda work: parts.printing.registration(work, parts.members.registered(work, record)),
            self._desk.window(),
        ).open()

    def export(self, record: Record, address: str = "") -> None:
        """등록 정보 내보내기 for another agency."""
        from desktop_client.views.registered.exporting import ExportPage

        def again(acting: Acting, _registration: Registration) -> None:
            acting.export(record, page.address)

        page = ExportPage(self._parts, record, self.back, address)
        self._desk.show_page(page, page.start, again)

    def add(self) -> None:
        """Register a certificate with a user of its own."""
        self._desk.navigate(routes.Enrolment(from_session=True))

    def renew(self, user: RegisteredUser, certificate: RegisteredCertificate) -> None:
        """Register the certificate that follows one; its user goes on with it."""
        self._desk.navigate(
            routes.Enrolment(
                answers=user.user.model_dump(mode="json", exclude_none=True),
                replaces=certificate.fingerprint,
                replaced=certificate.holder,
                from_session=True,
            )
        )

    def edit(self, user: RegisteredUser, typed: Mapping[str, Any] | None = None) -> None:
        """Change a user's particulars, going on with what was typed before."""
        from desktop_client.views.registered.pages import ParticularsPage

        members = self._parts.members

        def save(given: User) -> None:
            self._do(
                lambda work: members.change_user(work, user.id, given),
                say(texts.USER_CHANGED),
                typed=True,
            )

        def again(acting: Acting, registration: Registration) -> None:
            for present in registration.users:
                if present.id == user.id:
                    acting.edit(present, answers)

        page = ParticularsPage(user, save, self.back, typed or {})
        answers = page.form.answers
        self._desk.show_page(page, page.start, again)

    def ask_recipient(self, user: RegisteredUser) -> None:
        """대표수신자 지정."""
        members, name = self._parts.members, user.user.name
        self._ask(
            say(texts.ASK_RECIPIENT, name=name),
            PrimaryButton(
                say(texts.YES_NAME),
                lambda: self._do(
                    lambda work: members.name_recipient(work, user.id),
                    say(texts.RECIPIENT_NAMED, name=name),
                ),
            ),
        )

    def ask_remove(self, user: RegisteredUser) -> None:
        """이용자 삭제."""
        members, name, count = self._parts.members, user.user.name, len(user.certificates)
        words = texts.ASK_REMOVE_USER if count else texts.ASK_REMOVE_BARE_USER
        self._ask(
            say(words, name=name, count=count),
            DangerButton(
                say(texts.YES_REMOVE),
                lambda: self._do(
                    lambda work: members.remove_user(work, user.id),
                    say(texts.USER_REMOVED, name=name),
                ),
            ),
        )

    def ask_end(self, user: RegisteredUser, certificate: RegisteredCertificate) -> None:
        """인증서 등록 해지."""
        members, fingerprint = self._parts.members, certificate.fingerprint
        holder = certificate.holder
        question = say(texts.ASK_REMOVE_CERTIFICATE, holder=holder)
        if _is_last(user):
            question = f"{question} {say(texts.LAST_CERTIFICATE)}"
        self._ask(
            question,
            DangerButton(
                say(texts.YES_END),
                lambda: self._do(
                    lambda work: members.remove_certificate(work, fingerprint),
                    say(texts.CERTIFICATE_ENDED, holder=holder),
                    End.CERTIFICATE_ENDED,
                ),
            ),
        )

    def ask_transfer(
        self,
        user: RegisteredUser,
        certificate: RegisteredCertificate,
        others: Sequence[RegisteredUser],
    ) -> None:
        """Give a certificate to another user: first to whom."""
        question = say(texts.ASK_TRANSFER, holder=certificate.holder)
        buttons = [
            named(
                Button(other.user.name, partial(self._ask_give, user, certificate, other)),
                f"registered-give-{other.id}",
            )
            for other in others
        ]
        self._question(question, buttons)

    def _ask_give(
        self, giver: RegisteredUser, certificate: RegisteredCertificate, taker: RegisteredUser
    ) -> None:
        members, holder, name = self._parts.members, certificate.holder, taker.user.name
        question = say(texts.ASK_GIVE, holder=holder, name=name)
        if _is_last(giver):
            question = f"{question} {say(texts.LAST_GIVEN, name=giver.user.name)}"
        self._ask(
            question,
            DangerButton(
                say(texts.YES_GIVE),
                lambda: self._do(
                    lambda work: members.transfer(work, certificate.fingerprint, taker.id),
                    say(texts.TRANSFERRED, holder=holder, name=name),
                    End.TRANSFERRED,
                ),
            ),
        )

    def ask_password(self, registration: Registration) -> None:
        """비밀번호 변경."""
        from desktop_client.views.registered.pages import PasswordPage
        from registration.passwords import guessable_numbers

        members = self._parts.members
        account = next((member.account_id for member in registration.users if member.is_self), None)
        numbers = [
            number for record in registration.records for number in guessable_numbers(record.form)
        ]

        def save(present: str, new: str) -> None:
            self._do(
                lambda work: members.change_password(work, present, new),
                say(texts.PASSWORD_CHANGED),
                typed=True,
            )

        def again(acting: Acting, registration: Registration) -> None:
            if any(
                member.is_self and member.account_id == account for member in registration.users
            ):
                acting.ask_password(registration)

        page = PasswordPage(account or "", numbers, save, self.back)
        self._desk.show_page(page, page.start, again)

    def _ask(self, question: str, yes: Button) -> None:
        self._question(question, [named(yes, "registered-yes")])

    def _question(self, question: str, answers: Sequence[Button]) -> None:
        from desktop_client.views.registered.pages import QuestionPage

        page = QuestionPage(question, answers, self.back)
        self._desk.show_page(page, page.start)
        page.notice.tell()

    def _do(
        self,
        task: Callable[[Work], None],
        done: str,
        ends: End | None = None,
        *,
        typed: bool = False,
    ) -> None:
        """Do it and say so; `ends`: why this may end the session, should it turn out to have."""

        def show(_nothing: None) -> None:
            self._parts.sessions.expect(ends)
            self._desk.read(done)

        self._desk.run(task, show, typed=typed)


def _is_last(user: RegisteredUser) -> bool:
    return len(user.certificates) == 1 and not user.account_id
