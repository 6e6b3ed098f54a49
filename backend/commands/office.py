"""The service as an officer's program calls it, over HTTP."""

import ipaddress
import json
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, TypeVar
from urllib.parse import urlsplit

import requests
from pydantic import BaseModel, ValidationError

from practice.place import OFFICER_PASSWORD, SERVICE_ADDRESS
from registration.messages import (
    ApplicationDetail,
    ApplicationPage,
    Decision,
    OfficerLogin,
    OfficerSession,
    RefusalBody,
)

M = TypeVar("M", bound=BaseModel)

CONNECT_SECONDS = 5
READ_SECONDS = 30
WHOLE_SECONDS = 60
ANSWER_LIMIT = 32 * 1024 * 1024


class OfficeError(Exception):
    """The service refuses, or there is no talking to it; the code says why."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True)
class Office:
    """A service and the officer who is logged in there."""

    address: str
    http: requests.Session
    token: str

    @classmethod
    def log_in(cls, address: str, officer: str, password: str) -> Self:
        """Return the service with a new session. Raises OfficeError."""
        http = requests.Session()
        if not _is_secure(address):
            raise OfficeError("service_not_secure")
        http.trust_env = address.startswith("https:")
        before = cls(address.rstrip("/"), http, "")
        try:
            login = OfficerLogin(officer=officer, password=password)
        except ValidationError:
            raise OfficeError("login_failed") from None
        session = before._call(OfficerSession, "POST", "/v1/officer/sessions", login)
        return cls(before.address, http, session.token)

    def applications(self, state: str | None, after: str | None, limit: int) -> ApplicationPage:
        """Return some of the queue. Raises OfficeError."""
        query = {"state": state, "after": after, "limit": limit}
        return self._call(ApplicationPage, "GET", "/v1/officer/applications", query=query)

    def application(self, number: str) -> ApplicationDetail:
        """Return one application. Raises OfficeError."""
        return self._call(ApplicationDetail, "GET", _path(number))

    def decide(self, number: str, decision: Decision) -> ApplicationDetail:
        """Decide on an application. Raises OfficeError."""
        return self._call(ApplicationDetail, "POST", f"{_path(number)}/decision", decision)

    def _call(
        self,
        model: type[M],
        method: str,
        path: str,
        body: BaseModel | None = None,
        query: dict[str, Any] | None = None,
    ) -> M:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        try:
            with self.http.request(
                method,
                self.address + path,
                params=query,
                json=body.model_dump(mode="json") if body else None,
                headers=headers,
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                stream=True,
                allow_redirects=False,
            ) as answer:
                content = _read(answer)
        except (requests.RequestException, OSError, ValueError):
            raise OfficeError("service_unreachable") from None
        if answer.status_code >= 300:
            raise _refused(content)
        return _parsed(model, content)


def practice_login(folder: Path) -> tuple[str, str]:
    """Return address and officer's password of the running practice service in a folder.

    Raises OfficeError `service_unreachable` when none runs.
    """
    try:
        address = json.loads((folder / SERVICE_ADDRESS).read_bytes())["url"]
        return str(address), (folder / OFFICER_PASSWORD).read_text("ascii").strip()
    except (OSError, ValueError, KeyError, TypeError):
        raise OfficeError("service_unreachable") from None


def _path(number: str) -> str:
    if not re.fullmatch(r"[0-9]{10}", number):
        raise OfficeError("not_found")
    return f"/v1/officer/applications/{number}"


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


def _refused(content: bytes) -> OfficeError:
    body = _parsed(RefusalBody, content)
    return OfficeError(body.code, **body.values)


def _parsed(model: type[M], content: bytes) -> M:
    try:
        return model.model_validate_json(content)
    except ValidationError:
        raise OfficeError("answer_unreadable") from None
