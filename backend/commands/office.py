"""The service as an officer's program calls it, over HTTP."""

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Self
from urllib.parse import quote

from pydantic import ValidationError

from backend.commands.calling import LIMITS, CallError, Calls
from practice.place import OFFICER_PASSWORD, SERVICE_ADDRESS
from registration.wire import (
    ApplicationDetail,
    ApplicationPage,
    Decision,
    IssuedCodes,
    NewPassword,
    OfficerLogin,
    OfficerSession,
)

SLOWEST_BYTES_PER_SECOND = 100_000


class Office(Calls):
    """A service and the officer who is logged in there; every method raises CallError."""

    @classmethod
    def log_in(cls, address: str, officer: str, password: str, code: str = "") -> Self:
        """Return the service with a new session."""
        before = cls.at(address)
        try:
            login = OfficerLogin(officer=officer, password=password, code=code)
        except ValidationError:
            raise CallError("login_failed", failures=5, minutes=15) from None
        session = before.call(OfficerSession, "POST", "/v1/officer/sessions", login)
        return cls(before.address, before.http, session.token)

    def log_out(self) -> None:
        """End the session."""
        with self.open("DELETE", "/v1/officer/sessions/current"):
            pass

    def reset_password(self, account_id: str) -> NewPassword:
        """Return a new password of a cataloguing firm's account."""
        path = f"/v1/officer/accounts/{quote(account_id, safe='')}/password"
        return self.call(NewPassword, "POST", path)

    def applications(self, state: str | None, after: str | None, limit: int) -> ApplicationPage:
        """Return some of the queue."""
        query = {"state": state, "after": after, "limit": limit}
        return self.call(ApplicationPage, "GET", "/v1/officer/applications", query=query)

    def application(self, number: str) -> ApplicationDetail:
        """Return one application."""
        return self.call(ApplicationDetail, "GET", _path(number))

    def decide(self, number: str, decision: Decision) -> ApplicationDetail:
        """Decide on an application."""
        return self.call(ApplicationDetail, "POST", f"{_path(number)}/decision", decision)

    def note_codes(self, number: str, codes: IssuedCodes) -> None:
        """Hand 참조번호 and 인가코드 of a CA in."""
        with self.open("PUT", f"{_path(number)}/issuance", codes):
            pass

    def fetch_attachment(self, number: str, sha256: str, size: int, file: BinaryIO) -> None:
        """Write an attached file of `size` bytes into `file`.

        Raises CallError `attachment_differs` when another file came, `answer_unreadable` when a
        larger one does.

        Raises OSError where there is no room.
        """
        digest = hashlib.sha256()
        limits = replace(
            LIMITS, body_bytes=size, whole=LIMITS.whole + size / SLOWEST_BYTES_PER_SECOND
        )
        path = f"{_path(number)}/attachments/{sha256}"
        with self.open("GET", path, limits=limits) as body:
            for chunk in body:
                digest.update(chunk)
                file.write(chunk)
        if digest.hexdigest() != sha256:
            raise CallError("attachment_differs")


def practice_login(folder: Path) -> tuple[str, str]:
    """Return address and officer's password of the running practice service in a folder.

    Raises CallError `service_unreachable` when none runs.
    """
    try:
        address = json.loads((folder / SERVICE_ADDRESS).read_bytes())["url"]
        return str(address), (folder / OFFICER_PASSWORD).read_text("ascii").strip()
    except (OSError, ValueError, KeyError, TypeError):
        raise CallError("service_unreachable") from None


def _path(number: str) -> str:
    if not re.fullmatch(r"[0-9]{10}", number):
        raise CallError("not_found")
    return f"/v1/officer/applications/{number}"
