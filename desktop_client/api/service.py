"""The service's calls, one method each."""

from base64 import b64encode
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from desktop_client.api.transport import Call, Transport
from desktop_client.errors import ClientError
from desktop_client.work import Work
from registration.kinds import Kind
from registration.messages import (
    DRAFT_HEADER,
    IDENTITY_HEADER,
    ChallengeRequest,
    Enrolled,
    Filed,
    Registration,
    ServiceInfo,
    Session,
    Status,
    TicketRequest,
)
from registration.submission import Challenge, Purpose, Ticket

M = TypeVar("M", bound=BaseModel)


class Service:
    """One registration service; every method raises as `Transport.send` does."""

    def __init__(self, address: str) -> None:
        self._transport = Transport(address)

    def info(self, work: Work) -> ServiceInfo:
        """Who the service is and with which certificates it signs and receives."""
        return self._call(work, ServiceInfo, Call("GET", "/v1/service", repeatable=True))

    def ticket(self, work: Work, kind: Kind, draft: str) -> Ticket:
        """A ticket for filing this draft; an unused one is harmless, so it may be repeated."""
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

    def status(self, work: Work, receipt_number: str, key: str) -> Status:
        """Where an application stands; `key` is the status key or a session's token."""
        call = Call("GET", f"/v1/submissions/{receipt_number}", token=key, repeatable=True)
        return self._call(work, Status, call)

    def cancel(self, work: Work, receipt_number: str, key: str, version: int) -> Status:
        """Withdraw an open application in the version that was seen."""
        path = f"/v1/submissions/{receipt_number}/cancel"
        return self._call(work, Status, Call("POST", path, json={"version": version}, token=key))

    def challenge(self, work: Work, purpose: Purpose) -> Challenge:
        """A challenge to sign; an unused one is harmless, so it may be repeated."""
        body = ChallengeRequest(purpose=purpose).model_dump()
        call = Call("POST", "/v1/challenges", json=body, repeatable=True)
        return self._call(work, Challenge, call)

    def enrol(self, work: Work, signed: bytes) -> Enrolled:
        """Register the certificate that signed."""
        return self._call(work, Enrolled, Call("POST", "/v1/enrolments", signed=signed))

    def login(self, work: Work, signed: bytes) -> Session:
        """Log in with a signed challenge."""
        return self._call(work, Session, Call("POST", "/v1/sessions", signed=signed))

    def logout(self, work: Work, token: str) -> None:
        """End a session."""
        self._transport.send(work, Call("DELETE", "/v1/sessions/current", token=token))

    def registration(self, work: Work, token: str) -> Registration:
        """The registered record of the organisation that is logged in."""
        call = Call("GET", "/v1/registration", token=token, repeatable=True)
        return self._call(work, Registration, call)

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def _call(self, work: Work, model: type[M], call: Call) -> M:
        body = self._transport.send(work, call)
        try:
            return model.model_validate_json(body)
        except ValidationError:
            raise ClientError("answer_unreadable") from None
