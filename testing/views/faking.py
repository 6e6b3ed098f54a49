"""Workflows that do what a test says: return, refuse, or wait until they are let go.

Each is a subclass of the workflow it stands for, so that mypy compares the two.
"""

import threading
from collections.abc import Callable
from inspect import signature
from pathlib import Path
from typing import Any, Generic, TypeVar

from desktop_client.drafts import Draft, DraftStore, FilingReference, Stage
from desktop_client.errors import ClientError
from desktop_client.pki.certificate import Certificate
from desktop_client.remembered import Remembered
from desktop_client.work import Work
from desktop_client.workflows.certificates import Candidate, Certificates, Opened, Sought
from desktop_client.workflows.enrolment import EnrolmentReview, EnrolmentWorkflow
from desktop_client.workflows.filing import FiledApplication, FilingReview, FilingWorkflow
from desktop_client.workflows.following import Following
from desktop_client.workflows.members import Members
from desktop_client.workflows.session import LoginReview, Sessions
from desktop_client.workflows.session_ends import End
from registration.forms.check import canonical, check_form
from registration.kinds import Key, Kind
from registration.korean_time import today
from registration.lifecycle import State
from registration.printouts import Registered
from registration.sanctions.messages import PublicSanctions
from registration.submission import (
    Application,
    Challenge,
    ChallengePurpose,
    Enrolment,
    Login,
    Receipt,
    Ticket,
    User,
    sha256,
)
from registration.wire import (
    Enrolled,
    Issuance,
    LookedUp,
    PrintoutVerdict,
    RecordHistory,
    Registration,
    Sanction,
    Session,
    Status,
)

NUMBER = "1111111119"
EXPIRES = "2099-12-31T15:30:00Z"
PATIENCE = 0.01


R = TypeVar("R")


class Told(Generic[R]):
    """What one method does: answers in their order, the last again and again; it notes its calls.

    A call the method itself could not take is a TypeError, and mypy compares the answers with
    what the method returns.
    """

    def __init__(self, *answers: R | Exception | Callable[[Work], R], of: Callable[..., R]) -> None:
        self._answers = list(answers)
        self._signature = signature(of)
        self.calls: list[tuple[Any, ...]] = []

    def will(self, *answers: R | Exception | Callable[[Work], R]) -> None:
        """From now on answer so: a value, an exception to raise, or a function of the work."""
        self._answers = list(answers)

    def __call__(self, *arguments: Any, **named: Any) -> R:
        _, work, *told = self._signature.bind(self, *arguments, **named).args
        self.calls.append(tuple(told))
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer(work) if callable(answer) else answer


class Gate:
    """An answer that comes only once the test opens the gate, or the user stops."""

    def __init__(self, answer: Any) -> None:
        self._answer = answer
        self._open = threading.Event()
        self.reached = threading.Event()

    def __call__(self, work: Work) -> Any:
        self.reached.set()
        while not self._open.is_set():
            work.pause(PATIENCE)
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer(work) if callable(self._answer) else self._answer

    def let_go(self) -> None:
        """Let the answer come."""
        self._open.set()


class FakeCertificates(Certificates):
    """Finds and opens what it is told."""

    def __init__(self) -> None:
        self._remembered = Remembered()
        self.found: Told[list[Candidate]] = Told([], of=Certificates.find)
        self.opened: Told[Opened] = Told(ClientError("unexpected"), of=Certificates.open)
        self.where = [Path("/home/user/NPKI"), Path("/media/user/usb-disk-of-the-office/NPKI")]

    def places(self, _work: Work) -> list[Path]:
        return self.where

    def present(self, _work: Work) -> frozenset[Path]:
        return frozenset(self.where)

    def find(self, work: Work, sought: Sought) -> list[Candidate]:
        return self.found(work, sought)

    def open(self, work: Work, candidate: Candidate, secret: str, sought: Sought) -> Opened:
        return self.opened(work, candidate, secret, sought)


