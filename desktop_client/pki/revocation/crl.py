"""Fetches revocation lists (RFC 5280 section 4.2.1.13) and keeps them while current."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from urllib.parse import urlsplit

from desktop_client.pki.findings import DamagedFile, TooLarge, Unreachable
from desktop_client.pki.revocation import directory, web
from desktop_client.pki.revocation.limits import Limits, within
from desktop_client.pki.revocation.list_cache import ListCache
from desktop_client.pki.revocation.revocation_list import Question, RevocationList, Revoked

__all__ = ["CrlFetcher", "Fetched", "Held", "Limits", "Question", "RevocationList", "Revoked"]

Accept = Callable[[RevocationList], str | None]
"""Says what is wrong with a list (a finding's code), None when it can be used."""

MAX_KEPT = 128
MAX_ADDRESSES = 8
"""Tried for one question; a certificate names one or two."""


@dataclass(frozen=True, slots=True)
class Held:
    """A list, where it came from and when."""

    revocation_list: RevocationList
    url: str
    fetched: datetime


@dataclass(frozen=True, slots=True)
class Fetched:
    """The list that was wanted, and why each address that was tried did not give it.

    Where the list's own address is among the failures, an older list that was kept is used.
    """

    held: Held | None
    failures: Mapping[str, str]
    """URL -> code of a finding, or `scheme_unsupported`, `timeout`, `http_404`, …"""

    @property
    def revocation_list(self) -> RevocationList | None:
        """The list itself."""
        return self.held.revocation_list if self.held else None


@dataclass(slots=True)
class CrlFetcher:
    """Fetches lists over HTTP and LDAP.

    May be used from several threads. Only lists found good are kept: in memory, and on the
    disk with a `cache`. A kept one is used without asking until nextUpdate or until it is as
    old as `max_age`; after that it serves when its address gives none. Not `online`, only kept
    lists are used.
    """

    limits: Limits = field(default_factory=Limits)
    cache: ListCache | None = None
    max_age: timedelta | None = None
    online: bool = True
    _kept: dict[str, Held] = field(default_factory=dict, repr=False)

    def fetch(self, urls: Iterable[str], accept: Accept = lambda _: None) -> Fetched:
        """Return the first list that `accept` finds nothing wrong with."""
        failures: dict[str, str] = {}
        for url in islice(urls, MAX_ADDRESSES):
            held = self._held(url)
            serves = held is not None and accept(held.revocation_list) is None
            if held is not None and serves and self._is_fresh(held):
                return Fetched(held, failures)
            fetched = self._fetch(url, accept, failures)
            if fetched is not None or serves:
                return Fetched(fetched or held, failures)
        return Fetched(None, failures)

    def forget(self, url: str | None) -> int:
        """Remove the list kept from `url`, or all with None; returns how many. Raises OSError."""
        if url is None:
            self._kept.clear()
            return self.cache.clear() if self.cache is not None else 0
        self._kept.pop(url, None)
        return int(self.cache.remove(url)) if self.cache is not None else 0

    def _fetch(self, url: str, accept: Accept, failures: dict[str, str]) -> Held | None:
        """Fetch and keep the list at one address, or tell the failure."""
        if not self.online:
            failures[url] = "not_fetched"
            return None
        try:
            found = [(one, RevocationList.from_bytes(one)) for one in self._download(url)]
        except (Unreachable, DamagedFile, TooLarge) as error:
            failures[url] = str(error.values.get("reason", error.code))
            return None
        for data, revocation_list in found:
            fault = accept(revocation_list)
            if fault is None:
                failures.pop(url, None)
                return self._keep(url, data, revocation_list)
            failures.setdefault(url, fault)
        return None

    def _held(self, url: str) -> Held | None:
        if url not in self._kept and self.cache is not None:
            stored = self.cache.get(url)
            if stored is not None:
                self._remember(Held(stored[0], url, stored[1]))
        return self._kept.get(url)

    def _is_fresh(self, held: Held) -> bool:
        now = datetime.now(UTC)
        too_old = self.max_age is not None and not timedelta(0) <= now - held.fetched < self.max_age
        return not too_old and not held.revocation_list.untimely(now)

    def _keep(self, url: str, data: bytes, fetched: RevocationList) -> Held:
        if self.cache is not None:
            self.cache.put(url, data, fetched)
        return self._remember(Held(fetched, url, datetime.now(UTC)))

    def _remember(self, held: Held) -> Held:
        if len(self._kept) >= MAX_KEPT:
            self._kept.clear()
        self._kept[held.url] = held
        return held

    def _download(self, url: str) -> list[bytes]:
        """Return what may be the list: an entry of a directory may hold several."""
        if urlsplit(url).scheme == directory.SCHEME:
            return within(self.limits, url, lambda end: directory.fetch(url, self.limits, end))
        return [within(self.limits, url, lambda end: web.fetch(url, self.limits, end))]
