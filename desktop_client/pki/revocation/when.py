"""The time a certificate is asked about, the time it is, and what a word of either is worth."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from desktop_client.pki.revocation.revocation_list import CLOCK_TOLERANCE, Question, Revoked

COMPROMISED = frozenset({"key_compromise", "ca_compromise", "aa_compromise"})
"""Reasons after which whatever the key has signed may be somebody else's."""
_HARMLESS = frozenset({"affiliation_changed", "superseded", "cessation_of_operation"})
"""Reasons after which stamps of before still count (RFC 3161 section 4)."""
MAX_ANSWER_AGE = timedelta(days=10)
"""Of an OCSP answer that clears, whatever its nextUpdate: as public CAs' rules limit it."""
_ANSWER_AGE = timedelta(days=1)
"""Of an OCSP answer that says no nextUpdate."""


@dataclass(frozen=True, slots=True)
class When:
    """The times of a question; aware."""

    at: datetime
    """Whether the certificate was revoked at this time is asked."""
    now: datetime
    """Lists and answers up to this time are looked at; not before `at`."""
    self_stated: bool = False
    """That it was at `at` is said by nothing but the key asked about, as in a time stamp."""

    @classmethod
    def of(cls, at: datetime, now: datetime | None = None, *, self_stated: bool = False) -> Self:
        """Return the times; it is `at` where nothing else is said, or where that is later."""
        return cls(at, max(at, now or at), self_stated)

    def counts(self, entry: Revoked, made: datetime, question: Question) -> bool:
        """Whether a revocation that a list or answer made at `made` tells holds at `at`.

        One dated later does not, unless the compromise began before (invalidityDate), or the
        key may since have signed what bears an earlier date: a CA's whose key is compromised, and
        one that states the time itself, unless the reason says that it is not compromised.
        """
        began = min(entry.date, entry.invalid_since or entry.date)
        asked_now = self.now <= self.at + CLOCK_TOLERANCE
        known = self.now + CLOCK_TOLERANCE if asked_now else self.at
        if began <= self.at or made <= known:
            return True
        if self.self_stated:
            return entry.reason not in _HARMLESS
        return question.is_authority and entry.reason in COMPROMISED

    def list_fault(self, made: datetime, until: datetime | None, not_after: datetime) -> str | None:
        """Return why a list does not tell that a certificate stood, None when it does.

        One newer than `at` does, unless it may have left the certificate out for its age.
        Codes: crl_not_yet_valid, crl_expired, crl_after_expiry.
        """
        fault = self._fault(made, until, not_after)
        return fault and f"crl_{fault}"

    def answer_fault(
        self, made: datetime, until: datetime | None, not_after: datetime
    ) -> str | None:
        """Return the same of an OCSP answer.

        Codes: ocsp_not_yet_valid, ocsp_expired, ocsp_after_expiry.
        """
        ends = min(made + MAX_ANSWER_AGE, until or made + _ANSWER_AGE) + CLOCK_TOLERANCE
        fault = self._fault(made, ends, not_after)
        return fault and f"ocsp_{fault}"

    def _fault(self, made: datetime, until: datetime | None, not_after: datetime) -> str | None:
        if made > self.now + CLOCK_TOLERANCE:
            return "not_yet_valid"
        if made > self.at + CLOCK_TOLERANCE:
            return "after_expiry" if not_after < made else None
        return "expired" if until is None or until < self.at else None
