"""Workflows that do what a test says: return, refuse, or wait until they are let go."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop_client.drafts import DraftStore, FilingReference, Stage
from desktop_client.errors import ClientError
from desktop_client.work import Work
from desktop_client.workflows.enrolment import EnrolmentReview
from desktop_client.workflows.filing import FiledApplication, FilingReview
from desktop_client.workflows.session import LoginReview
from desktop_client.workflows.session_ends import End
from registration.forms.check import canonical, check_form
from registration.kinds import Key, Kind
from registration.korean_time import today
from registration.lifecycle import State
from registration.submission import (
    Application,
    Challenge,
    ChallengePurpose,
    Enrolment,
    Login,
    Receipt,
    Ticket,
    sha256,
)
from registration.wire import Enrolled, Registration, Sanction, Session, Status

NUMBER = "1111111119"
EXPIRES = "2099-12-31T15:30:00Z"
PATIENCE = 0.01


class Told:
    """What one call does: answers in their order, the last again and again; it notes its calls."""

    def __init__(self, *answers: Any) -> None:
        self._answers = list(answers)
        self.calls: list[tuple[Any, ...]] = []

    def will(self, *answers: Any) -> None:
        """From now on answer so: a value, an exception to raise, or a function of the work."""
        self._answers = list(answers)

    def __call__(self, work: Work, *arguments: Any) -> Any:
        self.calls.append(arguments)
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


class FakeCertificates:
    """Finds and opens what it is told."""

    def __init__(self) -> None:
        self.found = Told([])
        self.opened = Told(ClientError("unexpected"))
        self.where = [Path("/home/user/NPKI"), Path("/media/user/usb-disk-of-the-office/NPKI")]

    def places(self, _work: Work) -> list[Path]:
        return self.where

    def present(self, _work: Work) -> frozenset[Path]:
        return frozenset(self.where)

    def find(self, work: Work, sought: Any) -> Any:
        return self.found(work, sought)

    def open(self, work: Work, candidate: Any, password: str, sought: Any) -> Any:
        return self.opened(work, candidate, password, sought)


class FakeFiling:
    """Prepares as the real one does, with a ticket of its own; sends as it is told."""

    def __init__(self, drafts: DraftStore) -> None:
        self._drafts = drafts
        self.preparing = Told(None)
        self.sending = Told(self.file)
        self.resending = Told(self.file)
        self.review: FilingReview | None = None

    def prepare(self, work: Work, draft_id: str) -> FilingReview:
        told: FilingReview | None = self.preparing(work, draft_id)
        if told:
            return told
        draft = self._drafts.load(draft_id)
        problems = [
            one for one in check_form(draft.kind, draft.form, today()) if not one.is_warning
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

    def sign_and_send(self, work: Work, review: FilingReview, opened: Any) -> FiledApplication:
        filed: FiledApplication = self.sending(work, review, opened)
        return filed

    def send_unsigned(
        self, work: Work, review: FilingReview, password: str | None = None
    ) -> FiledApplication:
        filed: FiledApplication = self.sending(work, review, password)
        return filed

    def resend(self, work: Work, draft_id: str, password: str | None = None) -> FiledApplication:
        filed: FiledApplication = self.resending(work, draft_id, password)
        return filed

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


class FakeFollowing:
    """Knows the statuses it is told, by draft."""

    def __init__(self) -> None:
        self.asking = Told(ClientError("draft_missing"))
        self.by_draft: dict[str, Status] = {}
        self.cancelling = Told(ClientError("draft_missing"))
        self.supplement = Told(ClientError("draft_missing"))
        self.issuance = Told(ClientError("draft_missing"))
        self.lookup = Told(ClientError("draft_missing"))
        self.take_over = Told(ClientError("handover_unreadable", file="x"))
        self.paper = Told(ClientError("draft_missing"))

    def status(self, work: Work, draft_id: str) -> Status:
        if draft_id in self.by_draft:
            return self.by_draft[draft_id]
        status: Status = self.asking(work, draft_id)
        return status

    def cancel(self, work: Work, draft_id: str, version: int) -> Status:
        status: Status = self.cancelling(work, draft_id, version)
        return status


def challenge(purpose: ChallengePurpose) -> Challenge:
    """A challenge of the service."""
    return Challenge(
        id="challenge-0123456789",
        nonce="nonce-of-the-challenge",
        service="practice",
        purpose=purpose,
        expires=EXPIRES,
    )


class FakeEnrolling:
    """Prepares as the real one does; registers as it is told."""

    def __init__(self) -> None:
        self.preparing = Told(None)
        self.sending = Told(None)
        self.unfinished: dict[str, Any] = {}

    def prepare(
        self,
        work: Work,
        key: str,
        user: Any,
        opened: Any,
        *,
        replaces: str | None = None,
        voucher_by: Any = None,
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

    def send(self, work: Work, review: EnrolmentReview, opened: Any) -> Enrolled:
        told = self.sending(work, review, opened)
        shown = review.enrolment
        return told or Enrolled(
            key=shown.key,
            organisation="주식회사 연습상사",
            user=shown.user,
        )


class FakeMembers:
    """Does nothing but note what it was asked to do."""

    def __init__(self) -> None:
        self.begun = Told(None)
        self.change = Told(ClientError("unexpected"))
        self.begin_again = Told(ClientError("unexpected"))
        self.history = Told(ClientError("unexpected"))
        self.registered = Told(ClientError("unexpected"))
        self.change_user = Told(None)
        self.remove_user = Told(None)
        self.name_recipient = Told(None)
        self.remove_certificate = Told(None)
        self.transfer = Told(None)
        self.change_password = Told(None)


class FakeSessions:
    """At most one session, as it is told."""

    def __init__(self) -> None:
        self.current: Session | None = None
        self.certificate: Any = None
        self.preparing = Told(None)
        self.logging_in = Told(self.begin)
        self.by = Key.CERTIFICATE
        self.sanctions: list[Sanction] = []
        self.reading: Callable[..., Registration] = Told(ClientError("not_logged_in"))
        self.leaving = Told(None)
        self.expires = EXPIRES
        self.end = End.SERVICE
        self.expected: End | None = None

    def expect(self, end: End | None) -> None:
        self.expected = end
        self.end = end or self.end

    def is_own(self, certificate: Any) -> bool:
        return bool(self.certificate == certificate)

    def is_of_same_holder(self, certificate: Any) -> bool:
        return bool(self.certificate and self.certificate.real_name == certificate.real_name)

    def prepare(self, work: Work, opened: Any) -> LoginReview:
        self.preparing(work, opened)
        login = Login(
            service_certificate="0" * 64,
            challenge=challenge(ChallengePurpose.LOGIN),
            certificate_sha256=opened.certificate.fingerprint,
        )
        return LoginReview(login, login.canonical())

    def login(self, work: Work, review: LoginReview, opened: Any) -> Session:
        session: Session = self.logging_in(work, review, opened)
        return session

    def login_by_password(self, work: Work, account_id: str, password: str) -> Session:
        session: Session = self.logging_in(work, account_id, password)
        return session

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
