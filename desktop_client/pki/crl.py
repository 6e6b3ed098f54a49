"""Fetches revocation lists (RFC 5280 section 4.2.1.13) and keeps them while current."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from urllib.parse import urlsplit

from desktop_client.pki import directory, web
from desktop_client.pki.findings import DamagedFile, TooLarge, Unreachable
from desktop_client.pki.limits import Limits, within
from desktop_client.pki.revocation_list import Question, RevocationList, Revoked

__all__ = ["CrlFetcher", "Fetched", "Limits", "Question", "RevocationList", "Revoked"]

Accept = Callable[[RevocationList], str | None]
"""Says what is wrong with a list (a finding's code), None when it can be used."""

MAX_KEPT = 128
MAX_ADDRESSES = 8
"""Tried for one question; a certificate names one or two."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """The list that was wanted, and why each address that was tried before did not give it."""

    revocation_list: RevocationList | None
    failures: Mapping[str, str]
    """URL -> code of a finding, or `scheme_unsupported`, `timeout`, `http_404`, …"""


@dataclass(slots=True)
class CrlFetcher:
    """Fetches lists over HTTP and LDAP.

    May be used from several threads. Only lists found good are kept, until nextUpdate.
    """

    limits: Limits = field(default_factory=Limits)
    _kept: dict[str, RevocationList] = field(default_factory=dict, repr=False)

    def fetch(self, urls: Iterable[str], accept: Accept = lambda _: None) -> Fetched:
        """Return the first list that `accept` finds nothing wrong with."""
        failures: dict[str, str] = {}
        for url in islice(urls, MAX_ADDRESSES):
            kept = self._still_current(url)
            if kept is not None and accept(kept) is None:
                return Fetched(kept, failures)
            try:
                lists = [RevocationList.from_bytes(one) for one in self._download(url)]
            except (Unreachable, DamagedFile, TooLarge) as error:
                failures[url] = str(error.values.get("reason", error.code))
                continue
            faults = [accept(one) for one in lists]
            if None in faults:
                fetched = lists[faults.index(None)]
                self._keep(url, fetched)
                return Fetched(fetched, failures)
            failures[url] = str(faults[0])
        return Fetched(None, failures)

    def _still_current(self, url: str) -> RevocationList | None:
        kept = self._kept.get(url)
        return kept if kept is not None and not kept.untimely(datetime.now(UTC)) else None

    def _keep(self, url: str, fetched: RevocationList) -> None:
        if len(self._kept) >= MAX_KEPT:
            self._kept.clear()
        self._kept[url] = fetched

    def _download(self, url: str) -> list[bytes]:
        """Return what may be the list: an entry of a directory may hold several."""
        if urlsplit(url).scheme == directory.SCHEME:
            return within(self.limits, url, lambda end: directory.fetch(url, self.limits, end))
        return [within(self.limits, url, lambda end: web.fetch(url, self.limits, end))]
