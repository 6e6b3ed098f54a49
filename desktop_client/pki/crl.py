"""Fetches revocation lists over HTTP (RFC 5280 section 4.2.1.13) and keeps them while current."""

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from desktop_client.pki.findings import DamagedFile, TooLarge, Unreachable
from desktop_client.pki.revocation_list import MAX_BYTES, Question, RevocationList, Revoked

if TYPE_CHECKING:
    import requests

__all__ = ["CrlFetcher", "Fetched", "Question", "RevocationList", "Revoked"]

Accept = Callable[[RevocationList], str | None]
"""Says what is wrong with a list (a finding's code), None when it can be used."""

MAX_REDIRECTS = 3
MAX_KEPT = 128
_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Fetched:
    """The list that was wanted, and why each address that was tried before did not give it."""

    revocation_list: RevocationList | None
    failures: Mapping[str, str]
    """URL -> code of a finding, or `scheme_unsupported`, `timeout`, `http_404`, …"""


@dataclass(slots=True)
class CrlFetcher:
    """Fetches lists. Times are in seconds; `deadline` limits one address as a whole.

    May be used from several threads. Only lists found good are kept, until nextUpdate.
    """

    connect_timeout: float = 5.0
    read_timeout: float = 10.0
    deadline: float = 30.0
    max_bytes: int = MAX_BYTES
    _kept: dict[str, RevocationList] = field(default_factory=dict, repr=False)

    def fetch(self, urls: Iterable[str], accept: Accept = lambda _: None) -> Fetched:
        """Return the first list that `accept` finds nothing wrong with."""
        failures: dict[str, str] = {}
        for url in urls:
            kept = self._still_current(url)
            if kept is not None and accept(kept) is None:
                return Fetched(kept, failures)
            try:
                fetched = RevocationList.from_bytes(self._download(url))
            except (Unreachable, DamagedFile, TooLarge) as error:
                failures[url] = str(error.values.get("reason", error.code))
                continue
            fault = accept(fetched)
            if fault is None:
                self._keep(url, fetched)
                return Fetched(fetched, failures)
            failures[url] = fault
        return Fetched(None, failures)

    def _still_current(self, url: str) -> RevocationList | None:
        kept = self._kept.get(url)
        return kept if kept is not None and not kept.untimely(datetime.now(UTC)) else None

    def _keep(self, url: str, fetched: RevocationList) -> None:
        if len(self._kept) >= MAX_KEPT:
            self._kept.clear()
        self._kept[url] = fetched

    def _download(self, url: str) -> bytes:
        """Download within the deadline, in a thread: a server may drip its headers for hours."""
        outcome: list[bytes | Unreachable] = []
        worker = threading.Thread(
            target=lambda: outcome.append(self._attempt(url)), name="crl", daemon=True
        )
        worker.start()
        worker.join(self.deadline)
        result = outcome[0] if outcome else _unreachable(url, "timeout")
        if isinstance(result, Unreachable):
            raise result
        return result

    def _attempt(self, url: str) -> bytes | Unreachable:
        import requests

        try:
            with requests.Session() as session:
                return self._follow(session, url, time.monotonic() + self.deadline)
        except Unreachable as error:
            return error
        except requests.Timeout:
            return _unreachable(url, "timeout")
        except (requests.RequestException, OSError, ValueError):
            return _unreachable(url, "no_answer")

    def _follow(self, session: "requests.Session", url: str, deadline: float) -> bytes:
        """Follow redirects by hand, so that none leads from HTTP to another scheme."""
        target = url
        for _ in range(1 + MAX_REDIRECTS):
            if urlsplit(target).scheme not in {"http", "https"}:
                raise _unreachable(url, "scheme_unsupported")
            with session.get(
                target,
                headers={"Accept-Encoding": "identity"},
                timeout=(self.connect_timeout, self.read_timeout),
                allow_redirects=False,
                stream=True,
            ) as response:
                if response.status_code == 200:
                    return self._body(url, response, deadline)
                if not response.is_redirect:
                    raise _unreachable(url, f"http_{response.status_code}")
                target = urljoin(target, response.headers["Location"])
        raise _unreachable(url, "redirects_too_many")

    def _body(self, url: str, response: "requests.Response", deadline: float) -> bytes:
        """Read as bytes arrive, so that a dripping server is noticed and left alone."""
        body = bytearray()
        while chunk := response.raw.read1(_CHUNK, decode_content=False):
            body += chunk
            if len(body) > self.max_bytes:
                raise _unreachable(url, "too_large")
            if time.monotonic() > deadline:
                raise _unreachable(url, "timeout")
        return bytes(body)


def _unreachable(url: str, reason: str) -> Unreachable:
    return Unreachable(url=url, reason=reason)
