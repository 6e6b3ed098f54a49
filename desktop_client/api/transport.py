"""HTTP as this program uses it: secure, bounded in time and size, repeated only where safe."""

import json
import logging
import re
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from pydantic import BaseModel, ValidationError

from desktop_client.addresses import fault
from desktop_client.errors import ClientError, ServiceRefused
from desktop_client.pki.http.exchange import Client, Head, Limits, Request
from desktop_client.pki.http.failures import PASSING, ExchangeFailed, Reason
from desktop_client.work import Work
from registration.problems import PROBLEMS, Problem
from registration.wire import RefusalBody

log = logging.getLogger(__name__)

CONNECT_SECONDS = 5.0
READ_SECONDS = 20.0
WHOLE_SECONDS = 60.0
"""Limit of one exchange, also against a service that answers drop by drop."""

ANSWER_LIMIT = 16 * 1024 * 1024
MAX_CODE_LENGTH = 64
REQUEST_ID = "X-Request-Id"
TOO_MANY_REQUESTS = 429
_REQUEST_ID = re.compile(r"[0-9A-Za-z-]{1,36}", re.ASCII)
PAUSES = (0.3, 1.0)
"""Seconds to wait before the second and the third attempt."""
REPEAT_SECONDS = 10.0
"""A failure that took longer is told at once: whoever waits has waited long enough."""

UNREACHED = {
    Reason.TIMEOUT: "service_unreachable",
    Reason.NO_ANSWER: "service_unreachable",
    Reason.NAME_UNKNOWN: "service_name_unknown",
    Reason.PORT_CLOSED: "service_not_running",
    Reason.TOO_LARGE: "answer_unreadable",
    Reason.ADDRESS_WRONG: "service_address_wrong",
    Reason.CERTIFICATE_UNTRUSTED: "service_certificate_untrusted",
    Reason.CERTIFICATE_EXPIRED: "service_certificate_expired",
    Reason.CERTIFICATE_OF_ANOTHER: "service_certificate_of_another",
    Reason.TLS_FAILED: "service_tls_failed",
    Reason.PROXY_LOGIN: "proxy_login",
    Reason.PROXY_REFUSED: "proxy_refused",
    Reason.PROXY_UNREACHABLE: "proxy_unreachable",
    Reason.PROXY_WRONG: "proxy_wrong",
    Reason.PROXY_UNSUPPORTED: "proxy_unsupported",
}
"""How it is told, as a code of `error_texts`, that there is no answer."""
PASSING_CODES = frozenset(UNREACHED[reason] for reason in PASSING)


@dataclass(frozen=True, slots=True)
class Call:
    """One request; `repeatable` only where doing it twice does it once.

    Its body is one of `json`, `signed` (CMS) and `part` (of a file).
    """

    method: str
    path: str
    json: dict[str, Any] | None = None
    signed: bytes | None = None
    part: bytes | None = None
    token: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    repeatable: bool = False


class Transport:
    """Speaks to one service address."""

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")
        self._client = Client()

    def send(self, work: Work, call: Call) -> bytes:
        """Return the body of a success.

        Raises `ServiceRefused` for a refusal, `ClientError` with a code of `UNREACHED`,
        service_not_secure, service_address_wrong or answer_unreadable otherwise.
        """
        require_secure(self._address)
        patience = time.monotonic() + REPEAT_SECONDS
        for pause in PAUSES if call.repeatable else ():
            try:
                return self._once(work, call)
            except ClientError as error:
                if error.code not in PASSING_CODES or time.monotonic() > patience:
                    raise
                log.info("%s %s failed; trying again", call.method, call.path)
            work.pause(pause)
        return self._once(work, call)

    def clock(self, work: Work, call: Call) -> datetime | None:
        """Return what time it is there, to the second (RFC 9110 section 6.6.1).

        None where the answer does not say. Raises as `send`.
        """
        require_secure(self._address)
        head, _ = self._exchange(work, call)
        try:
            told = parsedate_to_datetime(head.headers.get("Date", ""))
        except ValueError:
            return None
        return told if told.tzinfo else None

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _once(self, work: Work, call: Call) -> bytes:
        head, body = self._exchange(work, call)
        if 200 <= head.status < 300:
            return body
        raise _refusal(head, body)

    def _exchange(self, work: Work, call: Call) -> tuple[Head, bytes]:
        work.check()
        request = Request(call.method, self._address + call.path, _body(call), _headers(call))
        limits = Limits(CONNECT_SECONDS, READ_SECONDS, WHOLE_SECONDS, ANSWER_LIMIT)
        try:
            with self._client.exchange(request, limits, work.check) as answer:
                return answer.head, answer.read()
        except ExchangeFailed as failed:
            raise ClientError(UNREACHED[failed.reason]) from None


def require_secure(address: str) -> None:
    """Raise `ClientError` unless the address is https, or http on this computer."""
    code = fault(address)
    if code is not None:
        raise ClientError(code)


def _body(call: Call) -> bytes | None:
    if call.json is not None:
        return json.dumps(call.json).encode()
    return call.signed if call.part is None else call.part


def _headers(call: Call) -> dict[str, str]:
    headers = dict(call.headers)
    if call.json is not None:
        headers["Content-Type"] = "application/json"
    elif call.signed is not None:
        headers["Content-Type"] = "application/pkcs7-mime"
    elif call.part is not None:
        headers["Content-Type"] = "application/octet-stream"
    if call.token:
        headers["Authorization"] = f"Bearer {call.token}"
    return headers


def _refusal(head: Head, body: bytes) -> ClientError:
    status = head.status
    try:
        refusal = RefusalBody.model_validate_json(body)
    except ValidationError:
        if status == TOO_MANY_REQUESTS:
            return ServiceRefused("busy")
        return ClientError("service_unreachable" if status >= 500 else "answer_unreadable")
    values = {name: value for name, value in refusal.values.items() if isinstance(value, str | int)}
    problems = _problems(refusal.values.get("problems"))
    refused = ServiceRefused(refusal.code[:MAX_CODE_LENGTH], problems, **values)
    refused.request_id = request_id(head)
    return refused


def request_id(head: Head) -> str:
    """Return what the service's log calls the request; "" where the answer does not say."""
    told = head.headers.get(REQUEST_ID, "")
    return told if _REQUEST_ID.fullmatch(told) else ""


def _problems(listed: Any) -> tuple[Problem, ...]:
    """Return the problems that can be told; what else a service may send is left out."""
    found = []
    for told in listed if isinstance(listed, list) else ():
        with suppress(ValidationError):
            problem = _Problem.model_validate(told)
            if problem.code in PROBLEMS:
                found.append(Problem(problem.path, problem.code, problem.values))
    return tuple(found)


class _Problem(BaseModel):
    path: tuple[str | int, ...]
    code: str
    values: dict[str, str | int] = {}
