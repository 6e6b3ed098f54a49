"""HTTP as this program uses it: secure, bounded in time and size, repeated only where safe."""

import json
import logging
import time
from dataclasses import dataclass
from typing import Any

import requests
from pydantic import ValidationError

from desktop_client.addresses import fault, is_loopback
from desktop_client.errors import ClientError, ServiceRefused
from desktop_client.work import Work
from registration.messages import RefusalBody
from registration.problems import PROBLEMS, Problem

log = logging.getLogger(__name__)

CONNECT_SECONDS = 5.0
READ_SECONDS = 20.0
WHOLE_SECONDS = 60.0
"""Limit of one exchange, also against a service that answers drop by drop."""

ANSWER_LIMIT = 16 * 1024 * 1024
CHUNK = 64 * 1024
PAUSES = (0.3, 1.0)
"""Seconds to wait before the second and the third attempt."""


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
        self._session = requests.Session()
        if is_loopback(self._address):
            self._session.trust_env = False

    def send(self, work: Work, call: Call) -> bytes:
        """Return the body of a success.

        Raises `ServiceRefused` for a refusal, `ClientError` with service_not_secure,
        service_unreachable or answer_unreadable otherwise.
        """
        require_secure(self._address)
        for pause in PAUSES if call.repeatable else ():
            try:
                return self._once(work, call)
            except ClientError as error:
                if error.code != "service_unreachable":
                    raise
                log.info("%s %s failed; trying again", call.method, call.path)
            work.pause(pause)
        return self._once(work, call)

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def _once(self, work: Work, call: Call) -> bytes:
        work.check()
        deadline = time.monotonic() + WHOLE_SECONDS
        try:
            with self._session.request(
                call.method,
                self._address + call.path,
                data=_body(call),
                headers=_headers(call),
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                stream=True,
                allow_redirects=False,
            ) as answer:
                body = _read(work, answer, deadline)
                if 200 <= answer.status_code < 300:
                    return body
                raise _refusal(answer.status_code, body)
        except (requests.RequestException, OSError):
            raise ClientError("service_unreachable") from None


def require_secure(address: str) -> None:
    """Raise `ClientError` unless the address is https, or http on this computer."""
    code = fault(address)
    if code is not None:
        raise ClientError(code)


def _body(call: Call) -> bytes | str | None:
    if call.json is not None:
        return json.dumps(call.json)
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


def _read(work: Work, answer: requests.Response, deadline: float) -> bytes:
    body = bytearray()
    for chunk in answer.iter_content(CHUNK):
        work.check()
        body += chunk
        if len(body) > ANSWER_LIMIT:
            raise ClientError("answer_unreadable")
        if time.monotonic() > deadline:
            raise ClientError("service_unreachable")
    return bytes(body)


def _refusal(status: int, body: bytes) -> ClientError:
    try:
        refusal = RefusalBody.model_validate_json(body)
    except ValidationError:
        code = "service_unreachable" if status >= 500 else "answer_unreadable"
        return ClientError(code)
    values = {
        name: value
        for name, value in refusal.values.items()
        if name != "problems" and isinstance(value, str | int)
    }
    return ServiceRefused(refusal.code, _problems(refusal.values.get("problems")), **values)


def _problems(listed: Any) -> tuple[Problem, ...]:
    if not isinstance(listed, list):
        return ()
    return tuple(
        Problem(tuple(one["path"]), one["code"], one.get("values", {}))
        for one in listed
        if isinstance(one, dict) and one.get("code") in PROBLEMS and "path" in one
    )
