"""A service as its operators' and officers' commands call it, over HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self, TypeVar
from urllib.parse import urlencode

from pydantic import BaseModel, ValidationError

from desktop_client.addresses import fault
from desktop_client.api.transport import (
    MAX_CODE_LENGTH,
    TOO_MANY_REQUESTS,
    UNREACHED,
    request_id,
)
from desktop_client.pki.http.exchange import Answer, Client, Head, Limits, Request
from desktop_client.pki.http.failures import ExchangeFailed
from registration.wire import RefusalBody

M = TypeVar("M", bound=BaseModel)

LIMITS = Limits(connect=5, silence=30, whole=60, body_bytes=32 * 1024 * 1024)
CREATED = 201


class CallError(Exception):
    """The service refuses, or there is no talking to it; the code says why."""

    request_id = ""
    """What the service's log calls the request; "" where no answer came."""

    def __init__(self, code: str, /, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    @property
    def status(self) -> int:
        """The exit status of a command that ends with it."""
        wrong_use = self.code == "service_address_wrong"
        return 3 if self.code in UNREACHED.values() and not wrong_use else 1


@dataclass(frozen=True)
class Calls:
    """A service, and the token that opens it to the caller; "" before there is one."""

    address: str
    http: Client
    token: str

    @classmethod
    def at(cls, address: str, token: str = "") -> Self:
        """Return the service at an address.

        Raises CallError `service_not_secure` and `service_address_wrong`.
        """
        code = fault(address)
        if code is not None:
            raise CallError(code)
        return cls(address.rstrip("/"), Client(), token)

    def call(
        self,
        model: type[M],
        method: str,
        path: str,
        body: BaseModel | bytes | None = None,
        query: dict[str, Any] | None = None,
    ) -> M:
        """Return a successful answer. Raises CallError."""
        with self.open(method, path, body, query) as chunks:
            content = b"".join(chunks)
        return _parsed(model, content)

    def post(
        self, model: type[M], path: str, body: bytes, headers: dict[str, str]
    ) -> tuple[bool, M]:
        """Return whether something new came of it (201), and the answer. Raises CallError."""
        request = Request("POST", self.address + path, body, self._headers(body) | headers)
        with self._exchange(request, LIMITS) as answer:
            return answer.head.status == CREATED, _parsed(model, answer.read())

    @contextmanager
    def open(
        self,
        method: str,
        path: str,
        body: BaseModel | bytes | None = None,
        query: dict[str, Any] | None = None,
        limits: Limits = LIMITS,
    ) -> Iterator[Iterator[bytes]]:
        """Give the body of a successful answer as it comes. Raises CallError."""
        wanted = {name: value for name, value in (query or {}).items() if value is not None}
        request = Request(
            method,
            self.address + path + (f"?{urlencode(wanted, doseq=True)}" if wanted else ""),
            body.model_dump_json().encode() if isinstance(body, BaseModel) else body,
            self._headers(body),
        )
        with self._exchange(request, limits) as answer:
            yield answer.body

    @contextmanager
    def _exchange(self, request: Request, limits: Limits) -> Iterator[Answer]:
        try:
            with self.http.exchange(request, limits) as answer:
                if answer.head.status >= 300:
                    refused = _refused(answer.head, answer.read())
                    refused.request_id = request_id(answer.head)
                    raise refused
                yield answer
        except ExchangeFailed as failed:
            raise CallError(UNREACHED[failed.reason]) from None

    def _headers(self, body: BaseModel | bytes | None) -> dict[str, str]:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if isinstance(body, BaseModel):
            headers["Content-Type"] = "application/json"
        return headers


def _refused(head: Head, content: bytes) -> CallError:
    try:
        body = RefusalBody.model_validate_json(content)
    except ValidationError:
        if head.status == TOO_MANY_REQUESTS:
            return CallError("busy")
        return CallError("service_unreachable" if head.status >= 500 else "answer_unreadable")
    return CallError(body.code[:MAX_CODE_LENGTH], **body.values)


def _parsed(model: type[M], content: bytes) -> M:
    try:
        return model.model_validate_json(content)
    except ValidationError:
        raise CallError("answer_unreadable") from None