class FakeFiling(FilingWorkflow):
    """Prepares as the real one does, with a ticket of its own; sends as it is told."""

    def __init__(self, drafts: DraftStore) -> None:
        self._drafts = drafts
        self.preparing: Told[FilingReview | None] = Told(None, of=FilingWorkflow.prepare)
        self.sending = Told(self.file, of=FilingWorkflow.sign_and_send)
        self.resending = Told(self.file, of=FilingWorkflow.resend)
        self.review: FilingReview | None = None

    def prepare(self, work: Work, draft_id: str) -> FilingReview:
        if told := self.preparing(work, draft_id):
            return told
        draft = self._drafts.load(draft_id)
        problems = [
            each for each in check_form(draft.kind, draft.form, today()) if not each.is_warning
        ]
        if problems:
            raise ClientError("form_not_ready", tuple(problems))
        ticket = Ticket(
            id=f"ticket-{len(self.preparing.calls):012}",
            nonce="nonce-of-the-ticket",
            service="practice",
            kind=draft.kind,
            draft=draft.id,
            expires=EXPIRES,
        )
        application = Application(
            service_certificate="0" * 64, ticket=ticket, form=canonical(draft.kind, draft.form)
        )
        self.review = FilingReview(draft.id, application, application.canonical())
        return self.review

    def sign_and_send(self, work: Work, review: FilingReview, opened: Opened) -> FiledApplication:
        return self.sending(work, review, opened)

    def send_unsigned(
        self, work: Work, review: FilingReview, password: str | None = None
    ) -> FiledApplication:
        return self.sending(work, review, password)

    def resend(self, work: Work, draft_id: str, password: str | None = None) -> FiledApplication:
        return self.resending(work, draft_id, password)

    def file(self, _work: Work) -> FiledApplication:
        """Take the reviewed application in."""
        assert self.review
        receipt = receipt_for(self.review)
        self._sign(self.review)
        filing = FilingReference(receipt.receipt_number, "k" * 43)
        path = self._drafts.keep_receipt(self.review.draft_id, b"the receipt", filing)
        return FiledApplication(receipt, path)

    def _sign(self, review: FilingReview) -> None:
        """Keep what is sent, unless it is final already."""
        if self._drafts.load(review.draft_id).stage is Stage.EDITING:
            self._drafts.keep_signed(review.draft_id, b"signed", b"sealed")

    def lose(self, _work: Work) -> FiledApplication:
        """Sign, keep, and lose the connection."""
        assert self.review
        self._sign(self.review)
        raise ClientError("service_unreachable")


def receipt_for(review: FilingReview) -> Receipt:
    """The receipt of a reviewed application."""
    return Receipt(
        service="practice",
        receipt_number="2026000123",
        kind=review.application.kind,
        draft=review.draft_id,
        business_number=NUMBER,
        key=NUMBER,
        applicant="주식회사 연습상사",
        document_sha256=sha256(review.content),
        signature_sha256="5" * 64,
        state=State.PENDING,
        received="2026-11-22T15:30:00Z",
    )


class FakeFollowing(Following):
    """Knows the statuses it is told, by draft."""

    def __init__(self) -> None:
        missing = ClientError("draft_missing")
        self.asking: Told[Status] = Told(missing, of=Following.status)
        self.by_draft: dict[str, Status | Exception] = {}
        self.cancelling: Told[Status] = Told(missing, of=Following.cancel)
        self.supplement: Told[Draft] = Told(missing, of=Following.supplement)
        self.issuance: Told[Issuance] = Told(missing, of=Following.issuance)
        self.lookup: Told[LookedUp] = Told(missing, of=Following.lookup)
        unreadable = ClientError("handover_unreadable", file="x")
        self.take_over: Told[Draft] = Told(unreadable, of=Following.take_over)
        self.sanctions: Told[PublicSanctions] = Told(missing, of=Following.sanctions)
        self.paper: Told[PrintoutVerdict] = Told(missing, of=Following.paper)

    def status(self, work: Work, which: str) -> Status:
        answer = self.by_draft.get(which) or self.asking(work, which)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def last_known(self, which: str) -> Status | None:
        answer = self.by_draft.get(which)
        return answer if isinstance(answer, Status) else None

    def cancel(self, work: Work, which: str, version: int) -> Status:
        return self.cancelling(work, which, version)


def challenge(purpose: ChallengePurpose) -> Challenge:
    """A challenge of the service."""
    return Challenge(
        id="challenge-0123456789",
        nonce="nonce-of-the-challenge",
        service="practice",
        purpose=purpose,
        expires=EXPIRES,
    )


