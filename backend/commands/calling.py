"""A service as its operators' and officers' commands call it, over HTTP."""

import ipaddress
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self, TypeVar
from urllib.parse import urlsplit

import requests
from pydantic import BaseModel, ValidationError

from registration.messages import RefusalBody

M = TypeVar("M", bound=BaseModel)

CONNECT_SECONDS = 5
READ_SECONDS = 30
WHOLE_SECONDS = 60
ANSWER_LIMIT = 32 * 1024 * 1024
CHUNK = 256 * 1024


class CallError(Exception):
    """The service refuses, or there is no talking to it; the code says why."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    @property
    def status(self) -> int:
        """The exit status of a command that ends with it."""
        return 3 if self.code in ("service_unreachable", "answer_unreadable") else 1


@dataclass(frozen=True)
class Calls:
    """A service, and the token that opens it to the caller; "" before there is one."""

    address: str
    http: requests.Session
    token: str

    @classmethod
    def at(cls, address: str, token: str = "") -> Self:
        """Return the service at an address. Raises CallError `service_not_secure`."""
        if not _is_secure(address):
            raise CallError("service_not_secure")
        http = requests.Session()
        http.trust_env = address.startswith("https:")
        return cls(address.rstrip("/"), http, token)

    def call(
        self,
        model: type[M],
        method: str,
        path: str,
        body: BaseModel | bytes | None = None,
        query: dict[str, Any] | None = None,
    ) -> M:
        """Return a successful answer. Raises CallError."""
        with self.open(method, path, body, query) as answer:
            try:
                content = _read(answer)
            except (requests.RequestException, OSError, ValueError):
                raise CallError("service_unreachable") from None
        return _parsed(model, content)

    @contextmanager
    def open(
        self,
        method: str,
        path: str,
        body: BaseModel | bytes | None = None,
        query: dict[str, Any] | None = None,
    ) -> Iterator[requests.Response]:
        """Give a successful answer whose body is still to be read. Raises CallError."""
        try:
            answer = self.http.request(
                method,
                self.address + path,
                params=query,
                json=body.model_dump(mode="json") if isinstance(body, BaseModel) else None,
                data=body if isinstance(body, bytes) else None,
                headers={"Authorization": f"Bearer {self.token}"} if self.token else {},
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                stream=True,
                allow_redirects=False,
            )
            content = _read(answer) if answer.status_code >= 300 else b""
        except (requests.RequestException, OSError, ValueError):
            raise CallError("service_unreachable") from None
        with answer:
            if answer.status_code >= 300:
                raise _refused(content)
            yield answer


def _is_secure(address: str) -> bool:
    try:
        parts = urlsplit(address)
        if parts.scheme == "https":
            return bool(parts.hostname)
        return parts.scheme == "http" and ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False


def _read(answer: requests.Response) -> bytes:
    """Read within bounds of time and size."""
    body, deadline = bytearray(), time.monotonic() + WHOLE_SECONDS
    for chunk in answer.iter_content(64 * 1024):
        body += chunk
        if len(body) > ANSWER_LIMIT or time.monotonic() > deadline:
            raise ValueError("too much")
    return bytes(body)


def chunks(answer: requests.Response) -> Iterator[bytes]:
    """Yield a body of any size; a line that breaks is the service's fault, not the disk's."""
    try:
        yield from answer.iter_content(CHUNK)
    except (requests.RequestException, ValueError):
        raise CallError("service_unreachable") from None


def _refused(content: bytes) -> CallError:
    body = _parsed(RefusalBody, content)
    return CallError(body.code, **body.values)


def _parsed(model: type[M], content: bytes) -> M:
    try:
        return model.model_validate_json(content)
    except ValidationError:
        raise CallError("answer_unreadable") from None
