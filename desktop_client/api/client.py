"""The service's calls, one method each: filing and logging in here, the rest by subject."""

from base64 import b64encode
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

from desktop_client.api.applications import ApplicationCalls
from desktop_client.api.organisation import OrganisationCalls
from desktop_client.api.transport import Call
from desktop_client.work import Work
from registration.kinds import Kind
from registration.submission import Challenge, ChallengePurpose, Ticket
from registration.wire import (
    DRAFT_HEADER,
    IDENTITY_HEADER,
    TICKET_HEADER,
    AccountAvailability,
    AttachmentState,
    ChallengeRequest,
    Enrolled,
    Filed,
    Institutions,
    PasswordLogin,
    ServiceInfo,
    Session,
    TicketRequest,
    UnsignedFiling,
)


class ServiceClient(ApplicationCalls, OrganisationCalls):
    """One registration service; every method raises as `Transport.send` does."""

    def info(self, work: Work) -> ServiceInfo:
        """Return who the service is and with which certificates it signs and receives."""
        return self._call(work, ServiceInfo, Call("GET", "/v1/service", repeatable=True))

    def clock_ahead(self, work: Work) -> float | None:
        """Return how many seconds this computer's clock is ahead of the service's, to about one.

        None where the service does not say what time it has.
        """
        begun = datetime.now(UTC)
        told = self._transport.clock(work, Call("GET", "/v1/service"))
        if told is None:
            return None
        between = begun + (datetime.now(UTC) - begun) / 2
        return (between - told).total_seconds()

    def ticket(self, work: Work, kind: Kind, draft: str) -> Ticket:
        """Fetch a ticket to file this draft; an unused one is harmless, so it may be repeated."""
        request = TicketRequest(kind=kind, draft=draft)
        call = Call("POST", "/v1/tickets", json=request.model_dump(mode="json"), repeatable=True)
        return self._call(work, Ticket, call)

    def file(self, work: Work, draft: str, signed: bytes, identity: bytes) -> Filed:
        """File a signed application; the draft's ID keeps a repetition from filing twice.

        `identity`: R in CMS EnvelopedData for the service's certificate.
        """
        call = Call(
            "POST",
            "/v1/submissions",
            signed=signed,
            headers=(
                (DRAFT_HEADER, draft),
                (IDENTITY_HEADER, b64encode(identity).decode()),
            ),
            repeatable=True,
        )
        return self._call(work, Filed, call)

    def file_unsigned(
        self, work: Work, draft: str, document: bytes, password: str | None, token: str | None
    ) -> Filed:
        """File an application that nobody signs; `token` shows the right to complete or change."""
        body = UnsignedFiling(document=b64encode(document).decode(), password=password)
        call = Call(
            "POST",
            "/v1/submissions/unsigned",
            json=body.model_dump(mode="json"),
            headers=((DRAFT_HEADER, draft),),
            token=token,
            repeatable=True,
        )
        return self._call(work, Filed, call)

    def attachment(
        self,
        work: Work,
        ticket: Ticket,
        sha256: str,
        supplements: str | None = None,
        token: str | None = None,
    ) -> AttachmentState:
        """Return how much of an attached file the service has.

        `supplements` with the right to see it (`token`): an application that may have it already.
        """
        path = f"/v1/attachments/{sha256}"
        if supplements and token:
            path += f"?{urlencode({'supplements': supplements})}"
        call = Call("GET", path, token=token, headers=(_ticket_header(ticket),), repeatable=True)
        return self._call(work, AttachmentState, call)

    def send_part(
        self, work: Work, ticket: Ticket, sha256: str, part: bytes, *, first: int, size: int
    ) -> AttachmentState:
        """Send the part of an attached file that begins at byte `first` of `size`."""
        where = f"bytes {first}-{first + len(part) - 1}/{size}"
        call = Call(
            "PUT",
            f"/v1/attachments/{sha256}",
            part=part,
            headers=(_ticket_header(ticket), ("Content-Range", where)),
            repeatable=True,
        )
        return self._call(work, AttachmentState, call)

    def institutions(self, work: Work, typed: str) -> Institutions:
        """Return the institutions whose code or name fits what was typed."""
        path = f"/v1/institutions?{urlencode({'query': typed})}"
        return self._call(work, Institutions, Call("GET", path, repeatable=True))

    def account(self, work: Work, account_id: str) -> AccountAvailability:
        """Whether an ID can still be chosen."""
        call = Call("GET", f"/v1/accounts/{quote(account_id, safe='')}", repeatable=True)
        return self._call(work, AccountAvailability, call)

    def challenge(self, work: Work, purpose: ChallengePurpose) -> Challenge:
        """Fetch a challenge to sign; an unused one is harmless, so it may be repeated."""
        body = ChallengeRequest(purpose=purpose).model_dump()
        call = Call("POST", "/v1/challenges", json=body, repeatable=True)
        return self._call(work, Challenge, call)

    def enrol(self, work: Work, signed: bytes, token: str | None) -> Enrolled:
        """Register the certificate that signed; `token` shows who registers it, if logged in."""
        call = Call("POST", "/v1/enrolments", signed=signed, token=token)
        return self._call(work, Enrolled, call)

    def login(self, work: Work, signed: bytes) -> Session:
        """Log in with a signed challenge."""
        return self._call(work, Session, Call("POST", "/v1/sessions", signed=signed))

    def login_by_password(self, work: Work, account_id: str, password: str) -> Session:
        """Log in with an ID and a password (목록화요청업체)."""
        body = PasswordLogin(account_id=account_id, password=password).model_dump()
        return self._call(work, Session, Call("POST", "/v1/password-sessions", json=body))


def _ticket_header(ticket: Ticket) -> tuple[str, str]:
    return TICKET_HEADER, b64encode(ticket.canonical()).decode()
