"""Everything that is asked about revocation beyond the lists at hand, and in which order."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from desktop_client.pki.http.limits import Limits
from desktop_client.pki.revocation.addresses import Table
from desktop_client.pki.revocation.crl import CrlFetcher
from desktop_client.pki.revocation.ocsp import MAX_RESPONSE_BYTES

SECOND_DEADLINE = 5.0
SILENCE = 600.0
"""Seconds for which an address that gave nothing is not asked where enough is known without it."""
MAX_SILENT = 1000
_UNANSWERED = frozenset({"timeout", "no_answer", "name_unknown", "port_closed"})


@dataclass(slots=True)
class Online:
    """Lists and, if wanted, OCSP responders. May be used from several threads."""

    lists: CrlFetcher = field(default_factory=CrlFetcher)
    table: Table = field(default_factory=dict)
    """Addresses besides those of the certificate."""
    responders: bool = False
    """Whether OCSP responders are asked at all."""
    responders_first: bool = False
    """Before the lists."""
    _silent: dict[str, float] = field(default_factory=dict, repr=False)
    """Addresses that gave nothing, and when they did not (time.monotonic)."""

    @property
    def responder_limits(self) -> Limits:
        """Those of the lists, but for the size."""
        return replace(self.lists.limits, max_bytes=MAX_RESPONSE_BYTES)

    @property
    def second_limits(self) -> Limits:
        """Of a responder that is asked though a list has decided: nobody waits long for it."""
        limits = self.responder_limits
        return replace(limits, deadline=min(limits.deadline, SECOND_DEADLINE))

    def silent(self, urls: Iterable[str]) -> frozenset[str]:
        """Return which of the addresses gave nothing a while ago: not worth a second wait."""
        since = time.monotonic() - SILENCE
        return frozenset(url for url in urls if self._silent.get(url, since) > since)

    def heard(self, failures: Mapping[str, str]) -> None:
        """Note addresses that did not answer."""
        if len(self._silent) > MAX_SILENT:
            self._silent.clear()
        gone = (url for url, reason in failures.items() if reason in _UNANSWERED)
        self._silent.update(dict.fromkeys(gone, time.monotonic()))
