"""Fetches revocation lists (RFC 5280 section 4.2.1.13) and keeps them while current."""

import threading
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from urllib.parse import urlsplit

from desktop_client.pki.findings import DamagedFile, TooLarge, Unreachable
from desktop_client.pki.http import web
from desktop_client.pki.http.limits import Limits, within
from desktop_client.pki.revocation import directory
from desktop_client.pki.revocation.list_cache import ListCache
from desktop_client.pki.revocation.revocation_list import Question, RevocationList, Revoked

__all__ = ["CrlFetcher", "Fetched", "Held", "Limits", "Question", "RevocationList", "Revoked"]

Accept = Callable[[RevocationList], str | None]
"""Says what is wrong with a list (a finding's code), None when it can be used."""

_GENUINE = (None, "crl_expired", "crl_not_yet_valid", "crl_after_expiry")
"""What `accept` may say of a list that is of the right issuer, at whatever time."""
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
    """The list that was wanted, and why each address that was tried did not give it."""

    held: Held | None
    failures: Mapping[str, str]
    """URL -> code of a finding, or `scheme_unsupported`, `timeout`, `http_404`, `crl_older`, …"""
    kept_because: str | None = None
    """Why a list had to serve that was kept before and has been due; one of the failures."""

    @property
    def revocation_list(self) -> RevocationList | None:
        """The list itself."""
        return self.held.revocation_list if self.held else None


@dataclass(slots=True)
class CrlFetcher:
    """Fetches lists over HTTP and LDAP.

    May be used from several threads. Only lists found good are kept: in memory, and on the
    disk with a `cache`. A kept one is used without asking until nextUpdate or until it is as
    old as `max_age`; after that it serves when its address gives none, or only an older one. Not
    `online`, only kept lists are used.
    """

    limits: Limits = field(default_factory=Limits)
    cache: ListCache | None = None
    max_age: timedelta | None = None
    online: bool = True
    _kept: dict[str, Held] = field(default_factory=dict, repr=False)
    _keeping: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def fetch(
        self,
        urls: Iterable[str],
        accept: Accept = lambda _: None,
        without: Collection[str] = (),
    ) -> Fetched:
        """Return the newest list that is kept from these addresses, or that the first gives.

        Only lists that `accept` finds nothing wrong with count. Those of `without` are not asked.
        """
        failures: dict[str, str] = {}
        places = list(dict.fromkeys(islice(urls, MAX_ADDRESSES)))
        kept = _newest(self._held(url) for url in places if self._serves(url, accept))
        if kept is not None and self._is_fresh(kept):
            return Fetched(kept, failures)
        for url in (place for place in places if place not in without):
            fetched = self._fetch(url, accept, failures)
            if fetched is not None and (kept is None or not _is_newer(kept, fetched)):
                return Fetched(fetched, failures, failures.get(url))
            if fetched is not None:
                failures[url] = "crl_older"
                break
        reason = failures.get(kept.url, next(iter(failures.values()), None)) if kept else None
        return Fetched(kept, failures, reason)

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
            values = self._download(url)
        except Unreachable as error:
            failures[url] = str(error.values["reason"])
            return None
        read = [(data, *_read(data, accept)) for data in values]
        good = [(data, each) for data, each, fault in read if each and not fault]
        faults = [fault or "" for _, _, fault in read]
        if not good:
            # That an entry also holds lists of others is not what is wrong with ours.
            ours = [each for each in faults if each != "crl_not_covering"]
            failures[url] = (ours or faults)[0]
            return None
        fetched = self._kept_or(url, *max(good, key=lambda each: each[1].version), accept)
        if fetched.revocation_list not in [each for _, each in good]:
            failures[url] = "crl_older"
        return fetched

    def _kept_or(self, url: str, data: bytes, read: RevocationList, accept: Accept) -> Held:
        """Keep what was fetched and return it; where a newer one is kept that serves, that one.

        A genuine newer one stays, whether it serves or not: another certificate may be in it.
        """
        with self._keeping:
            if self.cache is not None and self.cache.has_newer(url, read):
                self._kept.pop(url, None)  # another program has put it there
            kept, fetched = self._held(url), Held(read, url, datetime.now(UTC))
            fault = accept(kept.revocation_list) if kept else "not_kept"
            if kept and fault in _GENUINE and _is_newer(kept, fetched):
                return fetched if fault else kept
            if self.cache is not None:
                self.cache.put(url, data, read, for_good=fault not in _GENUINE)
            return self._remember(fetched)

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

    def _serves(self, url: str, accept: Accept) -> bool:
        held = self._held(url)
        return held is not None and accept(held.revocation_list) is None

    def _remember(self, held: Held) -> Held:
        if len(self._kept) >= MAX_KEPT:
            self._kept.clear()
        self._kept[held.url] = held
        return held

    def _download(self, url: str) -> list[bytes]:
        """Return what may be the list: an entry of a directory may hold several."""
        if urlsplit(url).scheme == directory.SCHEME:
            return within(self.limits, url, lambda end: directory.fetch(url, self.limits, end))
        return [web.fetch(url, self.limits)]


def _read(data: bytes, accept: Accept) -> tuple[RevocationList | None, str | None]:
    """Return a list, and the code of what is wrong with it."""
    try:
        read = RevocationList.from_bytes(data)
    except (DamagedFile, TooLarge) as error:
        return None, error.code
    return read, accept(read)


def _newest(lists: Iterable[Held | None]) -> Held | None:
    found = [found_list for found_list in lists if found_list is not None]
    return max(found, key=lambda each: each.revocation_list.version, default=None)


def _is_newer(held: Held, than: Held) -> bool:
    return held.revocation_list.version > than.revocation_list.version