class FakeEnrolling(EnrolmentWorkflow):
    """Prepares as the real one does; registers as it is told."""

    def __init__(self) -> None:
        self.preparing: Told[EnrolmentReview | None] = Told(None, of=EnrolmentWorkflow.prepare)
        self.sending: Told[Enrolled | None] = Told(None, of=EnrolmentWorkflow.send)
        self.unfinished = {}

    def prepare(
        self,
        work: Work,
        key: str,
        user: User,
        opened: Opened,
        *,
        replaces: str | None = None,
        voucher_by: Opened | None = None,
    ) -> EnrolmentReview:
        self.preparing(work, key, user, opened)
        enrolment = Enrolment(
            service_certificate="0" * 64,
            challenge=challenge(ChallengePurpose.ENROL),
            key=key,
            certificate_sha256=opened.certificate.fingerprint,
            user=user,
            random_envelope=None if voucher_by else "c2VhbGVk" * 90,
            voucher="dm91Y2hlcg==" if voucher_by else None,
            replaces=replaces,
        )
        return EnrolmentReview(enrolment, enrolment.canonical())

    def send(self, work: Work, review: EnrolmentReview, opened: Opened) -> Enrolled:
        told = self.sending(work, review, opened)
        shown = review.enrolment
        return told or Enrolled(
            key=shown.key,
            organisation="주식회사 연습상사",
            user=shown.user,
        )


class FakeMembers(Members):
    """Does nothing but note what it was asked to do."""

    def __init__(self) -> None:
        unexpected = ClientError("unexpected")
        self.begun: Told[Draft | None] = Told(None, of=Members.begun)
        self.change: Told[Draft] = Told(unexpected, of=Members.change)
        self.begin_again: Told[Draft] = Told(unexpected, of=Members.begin_again)
        self.history: Told[RecordHistory] = Told(unexpected, of=Members.history)
        self.registered: Told[Registered] = Told(unexpected, of=Members.registered)
        self.change_user: Told[None] = Told(None, of=Members.change_user)
        self.remove_user: Told[None] = Told(None, of=Members.remove_user)
        self.name_recipient: Told[None] = Told(None, of=Members.name_recipient)
        self.remove_certificate: Told[None] = Told(None, of=Members.remove_certificate)
        self.transfer: Told[None] = Told(None, of=Members.transfer)
        self.change_password: Told[None] = Told(None, of=Members.change_password)


class FakeSessions(Sessions):
    """At most one session, as it is told."""

    current: Session | None = None

    def __init__(self) -> None:
        self.certificate: Certificate | None = None
        self.preparing: Told[LoginReview | None] = Told(None, of=Sessions.prepare)
        self.logging_in = Told(self.begin, of=Sessions.login)
        self.by = Key.CERTIFICATE
        self.sanctions: list[Sanction] = []
        self.reading: Told[Registration] = Told(
            ClientError("not_logged_in"), of=Sessions.registration
        )
        self.leaving = Told(None, of=Sessions.logout)
        self.expires = EXPIRES
        self.end = End.SERVICE
        self.expected: End | None = None

    @property
    def days_left(self) -> int | None:
        return None

    def expect(self, end: End | None) -> None:
        self.expected = end
        self.end = end or self.end

    def is_own(self, certificate: Certificate) -> bool:
        return bool(self.certificate == certificate)

    def is_of_same_holder(self, certificate: Certificate) -> bool:
        return bool(self.certificate and self.certificate.real_name == certificate.real_name)

    def prepare(self, work: Work, certificate: Certificate) -> LoginReview:
        self.preparing(work, certificate)
        login = Login(
            service_certificate="0" * 64,
            challenge=challenge(ChallengePurpose.LOGIN),
            certificate_sha256=certificate.fingerprint,
        )
        return LoginReview(login, login.canonical())

    def login(self, work: Work, review: LoginReview, opened: Opened) -> Session:
        return self.logging_in(work, review, opened)

    def login_by_password(self, work: Work, account_id: str, password: str) -> Session:
        return self.logging_in(work, account_id, password)

    def begin(self, _work: Work) -> Session:
        """Begin a session."""
        self.current = Session(
            token="t" * 43,
            expires=self.expires,
            organisation="주식회사 연습상사",
            user="김이용",
            by=self.by,
            kinds=[Kind.SUPPLIER],
            sanctions=self.sanctions,
        )
        return self.current

    def registration(self, work: Work) -> Registration:
        return self.reading(work)

    def logout(self, work: Work) -> None:
        self.current = None
        self.leaving(work)
