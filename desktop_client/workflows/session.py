"""로그인: a signed challenge or a password opens a session; it ends by logging out or by time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from desktop_client.api import ServiceClient
from desktop_client.errors import ClientError, ServiceRefused
from desktop_client.pki.certificate import Certificate
from desktop_client.pki.signing import cms
from desktop_client.work import Work
from desktop_client.workflows.certificates import Opened
from desktop_client.workflows.mode import Mode
from desktop_client.workflows.service_identity import own_challenge, own_service
from desktop_client.workflows.session_ends import BY_CODE, ENDING, End
from registration.submission import Canonical, ChallengePurpose, Login
from registration.text import Text
from registration.wire import Registration, Session

PREPARING = Text("로그인할 문서를 만들고 있습니다.", "Preparing the login.")
LOGGING_IN = Text("로그인하고 있습니다.", "Logging in.")
READING = Text("등록 정보를 조회하고 있습니다.", "Reading the registered data.")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LoginReview:
    """What is about to be signed: `content` is shown, and `content` is signed."""

    login: Login
    content: Canonical


class Sessions:
    """At most one session at a time with one service."""

    def __init__(self, mode: Mode) -> None:
        self._mode = mode
        self._current: Session | None = None
        self._expected: End | None = None
        self._certificate: Certificate | None = None
        self.end = End.TIME
        """Why the last session ended."""

    @property
    def current(self) -> Session | None:
        """The session, unless its time is over."""
        session = self._current
        if session and datetime.fromisoformat(session.expires) <= datetime.now(UTC):
            self._current = session = None
            self.end = End.TIME
        return session

    def is_own(self, certificate: Certificate) -> bool:
        """Whether a certificate has opened the session."""
        own = self._certificate if self.current else None
        return own is not None and own.fingerprint == certificate.fingerprint

    def is_of_same_holder(self, certificate: Certificate) -> bool:
        """Whether a certificate names whom the one names that has opened the session."""
        own = self._certificate if self.current else None
        return own is not None and own.real_name == certificate.real_name

    @property
    def days_left(self) -> int | None:
        """Days until the certificate that has opened the session ends; None without one."""
        own = self._certificate if self.current else None
        return own.days_left(datetime.now(UTC)) if own else None

    @property
    def token(self) -> str | None:
        """The bearer token of the session, None where there is none."""
        session = self.current
        return session.token if session else None

    def prepare(self, work: Work, certificate: Certificate) -> LoginReview:
        """Ask the service for a challenge and build the answer to sign."""
        work.progress(PREPARING)
        service, challenge = own_challenge(work, self._mode, ChallengePurpose.LOGIN)
        login = Login(
            service_certificate=service.signing.fingerprint,
            challenge=challenge,
            certificate_sha256=certificate.fingerprint,
        )
        return LoginReview(login, login.canonical())

    def login(self, work: Work, review: LoginReview, opened: Opened) -> Session:
        """Sign the reviewed bytes and begin a session."""
        work.progress(LOGGING_IN)
        signed = cms.sign(review.content, opened.identity(work))
        session = self._mode.service(work).login(work, signed)
        return self._begin(session, opened.certificate)

    def login_by_password(self, work: Work, account_id: str, password: str) -> Session:
        """Begin a session of a 목록화요청업체, which has no certificate."""
        work.progress(LOGGING_IN)
        own_service(work, self._mode)
        return self._begin(self._mode.service(work).login_by_password(work, account_id, password))

    def _begin(self, session: Session, certificate: Certificate | None = None) -> Session:
        self._current, self._expected, self._certificate = session, None, certificate
        return session

    def registration(self, work: Work) -> Registration:
        """Return the registered record; raises `ClientError("not_logged_in")`."""
        work.progress(READING)
        return self.call(work, lambda service, token: service.registration(work, token))

    def expect(self, end: End | None) -> None:
        """Remember what was done here that may end the session; the service tells if it has."""
        self._expected = end

    def call(self, work: Work, ask: Callable[[ServiceClient, str], T]) -> T:
        """Ask the service something by right of the session, which a refusal may end."""
        session = self._current
        if session is None:
            raise ClientError("not_logged_in")
        try:
            return ask(self._mode.service(work), session.token)
        except ServiceRefused as refused:
            self.heard(refused)
            raise

    def heard(self, refused: ServiceRefused) -> None:
        """Take note of a refusal that says that the session is over."""
        if refused.code in ENDING:
            self._current = None
            self.end = self._expected or BY_CODE.get(refused.code, End.SERVICE)

    def logout(self, work: Work) -> None:
        """End the session here, and at the service where it can be reached."""
        session, self._current = self._current, None
        if session:
            self._mode.service(work).logout(work, session.token)
