"""Calls of an organisation that is logged in; `token` is its session's."""

from desktop_client.api.calling import ClientCalls
from desktop_client.api.transport import Call
from desktop_client.work import Work
from registration.kinds import Kind
from registration.submission import User
from registration.wire import (
    CertificateTransfer,
    PasswordChange,
    RecordHistory,
    Registration,
    UserChange,
)


class OrganisationCalls(ClientCalls):
    """The registered data, its users and their certificates."""

    def registration(self, work: Work, token: str) -> Registration:
        """Return the records, users and applications of the organisation."""
        call = Call("GET", "/v1/registration", token=token, repeatable=True)
        return self._call(work, Registration, call)

    def history(self, work: Work, token: str, kind: Kind) -> RecordHistory:
        """Return the versions of a record, the newest first."""
        call = Call("GET", f"/v1/registration/{kind}/history", token=token, repeatable=True)
        return self._call(work, RecordHistory, call)

    def change_user(self, work: Work, token: str, user_id: int, user: User) -> None:
        """Give a user new particulars; repeating it changes nothing more."""
        body = UserChange(user=user).model_dump(mode="json")
        self._send(work, Call("PUT", f"/v1/users/{user_id}", json=body, token=token))

    def remove_user(self, work: Work, token: str, user_id: int) -> None:
        """Remove a user with their certificates."""
        self._send(work, Call("DELETE", f"/v1/users/{user_id}", token=token))

    def name_recipient(self, work: Work, token: str, user_id: int) -> None:
        """Make a user the 대표수신자."""
        self._send(work, Call("POST", f"/v1/users/{user_id}/recipient", json={}, token=token))

    def remove_certificate(self, work: Work, token: str, fingerprint: str) -> None:
        """End a certificate's registration, and the sessions it opened."""
        self._send(work, Call("DELETE", f"/v1/certificates/{fingerprint}", token=token))

    def transfer(self, work: Work, token: str, fingerprint: str, user_id: int) -> None:
        """Give a certificate to another user."""
        body = CertificateTransfer(user=user_id).model_dump()
        path = f"/v1/certificates/{fingerprint}/user"
        self._send(work, Call("PUT", path, json=body, token=token))

    def change_password(self, work: Work, token: str, present: str, new: str) -> None:
        """Set a new password for the account that is logged in."""
        body = PasswordChange(present=present, new=new).model_dump()
        self._send(work, Call("PUT", "/v1/password", json=body, token=token))

    def logout(self, work: Work, token: str) -> None:
        """End a session."""
        self._send(work, Call("DELETE", "/v1/sessions/current", token=token))

    def _send(self, work: Work, call: Call) -> None:
        self._transport.send(work, call)
