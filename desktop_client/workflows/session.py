"""로그인: a signed challenge opens a session; it ends by logging out or by time."""

from datetime import UTC, datetime

from desktop_client.errors import ClientError, ServiceRefused
from desktop_client.pki import cms
from desktop_client.work import Work
from desktop_client.workflows.certificates import Opened
from desktop_client.workflows.mode import Mode
from registration.messages import Registration, Session
from registration.submission import Login, Purpose
from registration.text import Text

LOGGING_IN = Text("로그인하고 있습니다.", "Logging in.")
READING = Text("등록 정보를 조회하고 있습니다.", "Reading the registered data.")


class Sessions:
    """At most one session at a time with one service."""

    def __init__(self, mode: Mode) -> None:
        self._mode = mode
        self._current: Session | None = None

    @property
    def current(self) -> Session | None:
        """The session, unless its time is over."""
        session = self._current
        if session and datetime.fromisoformat(session.expires) <= datetime.now(UTC):
            self._current = session = None
        return session

    def login(self, work: Work, opened: Opened) -> Session:
        """Answer the service's challenge with the certificate's signature."""
        work.progress(LOGGING_IN)
        service = self._mode.service(work)
        statement = Login(
            challenge=service.challenge(work, Purpose.LOGIN),
            certificate_sha256=opened.certificate.fingerprint,
        )
        signed = cms.sign(
            statement.canonical(), opened.certificate, opened.key, certificates=opened.issuers
        )
        self._current = service.login(work, signed)
        return self._current

    def registration(self, work: Work) -> Registration:
        """The registered record; raises `ClientError("not_logged_in")`."""
        session = self._current
        if session is None:
            raise ClientError("not_logged_in")
        work.progress(READING)
        try:
            return self._mode.service(work).registration(work, session.token)
        except ServiceRefused as refused:
            if refused.code in ("session_expired", "not_authorised"):
                self._current = None
            raise

    def logout(self, work: Work) -> None:
        """End the session here, and at the service where it can be reached."""
        session, self._current = self._current, None
        if session:
            self._mode.service(work).logout(work, session.token)
