"""Hands a text message over to an SMS gateway: one POST of JSON.

`{"id", "from", "to", "text"}` with `Authorization: Bearer` and `Idempotency-Key`; any 2xx is taken
as accepted. What another gateway wants differently is translated by a small service beside it.
"""

import json
from collections.abc import Callable

from backend.config import Sms
from backend.post.trouble import Declined, PutOff, Unclear
from desktop_client.pki.http.exchange import Client, Limits, Request
from desktop_client.pki.http.failures import ExchangeFailed, Reason

_NOT_SENT = {
    Reason.NAME_UNKNOWN: "unreachable",
    Reason.PORT_CLOSED: "unreachable",
    Reason.CERTIFICATE_UNTRUSTED: "untrusted",
    Reason.CERTIFICATE_EXPIRED: "untrusted",
    Reason.CERTIFICATE_OF_ANOTHER: "untrusted",
    Reason.TLS_FAILED: "untrusted",
    Reason.PROXY_LOGIN: "unreachable",
    Reason.PROXY_REFUSED: "unreachable",
    Reason.PROXY_UNREACHABLE: "unreachable",
    Reason.PROXY_WRONG: "unreachable",
    Reason.PROXY_UNSUPPORTED: "unreachable",
    Reason.ADDRESS_WRONG: "unreachable",
}
"""What fails before the message can have gone out."""
_LATER = frozenset({401, 403, 408, 425, 429, 503})


class SmsGateway:
    """The gateway of the settings."""

    def __init__(self, settings: Sms, key: str) -> None:
        self._settings, self._key = settings, key
        self._limits = Limits(
            connect=min(5.0, settings.seconds),
            silence=settings.seconds,
            whole=settings.seconds,
            body_bytes=64 * 1024,
        )
        self._client = Client()

    def deliver(self, text: str, to: str, identity: str, on_the_point: Callable[[], None]) -> None:
        """Hand a message over; `on_the_point` as with e-mail. Raises Trouble."""
        body = {"id": identity, "from": self._settings.sender, "to": to, "text": text}
        headers = {
            "Content-Type": "application/json",
            "Authorization": f"Bearer {self._key}",
            "Idempotency-Key": identity,
        }
        content = json.dumps(body, ensure_ascii=False).encode()
        request = Request("POST", self._settings.url, content, headers)
        on_the_point()
        try:
            with self._client.exchange(request, self._limits) as answer:
                status = answer.head.status
                answer.read()
        except ExchangeFailed as failed:
            if failed.reason in _NOT_SENT:
                raise PutOff(_NOT_SENT[failed.reason]) from None
            raise Unclear("broken_off") from None
        if 200 <= status < 300:
            return
        if status in _LATER:
            raise PutOff("login_failed" if status in (401, 403) else "put_off")
        raise Declined("refused") if 400 <= status < 500 else Unclear("broken_off")

    def close(self) -> None:
        """Close the connections."""
        self._client.close()
