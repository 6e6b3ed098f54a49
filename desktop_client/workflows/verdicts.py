"""What was found out about certificates without asking anybody, kept as long as it holds."""

import threading
from datetime import datetime, timedelta
from typing import NamedTuple

from desktop_client.pki.certificate import Certificate
from desktop_client.pki.judging.chain import Verdict
from desktop_client.workflows.mode import Trust

LONGEST = timedelta(minutes=10)
MOST = 10_000
"""Verdicts kept at once."""

_Judged = tuple[Certificate, tuple[Certificate, ...]]
"""A certificate, and those of CAs that lie beside it."""


class _Kept(NamedTuple):
    verdict: Verdict
    begin: datetime
    end: datetime


class Verdicts:
    """Judges each certificate once while its files, whom to trust and the day are the same.

    Keys are opened and documents signed only after a new judgement, which asks about revocation.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._trusted: object = None
        self._kept: dict[_Judged, _Kept] = {}

    def of(
        self, trust: Trust, certificate: Certificate, beside: tuple[Certificate, ...]
    ) -> Verdict:
        """Return the verdict on a certificate, revocation left aside."""
        now = trust.clock()
        key = (certificate, beside)
        with self._lock:
            trusted = (trust.trust_list, trust.intermediates)
            if trusted != self._trusted or len(self._kept) > MOST:
                self._trusted = trusted
                self._kept.clear()
            kept = self._kept.get(key)
        if kept and kept.begin <= now < kept.end:
            return kept.verdict
        verdict = trust.judge(certificate, beside, offline=True)
        with self._lock:
            if self._trusted == trusted:
                self._kept[key] = _Kept(verdict, now, _holds_until(verdict, certificate, now))
        return verdict


def _holds_until(verdict: Verdict, certificate: Certificate, now: datetime) -> datetime:
    """Return the moment from which time alone may change the verdict."""
    involved = (certificate, *verdict.chain)
    turns = [moment for known in involved for moment in (known.not_before, known.not_after)]
    return min([now + LONGEST, *(moment for moment in turns if moment >= now)])
